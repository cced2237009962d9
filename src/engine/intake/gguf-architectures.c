/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-architectures.h"

#include <string.h>

#define NO_CACHE RIG_GGUF_NO_CACHE
#define NO_MODEL RIG_GGUF_NO_MODEL
#define PLAIN(name) { name, 1 }
#define AS_LLAMA(name) { name, 1, .tensors = "llama" }
#define ENCODER(name) { name, 1, .flags = NO_CACHE }
/* The file says which layers slide, or none does. */
#define SLIDING_BY_FILE(name) { name, 1, .flags = RIG_GGUF_SLIDES_BY_FILE }
#define SLIDING(name, period) { name, period }
#define SLIDING_FULL_FIRST(name, period) { name, period, .flags = RIG_GGUF_FULL_FIRST }
#define STATES(name, states, mixer) \
  { name, 1, 0, RIG_GGUF_STATE_##states, RIG_GGUF_MIXER_##mixer }
#define DELTA(name) \
  { name, 1, 0, RIG_GGUF_STATE_INTERVAL, RIG_GGUF_MIXER_DELTA, 4, 0, "qwen35" }

/*
 * All architectures of llama.cpp 0.7.0, by the names in its library. What its loaders set without
 * asking the file (src/models, load_arch_hparams): patterns and windows of sliding layers, which
 * layers keep states, who keeps no cache at all.
 */
static const RigGgufArchitecture architectures[] = {
  /* Plain attention in all layers. */
  AS_LLAMA ("llama"),
  PLAIN ("deci"),
  PLAIN ("falcon"),
  PLAIN ("grok"),
  PLAIN ("gpt2"),
  PLAIN ("gptj"),
  PLAIN ("gptneox"),
  PLAIN ("mpt"),
  PLAIN ("baichuan"),
  PLAIN ("starcoder"),
  PLAIN ("refact"),
  PLAIN ("bloom"),
  PLAIN ("stablelm"),
  PLAIN ("qwen"),
  AS_LLAMA ("qwen2"),
  PLAIN ("qwen2moe"),
  AS_LLAMA ("qwen2vl"),
  AS_LLAMA ("qwen3"),
  PLAIN ("qwen3moe"),
  AS_LLAMA ("qwen3vl"),
  { "qwen3vlmoe", 1, .tensors = "qwen3moe" },
  PLAIN ("qwen3tts"),
  PLAIN ("phi2"),
  /* Its window is switched off. */
  AS_LLAMA ("phi3"),
  PLAIN ("phimoe"),
  PLAIN ("plamo"),
  PLAIN ("codeshell"),
  PLAIN ("orion"),
  PLAIN ("internlm2"),
  PLAIN ("minicpm"),
  PLAIN ("minicpm3"),
  PLAIN ("gemma"),
  PLAIN ("starcoder2"),
  PLAIN ("xverse"),
  PLAIN ("command-r"),
  PLAIN ("dbrx"),
  PLAIN ("olmo"),
  PLAIN ("olmoe"),
  PLAIN ("openelm"),
  PLAIN ("arctic"),
  PLAIN ("deepseek"),
  PLAIN ("deepseek2"),
  PLAIN ("deepseek2-ocr"),
  PLAIN ("chatglm"),
  PLAIN ("glm4"),
  PLAIN ("glm4moe"),
  PLAIN ("bitnet"),
  PLAIN ("t5"),
  PLAIN ("jais"),
  PLAIN ("jais2"),
  PLAIN ("nemotron"),
  PLAIN ("exaone"),
  PLAIN ("granite"),
  PLAIN ("granitemoe"),
  PLAIN ("graniteswitch"),
  PLAIN ("chameleon"),
  PLAIN ("plm"),
  PLAIN ("bailingmoe"),
  PLAIN ("bailingmoe2"),
  PLAIN ("dots1"),
  PLAIN ("arcee"),
  PLAIN ("ernie4_5"),
  PLAIN ("ernie4_5-moe"),
  PLAIN ("hunyuan-moe"),
  PLAIN ("hunyuan-dense"),
  PLAIN ("hunyuan_vl"),
  PLAIN ("hy_v3"),
  PLAIN ("smollm3"),
  PLAIN ("seed_oss"),
  PLAIN ("grovemoe"),
  PLAIN ("minimax-m2"),
  PLAIN ("hrm_text"),
  PLAIN ("cogvlm"),
  PLAIN ("pangu-embedded"),
  PLAIN ("mistral3"),
  PLAIN ("mistral4"),
  PLAIN ("paddleocr"),
  PLAIN ("eagle3"),
  PLAIN ("maincoder"),
  PLAIN ("maion-coder"),
  PLAIN ("talkie"),
  PLAIN ("pockettts"),
  PLAIN ("k2-horizon"),
  PLAIN ("clef"),
  PLAIN ("vllm-decision2"),

  /* Sparse attention with an indexer. */
  { "deepseek32", 1, .flags = RIG_GGUF_INDEXER, .tensors = "deepseek2" },
  { "glm-dsa", 1, .flags = RIG_GGUF_INDEXER, .tensors = "deepseek2" },
  { "dots3note", 1, .flags = RIG_GGUF_INDEXER },
  { "hy_v4", 1, .flags = RIG_GGUF_INDEXER },
  { "minimax-m3", 1, .flags = RIG_GGUF_INDEXER },
  { "deepseek4", 0, .flags = RIG_GGUF_INDEXER | RIG_GGUF_KEYS_ONLY, .tensors = "dsv4" },

  /* Sliding layers between full ones. */
  { "llama4", 4, 8192 }, /* chunks, not a window: the cache is as large */
  SLIDING ("afmoe", 4),
  SLIDING ("cohere2", 4),
  { "exaone4", 4, 4096, .flags = RIG_GGUF_SLIDES_AT_64 },
  { "exaone-moe", 4, 128 },
  { "gemma2", 2, 4096 },
  SLIDING ("gemma3", 6),
  { "gemma3n", 5, .flags = RIG_GGUF_SHARES_AFTER_20 },
  { "gpt-oss", 2, .tensors = "gptoss" },
  SLIDING_FULL_FIRST ("laguna", 4),
  SLIDING ("olmo2", 4),
  SLIDING ("plamo3", 8),
  SLIDING_FULL_FIRST ("smallthinker", 4),
  SLIDING_BY_FILE ("gemma4"),
  SLIDING_BY_FILE ("gemma4-assistant"),
  SLIDING_BY_FILE ("cohere2moe"),
  SLIDING_BY_FILE ("mimo2"),
  SLIDING_BY_FILE ("step35"),
  SLIDING_BY_FILE ("apertus"),
  SLIDING_BY_FILE ("mellum"),
  SLIDING_BY_FILE ("granite_swa"),
  SLIDING_BY_FILE ("spark2_5"),
  SLIDING_BY_FILE ("muse-glimmer"),
  SLIDING_BY_FILE ("dflash"),
  { "nanbeige", 1, .flags = RIG_GGUF_LOOPS | RIG_GGUF_SLIDES_BY_FILE },

  /* States of constant size, in all layers or between layers with attention. */
  STATES ("mamba", ALL, SSM),
  STATES ("mamba2", ALL, SSM),
  STATES ("rwkv6", ALL, RWKV),
  STATES ("rwkv6qwen2", ALL, RWKV),
  STATES ("rwkv7", ALL, RWKV),
  STATES ("arwkv7", ALL, RWKV),
  STATES ("falcon-h1", BESIDE, SSM),
  STATES ("jamba", NO_KV, SSM),
  STATES ("plamo2", NO_KV, SSM),
  { "granitehybrid", 1, 0, RIG_GGUF_STATE_NO_KV, RIG_GGUF_MIXER_SSM },
  { "nemotron_h", 1, 0, RIG_GGUF_STATE_NO_FFN, RIG_GGUF_MIXER_SSM, .tensors = "nemotronh" },
  { "nemotron_h_moe", 1, 0, RIG_GGUF_STATE_NO_FFN, RIG_GGUF_MIXER_SSM, .tensors = "nemotronh" },
  STATES ("lfm2", NO_KV, CONV),
  STATES ("lfm2moe", NO_KV, CONV),
  STATES ("kimi-linear", NO_KV, KDA),
  STATES ("kimi-k3", NO_KV, KDA),
  STATES ("bailingmoe3", NO_KV, KDA),
  { "glm5-next", 1, 0, RIG_GGUF_STATE_NO_KV, RIG_GGUF_MIXER_KDA, .flags = RIG_GGUF_INDEXER },
  { "minimax-01", 1, 0, RIG_GGUF_STATE_INTERVAL, RIG_GGUF_MIXER_LIGHTNING, 8 },
  DELTA ("qwen3next"),
  DELTA ("qwen35"),
  DELTA ("qwen35moe"),
  DELTA ("qwen4exp"),
  STATES ("maple", NO_KV, SSM),

  /* No cache: encoders, and models that write by diffusion. */
  ENCODER ("bert"),
  ENCODER ("modern-bert"),
  ENCODER ("nomic-bert"),
  ENCODER ("nomic-bert-moe"),
  ENCODER ("neo-bert"),
  ENCODER ("jina-bert-v2"),
  ENCODER ("jina-bert-v3"),
  ENCODER ("eurobert"),
  ENCODER ("gemma-embedding"),
  ENCODER ("gemma-embedding2"),
  ENCODER ("t5encoder"),
  ENCODER ("dream"),
  ENCODER ("llada"),
  ENCODER ("llada-moe"),
  ENCODER ("rnd1"),
  ENCODER ("llama-embed"),

  { "clip", 1, .flags = NO_MODEL },
  { "wavtokenizer-dec", 1, .flags = NO_MODEL },
};

const RigGgufArchitecture *
rig_gguf_architecture_find (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (architectures); i++)
    if (strcmp (architectures[i].name, name) == 0)
      return &architectures[i];
  return NULL;
}
