# SPDX-License-Identifier: GPL-3.0-or-later
"""The terms of decode and prefill, as published with the first constants and as they are now.

Terms are seconds per token; docs/method-speed.md explains each. Blocks have the names that they
have in data/catalog/speed.json.
"""

import math

import numpy as np

from posynomial import Effect, Model, Term

DELTA_NET_FLOP = 4096
PREFILL_BANDWIDTH_SHARE = 0.8


def make_keys(relations):
    """The keys of a row in each kind of block, nearest first."""
    parent, relative = relations["parent_stack"], relations["class_parent"]
    family = relations["family"]

    def make_era(name):
        return lambda r: None if r["build_era"] == "mod" else [f"{name(r)}|{r['build_era']}"]

    return {
        "all": lambda r: ["all"],
        "stack": lambda r: [r["stack"], parent.get(r["stack"])],
        "stack_or_maker": lambda r: [r["stack"], parent.get(r["stack"]), family[r["stack"]]],
        "maker": lambda r: [family[r["stack"]]],
        "class": lambda r: [r["gpu_class"], relative.get(r["gpu_class"])],
        "stack_class": lambda r: [f"{r['stack']}|{r['gpu_class']}"],
        "stack_class_or_relative": lambda r: [f"{r['stack']}|{r['gpu_class']}",
                                              f"{r['stack']}|{relative.get(r['gpu_class'])}"],
        "quant": lambda r: [r["quant_class"]],
        "era": make_era(lambda r: family[r["stack"]]),
        "class_era": make_era(lambda r: r["gpu_class"]),
        "no_flash_attention": lambda r: None if r["fa_assumed"] else ["0"],
        "old_delta_net": lambda r: ["all"] if r["delta_old_build"] else None,
    }


def near(value, deviation=1.0):
    return (math.log(value), deviation)


def get_pipeline_log(table):
    """How many of the cards that share out the layers are busy on average."""
    pieces = np.maximum(1, np.minimum(table.n_tokens, 2048) / np.maximum(1, table.ubatch))
    cards = table.layer_split
    return np.log(cards * pieces / (cards + pieces - 1))


def get_tensor_parallel_log(table):
    return np.log(table.tensor_parallel)


def get_expert_factor(table):
    experts = np.maximum(1, table.experts)
    share = np.where(table.experts > 0, table.experts_used / experts, 1)
    return (1 - (1 - share) ** table.ubatch) / share


def get_tokens_per_expert(table):
    return np.where(table.experts > 0,
                    table.ubatch * table.experts_used / np.maximum(1, table.experts), 1e12)


def get_prefill_bytes(table):
    experts = table.expert_bytes_per_token * (get_expert_factor(table) - 1)
    return table.weights_bytes_per_token + experts


def make_decode(keys, given=False):
    k = keys
    fp32 = lambda t: t.fp32 * t.tensor_parallel
    eta = [Effect("eta", k["all"], -1), Effect("eta_s", k["stack_or_maker"], -1),
           Effect("eta_q", k["quant"], -1), Effect("eta_c", k["stack_class_or_relative"], -1),
           Effect("era", k["era"], -1)]
    layer = [Effect("cl", k["all"]), Effect("cl_s", k["maker"]), Effect("era_c", k["era"])]
    if not given:
        eta.append(Effect("era_g", k["class_era"], -1))
        layer.append(Effect("cl_c", k["class"]))
    terms = [
        Term("w", lambda t: t.weights_bytes_per_token / t.bandwidth, eta),
        Term("kv", lambda t: t.kv_bytes_at_depth / t.bandwidth,
             [Effect("kv", k["all"], -1), Effect("kv_s", k["maker"], -1),
              Effect("kv_nofa", k["no_flash_attention"], -1)]),
        Term("af", lambda t: t.attention_flop / fp32(t),
             [Effect("af", k["all"], -1), Effect("af_s", k["maker"], -1)]),
        Term("kap", lambda t: t.active_params / fp32(t),
             [Effect("kap", k["all"]), Effect("kap_s", k["maker"])]),
        Term("cl", lambda t: t.n_layers, layer),
        Term("cm", lambda t: t.n_moe_layers,
             [Effect("cm", k["all"]), Effect("cm_s", k["maker"]), Effect("era_c", k["era"])]),
        Term("cs", lambda t: t.delta_old_build * t.n_layers, [Effect("cs_old", k["all"])]),
        Term("ar", lambda t: t.n_layers * (t.tensor_parallel > 1), [Effect("ar", k["all"])]),
        Term("hop", lambda t: t.layer_split - 1, [Effect("hop", k["all"])]),
    ]
    secondary = (0, 0.5)
    priors = {
        "eta": (-0.2, 0.5), "eta_s": (0, 0.2 if given else 0.12), "eta_q": (0, 0.12),
        "eta_c": (0, 0.10), "era": (0, 0.3), "era_g": (0, 0.15), "kv": near(0.7), "kv_s": secondary,
        "kv_nofa": secondary, "af": (-1.7, 1), "af_s": secondary, "kap": near(5),
        "kap_s": secondary, "cl": near(60e-6), "cl_s": secondary, "cl_c": secondary,
        "era_c": (0, 1.0),
        "cm": near(60e-6), "cm_s": secondary, "cs_old": near(3e-4), "ar": near(80e-6),
        "hop": near(3e-4),
    }
    return Model(terms, priors)


