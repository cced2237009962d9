#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fits the speed model again: see README.md beside this file.

Reads build-aux/refit/calibration.csv; with --write writes data/catalog/speed.json,
tests/oracles/speed-vectors.csv and docs/validation-speed.md with its pictures; else only prints.
"""

import argparse
import csv
import json
import os
import sys

import numpy as np

import batch
import holdout
import intervals
import output
import own
import structure
from table import Table, read_rows
from validation import SCHEMES, Fit, Residuals, summarize

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TOLERANCE = 0.002  # of a logarithm: what another machine's arithmetic may change


def parse_arguments():
    parser = argparse.ArgumentParser(description="Fit the speed model again.")
    parser.add_argument("--calibration", default=os.path.join(HERE, "calibration.csv"),
                        help="published measurements (default: %(default)s)")
    parser.add_argument("--write", metavar="VERSION",
                        help="write speed.json, vectors and page, as this version of the fit")
    parser.add_argument("--holdout", action="store_true",
                        help="only simulate a judgement: chips and models set aside, repeatedly")
    parser.add_argument("--check", action="store_true",
                        help="only compare a new fit's parameters with those of speed.json")
    return parser.parse_args()


def read_json(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return json.load(file)


def check(constants, make, calibration):
    """Whether the shipped parameters are what this program makes of these measurements."""
    for kind, name in (("tg", "decode"), ("pp", "prefill")):
        table = Table(read_rows(calibration, kind), constants["family"])
        found = output.get_parameters(Fit(make[kind][1](), table))
        shipped = constants[name]["parameters"]
        flat = [{(b, k): v for b, keys in p.items() for k, v in keys.items()}
                for p in (found, shipped)]
        if flat[0].keys() != flat[1].keys():
            sys.exit(f"{name}: other parameters: {sorted(flat[0].keys() ^ flat[1].keys())}")
        worst = max(flat[0], key=lambda key: abs(flat[0][key] - flat[1][key]))
        difference = abs(flat[0][worst] - flat[1][worst])
        print(f"{name}: {len(flat[0])} parameters, largest difference {difference:.5f} ({worst})")
        if difference > TOLERANCE:
            sys.exit(f"{name}: speed.json is not of this fit: run refit.py --write VERSION")


def validate(name, model, table):
    """The fit on everything, and its residuals on what it has not seen."""
    whole = Fit(model, table)
    print(f"{name}: {len(whole.values)} parameters, "
          f"in sample {summarize(table, whole.get_residuals())['mean']:.3f}", flush=True)
    schemes = {}
    for scheme in SCHEMES:
        schemes[scheme] = Residuals(whole, scheme)
        for builds, mask in (("all", None), ("current", table.modern)):
            found = summarize(table, schemes[scheme].values, mask)
            print(f"  left out: {scheme:8} {builds:8} mean {found['mean']:.3f}, median "
                  f"{100 * found['median']:.1f} %, within 20 % {100 * found['within20']:.0f} %, "
                  f"within 30 % {100 * found['within30']:.0f} %", flush=True)
    return whole, schemes


def judge(name, make, calibration, kind, family, given):
    """Before and after, by what machines and models set aside say."""
    table = Table(read_rows(calibration, kind), family)
    result = (holdout.Judgement(make[0], table, given), holdout.Judgement(make[1], table))
    for label, judgement in zip(("as published", "now"), result):
        judgement.print(f"{name} set aside, {label}")
    return result


def main():
    arguments = parse_arguments()
    constants = read_json("data", "catalog", "speed.json")
    keys = structure.make_keys(constants)
    make = {"tg": (lambda: structure.make_decode(keys, given=True),
                   lambda: structure.make_decode(keys)),
            "pp": (lambda: structure.make_given_prefill(keys),
                   lambda: structure.make_prefill(keys))}
    if arguments.check:
        check(constants, make, arguments.calibration)
        return
    published = read_json("tests", "oracles", "speed-constants-published.json")
    judged = {}
    for kind, name in (("tg", "decode"), ("pp", "prefill")):
        if arguments.holdout or arguments.write:
            judged[kind] = judge(name, make[kind], arguments.calibration, kind,
                                 constants["family"], published[name]["interval"])
    if arguments.holdout:
        return
    fits, before, after, calibrated, samples, own_errors = {}, {}, {}, {}, {}, {}
    for kind, name in (("tg", "decode"), ("pp", "prefill")):
        table = Table(read_rows(arguments.calibration, kind), constants["family"])
        if not table.n:
            sys.exit(f"{arguments.calibration}: no rows of kind {kind} with use main")
        _, before[kind] = validate(f"{name}, as published", make[kind][0](), table)
        fits[kind], after[kind] = validate(f"{name}, as it is now", make[kind][1](), table)
        old, new = (intervals.Sample(s[kind].values()) for s in (before, after))
        everything = np.ones(len(new.size), bool)
        calibrated[kind] = intervals.calibrate(new, everything)
        samples[kind] = (old, intervals.get_given_half_widths(old, published[name]["interval"]),
                         new, intervals.get_half_widths(new, calibrated[kind]),
                         intervals.cross_calibrate(new))
        own_errors[kind] = own.calibrate_own(after[kind].values())
        for relation, found in own_errors[kind].items():
            print(f"  measured, {relation}: share {found['share']:.2f}, half-width "
                  f"{found['before']:.3f} -> {found['half_width']:.3f} ({found['pairs']:,} pairs "
                  f"on {found['machines']} machines)")
        for label, sample, widths in (("before", old, samples[kind][1]),
                                      ("without the machine", new, samples[kind][4])):
            print(f"  interval {label}: holds {100 * np.mean(sample.size <= widths):.0f} %, "
                  f"width x{np.exp(2 * widths.mean()):.2f}", flush=True)
    several = batch.refit(read_rows(arguments.calibration, "tg", "batch"), fits["tg"],
                          calibrated["tg"], constants["batch"])
    for name, rows, mean, median, within, *held in several[1]:
        print(f"batches, {name}: {rows} rows, mean {mean:.3f}, median {100 * median:.0f} %, within "
              f"20 % {100 * within:.0f} %, held {' -> '.join(f'{100 * h:.0f} %' for h in held)}")
    print(f"batches: {several[2]} constants, {several[0]}")
    if arguments.write:
        write(arguments.write, constants, fits, calibrated, before, after, samples, own_errors,
              several, judged)


def write(version, constants, fits, calibrated, before, after, samples, own_errors, several,
          judged):
    import page  # pictures need matplotlib, which a trial run does not

    vectors = os.path.join(ROOT, "tests", "oracles", "speed-vectors.csv")
    with open(vectors, newline="", encoding="utf-8") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    output.write_constants(os.path.join(ROOT, "data", "catalog", "speed.json"), constants, version,
                           fits, calibrated, own_errors, several[0])
    output.write_vectors(vectors, ids, fits)
    page.write_page(os.path.join(ROOT, "docs"), version, fits, before, after, samples,
                    judged, own_errors, several)


if __name__ == "__main__":
    main()
