# SPDX-License-Identifier: GPL-3.0-or-later
"""The calibration file as columns: one published measurement per row."""

import collections
import csv

import numpy as np

# How much a row counts: A is a benchmark program with its build, B a scoreboard, C a user's word.
QUALITY = {"A": 1.0, "B": 0.7, "C": 0.35}
NUMBERS = (
    "bandwidth_GBps fp32_tflops fp16_dense_tflops tensor_parallel layer_split "
    "weights_bytes_per_token expert_bytes_per_token active_params n_layers n_moe_layers hidden "
    "experts experts_used delta_net delta_old_build flop_per_prompt_token "
    "expert_flop_per_prompt_token kv_bytes_at_depth attention_flop n_tokens depth ubatch "
    "fa_assumed measured_tps moe"
).split()
NAMES = "stack gpu_class build_era quality chip arch_id quant_class".split()


def read_rows(path, kind, use="main"):
    """The rows of a kind, "tg" (decode) or "pp" (prefill): of single streams ("main"), or of
    several sequences at once ("batch")."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["kind"] == kind and r["use"] == use]
    for row in rows:
        for name in NUMBERS:
            row[name] = float(row[name] or 0)
    return rows


class Table:
    """Columns of some rows. Times are logarithms of seconds per token."""

    def __init__(self, rows, family):
        self.rows = rows
        self.family = family  # stack -> maker of its GPUs
        self.n = len(rows)
        for name in NUMBERS:
            setattr(self, name, np.array([r[name] for r in rows]))
        for name in NAMES:
            setattr(self, name, np.array([r[name] for r in rows], dtype=object))
        self.bandwidth = self.bandwidth_GBps * 1e9 * self.tensor_parallel
        self.fp32 = self.fp32_tflops * 1e12
        self.fp16 = self.fp16_dense_tflops * 1e12
        self.modern = self.build_era == "mod"
        self.measured = -np.log(self.measured_tps)
        # A long series over contexts on one machine says little more than a short one.
        series = collections.Counter(map(self.get_series, rows))
        quality = np.array([QUALITY[q] for q in self.quality])
        self.weight = quality / np.sqrt([series[self.get_series(r)] for r in rows])
        # Balanced means: no machine with many rows of one model speaks for all.
        cells = collections.Counter(zip(self.chip, self.arch_id))
        self.cell_rows = np.array([cells[c] for c in zip(self.chip, self.arch_id)], float)
        self.balance = 1 / np.sqrt(self.cell_rows)

    @staticmethod
    def get_series(row):
        return tuple(row[k] for k in ("machine", "stack", "engine", "arch_id", "quant", "source",
                                      "tensor_parallel", "layer_split"))

    def select(self, mask):
        """Some of the rows. Whole series and whole pairs of chip and model are meant to be
        chosen, so weights stay."""
        part = object.__new__(Table)
        for name, value in vars(self).items():
            setattr(part, name, value[mask] if isinstance(value, np.ndarray) else value)
        part.rows = [r for r, chosen in zip(self.rows, mask) if chosen]
        part.n = len(part.rows)
        return part
