# SPDX-License-Identifier: GPL-3.0-or-later
"""Decoding several sequences at once: the constants that come on top of those of one sequence.

The terms are those of docs/method-speed.md: experts of all sequences, cache and attention of each,
multiplying instead of reading where that takes longer, and time per further sequence. Fitted after
the decode model, whose parameters stay; validated by leaving out a model of a program. What ships
are the constants that predict better what is left out, the given ones or the new.
"""

import numpy as np

from posynomial import SCALE, get_terms
from table import QUALITY, Table

NAMES = ("matmul_efficiency", "per_sequence_s", "per_sequence_per_layer_recurrent_s")
# Logarithms: the first constants, and how sure they are.
PRIOR = np.log([0.223, 4.5e-4, 1.9e-5])
DEVIATION = np.array([0.5, 1.0, 1.0])
UNPACKED = 4.0  # unpacking grows with the root of up to so many sequences
LEVEL = 0.8


class Batches:
    """Rows of several sequences, with the terms of one sequence by the decode fit @whole."""

    def __init__(self, rows, whole):
        self.table = table = Table(rows, whole.table.family)
        design, _ = whole.model.make_design(table, whole.index)
        names = [term.name for term in whole.model.terms]
        self.terms = dict(zip(names, get_terms(design, whole.values)))
        self.sequences = np.array([float(r["batch"]) for r in rows])
        self.measured = np.log(self.sequences) - np.log(table.measured_tps)  # of a step
        cells = [(r["stack"], r["arch_id"]) for r in rows]
        self.cells = np.array([sorted(set(cells)).index(c) for c in cells])
        share = np.where(table.experts > 0, table.experts_used / np.maximum(1, table.experts), 1)
        factor = np.where(table.experts > 0, (1 - (1 - share) ** self.sequences) / share, 1)
        self.growth = (1 + table.expert_bytes_per_token * (factor - 1)
                       / table.weights_bytes_per_token)
        counts = np.bincount(self.cells)
        self.weight = (np.array([QUALITY[q] for q in table.quality])
                       / np.sqrt(counts[self.cells]))

    def get_log_seconds(self, values):
        matmul, per_sequence, recurrent = np.exp(values)
        t, table, b = self.terms, self.table, self.sequences
        multiply = (b * 2 * table.active_params
                    / (table.fp16 * table.tensor_parallel * matmul))
        # Neither costs more than reading everything, and starting all layers, for each sequence.
        total = np.maximum(t["w"] * self.growth, np.minimum(multiply, b * t["w"]))
        total += b * (t["kv"] + t["af"]) + t["kap"] * np.sqrt(np.minimum(b, UNPACKED))
        launches = sum(t[name] for name in ("cl", "cm", "ar", "hop"))
        further = per_sequence + recurrent * table.delta_net * table.n_layers
        return np.log(total + launches + t["cs"] + (b - 1) * np.minimum(further, launches))

    def fit(self, use):
        def get_loss(values):
            residual = (self.get_log_seconds(values) - self.measured)[use] / SCALE
            return (np.sum(self.weight[use] * 2 * (np.sqrt(1 + residual**2) - 1))
                    + np.sum(((values - PRIOR) / DEVIATION) ** 2))

        values, step = PRIOR.copy(), 0.4
        best = get_loss(values)
        while step > 1e-4:  # a maximum in the sum: no derivative, so one parameter after the other
            moved = False
            for i in range(len(values)):
                for sign in (1, -1):
                    trial = values.copy()
                    trial[i] += sign * step
                    loss = get_loss(trial)
                    if loss < best:
                        values, best, moved = trial, loss, True
            if not moved:
                step /= 2
        return values

    def cross_validate(self):
        """Residuals of each row by a fit without its model under its program."""
        residual = np.zeros(len(self.sequences))
        for cell in set(self.cells):
            values = self.fit(self.cells != cell)
            chosen = self.cells == cell
            residual[chosen] = (self.get_log_seconds(values) - self.measured)[chosen]
        return residual


def get_widening(residual, sequences, half_widths):
    """How much an interval widens per doubling of the sequences, so that it holds 80 % of rows."""
    needed = np.sort(np.maximum(0, np.abs(residual) - half_widths) / np.log2(sequences))
    return float(needed[int(np.ceil(LEVEL * len(needed))) - 1])


def refit(rows, whole, interval, given):
    """The block "batch" of speed.json: new constants or, where those predict no better, the given
    ones; and how much the interval widens. Also lines to print and for the page."""
    batches = Batches(rows, whole)
    start = np.log([given[name] for name in NAMES])
    values = batches.fit(np.ones(len(rows), bool))
    residuals = {"given": batches.get_log_seconds(start) - batches.measured,
                 "fitted again": batches.cross_validate()}
    mean = {name: np.average(np.abs(r), weights=batches.weight) for name, r in residuals.items()}
    better = "fitted again" if mean["fitted again"] < 0.98 * mean["given"] else "given"
    chosen = values if better == "fitted again" else start
    widths = np.array([interval["groups"].get(f"neither|{r['stack']}|{int(r['moe'])}.0",
                                              interval["neither"]) for r in rows])
    widening = get_widening(residuals[better], batches.sequences, widths)
    lines = []
    for name, residual in residuals.items():
        error = np.abs(np.expm1(-residual))
        held = [np.mean(np.abs(residual) <= widths + w * np.log2(batches.sequences))
                for w in (0.1, widening)]
        lines.append((name, len(rows), mean[name], np.median(error), np.mean(error <= 0.2), *held))
    block = {name: float(v) for name, v in zip(NAMES, np.exp(chosen))}
    if better == "given":
        block = {name: given[name] for name in NAMES}
    return block | {"half_width_per_doubling": round(widening, 3)}, lines, better
