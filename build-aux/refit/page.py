# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/validation-speed.md and its pictures: how good the predictions are on what is new."""

import os

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

import holdout
import intervals
from validation import SCHEMES, summarize

NAMES = {"tg": "Decode", "pp": "Prefill"}
STACKS = {"cuda": "llama.cpp CUDA", "cuda-vllm": "vLLM CUDA", "metal": "llama.cpp Metal",
          "mlx": "MLX", "rocm": "llama.cpp ROCm", "vulkan": "llama.cpp Vulkan (AMD)"}
COLORS = {"cuda": "#26a269", "cuda-vllm": "#8ff0a4", "metal": "#1c71d8", "mlx": "#99c1f1",
          "rocm": "#c01c28", "vulkan": "#ff7800"}
OTHER = "#9a9996"
RELATIONS = {"same_file": "the same file, other prompt or context",
             "same_model": "the same model, other quantisation",
             "same_class": "another model, dense or mixture alike"}
LEFT_OUT = {"machine": "a machine", "model": "a model", "both": "both", "neither": "their pair"}
DEPTHS = (("up to 1,024", 0, 1024), ("to 8,192", 1024, 8192), ("to 32,768", 8192, 32768),
          ("beyond", 32768, np.inf))


def percent(value):
    return f"{100 * value:.0f} %"


def write_accuracy(lines, kind, before, after):
    lines += [f"| {NAMES[kind].lower()}, left out | rows | mean | median | within 20 % | "
              "within 30 % |", "|---|---|---:|---:|---:|---:|"]
    for scheme in SCHEMES:
        for name, select in (("all", lambda t: None), ("current builds", lambda t: t.modern)):
            old, new = (summarize(r[scheme].table, r[scheme].values, select(r[scheme].table))
                        for r in (before, after))
            lines.append(
                f"| {LEFT_OUT[scheme]}, {name} | {new['rows']:,} | "
                f"{old['mean']:.3f} → {new['mean']:.3f} | "
                f"{100 * old['median']:.1f} → {100 * new['median']:.1f} % | "
                f"{percent(old['within20'])} → {percent(new['within20'])} | "
                f"{percent(old['within30'])} → {percent(new['within30'])} |")
    lines.append("")


def write_by_stack(lines, kind, before, after):
    table = after["machine"].table
    lines += [f"| {NAMES[kind].lower()} | rows | chips | machine left out | model left out | "
              "both |", "|---|---:|---:|---:|---:|---:|"]
    groups = [(STACKS[s], table.stack == s) for s in STACKS]
    groups += [("all other programs", ~np.isin(table.stack, list(STACKS)))]
    groups += [("dense", table.moe == 0), ("mixtures", table.moe == 1)]
    context = table.depth + (table.n_tokens / 2 if kind == "tg" else table.n_tokens)
    groups += [(f"context {name}", (context > low) & (context <= high))
               for name, low, high in DEPTHS]
    for name, mask in groups:
        cells = [f"{100 * summarize(table, before[s].values, mask)['median']:.0f} → "
                 f"{100 * summarize(table, after[s].values, mask)['median']:.0f} %"
                 for s in ("machine", "model", "both")]
        lines.append(f"| {name} | {mask.sum()} | {len(set(table.chip[mask]))} | "
                     + " | ".join(cells) + " |")
    lines.append("")


def get_coverage_groups(sample):
    groups = [("all", np.ones(len(sample.size), bool))]
    groups += [(LEFT_OUT[k] + " new" if k != "neither" else "neither new", sample.kind == k)
               for k in intervals.KINDS]
    groups += [(STACKS[s], sample.stack == s) for s in STACKS]
    groups += [("all other programs", ~np.isin(sample.stack, list(STACKS))),
               ("dense", sample.moe == 0), ("mixtures", sample.moe == 1),
               ("class known", sample.unseen == 0),
               ("class new for the program", sample.unseen == 1),
               ("program of fewer than 3 chips", sample.unseen == 2),
               ("compute estimated", sample.estimated)]
    return groups


