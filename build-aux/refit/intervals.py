# SPDX-License-Identifier: GPL-3.0-or-later
"""Half-widths of 80 % intervals from the residuals of cross-validation (split conformal).

A half-width is a logarithm: the interval is prediction * exp (+-h). It depends on what is new
(machine, model, both, neither), on the stack and on dense or mixture, and widens where the GPU
class is new for the stack, where the stack is known from fewer than three chips, and where compute
is only estimated. Groups with few pairs of machine and model lean on all of their kind.
"""

import numpy as np

LEVEL = 0.8
KINDS = ("machine", "model", "both", "neither")
PAIRS = 12.0  # as many pairs of machine and model stand behind the quantile of the whole kind
STACK_PAIRS = 2.0  # the same for the correction of a stack
MAX_FACTOR = 4.0
MAX_STACK_FACTOR = 2.0


def get_quantile(sizes, weights, level=LEVEL):
    """The weighted quantile, with one more error of unknown size (the conformal correction)."""
    if not len(sizes):
        return np.nan
    order = np.argsort(sizes)
    share = np.cumsum(weights[order]) / (weights.sum() + weights.mean())
    place = np.searchsorted(share, level)
    return float(sizes[order][min(place, len(sizes) - 1)])


class Sample:
    """Residuals of all schemes together, each with what was new to its fit."""

    def __init__(self, schemes):
        join = lambda get: np.concatenate([get(r) for r in schemes])
        mask = join(lambda r: r.table.modern & np.isfinite(r.values))
        pick = lambda get: join(get)[mask]
        self.size = np.abs(pick(lambda r: r.values))
        self.stack = pick(lambda r: r.table.stack)
        self.moe = pick(lambda r: r.table.moe.astype(int))
        self.chip = pick(lambda r: r.table.chip)
        self.model = pick(lambda r: r.table.arch_id)
        self.weight = pick(lambda r: r.table.balance)
        self.estimated = pick(lambda r: np.array(
            [row["compute_known"] != "k" for row in r.table.rows]))
        machine, model = pick(lambda r: r.new_machine), pick(lambda r: r.new_model)
        self.kind = np.select([machine & model, machine, model], ["both", "machine", "model"],
                              "neither")
        few, new_class = pick(lambda r: r.few_chips), pick(lambda r: r.new_class)
        self.unseen = np.select([few, new_class], [2, 1], 0)

    def get_groups(self):
        return np.array([f"{k}|{s}|{m}.0" for k, s, m in zip(self.kind, self.stack, self.moe)],
                        dtype=object)


def calibrate(sample, use):
    """The half-widths of the rows @use of a sample, as data/catalog/speed.json has them."""
    groups = sample.get_groups()
    plain = use & (sample.unseen == 0)
    result = {"groups": {}}
    for kind in KINDS:
        chosen = plain & (sample.kind == kind)
        result[kind] = get_quantile(sample.size[chosen], sample.weight[chosen])
    for group in sorted(set(groups[plain])):
        chosen = plain & (groups == group)
        pairs = len(set(zip(sample.chip[chosen], sample.model[chosen])))
        own = get_quantile(sample.size[chosen], sample.weight[chosen])
        kind = result[group.split("|")[0]]
        result["groups"][group] = float(np.exp((pairs * np.log(own) + PAIRS * np.log(kind))
                                               / (pairs + PAIRS)))
    base = get_base(sample, result)
    result["factor_unseen"] = [1.0]
    for level in (1, 2):
        chosen = use & (sample.unseen == level)
        result["factor_unseen"].append(get_factor(sample, base, chosen))
    # A program known from fewer chips is never surer than one known from more.
    result["factor_unseen"][2] = max(result["factor_unseen"][1:])
    base = base * np.array(result["factor_unseen"])[sample.unseen]
    result["factor_estimated_compute"] = get_factor(sample, base, use & sample.estimated)
    correct_stacks(sample, use, result)
    return result


def correct_stacks(sample, use, result):
    """What the factors for new classes leave over, by stack: where a program runs unevenly from
    chip to chip, only the rows of new classes may show it. Rows count alike here: an interval holds
    for single rows."""
    widths = get_half_widths(sample, result)
    groups = {}
    for stack in sorted(set(sample.stack[use])):
        chosen = use & (sample.stack == stack)
        pairs = len(set(zip(sample.chip[chosen], sample.model[chosen])))
        ratio = get_quantile(sample.size[chosen] / widths[chosen], np.ones(chosen.sum()))
        ratio = np.clip(ratio, 1.0, MAX_STACK_FACTOR) ** (pairs / (pairs + STACK_PAIRS))
        for kind in KINDS:
            for moe in (0, 1):
                group = f"{kind}|{stack}|{moe}.0"
                groups[group] = float(ratio * result["groups"].get(group, result[kind]))
    result["groups"] = groups


def get_factor(sample, base, chosen):
    if chosen.sum() < 5:
        return 1.0
    ratio = get_quantile(sample.size[chosen] / base[chosen], sample.weight[chosen])
    return float(np.clip(ratio, 1.0, MAX_FACTOR))


def get_base(sample, result):
    groups = sample.get_groups()
    return np.array([result["groups"].get(g, result[k]) for g, k in zip(groups, sample.kind)])


def get_half_widths(sample, result):
    widths = get_base(sample, result) * np.array(result["factor_unseen"])[sample.unseen]
    return np.where(sample.estimated, widths * result["factor_estimated_compute"], widths)


def get_given_half_widths(sample, given):
    """By the rule of the first constants, which knew machine and model only."""
    def get(what, stack, moe):
        return given["groups"].get(f"{what}|{stack}|{moe}.0", given[what])

    widths = np.zeros(len(sample.size))
    for i, kind in enumerate(sample.kind):
        machine = get("machine", sample.stack[i], sample.moe[i])
        model = get("model", sample.stack[i], sample.moe[i])
        widths[i] = {"machine": machine, "model": model, "both": np.hypot(machine, 0.7 * model),
                     "neither": 0.75 * min(machine, model)}[kind]
    widths *= np.array(given["factor_unseen"])[sample.unseen]
    return np.where(sample.estimated, widths * given["factor_estimated_compute"], widths)


def cross_calibrate(sample):
    """Half-widths of each row from the residuals of other machines only: how wide
    an honest interval is, and how often it holds."""
    widths = np.zeros(len(sample.size))
    for chip in sorted(set(sample.chip)):
        rows = sample.chip == chip
        result = calibrate(sample, ~rows)
        widths[rows] = get_half_widths(sample, result)[rows]
    return widths
