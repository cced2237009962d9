# SPDX-License-Identifier: GPL-3.0-or-later
"""Grouped cross-validation: every row is predicted by a fit that has not seen its machine, its
model, or either."""

import collections

import numpy as np

from posynomial import fit, get_log_seconds

SHORT = {"steps": 15, "tolerance": 1e-4}  # a fit that starts where the whole one ended
CELL_FOLDS = 20
COARSE = {"machine": 25, "model": 20, "both": 7, "neither": 10}

# What is left out for a row. "neither" leaves out the pair alone: machine and model stay known.
SCHEMES = ("machine", "model", "both", "neither")


class Fit:
    """A model fitted on all of a table."""

    def __init__(self, model, table):
        self.model, self.table = model, table
        self.design, self.index = model.make_design(table)
        self.values = fit(self.design, table.measured, table.weight, model.get_priors(self.index))

    def get_residuals(self):
        """ln (predicted / measured seconds); above 0: predicted too slow."""
        return get_log_seconds(self.design, self.values) - self.table.measured


def _get_news(seen, rows):
    """What a fit on the table @seen knows of each row: new machine, model, class; few chips."""
    chips, models = set(seen.chip), set(seen.arch_id)
    classes = set(zip(seen.stack, seen.gpu_class))
    stack_chips = collections.Counter(s for s, _ in set(zip(seen.stack, seen.chip)))
    return [(r["chip"] not in chips, r["arch_id"] not in models,
             (r["stack"], r["gpu_class"]) not in classes, stack_chips[r["stack"]] < 3)
            for r in rows.rows]


def _predict(whole, train, test):
    """Log seconds of the rows @test by a fit on @train, and what that fit had seen of each."""
    seen, rows = whole.table.select(train), whole.table.select(test)
    design, index = whole.model.make_design(seen)
    start = np.array([whole.values[whole.index[name]] for name in index])
    values = fit(design, seen.measured, seen.weight, whole.model.get_priors(index), start, **SHORT)
    logs = get_log_seconds(whole.model.make_design(rows, index)[0], values)
    return logs - rows.measured, _get_news(seen, rows)


def _deal(names, n_folds, rng):
    """name -> fold; without @rng each name is a fold of its own."""
    names = np.array(sorted(set(names)), dtype=object)
    if rng is not None:
        names = rng.permutation(names)
    return {name: i if rng is None else i % n_folds for i, name in enumerate(names)}


def _get_folds(table, scheme, rng=None):
    """Pairs of masks: rows to fit, rows to predict. With @rng a few folds of several machines or
    models each, which is quicker."""
    folds = COARSE if rng is not None else {}
    chips, models = (_deal(names, folds.get(scheme), rng)
                     for names in (table.chip, table.arch_id))
    chip = np.array([chips[c] for c in table.chip])
    model = np.array([models[m] for m in table.arch_id])
    cells = sorted(set(zip(chip, model)))
    if scheme == "machine":
        return [(chip != c, chip == c) for c in sorted(set(chip))]
    if scheme == "model":
        return [(model != m, model == m) for m in sorted(set(model))]
    if scheme == "both":
        return [((chip != c) & (model != m), (chip == c) & (model == m)) for c, m in cells]
    # Every twentieth pair of the sorted list: neighbours share a machine, so it stays known.
    cells = sorted(set(zip(table.chip, table.arch_id)))
    place = {cell: i % folds.get(scheme, CELL_FOLDS) for i, cell in enumerate(cells)}
    fold = np.array([place[cell] for cell in zip(table.chip, table.arch_id)])
    return [(fold != f, fold == f) for f in sorted(set(fold))]


class Residuals:
    """What a scheme gives: one residual per row, and what was new to the fit that made it."""

    def __init__(self, whole, scheme, rng=None):
        table = whole.table
        self.table, self.scheme = table, scheme
        self.values = np.full(table.n, np.nan)
        flags = np.zeros((table.n, 4), bool)
        for train, test in _get_folds(table, scheme, rng):
            self.values[test], news = _predict(whole, train, test)
            flags[test] = news
        self.new_machine, self.new_model, self.new_class, self.few_chips = flags.T


class Unseen:
    """The residuals of rows that a fit has not seen at all."""

    def __init__(self, whole, rows):
        self.table = rows
        logs = get_log_seconds(whole.model.make_design(rows, whole.index)[0], whole.values)
        self.values = logs - rows.measured
        flags = np.array(_get_news(whole.table, rows), bool)
        self.new_machine, self.new_model, self.new_class, self.few_chips = flags.T


def summarize(table, residuals, mask=None):
    """Balanced mean and median of |ln error|, share within 20 and 30 %."""
    mask = np.ones(table.n, bool) if mask is None else mask
    size = np.abs(residuals[mask])
    if not len(size):
        return {"rows": 0}
    percent = np.abs(np.expm1(-residuals[mask]))
    return {
        "rows": len(size),
        "mean": float(np.average(size, weights=table.balance[mask])),
        "median": float(np.median(percent)),
        "within20": float(np.mean(percent <= 0.2)),
        "within30": float(np.mean(percent <= 0.3)),
    }
