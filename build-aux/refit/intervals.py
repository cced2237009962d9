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

On top of the first two lines comes, in quadrature, OTHER_HANDS: other hands, settings and builds
than those of the fit.
"""

import numpy as np

LEVEL = 0.8
ROUNDS = 6
KINDS = ("machine", "model", "both", "neither")
# So many pairs of machine and model weigh as much as a factor of 1. Stacks write at speeds that lie
# close together, by bandwidth; how they read prompts has less in common.
PAIRS = {"kind": 5.0, "moe": 3.0, "unseen": 20.0, "estimated": 20.0}
STACK_PAIRS = {"tg": 20.0, "pp": 4.0}
LIMITS = (0.3, 3.0)
# A stack measured on fewer chips says too little of new ones: there it is not surer than another
# stack for the same maker's GPUs.
ENOUGH_CHIPS = 6
# A stack measured with one or two models, in fewer than eight pairs, says too little of any other
# model. There its factor is at least this: for prefill Student's quantile of two over that of
# many, for decode the root of it, since stacks lie closer together there.
FEW_MODELS, FEW_PAIRS = 2, 8
FACTOR_OF_FEW = {"tg": 1.5, "pp": 2.4}
# What only machines and models that were really kept aside have shown: README.md, "Method".
OTHER_HANDS = {"tg": 0.04, "pp": 0.24}
WIDEST = 1.0  # high / low of 7.4: beyond it an interval says nothing


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
        self.speed = schemes[0].table.rows[0]["kind"]  # "tg" or "pp"
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
        self.pairs = PAIRS | {"stack": STACK_PAIRS[sample.speed]}
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
        new = np.log(np.clip(ratio, *LIMITS)) * pairs / (pairs + self.pairs[name])
        new = max(new, 0.0) if widens else new
        self.logs[chosen] += new - old
        self.values[name][key] = new

    def get(self, name, key):
        return float(np.exp(self.values[name].get(key, 0.0)))


class Stack:
    """What stands behind the factor of a stack."""

    def __init__(self, name, sample, factors):
        rows = factors.use & (sample.stack == name)
        self.family = sample.family[name]
        self.factor = factors.get("stack", name)
        self.chips = len(set(sample.chip[rows]))
        few = len(set(zip(sample.chip[rows], sample.model[rows]))) < FEW_PAIRS
        few = few and len(set(sample.model[rows])) <= FEW_MODELS
        self.least = FACTOR_OF_FEW[sample.speed] if few else 0.0
        # The factor of a stack of fewer than three chips still comes on top.
        self.widest = WIDEST / (factors.get("unseen", 2) if self.chips < 3 else 1.0)

    def get_factor(self, kind, others):
        if kind == "neither":
            return self.factor
        known = [s.factor for s in others if s.family == self.family
                 and kind != "model" and s.chips >= ENOUGH_CHIPS > self.chips]
        return max([self.factor, self.least, *known])


def finish(widths, speed, widest=WIDEST):
    """Adds what other hands do. And nobody knows a new machine or model better than a known one,
    nor both than either."""
    widths = {kind: min(float(np.hypot(width, OTHER_HANDS[speed])), widest)
              for kind, width in widths.items()}
    for kind in ("machine", "model"):
        widths[kind] = max(widths[kind], widths["neither"])
    widths["both"] = max(widths.values())
    return widths


def calibrate(sample, use):
    """The half-widths of the rows @use of a sample, as data/catalog/speed.json has them."""
    factors = Factors(sample, use)
    level = float(np.exp(factors.level))
    plain = {kind: level * factors.get("kind", kind) for kind in KINDS}
    result = {"groups": {}, **finish(plain, sample.speed)}
    stacks = {s: Stack(s, sample, factors) for s in sorted(set(sample.stack[factors.use]))}
    for name, stack in stacks.items():
        for moe in (0, 1):
            widths = {kind: width * stack.get_factor(kind, stacks.values())
                      * factors.get("moe", moe) for kind, width in plain.items()}
            for kind, width in finish(widths, sample.speed, stack.widest).items():
                result["groups"][f"{kind}|{name}|{moe}.0"] = width
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