def make_given_prefill(keys):
    """As published: attention and delta net by the FP16 peak and class, experts by micro-batch."""
    k = keys
    pipeline = Effect("lse", k["all"], -1, get_pipeline_log)
    cards = [Effect("tpe", k["all"], -1, get_tensor_parallel_log), pipeline]
    compute = [Effect("ec", k["all"], -1), Effect("ec_s", k["stack"], -1),
               Effect("ec_c", k["class"], -1), Effect("era", k["era"], -1),
               Effect("ec_q", k["quant"], -1)] + cards
    experts = compute + [Effect("emoe", k["all"]), Effect("emoe_s", k["stack"])]
    few = [Effect("m0", k["all"]), Effect("m0_s", k["stack"])]
    terms = get_common_terms(k, compute, experts, few, pipeline, cards, fixed=[])
    terms += [
        Term("a", lambda t: t.attention_flop / t.fp16,
             [Effect("ea", k["all"], -1), Effect("ea_s", k["stack"], -1),
              Effect("ec_c", k["class"], -1),
              Effect("ea_nofa", k["no_flash_attention"], -1)] + cards),
        Term("m", lambda t: t.n_moe_layers / t.ubatch,
             [Effect("cm", k["all"]), Effect("cm_s", k["stack"])]),
    ]
    priors = get_common_priors()
    priors |= {"ea": (-1.5, 1), "ea_s": (0, 0.5), "cm": near(1e-3), "cm_s": (0, 0.5)}
    return Model(terms, priors)


def make_prefill(keys):
    k = keys
    pipeline = Effect("lse", k["all"], -1, get_pipeline_log)
    cards = [Effect("tpe", k["all"], -1, get_tensor_parallel_log), pipeline]
    compute = [Effect("ec", k["all"], -1), Effect("ec_s", k["stack"], -1),
               Effect("ec_c", k["class"], -1), Effect("ec_sc", k["stack_class"], -1),
               Effect("era", k["era"], -1), Effect("ec_q", k["quant"], -1),
               # The peak that counts lies between that of the matrix units and FP32.
               Effect("pk", k["all"], -1, lambda t: np.log(t.fp32 / t.fp16))] + cards
    experts = compute + [Effect("emoe", k["all"]), Effect("emoe_s", k["stack"])]
    few = [Effect("m0", k["all"]), Effect("m0_s", k["stack"])]
    # Old programs and web services lose time per request that today's do not.
    fixed = [Effect("era_f", k["era"])]
    terms = get_common_terms(k, compute, experts, few, pipeline, cards, fixed)
    terms += [
        Term("a", lambda t: t.attention_flop / t.fp32,
             [Effect("af", k["all"], -1), Effect("af_s", k["stack"], -1),
              Effect("ea_nofa", k["no_flash_attention"], -1)] + cards),
        # Sorting tokens to experts goes token by token, on any GPU at nearly the same pace.
        Term("m", lambda t: t.n_moe_layers, [Effect("ct", k["all"]), Effect("ct_s", k["stack"])]),
        # Exchange between cards that share a layer: two sums of the state, of FP16 on a bus.
        Term("x", lambda t: (t.tensor_parallel > 1) * t.n_layers * t.hidden * 2
             * (t.tensor_parallel - 1) / t.tensor_parallel, [Effect("cx", k["all"])]),
    ]
    priors = get_common_priors()
    priors |= {
        "ec_c": (0, 0.2), "ec_sc": (0, 0.15), "ec_q": (0, 0.15), "era": (0, 0.5),
        "era_f": (0, 1.0), "pk": (0.4, 0.3), "tpe": (0.9, 0.1), "lse": (0.3, 0.2),
        "af": (-0.4, 1), "af_s": (0, 0.8), "ct": near(2e-6), "ct_s": (0, 0.5),
        "cx": near(8 / 10e9),
    }
    return Model(terms, priors)


def get_common_terms(k, compute, experts, few, pipeline, cards, fixed):
    return [
        Term("c", lambda t: (t.flop_per_prompt_token - t.expert_flop_per_prompt_token) / t.fp16,
             compute),
        Term("ce", lambda t: t.expert_flop_per_prompt_token / t.fp16, experts),
        Term("cf", lambda t: t.expert_flop_per_prompt_token / t.fp16 / get_tokens_per_expert(t),
             experts + few),
        Term("w", lambda t: get_prefill_bytes(t) / t.ubatch
             / (t.bandwidth * PREFILL_BANDWIDTH_SHARE), [pipeline]),
        Term("l", lambda t: t.n_layers / t.ubatch,
             [Effect("cl", k["all"]), Effect("cl_s", k["stack"])] + fixed),
        Term("p", lambda t: 1 / t.n_tokens,
             [Effect("cp", k["all"]), Effect("cp_s", k["stack"])] + fixed),
        Term("s", lambda t: t.delta_net * t.n_layers * t.hidden * DELTA_NET_FLOP / t.fp16,
             [Effect("cs", k["all"]), Effect("cs_s", k["stack"]), Effect("ec_c", k["class"], -1),
              Effect("cs_old", k["old_delta_net"])] + cards),
    ]


def get_common_priors():
    return {
        "ec": (-0.7, 0.5), "ec_s": (0, 0.2), "ec_c": (0, 0.5), "ec_q": (0, 0.3),
        "era": (0, 0.3), "tpe": (0, 0.5), "lse": (0.5, 0.5), "emoe": (0, 0.5),
        "emoe_s": (0, 0.3), "m0": near(8), "m0_s": (0, 0.3), "ea_nofa": (-0.7, 1),
        "cl": near(4e-4), "cl_s": (0, 0.5), "cp": near(8e-3), "cp_s": (0, 0.5), "cs": near(5),
        "cs_s": (0, 0.5), "cs_old": (1, 1),
    }