def write_coverage(lines, kind, old, old_widths, new, shipped, crossed):
    lines += [f"| {NAMES[kind].lower()} | residuals | before | shipped | calibrated without the "
              "machine |", "|---|---:|---:|---:|---:|"]

    def show(sample, widths, mask):
        if not mask.any():
            return "–"
        held = np.mean(sample.size[mask] <= widths[mask])
        return f"{percent(held)} (×{np.exp(2 * widths[mask].mean()):.1f})"

    old_masks = dict(get_coverage_groups(old))
    for name, mask in get_coverage_groups(new):
        lines.append(f"| {name} | {mask.sum()} | {show(old, old_widths, old_masks[name])} | "
                     f"{show(new, shipped, mask)} | {show(new, crossed, mask)} |")
    lines.append("")


def write_judgement(lines, kind, judged):
    """Medians over the repeats; of the intervals also all rows of all repeats together."""
    old, new = judged
    lines += [f"| {NAMES[kind].lower()}, set aside | rows | median | within 20 % | within 30 % | "
              "90th percentile | held, width | held of all rows |",
              "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for name, mask, old_mask in (
            [("all builds", *(np.ones(len(j.size), bool) for j in (new, old)))]
            + [(n, g & new.current, h & old.current)
               for (n, g), (_, h) in zip(new.get_groups(), old.get_groups())]):
        a, b = old.measure(old_mask), new.measure(mask)
        name = "**current builds**" if name == "all" else name
        arrow = lambda key, digits=0: " → ".join(f"{100 * m[key]:.{digits}f}" for m in (a, b))
        lines.append(
            f"| {name} | {b['rows']:,} | {arrow('median', 1)} % | {arrow('within20')} % | "
            f"{arrow('within30')} % | {arrow('p90')} % | {arrow('held')} %, "
            f"×{a['width']:.2f} → ×{b['width']:.2f} | {arrow('pooled_held')} % |")
    lines.append("")


def write_own(lines, own_errors):
    lines += ["| measured was | kind | pairs | machines | share carried over | half-width before | "
              "after |", "|---|---|---:|---:|---:|---:|---:|"]
    for kind, relations in own_errors.items():
        for relation, found in relations.items():
            lines.append(f"| {RELATIONS[relation]} | {NAMES[kind].lower()} | {found['pairs']:,} | "
                         f"{found['machines']} | {found['share']:.2f} | {found['before']:.3f} | "
                         f"{found['half_width']:.3f} |")
    lines.append("")


def write_batches(lines, several):
    block, rows, better = several
    lines += ["| constants | rows | mean | median | within 20 % | held, + 0.1 per doubling | "
              f"held, + {block['half_width_per_doubling']:.3f} |",
              "|---|---:|---:|---:|---:|---:|---:|"]
    for name, count, mean, median, within, *held in rows:
        shipped = " (ship)" if name == better else ""
        lines.append(f"| {name}{shipped} | {count} | {mean:.3f} | {100 * median:.0f} % | "
                     f"{percent(within)} | {' | '.join(percent(h) for h in held)} |")
    lines.append("")


def save(figure, folder, name):
    figure.tight_layout()
    # No date and no version: the same run gives the same file.
    figure.savefig(os.path.join(folder, name), dpi=90, metadata={"Software": None})
    plt.close(figure)


