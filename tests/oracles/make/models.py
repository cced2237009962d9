# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes of published models, from their config.json, as the keys of their GGUF files.

`kinds` has one letter per layer: layers with the same letter have the same tensors. `optional`
names the tensors that the published files have although the loader does not insist on them.
"""

MODELS = []
QKV_BIAS = ['blk.0.attn_q.bias', 'blk.0.attn_k.bias', 'blk.0.attn_v.bias']


def add(name, arch, layers, hidden, heads, kv, ffn, vocab, context, *, dim=None, rope=None,
        keys=None, optional=(), kinds=None, tied=False, layer_norm=False):
    own = {'context_length': context, 'embedding_length': hidden, 'block_count': layers,
           'feed_forward_length': ffn, 'attention.head_count': heads}
    if kv is not None:
        own['attention.head_count_kv'] = kv
    if layer_norm:
        own['attention.layer_norm_epsilon'] = 1e-5
    else:
        own['attention.layer_norm_rms_epsilon'] = 1e-6
    if dim:
        own['attention.key_length'] = own['attention.value_length'] = dim
    if rope or dim:
        own['rope.dimension_count'] = rope or dim
    own.update(keys or {})
    optional = list(optional)
    if not tied:
        optional.append('output.weight')
    MODELS.append({'id': name, 'arch': arch, 'vocab': vocab, 'keys': own, 'optional': optional,
                   'kinds': kinds, 'tied': tied})


def experts(count, used, ffn=None, **more):
    keys = {'expert_count': count, 'expert_used_count': used}
    if ffn:
        keys['expert_feed_forward_length'] = ffn
    keys.update(more)
    return keys


add('qwen1.5-moe-a2.7b', 'qwen2moe', 24, 2048, 16, 16, 5632, 151936, 8192, optional=QKV_BIAS,
    keys=experts(60, 4, 1408, expert_shared_feed_forward_length=5632))
add('qwen2.5-vl-7b', 'qwen2vl', 28, 3584, 28, 4, 18944, 152064, 128000, optional=QKV_BIAS,
    keys={'rope.dimension_sections': [16, 24, 24, 0]})
add('qwen3-vl-8b', 'qwen3vl', 36, 4096, 32, 8, 12288, 151936, 262144, dim=128,
    keys={'rope.dimension_sections': [24, 20, 20, 0], 'n_deepstack_layers': 3})
add('qwen3-vl-30b-a3b', 'qwen3vlmoe', 48, 2048, 32, 4, 6144, 151936, 262144, dim=128,
    keys=experts(128, 8, 768, **{'rope.dimension_sections': [24, 20, 20, 0],
                                 'n_deepstack_layers': 3}))
add('qwen-7b', 'qwen', 32, 4096, 32, None, 22016, 151936, 8192, rope=128)
add('gemma-2b', 'gemma', 18, 2048, 8, 1, 16384, 256000, 8192, dim=256, tied=True)
add('gemma-7b', 'gemma', 28, 3072, 16, 16, 24576, 256000, 8192, dim=256, tied=True)
add('gemma-3n-e4b', 'gemma3n', 35, 2048, 8, 2, 16384, 262144, 32768, dim=256, tied=True,
    keys={'attention.sliding_window': 512, 'attention.shared_kv_layers': 15,
          'attention.sliding_window_pattern': [i % 5 != 4 for i in range(35)],
          'embedding_length_per_layer_input': 256, 'altup.num_inputs': 4,
          'altup.active_idx': 0})
add('gemma-3n-e2b', 'gemma3n', 30, 2048, 8, 2, 8192, 262144, 32768, dim=256, tied=True,
    keys={'attention.sliding_window': 512, 'attention.shared_kv_layers': 10,
          'attention.sliding_window_pattern': [i % 5 != 4 for i in range(30)],
          'embedding_length_per_layer_input': 256, 'altup.num_inputs': 4,
          'altup.active_idx': 0})
add('phi-2', 'phi2', 32, 2560, 32, 32, 10240, 51200, 2048, rope=32, layer_norm=True)
add('phi-3-mini-4k', 'phi3', 32, 3072, 32, 32, 8192, 32064, 4096, rope=96,
    keys={'attention.sliding_window': 2047, 'rope.scaling.original_context_length': 4096},
    optional=['blk.0.attn_qkv.weight'])
add('phi-4-mini', 'phi3', 32, 3072, 24, 8, 8192, 200064, 131072, rope=96, tied=True,
    keys={'attention.sliding_window': 262144, 'rope.scaling.original_context_length': 4096},
    optional=['blk.0.attn_qkv.weight', 'rope_factors_long.weight', 'rope_factors_short.weight'])
add('phi-3.5-moe', 'phimoe', 32, 4096, 32, 8, 6400, 32064, 131072, rope=128,
    keys=experts(16, 2, **{'rope.scaling.original_context_length': 4096,
                           'attention.layer_norm_epsilon': 1e-5}),
    optional=['rope_factors_long.weight', 'rope_factors_short.weight'])
add('falcon-7b', 'falcon', 32, 4544, 71, 1, 18176, 65024, 2048, layer_norm=True)
add('falcon-40b', 'falcon', 60, 8192, 128, 8, 32768, 65024, 2048, layer_norm=True,
    optional=['blk.0.attn_norm_2.weight', 'blk.0.attn_norm_2.bias'])
add('starcoder2-7b', 'starcoder2', 32, 4608, 36, 4, 18432, 49152, 16384, layer_norm=True,
    tied=True, optional=QKV_BIAS + ['blk.0.attn_output.bias', 'blk.0.ffn_up.bias',
                                    'blk.0.ffn_down.bias'])
add('stablelm-2-1.6b', 'stablelm', 24, 2048, 32, 32, 5632, 100352, 4096, rope=16,
    layer_norm=True, optional=QKV_BIAS + ['blk.0.ffn_norm.weight', 'blk.0.ffn_norm.bias'])
add('stablelm-2-12b', 'stablelm', 40, 5120, 32, 8, 13824, 100352, 4096, rope=40,
    layer_norm=True, optional=['blk.0.attn_q_norm.weight', 'blk.0.attn_k_norm.weight'])
add('command-r-35b', 'command-r', 40, 8192, 64, 64, 22528, 256000, 131072, tied=True,
    layer_norm=True, keys={'logit_scale': 0.0625})
add('command-r-plus-104b', 'command-r', 64, 12288, 96, 8, 33792, 256000, 131072, tied=True,
    layer_norm=True, keys={'logit_scale': 0.0625})
add('command-r7b', 'cohere2', 32, 4096, 32, 8, 14336, 256000, 8192, rope=128, tied=True,
    layer_norm=True, keys={'logit_scale': 0.25, 'attention.sliding_window': 4096})
add('command-a-111b', 'cohere2', 64, 12288, 96, 8, 36864, 256000, 16384, rope=128, tied=True,
    layer_norm=True, keys={'logit_scale': 0.25, 'attention.sliding_window': 4096})
add('olmo-7b', 'olmo', 32, 4096, 32, 32, 11008, 50304, 2048, layer_norm=True)
add('olmo-2-7b', 'olmo2', 32, 4096, 32, 32, 11008, 100352, 4096)
add('olmo-3-32b', 'olmo2', 64, 5120, 40, 8, 27648, 100278, 65536,
    keys={'attention.sliding_window': 4096,
          'attention.sliding_window_pattern': [i % 4 != 3 for i in range(64)]})
add('olmoe-1b-7b', 'olmoe', 16, 2048, 16, 16, 1024, 50304, 4096, keys=experts(64, 8))
add('deepseek-moe-16b', 'deepseek', 28, 2048, 16, 16, 10944, 102400, 4096, rope=128,
    kinds='d' + 'e' * 27,
    keys=experts(64, 6, 1408, expert_shared_count=2, leading_dense_block_count=1,
                 expert_weights_scale=1.0))
add('deepseek-v2-236b', 'deepseek2', 60, 5120, 128, 1, 12288, 102400, 163840,
    kinds='d' + 'e' * 59,
    keys=experts(160, 6, 1536, expert_shared_count=2, leading_dense_block_count=1,
                 expert_weights_scale=16.0, **{
                     'attention.q_lora_rank': 1536, 'attention.kv_lora_rank': 512,
                     'attention.key_length': 576, 'attention.value_length': 512,
                     'attention.key_length_mla': 192, 'attention.value_length_mla': 128,
                     'rope.dimension_count': 64}))
add('glm-4-9b-chat', 'chatglm', 40, 4096, 32, 2, 13696, 151552, 131072, rope=64,
    optional=['blk.0.attn_qkv.weight', 'blk.0.attn_qkv.bias'])
add('glm-4-9b-0414', 'glm4', 40, 4096, 32, 2, 13696, 151552, 32768, rope=64,
    optional=QKV_BIAS)
add('glm-4-32b-0414', 'glm4', 61, 6144, 48, 2, 23040, 151552, 32768, dim=128, rope=64)
add('ling-lite', 'bailingmoe', 28, 2048, 16, 4, 5632, 126464, 16384, rope=128,
    keys=experts(64, 6, 1408, expert_shared_count=2, leading_dense_block_count=0,
                 expert_weights_scale=1.0))
add('ling-mini-2.0', 'bailingmoe2', 20, 2048, 16, 4, 5120, 157184, 32768, dim=128, rope=64,
    kinds='d' + 'e' * 19,
    optional=['blk.1.exp_probs_b.bias'],
    keys=experts(256, 8, 512, expert_shared_count=1, expert_shared_feed_forward_length=512,
                 leading_dense_block_count=1, expert_weights_scale=2.5, expert_gating_func=2,
                 expert_group_count=8, expert_group_used_count=4))
add('ling-flash-2.0', 'bailingmoe2', 32, 4096, 32, 4, 9216, 157184, 32768, dim=128, rope=64,
    kinds='d' + 'e' * 31,
    optional=['blk.1.exp_probs_b.bias'],
    keys=experts(256, 8, 1024, expert_shared_count=1, expert_shared_feed_forward_length=1024,
                 leading_dense_block_count=1, expert_weights_scale=2.5, expert_gating_func=2,
                 expert_group_count=8, expert_group_used_count=4))
add('ernie-4.5-0.3b', 'ernie4_5', 18, 1024, 16, 2, 3072, 103424, 131072, dim=128, tied=True)
add('ernie-4.5-21b-a3b', 'ernie4_5-moe', 28, 2560, 20, 4, 12288, 103424, 131072, rope=128,
    tied=True, kinds='d' + 'e' * 27, optional=['blk.1.exp_probs_b.bias'],
    keys=experts(64, 6, 1536, expert_shared_count=2, expert_shared_feed_forward_length=3072,
                 leading_dense_block_count=1, interleave_moe_layer_step=1))
add('hunyuan-7b', 'hunyuan-dense', 32, 4096, 32, 8, 14336, 128167, 262144, dim=128, tied=True)
add('hunyuan-a13b', 'hunyuan-moe', 32, 4096, 32, 8, 3072, 128167, 262144, dim=128, tied=True,
    keys=experts(64, 8, 3072, expert_shared_count=1, expert_shared_feed_forward_length=3072))
add('exaone-3.5-7.8b', 'exaone', 32, 4096, 32, 8, 14336, 102400, 32768, rope=128,
    optional=['rope_freqs.weight'])
add('exaone-4.0-1.2b', 'exaone4', 30, 2048, 32, 8, 4096, 102400, 65536, rope=64, tied=True)
add('exaone-4.0-32b', 'exaone4', 64, 5120, 40, 8, 27392, 102400, 131072, rope=128,
    keys={'attention.sliding_window': 4096,
          'attention.sliding_window_pattern': [i % 4 != 3 for i in range(64)]})
add('smollm3-3b', 'smollm3', 36, 2048, 16, 4, 11008, 128256, 65536, rope=128, tied=True)
add('mamba-2.8b', 'mamba', 64, 2560, 0, None, 0, 50280, 1048576, tied=True,
    keys={'ssm.conv_kernel': 4, 'ssm.inner_size': 5120, 'ssm.state_size': 16,
          'ssm.time_step_rank': 160, 'ssm.dt_b_c_rms': False})
add('mamba-codestral-7b', 'mamba2', 64, 4096, 0, None, 0, 32768, 1048576,
    keys={'ssm.conv_kernel': 4, 'ssm.inner_size': 8192, 'ssm.state_size': 128,
          'ssm.time_step_rank': 128, 'ssm.group_count': 8})
JAMBA = ''.join('aA' [i % 2] if i % 8 == 4 else 'mM'[i % 2] for i in range(32))
add('jamba-v0.1-52b', 'jamba', 32, 4096, 32, [8 if i % 8 == 4 else 0 for i in range(32)], 14336,
    65536, 262144, kinds=JAMBA,
    optional=['blk.1.ffn_gate_inp.weight'],
    keys=experts(16, 2, **{'ssm.conv_kernel': 4, 'ssm.inner_size': 8192, 'ssm.state_size': 16,
                           'ssm.time_step_rank': 256}))
add('falcon-h1-7b', 'falcon-h1', 44, 3072, 12, 2, 12288, 130049, 262144, dim=128,
    optional=['blk.0.ssm_conv1d.bias'],
    keys={'ssm.conv_kernel': 4, 'ssm.inner_size': 3072, 'ssm.state_size': 256,
          'ssm.time_step_rank': 24, 'ssm.group_count': 1})
add('falcon-h1-1.5b', 'falcon-h1', 24, 2048, 8, 2, 4096, 65536, 131072, dim=128,
    optional=['blk.0.ssm_conv1d.bias'],
    keys={'ssm.conv_kernel': 4, 'ssm.inner_size': 3072, 'ssm.state_size': 256,
          'ssm.time_step_rank': 48, 'ssm.group_count': 1})
add('minitron-4b', 'nemotron', 32, 3072, 24, 8, 9216, 256000, 4096, dim=128, rope=64,
    layer_norm=True)
NANO = 'M-M-M-MM-M-M-M*-M-M-M*-M-M-M-M*-M-M-M-M*-M-MM-M-M-M-M-M-'
add('nemotron-nano-9b-v2', 'nemotron_h', 56, 4480,
    40, [8 if kind == '*' else 0 for kind in NANO],
    [15680 if kind == '-' else 0 for kind in NANO], 131072, 131072, dim=128, kinds=NANO,
    optional=['blk.0.ssm_conv1d.bias'],
    keys={'attention.layer_norm_epsilon': 1e-5, 'ssm.conv_kernel': 4, 'ssm.inner_size': 10240,
          'ssm.state_size': 128,
          'ssm.time_step_rank': 128, 'ssm.group_count': 8})
GRANITE = {'logit_scale': 16.0, 'residual_scale': 0.22, 'embedding_scale': 12.0,
           'attention.scale': 0.0078125}
add('granite-3.3-8b', 'granite', 40, 4096, 32, 8, 12800, 49159, 131072, rope=128, tied=True,
    keys=GRANITE)
add('granite-3.1-3b-a800m', 'granitemoe', 32, 1536, 24, 8, 512, 49155, 131072, rope=64,
    tied=True, keys=experts(40, 8, **GRANITE))
LFM = [2, 5, 8, 10, 12, 14]
add('lfm2-1.2b', 'lfm2', 16, 2048, 32, [8 if i in LFM else 0 for i in range(16)], 8192, 65536,
    128000, tied=True, kinds=''.join('ca'[i in LFM] for i in range(16)),
    keys={'shortconv.l_cache': 3})
LFM_MOE = [2, 6, 10, 14, 18, 21]
add('lfm2-8b-a1b', 'lfm2moe', 24, 2048, 32, [8 if i in LFM_MOE else 0 for i in range(24)], 7168,
    65536, 128000, tied=True,
    kinds=''.join('d' if i < 2 else 'ca'[i in LFM_MOE] for i in range(24)),
    keys=experts(32, 4, 1792, leading_dense_block_count=2, expert_gating_func=2,
                 **{'shortconv.l_cache': 3}))
add('rwkv6-7b', 'rwkv6', 32, 4096, 0, None, 14336, 65536, 1048576, layer_norm=True,
    keys={'wkv.head_size': 64, 'time_mix_extra_dim': 64, 'time_decay_extra_dim': 128,
          'rescale_every_n_layers': 6}, optional=['blk.0.time_mix_lerp_fused.weight'])
add('rwkv7-2.9b', 'rwkv7', 32, 2560, 0, None, 10240, 65536, 1048576, layer_norm=True,
    keys={'wkv.head_size': 64, 'attention.decay_lora_rank': 96,
          'attention.iclr_lora_rank': 96, 'attention.value_residual_mix_lora_rank': 64,
          'attention.gate_lora_rank': 320},
    kinds='f' + 'a' * 31)
KIMI = [i % 4 == 3 or i == 26 for i in range(27)]
add('kimi-linear-48b-a3b', 'kimi-linear', 27, 2304, 32, [1 if full else 0 for full in KIMI], 9216,
    163840, 1048576, kinds='d' + ''.join('lf'[full] for full in KIMI[1:]),
    keys=experts(256, 8, 1024, expert_shared_count=1, leading_dense_block_count=1,
                 expert_weights_scale=2.446, expert_gating_func=2, **{
                     'attention.kv_lora_rank': 512, 'attention.key_length': 576,
                     'attention.value_length': 512, 'attention.key_length_mla': 192,
                     'attention.value_length_mla': 128, 'rope.dimension_count': 64,
                     'ssm.conv_kernel': 4, 'kda.head_dim': 128}))
add('dots1-142b', 'dots1', 62, 4096, 32, 32, 10944, 152064, 32768, dim=128,
    kinds='d' + 'e' * 61, optional=['blk.1.exp_probs_b.bias'],
    keys=experts(128, 6, 1408, expert_shared_count=2, leading_dense_block_count=1,
                 expert_weights_scale=2.5, expert_gating_func=2))
add('grok-1', 'grok', 64, 6144, 48, 8, 32768, 131072, 8192, rope=128, tied=True,
    optional=['blk.0.ffn_gate_exps.weight'], keys=experts(8, 2))
add('dbrx', 'dbrx', 40, 6144, 48, 8, 10752, 100352, 32768, layer_norm=True,
    keys=experts(16, 4, **{'attention.clamp_kqv': 8.0}))
add('internlm2.5-7b', 'internlm2', 32, 4096, 32, 8, 14336, 92544, 32768, rope=128)
add('seed-oss-36b', 'seed_oss', 64, 5120, 80, 8, 27648, 155136, 524288, dim=128,
    optional=QKV_BIAS)
XIELU = {'xielu.' + name: [value] * 32 for name, value in
         (('alpha_n', 0.8), ('alpha_p', 0.8), ('beta', 0.5), ('eps', 1e-6))}
add('apertus-8b', 'apertus', 32, 4096, 32, 8, 21504, 131072, 65536, rope=128,
    keys=XIELU, optional=['rope_freqs.weight'])
add('minicpm3-4b', 'minicpm3', 62, 2560, 40, 40, 6400, 73448, 32768, tied=True,
    optional=['rope_factors_long.weight', 'rope_factors_short.weight'],
    keys={'attention.q_lora_rank': 768, 'attention.kv_lora_rank': 256,
          'attention.key_length': 96, 'attention.value_length': 64, 'rope.dimension_count': 32})
add('minicpm-2b', 'minicpm', 40, 2304, 36, 36, 5760, 122753, 4096, rope=64, tied=True)
add('arctic-480b', 'arctic', 35, 7168, 56, 8, 4864, 32000, 4096, rope=128,
    keys=experts(128, 2))
ELM_Q = [12] * 5 + [16] * 7 + [20] * 4
ELM_FFN = [768, 1024, 1280, 1536, 1792, 2048, 2560, 2816, 3072, 3328, 3584, 3840, 4352, 4608, 4864,
           5120]
add('openelm-270m', 'openelm', 16, 1280, ELM_Q, [heads // 4 for heads in ELM_Q], ELM_FFN, 32000,
    2048, dim=64, tied=True, kinds='abcdefghijklmnop')
add('smallthinker-21b-a3b', 'smallthinker', 52, 2560, 28, 4, 768, 151936, 16384, dim=128,
    keys=experts(64, 6, 768, **{'attention.sliding_window': 4096, 'expert_gating_func': 2}))
add('trinity-mini-26b', 'afmoe', 32, 2048, 32, 4, 6144, 200192, 131072, dim=128,
    kinds='dd' + 'e' * 30, optional=['blk.2.exp_probs_b.bias'],
    keys=experts(128, 8, 1024, expert_shared_count=1, leading_dense_block_count=2,
                 expert_weights_scale=2.826, expert_gating_func=2,
                 **{'attention.sliding_window': 2048,
                    'attention.sliding_window_pattern': [i % 4 != 3 for i in range(32)]}))
add('bitnet-2b', 'bitnet', 30, 2560, 20, 5, 6912, 128256, 4096, rope=128, tied=True)
add('afm-4.5b', 'arcee', 36, 2560, 20, 4, 18432, 128004, 65536, dim=128)
add('gpt2-xl', 'gpt2', 48, 1600, 25, None, 6400, 50257, 1024, layer_norm=True, tied=True)
add('pythia-6.9b', 'gptneox', 32, 4096, 32, None, 16384, 50432, 2048, rope=32, layer_norm=True,
    keys={'use_parallel_residual': True})
add('mpt-7b', 'mpt', 32, 4096, 32, None, 16384, 50432, 2048, layer_norm=True, tied=True,
    keys={'attention.max_alibi_bias': 8.0})
add('baichuan2-13b', 'baichuan', 40, 5120, 40, 40, 13696, 125696, 4096, rope=128)
add('bloom-7b1', 'bloom', 30, 4096, 32, 32, 16384, 250880, 2048, layer_norm=True)
add('xverse-13b', 'xverse', 40, 5120, 40, 40, 13824, 100534, 8192, rope=128)
add('grovemoe-33b', 'grovemoe', 48, 2048, 32, 4, 6144, 151936, 40960, dim=128,
    keys=experts(128, 8, 768, expert_chunk_feed_forward_length=128, expert_group_scale=0.05,
                 experts_per_group=2))
add('ministral-3-8b', 'mistral3', 34, 4096, 32, 8, 14336, 131072, 262144, dim=128)
PLAMO = ''.join('ma'[i % 2] for i in range(16))
add('plamo-2-1b', 'plamo2', 16, 2048, 16, [1 if kind == 'a' else 0 for kind in PLAMO], 8192, 100000,
    10485760, dim=128, tied=True, kinds=PLAMO,
    keys={'ssm.conv_kernel': 4, 'ssm.inner_size': 4096, 'ssm.state_size': 64,
          'ssm.time_step_rank': 32, 'ssm.group_count': 0})
