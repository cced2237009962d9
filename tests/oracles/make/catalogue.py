# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue's models as heads: keys from data/catalog/models.json, tensors as the engine lists
them (list-catalogue.c), so that llama.cpp's loader checks our names and shapes."""
import json
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
LISTER = os.environ.get('LIST_CATALOGUE', '/tmp/ll/list-catalogue')

# Of each family that llama.cpp knows and weights.csv has not, with its name there.
CHOSEN = {
    'llama-4-maverick': 'llama4', 'qwen3-235b-a22b': 'qwen3moe', 'qwen3-next-80b-a3b': 'qwen3next',
    'qwen3.5-122b-a10b': 'qwen35moe', 'qwen3.6-27b': 'qwen35', 'gpt-oss-120b': 'gpt-oss',
    'gemma-3-1b': 'gemma3', 'gemma-3-4b': 'gemma3', 'gemma-4-e2b': 'gemma4',
    'gemma-4-e4b': 'gemma4', 'gemma-4-12b': 'gemma4', 'gemma-4-31b': 'gemma4',
    'mistral-small-4-119b': 'mistral4', 'deepseek-v3.2': 'deepseek32',
    'deepseek-v4-flash': 'deepseek4', 'glm-4.5-air': 'glm4moe', 'glm-4.5': 'glm4moe',
    'glm-4.7-flash': 'deepseek2', 'glm-5': 'glm-dsa', 'glm-5.2': 'glm-dsa',
    'kimi-k2': 'deepseek2', 'minimax-m2': 'minimax-m2', 'mimo-v2-flash': 'mimo2',
    'nemotron-3-nano-30b-a3b': 'nemotron_h_moe', 'nemotron-3-super-120b-a12b': 'nemotron_h_moe',
    'granite-4.0-h-small': 'granitehybrid', 'laguna-s-2.1': 'laguna', 'laguna-xs.2': 'laguna',
    'phi-4': 'phi3', 'mixtral-8x22b': 'llama', 'muse-glimmer-30b': 'muse-glimmer',
    'llama-3.2-1b': 'llama', 'llama-3.1-405b': 'llama',
}


def spelled_out(layers):
    """"f(ssssfs)x7ssssf" as one letter a layer."""
    return re.sub(r'\(([a-z]+)\)x(\d+)|([a-z])x(\d+)',
                  lambda m: (m[1] or m[3]) * int(m[2] or m[4]), layers)


def attention_keys(model, layers, keys):
    head, value = model.get('head_dim'), model.get('value_head_dim')
    sliding = [kind == 's' for kind in layers]
    kv = [0 if kind in 'lme' else model['n_kv_heads'] for kind in layers]
    heads = [model['n_heads']] * len(layers)
    for i, kind in enumerate(layers):
        if kind == 's':
            kv[i] = model.get('swa_n_kv_heads') or kv[i]
            heads[i] = model.get('swa_n_heads') or heads[i]
        elif kind == 'f':
            kv[i] = model.get('global_n_kv_heads') or kv[i]
    mixed = len(set(kv)) > 1
    keys['attention.head_count'] = heads if len(set(heads)) > 1 else heads[0]
    keys['attention.head_count_kv'] = kv if mixed and 'linear' not in model else model['n_kv_heads']
    if head:
        keys['attention.key_length'] = model.get('global_head_dim') or head
        keys['attention.value_length'] = model.get('global_head_dim') or value or head
        keys['rope.dimension_count'] = keys['attention.key_length']
    if model.get('global_head_dim') or model['architecture'] == 'gemma4':
        keys['attention.key_length_swa'] = keys['attention.value_length_swa'] = head
        keys['rope.dimension_count_swa'] = head
    if any(sliding):
        keys['attention.sliding_window'] = model.get('sliding_window', 8192)
        keys['attention.sliding_window_pattern'] = sliding
    if model.get('kv_shared_layers') is not None:
        keys['attention.shared_kv_layers'] = model['kv_shared_layers']