def draw_scatter(folder, kind, residuals):
    """Predicted against measured, with both machine and model left out."""
    table, modern = residuals.table, residuals.table.modern
    predicted = np.exp(-(residuals.values + table.measured))
    figure, axes = plt.subplots(1, 2, figsize=(11, 5), sharex=True, sharey=True)
    for axis, moe, title in zip(axes, (0, 1), ("dense", "mixtures of experts")):
        limits = [table.measured_tps[modern].min() / 1.5, table.measured_tps[modern].max() * 1.5]
        axis.fill_between(limits, [v / 1.3 for v in limits], [v * 1.3 for v in limits],
                          color="#deddda", linewidth=0, label="within 30 %")
        axis.plot(limits, limits, color="#5e5c64", linewidth=1)
        for stack in [*STACKS, None]:
            chosen = ~np.isin(table.stack, list(STACKS)) if stack is None else table.stack == stack
            mask = modern & chosen & (table.moe == moe)
            axis.plot(table.measured_tps[mask], predicted[mask], ".", markersize=5, alpha=0.7,
                      color=COLORS.get(stack, OTHER), label=STACKS.get(stack, "others"))
        axis.set(xscale="log", yscale="log", xlim=limits, ylim=limits, title=title,
                 xlabel="measured, tokens/s")
    axes[0].set_ylabel("predicted, tokens/s")
    axes[0].legend(fontsize=8)
    figure.suptitle(f"{NAMES[kind]}: neither the machine nor the model was in the fit")
    save(figure, folder, f"validation-{'decode' if kind == 'tg' else 'prefill'}.png")


def draw_errors(folder, kind, before, after):
    """How errors are spread: the share of rows below each error."""
    figure, axes = plt.subplots(1, 3, figsize=(11, 3.8), sharey=True)
    for axis, scheme in zip(axes, ("machine", "model", "both")):
        for residuals, color, label in ((before, OTHER, "before"), (after, "#1c71d8", "now")):
            chosen = residuals[scheme]
            size = np.sort(np.abs(np.expm1(-chosen.values[chosen.table.modern])))
            axis.plot(100 * size, 100 * np.arange(1, len(size) + 1) / len(size), color=color,
                      label=label)
        axis.set(xlim=(0, 80), ylim=(0, 100), title=f"left out: {LEFT_OUT[scheme]}",
                 xlabel="error, %")
        axis.grid(color="#deddda")
    axes[0].set_ylabel("rows with less, %")
    axes[0].legend()
    save(figure, folder, f"validation-errors-{'decode' if kind == 'tg' else 'prefill'}.png")


def draw_coverage(folder, samples):
    figure, axes = plt.subplots(1, 2, figsize=(11, 4.6))
    for axis, (kind, (old, old_widths, new, shipped, crossed)) in zip(axes, samples.items()):
        groups = [g for g in get_coverage_groups(new) if g[1].sum() >= 20]
        old_masks = dict(get_coverage_groups(old))
        height = np.arange(len(groups))[::-1]
        for (name, mask), y in zip(groups, height):
            values = [np.mean(old.size[old_masks[name]] <= old_widths[old_masks[name]]),
                      np.mean(new.size[mask] <= crossed[mask])]
            axis.plot([100 * v for v in values], [y, y], color="#c0bfbc", zorder=1)
            axis.plot(100 * values[0], y, "o", color=OTHER, label="before" if y == 0 else None)
            axis.plot(100 * values[1], y, "o", color="#1c71d8", label="now" if y == 0 else None)
        axis.axvspan(76, 86, color="#f6f5f4", zorder=0)
        axis.axvline(80, color="#5e5c64", linewidth=1, zorder=0)
        axis.set(yticks=height, yticklabels=[n for n, _ in groups], xlim=(40, 100),
                 title=f"{NAMES[kind]}: held by an 80 % interval", xlabel="%")
        axis.legend(loc="lower left")
    save(figure, folder, "validation-coverage.png")


INTRO = """# How good the speed predictions are

Written by `build-aux/refit/refit.py`; do not edit. Constants of fit **{version}**, from {rows:,}
published measurements of single streams ({decode:,} of decode, {prefill:,} of prefill; {chips}
chips, {models} model shapes). Equations: [method-speed.md](method-speed.md).

Every figure is of cross-validation: a row is predicted by a fit that has not seen its machine, its
model, either of them, or only this pair. *Before* is the structure that the first constants were
published with, fitted on the same rows by the same program; *now* is the one that ships. Means are
of |ln (predicted / measured)|, balanced so that no machine with many rows speaks for all (each row
counts 1/√(rows of its machine and model)); medians and shares count every row alike. *Current
builds* are those that a buyer gets; the others are benchmarks of 2023 and 2024, and web services.

"""

