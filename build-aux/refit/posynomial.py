# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums of terms, each a known amount times exp(sum of parameters), and how they are fitted.

Every equation of docs/method-speed.md has this form, so one small solver fits them all. A parameter
is named (block, key); the key of a row follows from its stack, class, quantisation and so on. A
block has a prior, normal in the logarithm: what has few rows stays near its parent.
"""

import numpy as np

SCALE = 0.10  # soft-L1: errors above a tenth count by their size, not by its square


class Effect:
    """A block that enters a term: with a sign (-1 for efficiencies), times a column or not."""

    def __init__(self, block, keys, sign=1.0, column=None):
        self.block = block
        self.keys = keys  # function of a row: its keys, nearest first, or None
        self.sign = sign
        self.column = column  # function of a table; None: 1


class Term:
    def __init__(self, name, amount, effects):
        self.name = name
        self.amount = amount
        self.effects = effects


class Model:
    def __init__(self, terms, priors):
        self.terms = terms
        self.priors = priors  # block -> (mean, standard deviation)

    def make_design(self, table, index=None):
        """Where each row finds its parameters. Without @index one is made of the rows' own keys;
        with it, a row takes the first of its keys that is there, or none."""
        grow = index is None
        index = {} if grow else index
        found = {}
        design = []
        for term in self.terms:
            columns = []
            for effect in term.effects:
                name = (effect.block, id(effect.keys))
                if name not in found:
                    found[name] = self._find(effect, table, index, grow)
                factor = effect.sign
                if effect.column is not None:
                    factor = factor * effect.column(table)
                columns.append((found[name], factor * np.ones(table.n)))
            design.append((term.amount(table) * np.ones(table.n), columns))
        return design, index

    @staticmethod
    def _find(effect, table, index, grow):
        # Asked again in every fold: a row keeps its keys.
        lists = [row.setdefault(effect.keys, effect.keys(row)) if effect.keys not in row
                 else row[effect.keys] for row in table.rows]
        block, found = effect.block, {}
        for keys in map(tuple, {tuple(k): None for k in lists if k is not None}):
            if grow:
                found[keys] = index.setdefault((block, keys[0]), len(index))
            else:
                found[keys] = next((index[block, k] for k in keys if (block, k) in index), -1)
        return np.array([-1 if k is None else found[tuple(k)] for k in lists])

    def get_priors(self, index):
        mean, deviation = zip(*(self.priors[block] for block, _ in index))
        return np.array(mean, float), np.array(deviation, float)


def get_terms(design, values):
    """Seconds, one array per term."""
    terms = []
    for amount, columns in design:
        exponent = np.zeros(len(amount))
        for places, factor in columns:
            exponent += np.where(places >= 0, values[places], 0.0) * factor
        terms.append(amount * np.exp(exponent))
    return terms


def get_log_seconds(design, values):
    return np.log(sum(get_terms(design, values)))


def _get_jacobian(design, values):
    terms = get_terms(design, values)
    total = sum(terms)
    jacobian = np.zeros((len(total), len(values)))
    rows = np.arange(len(total))
    for (_, columns), seconds in zip(design, terms):
        for places, factor in columns:
            known = places >= 0
            jacobian[rows[known], places[known]] += (seconds / total * factor)[known]
    return np.log(total), jacobian


def fit(design, measured, weight, priors, start=None, steps=60, tolerance=1e-6):
    """The most probable parameters: Levenberg-Marquardt on reweighted squares."""
    mean, deviation = priors
    precision = 1 / deviation**2

    def get_loss(values):
        residual = (get_log_seconds(design, values) - measured) / SCALE
        return (np.sum(2 * weight * (np.sqrt(1 + residual**2) - 1))
                + np.sum(precision * (values - mean) ** 2))

    values = mean.copy() if start is None else start.copy()
    loss, damping = get_loss(values), 1e-3
    for _ in range(steps):
        logs, jacobian = _get_jacobian(design, values)
        residual = (logs - measured) / SCALE
        weights = weight / np.sqrt(1 + residual**2)
        jacobian /= SCALE
        hessian = jacobian.T @ (jacobian * weights[:, None]) + np.diag(precision)
        gradient = jacobian.T @ (weights * residual) + precision * (values - mean)
        for _ in range(8):
            step = np.linalg.solve(hessian + damping * np.diag(np.diag(hessian)), -gradient)
            step *= min(1, 1.5 / np.abs(step).max())
            new_loss = get_loss(values + step)
            if new_loss < loss:
                break
            damping *= 10
        else:
            return values
        values = values + step
        damping = max(damping / 10, 1e-9)
        done = loss - new_loss < tolerance * max(1, abs(loss))
        loss = new_loss
        if done:
            break
    return values