def expert_keys(model, keys):
    moe = model['moe']
    shared = moe.get('shared_expert_ffn', 0)
    keys.update({'expert_count': moe['n_experts'], 'expert_used_count': moe['n_active'],
                 'expert_feed_forward_length': moe['expert_ffn'],
                 'expert_shared_count': max(shared // moe['expert_ffn'], 1) if shared else 0,
                 'expert_shared_feed_forward_length': shared,
                 'leading_dense_block_count': moe.get('dense_lead_layers', 0),
                 'interleave_moe_layer_step': moe.get('layer_step', 1),
                 'expert_weights_scale': 1.0, 'expert_weights_norm': True,
                 'expert_gating_func': 2})
    if moe.get('latent_size'):
        keys['moe_latent_size'] = moe['latent_size']


def latent_keys(model, keys):
    mla = model['mla']
    if 'kv_lora_rank' not in mla:
        return
    rank, rope, nope = mla['kv_lora_rank'], mla['qk_rope_head_dim'], mla['qk_nope_head_dim']
    keys.update({'attention.q_lora_rank': mla.get('q_lora_rank', 0),
                 'attention.kv_lora_rank': rank, 'attention.head_count_kv': 1,
                 'attention.key_length': rank + rope, 'attention.value_length': rank,
                 'attention.key_length_mla': nope + rope,
                 'attention.value_length_mla': mla['v_head_dim'], 'rope.dimension_count': rope})


def compressed_keys(model, layers, keys):
    """DeepSeek V4."""
    mla = model['mla']
    ratio = {'w': 0, 'c': 4, 'h': 128}
    keys.update({'attention.q_lora_rank': mla['q_lora_rank'], 'rope.dimension_count': 64,
                 'attention.sliding_window': model['sliding_window'],
                 'attention.output_group_count': mla['o_groups'],
                 'attention.output_lora_rank': mla['o_lora_rank'],
                 'attention.compress_rope_freq_base': 160000.0,
                 'attention.compress_ratios': [ratio[kind] for kind in layers],
                 'attention.head_count_kv': 1, 'expert_gating_func': 4,
                 'hyper_connection.count': 4, 'hyper_connection.sinkhorn_iterations': 20,
                 'hyper_connection.epsilon': 1e-6, 'swiglu_clamp_exp': [10.0] * len(layers),
                 'hash_layer_count': model['moe'].get('hash_routed_layers', 0)})


def state_keys(model, layers, keys):
    if 'linear' in model:
        own = model['linear']
        keys.update({'ssm.conv_kernel': own['conv_kernel'], 'ssm.state_size': own['k_head_dim'],
                     'ssm.group_count': own['n_k_heads'], 'ssm.time_step_rank': own['n_v_heads'],
                     'ssm.inner_size': own['n_v_heads'] * own['v_head_dim'],
                     'full_attention_interval': layers.index('f') + 1})
    if 'ssm' in model:
        own = model['ssm']
        keys.update({'ssm.conv_kernel': own['conv_kernel'], 'ssm.state_size': own['state_size'],
                     'ssm.group_count': own['n_groups'], 'ssm.time_step_rank': own['n_heads'],
                     'ssm.inner_size': own['n_heads'] * own['head_dim']})


def keys_of(model):
    layers = spelled_out(model['layers'])
    width = model.get('intermediate_size', 0)
    keys = {'context_length': model['max_context'], 'embedding_length': model['hidden_size'],
            'block_count': len(layers), 'feed_forward_length': width,
            'attention.layer_norm_rms_epsilon': 1e-6, 'attention.layer_norm_epsilon': 1e-5}
    if model['architecture'] == 'nemotronh':
        keys['feed_forward_length'] = [width if kind == 'e' else 0 for kind in layers]
    if model['architecture'] == 'gemma4':
        keys['embedding_length_per_layer_input'] = model.get('per_layer_embedding', 0)
        if model['hidden_size'] < 2048:
            own = len(layers) - model.get('kv_shared_layers', 0)
            keys['feed_forward_length'] = [width * (1 + (i >= own)) for i in range(len(layers))]
    if model['architecture'] in ('qwen35', 'llama4'):
        keys['rope.dimension_sections'] = [11, 11, 10, 0]
    if model['architecture'] == 'granitehybrid':
        keys.update({'logit_scale': 16.0, 'residual_scale': 0.22, 'embedding_scale': 12.0,
                     'attention.scale': 0.0078125})
    if model['architecture'] in ('mixtral', 'minimax2', 'granitehybrid') and 'moe' in model:
        keys['feed_forward_length'] = model['moe']['expert_ffn']
    if model['id'].startswith('muse-glimmer'):
        keys['logit_scale'] = 1.0
    attention_keys(model, layers, keys)
    if 'moe' in model:
        expert_keys(model, keys)
    if 'mla' in model:
        latent_keys(model, keys)
    if 'indexer' in model:
        keys.update({'attention.indexer.head_count': model['indexer']['n_heads'],
                     'attention.indexer.key_length': model['indexer']['head_dim'],
                     'attention.indexer.top_k': model['indexer']['top_k']})
    if model['architecture'] == 'dsv4':
        compressed_keys(model, layers, keys)
    state_keys(model, layers, keys)
    return keys


def catalogue():
    """[(model as in models.py, our tensors as [(name, dims)])]"""
    path = os.path.join(HERE, '../../../data/catalog/models.json')
    with open(path, encoding='utf-8') as file:
        records = json.load(file)
    records = records['models'] if isinstance(records, dict) else records
    listed = {}
    for line in subprocess.run([LISTER], capture_output=True, check=True).stdout.split(b'\n'):
        words = line.decode().split()
        if words:
            listed.setdefault(words[0], []).append((words[1], [int(word) for word in words[2:]]))
    return [({'id': record['id'], 'arch': CHOSEN[record['id']], 'vocab': record['vocab_size'],
              'keys': keys_of(record), 'tied': record.get('tied_embeddings', False)},
             listed.get(record['id'], []))
            for record in records if record['id'] in CHOSEN]