PICTURES = """![Decode, predicted against measured](pictures/validation-decode.png)

![Prefill, predicted against measured](pictures/validation-prefill.png)

![Decode, how errors are spread](pictures/validation-errors-decode.png)

![Prefill, how errors are spread](pictures/validation-errors-prefill.png)

"""

COVERAGE = """## Intervals

Share of current builds' rows that the 80 % interval holds, and in brackets its mean width: upper
end over lower end. *Before*: the first constants' half-widths and the residuals of their structure.
*Shipped*: the half-widths of `data/catalog/speed.json`. *Calibrated without the machine*:
half-widths from the residuals of all other machines, which is what a machine that nobody has
measured meets. The structure was chosen by these same errors, so they flatter it a little.

"""


JUDGEMENT = """## Machines and models set aside

A simulated judgement (`refit.py --holdout`): a fifth of the chips of each program and a fifth of
the model shapes, dense and mixtures apart, are set aside; structure and half-widths are fitted on
the rest; then what was set aside is predicted, rows of new machines, new models and both. {repeats}
times, with fixed seeds. The Apple M3 Ultra, Llama 2 7B and Llama 3 8B always stay, since most other
rows lean on them. Figures are medians over the repeats, of builds of today measured by programs and
scoreboards; the last column takes all rows of all repeats together. Where a repeat sets aside the
DGX Spark or the Radeon R9700, hardly anything is left of vLLM or of AMD's Vulkan: that is why
their figures are worse here than below. *Before*: the structure and half-widths first published.
*Now*, more prefill than 80 % is meant to be held: what is really kept aside errs more than this
simulation knows, see "Other hands" in [method-speed.md](method-speed.md).

"""

OWN = """## What an own measurement says about other cases

Pairs of current cases by one hand on one machine and stack, errors from cross-validation, all four
ways of leaving out together. An error that the measured case shows is carried over by this share;
the half-width is what 80 % of the second cases need, before and after. Another model's measurement
helps little, and one of another class (dense for a mixture) is not used at all.

"""

BATCHES = """## Several sequences at once

Rows of 2 to 128 sequences (llama.cpp CUDA and vLLM). *Fitted again* is validated with the model
left out of its program; *given* are the constants that were there, which saw these rows. The mean
is of |ln (predicted / measured)|, balanced by program and model.

"""


def write_page(docs, version, fits, before, after, samples, judged, own_errors, several):
    folder = os.path.join(docs, "pictures")
    chips = set().union(*(set(w.table.chip) for w in fits.values()))
    models = set().union(*(set(w.table.arch_id) for w in fits.values()))
    text = INTRO.format(version=version, rows=sum(w.table.n for w in fits.values()),
                        decode=fits["tg"].table.n, prefill=fits["pp"].table.n, chips=len(chips),
                        models=len(models))
    lines = JUDGEMENT.format(repeats=holdout.REPEATS).rstrip().split("\n") + [""]
    for kind in NAMES:
        write_judgement(lines, kind, judged[kind])
    lines += ["## Errors", ""]
    for kind in NAMES:
        write_accuracy(lines, kind, before[kind], after[kind])
    lines += [PICTURES.rstrip(), "", "## Where: median errors, all builds", ""]
    for kind in NAMES:
        write_by_stack(lines, kind, before[kind], after[kind])
    lines += [COVERAGE.rstrip(), ""]
    for kind in NAMES:
        write_coverage(lines, kind, *samples[kind])
    lines += ["![Coverage of the intervals](pictures/validation-coverage.png)", "",
              OWN.rstrip(), ""]
    write_own(lines, own_errors)
    lines += [BATCHES.rstrip(), ""]
    write_batches(lines, several)
    lines.pop()
    with open(os.path.join(docs, "validation-speed.md"), "w", encoding="utf-8") as file:
        file.write(text + "\n".join(lines) + "\n")
    for kind in NAMES:
        draw_scatter(folder, kind, after[kind]["both"])
        draw_errors(folder, kind, before[kind], after[kind])
    draw_coverage(folder, samples)
