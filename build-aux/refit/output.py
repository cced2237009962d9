# SPDX-License-Identifier: GPL-3.0-or-later
"""What a refit leaves behind for the C program and its tests."""

import csv
import json

import numpy as np

import own
from posynomial import get_terms

DIGITS = 5  # of a logarithm: far below the accuracy of any of them
INTERVAL_DIGITS = 4

# Terms of the fit under the names that the test's table has for them.
VECTOR_TERMS = {
    "tg": {"term_w_s": ["w"], "term_kv_s": ["kv"], "term_af_s": ["af"], "term_kap_s": ["kap"],
           "term_cl_s": ["cl"], "term_cm_s": ["cm"], "term_cs_s": ["cs"],
           "term_mg_s": ["ar", "hop"]},
    "pp": {"term_w_s": ["w"], "term_c_s": ["c", "ce", "cf"], "term_a_s": ["a"],
           "term_l_s": ["l"], "term_p_s": ["p"], "term_m_s": ["m"], "term_s_s": ["s"],
           "term_x_s": ["x"]},
}
VECTOR_COLUMNS = ["id", "kind", *VECTOR_TERMS["tg"], *list(VECTOR_TERMS["pp"])[1:],
                  "predicted_tps", "measured_tps"]


def get_parameters(whole):
    """block -> key -> logarithm. Blocks and keys in an order that does not depend on the rows."""
    blocks = {}
    for (block, key), place in whole.index.items():
        blocks.setdefault(block, {})[key] = round(float(whole.values[place]), DIGITS) + 0.0
    order = [e.block for term in whole.model.terms for e in term.effects]
    return {block: dict(sorted(blocks[block].items()))
            for block in dict.fromkeys(order) if block in blocks}


def round_interval(interval):
    """Half-widths as they are shipped."""
    def shorten(value):
        if isinstance(value, dict):
            return {key: shorten(v) for key, v in value.items()}
        if isinstance(value, list):
            return [shorten(v) for v in value]
        return round(value, INTERVAL_DIGITS)

    return shorten(interval)


def format_json(value, depth=0, name=""):
    """Two spaces a level; lists of numbers and the chips' records on a line each."""
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict) and value and name != "chip":
        lines = [f"{inner}{json.dumps(k)}: {format_json(v, depth + 1, k)}"
                 for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + "\n" + outer + "}"
    if isinstance(value, dict):
        members = ", ".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in value.items())
        return "{ " + members + " }"
    if isinstance(value, list) and name in ("chips", "models"):
        lines = [inner + format_json(v, depth + 1, "chip") for v in value]
        return "[\n" + ",\n".join(lines) + "\n" + outer + "]"
    return json.dumps(value, ensure_ascii=False)


def round_own(kind, relations):
    return {"repeatability": own.REPEATABILITY[kind],
            **{name: {"share": round(found["share"], 2),
                      "half_width": round(found["half_width"], INTERVAL_DIGITS)}
               for name, found in relations.items()}}


def write_constants(path, constants, version, fits, intervals, own_errors, batch):
    """Fitted blocks are replaced; chips and relations stay as they are."""
    constants = dict(constants)
    constants["version"] = version
    rows = sum(whole.table.n for whole in fits.values())
    constants["source"] = (
        f"Fitted by build-aux/refit on the {rows:,} published single-stream measurements of "
        "build-aux/refit/calibration.csv (llama-bench, vLLM and MLX tables, LocalScore, Geerling "
        "and others), with grouped cross-validation: leave a machine out, a model, both.")
    for name, kind in (("decode", "tg"), ("prefill", "pp")):
        constants[name] = {"parameters": get_parameters(fits[kind]),
                           "interval": round_interval(intervals[kind])}
    constants["batch"] = batch
    constants["own_measurement"] = {
        name: round_own(kind, own_errors[kind])
        for name, kind in (("decode", "tg"), ("prefill", "pp"))}
    with open(path, "w", encoding="utf-8") as file:
        file.write(format_json(constants) + "\n")


def write_vectors(path, ids, fits):
    """Every term of some rows, by the constants as they are shipped."""
    lines = []
    for kind, whole in fits.items():
        seconds = get_terms(whole.design, np.round(whole.values, DIGITS))
        by_name = dict(zip([t.name for t in whole.model.terms], seconds))
        place = {r["id"]: i for i, r in enumerate(whole.table.rows)}
        for row_id in ids:
            if row_id not in place:
                continue
            i = place[row_id]
            line = {"id": row_id, "kind": kind,
                    "measured_tps": f"{whole.table.measured_tps[i]:.7g}",
                    "predicted_tps": f"{1 / sum(s[i] for s in seconds):.7g}"}
            for column, names in VECTOR_TERMS[kind].items():
                line[column] = f"{sum(by_name[n][i] for n in names):.7g}"
            lines.append(line)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, VECTOR_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(lines, key=lambda line: ids.index(line["id"])))
