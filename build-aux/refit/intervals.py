# SPDX-License-Identifier: GPL-3.0-or-later
"""Half-widths of 80 % intervals from the residuals of cross-validation.

A half-width is a logarithm: the interval is prediction * exp (+-h). It is a product:

    h = half-width of what is new (machine, model, both, neither)
        * factor of the stack * factor of dense or mixture
        * factor of a GPU class new to the stack, or of a stack of fewer than three chips
        * factor of compute that is only estimated

Each factor is the 80 % quantile of |residual| / h of its rows without that factor, drawn towards 1
where few pairs of machine and model stand behind it; a few rounds settle them. Only current builds
measured by programs and scoreboards (quality A and B) count, since those are what an interval is
held against, and no users' words.
"""

import numpy as np

LEVEL = 0.8
ROUNDS = 6
KINDS = ("machine", "model", "both", "neither")
# So many pairs of machine and model weigh as much as a factor of 1.
PAIRS = {"kind": 5.0, "stack": 4.0, "moe": 3.0, "unseen": 20.0, "estimated": 20.0}
LIMITS = (0.3, 3.0)
# A stack measured on fewer chips says too little of new ones: there it is not surer than another
# stack for the same maker's GPUs.
ENOUGH_CHIPS = 6


def get_quantile(sizes, weights, level=LEVEL):
    """The weighted quantile, with one more error of unknown size (the conformal correction)."""
    if not len(sizes):
        return np.nan
    order = np.argsort(sizes)
    share = np.cumsum(weights[order]) / (weights.sum() + weights.mean())
    place = np.searchsorted(share, level)
    return float(sizes[order][min(place, len(sizes) - 1)])


class Sample:
    """Residuals of all schemes together, each with what was new to its fit: those of current
    builds, or with @old all."""

    def __init__(self, schemes, old=False):
        schemes = list(schemes)
        join = lambda get: np.concatenate([get(r) for r in schemes])
        mask = join(lambda r: (r.table.modern | old) & np.isfinite(r.values))
        pick = lambda get: join(get)[mask]
        self.residual = pick(lambda r: r.values)
        self.size = np.abs(self.residual)
        self.modern = pick(lambda r: r.table.modern)
        self.stack = pick(lambda r: r.table.stack)
        self.moe = pick(lambda r: r.table.moe.astype(int))
        self.chip = pick(lambda r: r.table.chip)
        self.model = pick(lambda r: r.table.arch_id)
        self.weight = pick(lambda r: r.table.balance)
        self.quality = pick(lambda r: r.table.quality)
        self.family = dict(schemes[0].table.family)
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


class Factors:
    """The product, while it is being found for the rows @use of a sample."""

    def __init__(self, sample, use):
        self.use = use = use & (sample.quality != "C")
        self.size, self.weight = sample.size[use], sample.weight[use]
        self.pair = np.array([f"{c}|{m}" for c, m in zip(sample.chip, sample.model)])[use]
        self.columns = {"kind": sample.kind[use], "stack": sample.stack[use],
                        "moe": sample.moe[use], "unseen": sample.unseen[use],
                        "estimated": sample.estimated[use].astype(int)}
        self.values = {name: {} for name in self.columns}  # logarithms
        self.level = np.log(get_quantile(self.size, self.weight))
        self.logs = np.full(len(self.size), self.level)
        for _ in range(ROUNDS):
            for name, column in self.columns.items():
                for key in sorted(set(column)):
                    self.improve(name, key, column == key)
            off = np.log(get_quantile(self.size / np.exp(self.logs), self.weight))
            self.level += off
            self.logs += off

    def improve(self, name, key, chosen):
        widens = name in ("unseen", "estimated")
        if widens and key == 0:
            return
        old = self.values[name].get(key, 0.0)
        ratio = get_quantile(self.size[chosen] / np.exp(self.logs[chosen] - old),
                             self.weight[chosen])
        pairs = len(set(self.pair[chosen]))
        new = np.log(np.clip(ratio, *LIMITS)) * pairs / (pairs + PAIRS[name])
        new = max(new, 0.0) if widens else new
        self.logs[chosen] += new - old
        self.values[name][key] = new

    def get(self, name, key):
        return float(np.exp(self.values[name].get(key, 0.0)))


def get_stack_factors(sample, factors):
    """(stack, whether the machine is new) -> factor."""
    stacks = sorted(set(sample.stack[factors.use]))
    chips = {s: len(set(sample.chip[factors.use & (sample.stack == s)])) for s in stacks}
    result = {}
    for stack in stacks:
        own = factors.get("stack", stack)
        known = [factors.get("stack", s) for s in stacks
                 if sample.family[s] == sample.family[stack] and chips[s] >= ENOUGH_CHIPS]
        result[stack, False] = own
        result[stack, True] = own if chips[stack] >= ENOUGH_CHIPS else max([own, *known])
    return result


def calibrate(sample, use):
    """The half-widths of the rows @use of a sample, as data/catalog/speed.json has them."""
    factors = Factors(sample, use)
    level = float(np.exp(factors.level))
    result = {"groups": {}}
    for kind in KINDS:
        result[kind] = level * factors.get("kind", kind)
    for (stack, new), factor in get_stack_factors(sample, factors).items():
        for kind in KINDS:
            for moe in (0, 1):
                if new == (kind in ("machine", "both")):
                    result["groups"][f"{kind}|{stack}|{moe}.0"] = (
                        result[kind] * factor * factors.get("moe", moe))
    unseen = [1.0, factors.get("unseen", 1), factors.get("unseen", 2)]
    # A program known from fewer chips is never surer than one known from more.
    result["factor_unseen"] = [1.0, unseen[1], max(unseen)]
    result["factor_estimated_compute"] = factors.get("estimated", 1)
    return result


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
