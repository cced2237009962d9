# SPDX-License-Identifier: GPL-3.0-or-later
"""A simulated judgement: whole chips and whole model shapes set aside, everything else fitted.

Like the judgement by machines and models that are kept aside, which nobody here has: a fifth of the
chips of each program and a fifth of the shapes, dense and mixtures apart, are drawn; the structure
is fitted on all rows without either, the half-widths are calibrated on those rows alone, and what
was set aside is predicted: rows of a new machine, of a new model, and of both. Again and again,
with fixed seeds. As in the real split, what most other rows lean on is never set aside.
"""

import collections

import numpy as np

import intervals
from validation import SCHEMES, Fit, Residuals, Unseen

REPEATS = 20
SHARE = 0.2
KEPT_CHIPS = {"Apple M3 Ultra (80-core GPU)"}
KEPT_MODELS = {"llama-2-7b", "llama-3.1-8b"}
MIN_ROWS = 10  # of a group in a repeat, for its figures to count


def draw(strata, kept, rng):
    """A share of the names of each stratum; what is over after whole ones falls by lot."""
    chosen = set()
    for stratum in sorted(set(strata.values())):
        names = [n for n in sorted(strata) if strata[n] == stratum and n not in kept]
        count = int(SHARE * len(names) + rng.random())
        chosen |= set(rng.permutation(np.array(names, dtype=object))[:count])
    return chosen


def set_aside(table, rng):
    """The rows of a draw, as a mask."""
    stacks = collections.defaultdict(collections.Counter)
    for row in table.rows:
        stacks[row["chip"]][row["stack"]] += 1
    chips = draw({chip: counter.most_common(1)[0][0] for chip, counter in stacks.items()},
                 KEPT_CHIPS, rng)
    models = draw(dict(zip(table.arch_id, table.moe)), KEPT_MODELS, rng)
    return np.isin(table.chip, list(chips)) | np.isin(table.arch_id, list(models))


class Judgement:
    """All repeats for one structure. With @given, the first constants' half-widths and rule."""

    def __init__(self, make, table, given=None):
        found = collections.defaultdict(list)
        for seed in range(REPEATS):
            rng = np.random.default_rng(seed)
            aside = set_aside(table, rng)
            whole = Fit(make(), table.select(~aside))
            unseen = Unseen(whole, table.select(aside))
            sample = intervals.Sample([unseen], old=True)
            if given is not None:
                widths = intervals.get_given_half_widths(sample, given)
            else:
                inside = intervals.Sample([Residuals(whole, s, rng) for s in SCHEMES])
                calibrated = intervals.calibrate(inside, np.ones(len(inside.size), bool))
                widths = intervals.get_half_widths(sample, calibrated)
            for name in ("stack", "moe", "kind", "quality", "modern", "size", "residual"):
                found[name].append(getattr(sample, name))
            found["width"].append(widths)
            found["repeat"].append(np.full(len(widths), seed))
        for name, parts in found.items():
            setattr(self, name, np.concatenate(parts))
        # What a judge looks at: builds of today, measured by programs and scoreboards.
        self.current = self.modern & (self.quality != "C")

    def get_groups(self):
        vulkan = np.array([s.startswith("vulkan") for s in self.stack])
        known = np.isin(self.stack, ["cuda", "cuda-vllm", "metal", "mlx", "rocm"]) | vulkan
        groups = [("all", np.ones(len(self.stack), bool)),
                  ("CUDA", np.isin(self.stack, ["cuda", "cuda-vllm"])),
                  ("llama.cpp CUDA", self.stack == "cuda"),
                  ("vLLM CUDA", self.stack == "cuda-vllm"),
                  ("Metal", self.stack == "metal"), ("MLX", self.stack == "mlx"),
                  ("ROCm", self.stack == "rocm"), ("Vulkan", vulkan),
                  ("all other programs", ~known), ("dense", self.moe == 0),
                  ("mixtures", self.moe == 1)]
        groups += [(name, self.kind == kind) for kind, name in (
            ("machine", "only the machine new"), ("model", "only the model new"),
            ("both", "both new"))]
        return groups

    def measure(self, mask):
        """Medians over the repeats, and the coverage and width of all their rows."""
        error = np.abs(np.expm1(-self.residual))
        held, width = self.size <= self.width, np.exp(2 * self.width)
        repeats = []
        for repeat in range(REPEATS):
            rows = mask & (self.repeat == repeat)
            if rows.sum() >= MIN_ROWS:
                repeats.append((np.median(error[rows]), np.mean(error[rows] <= 0.2),
                                np.mean(error[rows] <= 0.3), np.quantile(error[rows], 0.9),
                                np.mean(held[rows]), np.mean(width[rows])))
        names = ("median", "within20", "within30", "p90", "held", "width")
        result = dict(zip(names, np.median(repeats, axis=0) if repeats else [np.nan] * 6))
        result |= {"rows": int(mask.sum()), "pooled_median": np.median(error[mask]),
                   "pooled_held": np.mean(held[mask]), "pooled_width": np.mean(width[mask])}
        return result

    def print(self, label):
        everything = np.ones(len(self.size), bool)
        lines = [("all builds", everything)]
        lines += [(f"current, {name}", mask & self.current) for name, mask in self.get_groups()]
        for name, mask in lines:
            if not mask.any():
                continue
            m = self.measure(mask)
            print(f"  {label}, {name}: {m['rows']} rows, median {100 * m['median']:.1f} %, within "
                  f"20 % {100 * m['within20']:.0f} %, 30 % {100 * m['within30']:.0f} %, 90th "
                  f"percentile {100 * m['p90']:.0f} %; holds {100 * m['held']:.0f} % "
                  f"(x{m['width']:.2f}), of all rows {100 * m['pooled_held']:.0f} % "
                  f"(x{m['pooled_width']:.2f})", flush=True)
