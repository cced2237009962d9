# SPDX-License-Identifier: GPL-3.0-or-later
"""What one measurement of a machine says about other cases on that machine.

Of pairs of cases by one hand on one machine and stack, how much of the first one's error (a
logarithm, from cross-validation) does the second one share, and how far off is it after that?
"""

import collections

import numpy as np

from intervals import get_quantile

RELATIONS = ("same_file", "same_model", "same_class")
MIN_PAIRS = 20
SHARES = np.linspace(0, 1, 101)
# Published: how far repeated measurements of one set-up lie apart.
REPEATABILITY = {"tg": 0.015, "pp": 0.05}


def get_hand(source):
    """Who measured: "github owner/repository", "llama.cpp discussion"."""
    return " ".join(source.split()[:2])


def get_relation(a, b):
    if a["arch_id"] != b["arch_id"]:
        return "same_class" if a["moe"] == b["moe"] else None
    if a["quant"] != b["quant"]:
        return "same_model"
    same_test = a["n_tokens"] == b["n_tokens"] and a["depth"] == b["depth"]
    return None if same_test else "same_file"


def get_pairs(schemes):
    """relation -> list of (target, its cell, error of the first, error of the second)."""
    pairs = {name: [] for name in RELATIONS}
    for scheme in schemes:
        table = scheme.table
        use = table.modern & (table.quality != "C") & np.isfinite(scheme.values)
        places = collections.defaultdict(list)
        for i in np.nonzero(use)[0]:
            row = table.rows[i]
            places[row["machine"], row["stack"], row["tensor_parallel"], row["layer_split"],
                   get_hand(row["source"])].append(i)
        for place, members in places.items():
            for a in members:
                for b in members:
                    relation = get_relation(table.rows[a], table.rows[b]) if a != b else None
                    if relation is not None:
                        cell = (scheme.scheme, place, table.arch_id[b])
                        pairs[relation].append(((scheme.scheme, b), cell, scheme.values[a],
                                                scheme.values[b]))
    return pairs


def weigh(pairs):
    """Every second case counts alike, times 1/sqrt of those of its machine and model."""
    targets = collections.Counter(target for target, *_ in pairs)
    cells = collections.Counter(cell for _, cell in {(t, c) for t, c, *_ in pairs})
    return np.array([1 / targets[t] / np.sqrt(cells[c]) for t, c, *_ in pairs])


def calibrate_own(schemes):
    """relation -> share of the error that carries over, and the half-width that remains."""
    result = {}
    for relation, pairs in get_pairs(schemes).items():
        if len(pairs) < MIN_PAIRS:
            continue
        weights = weigh(pairs)
        first, second = (np.array([pair[i] for pair in pairs]) for i in (2, 3))
        losses = [np.sum(weights * np.abs(second - share * first)) for share in SHARES]
        share = float(SHARES[int(np.argmin(losses))])
        result[relation] = {
            "share": share,
            "half_width": get_quantile(np.abs(second - share * first), weights),
            "pairs": len(pairs), "machines": len({cell[1][:2] for _, cell, *_ in pairs}),
            "before": get_quantile(np.abs(second), weights),
        }
    return result
