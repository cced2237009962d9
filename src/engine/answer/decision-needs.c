/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/decision.h"

#include <string.h>

#include "engine/answer/fit-limits.h"

#define MAX_MODELS 16

/* Words of need-software. */
static const struct
{
  const char *word, *name;
  RigFeature feature;
} software[] = {
  { "cuda", "CUDA", RIG_FEATURE_CUDA },
  { "metal", "Metal", RIG_FEATURE_METAL },
  { "rocm", "ROCm", RIG_FEATURE_ROCM },
  { "vulkan", "Vulkan", RIG_FEATURE_VULKAN },
  { "llama.cpp", "llama.cpp", RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_LLAMA_CPP },
  { "ollama", "Ollama", RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_OLLAMA },
  { "lm-studio", "LM Studio", RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_LM_STUDIO },
  { "vllm", "vLLM", RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_VLLM },
  { "tensorrt-llm", "TensorRT-LLM", RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_TENSORRT_LLM },
  { "mlx", "MLX", RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_MLX },
  { "pytorch", "PyTorch", RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_PYTORCH },
  { "axolotl", "Axolotl", RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_AXOLOTL },
  { "unsloth", "Unsloth", RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_UNSLOTH },
};

/* Numbers that are a limit to something, and 0 where they do not matter. */
static const struct
{
  RigKey key;
  RigNeedKind kind;
  RigTrait trait;
} limits[] = {
  { RIG_KEY_NEED_MEMORY, RIG_NEED_AT_LEAST, RIG_TRAIT_MEMORY_GB },
  { RIG_KEY_NEED_DECODE, RIG_NEED_AT_LEAST, RIG_TRAIT_DECODE },
  { RIG_KEY_NEED_PREFILL, RIG_NEED_AT_LEAST, RIG_TRAIT_PREFILL },
  { RIG_KEY_NEED_WATTS, RIG_NEED_AT_MOST, RIG_TRAIT_LOAD_W },
  { RIG_KEY_NEED_BUDGET, RIG_NEED_AT_MOST, RIG_TRAIT_PRICE_USD },
};

static void
add_need (RigDecision *self, RigKey key, RigNeed need)
{
  g_return_if_fail (self->n_needs < RIG_MAX_NEEDS);
  self->needs[self->n_needs] = need;
  self->need_keys[self->n_needs++] = key;
}

static void
add_feature (RigDecision *self, RigKey key, RigFeature feature)
{
  add_need (self, key, (RigNeed){ .kind = RIG_NEED_FEATURES,
                                  .features = RIG_FEATURE_BIT (feature) });
}

/* Whether @word is one of those that commas separate. */
static gboolean
has_word (const char *list, const char *word)
{
  gsize length = strlen (word);

  while (*list != '\0')
    {
      gsize item = strcspn (list, ",");

      if (item == length && strncmp (list, word, length) == 0)
        return TRUE;
      list += item + (list[item] == ',');
    }
  return FALSE;
}

static void
add_os (RigDecision *self, const RigScenario *scenario)
{
  const char *os = rig_scenario_get_text (scenario, RIG_KEY_NEED_OS);

  if (g_str_equal (os, "windows"))
    add_feature (self, RIG_KEY_NEED_OS, RIG_FEATURE_WINDOWS);
  else if (g_str_equal (os, "macos"))
    add_feature (self, RIG_KEY_NEED_OS, RIG_FEATURE_MACOS);
  else if (g_str_equal (os, "linux"))
    add_feature (self, RIG_KEY_NEED_OS, RIG_FEATURE_LINUX);
}

static guint
count_words (const char *list)
{
  guint n = *list != '\0';

  for (; *list != '\0'; list++)
    n += *list == ',';
  return n;
}

static void
add_words (RigDecision *self, const RigScenario *scenario)
{
  const char *list = rig_scenario_get_text (scenario, RIG_KEY_NEED_SOFTWARE);
  const char *date = rig_scenario_get_text (scenario, RIG_KEY_NEED_BY);
  guint n_models = count_words (rig_scenario_get_text (scenario, RIG_KEY_NEED_MODELS));

  for (guint i = 0; i < G_N_ELEMENTS (software); i++)
    if (has_word (list, software[i].word))
      add_feature (self, RIG_KEY_NEED_SOFTWARE, software[i].feature);
  add_os (self, scenario);
  if (*date != '\0')
    add_need (self, RIG_KEY_NEED_BY, (RigNeed){ .kind = RIG_NEED_BY_DATE, .date = date });
  if (n_models > 0)
    add_need (self, RIG_KEY_NEED_MODELS,
              (RigNeed){ .kind = RIG_NEED_AT_LEAST, .trait = RIG_TRAIT_MODELS_AT_ONCE,
                         .limit = n_models });
}

void
rig_decision_fill_needs (RigDecision *self, const RigScenario *scenario)
{
  self->n_needs = 0;
  /* A machine that cannot run the model is no answer to a question about it. */
  add_feature (self, RIG_KEY_MODEL, RIG_FEATURE_RUNS_MODEL);
  add_words (self, scenario);
  if (rig_scenario_get_number (scenario, RIG_KEY_NEED_LAPTOP) != 0)
    add_feature (self, RIG_KEY_NEED_LAPTOP, RIG_FEATURE_LAPTOP);
  if (rig_scenario_get_number (scenario, RIG_KEY_NEED_QUIET) != 0)
    add_feature (self, RIG_KEY_NEED_QUIET, RIG_FEATURE_QUIET);
  if (rig_scenario_get_number (scenario, RIG_KEY_NEED_CHEAPER_THAN_API) != 0)
    add_feature (self, RIG_KEY_NEED_CHEAPER_THAN_API, RIG_FEATURE_CHEAPER_THAN_API);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      double limit = rig_scenario_get_number (scenario, limits[i].key);

      if (limit > 0)
        add_need (self, limits[i].key,
                  (RigNeed){ .kind = limits[i].kind, .trait = limits[i].trait, .limit = limit });
    }
}

RigSpan
rig_decision_count_models (RigEvaluator *evaluator, const RigScenario *scenario,
                           const RigMachine *machine)
{
  const char *list = rig_scenario_get_text (scenario, RIG_KEY_NEED_MODELS);
  g_auto (GStrv) words = NULL;
  RigLoadedModel loads[MAX_MODELS];
  guint n;

  if (*list == '\0')
    return RIG_SPAN_UNKNOWN;
  words = g_strsplit (list, ",", -1);
  n = g_strv_length (words);
  if (n > MAX_MODELS)
    return RIG_SPAN_UNKNOWN;
  for (guint i = 0; i < n; i++)
    if (!rig_loaded_model_parse (&loads[i], rig_evaluator_get_catalog (evaluator), words[i], NULL))
      return RIG_SPAN_UNKNOWN;
  for (; n > 0; n--)
    {
      RigFit fit;

      rig_evaluator_fit_together (evaluator, scenario, loads, n, machine, &fit);
      if (fit.verdict == RIG_FIT_UNKNOWN)
        return RIG_SPAN_UNKNOWN;
      if (fit.verdict != RIG_FIT_NO)
        break;
    }
  return (RigSpan){ n, n };
}

static guint
find_software (RigFeature feature)
{
  for (guint i = 0; i < G_N_ELEMENTS (software); i++)
    if (software[i].feature == feature)
      return i;
  g_return_val_if_reached (0);
}

const char *
rig_software_feature_get_name (RigFeature feature)
{
  return software[find_software (feature)].name;
}

const char *
rig_software_word_get_name (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (software); i++)
    if (g_str_equal (software[i].word, word))
      return software[i].name;
  return word;
}

char *
rig_decision_need_to_string (const RigDecision *self, const RigScenario *scenario, guint need)
{
  RigKey key = self->need_keys[need];
  const char *name = rig_key_get_info (key)->name;
  g_autofree char *value = NULL;

  if (key == RIG_KEY_NEED_SOFTWARE)
    {
      guint feature = 0;

      while ((self->needs[need].features & RIG_FEATURE_BIT (feature)) == 0)
        feature++;
      return g_strconcat (name, "=", software[find_software (feature)].word, NULL);
    }
  /* A scenario without a date means today's. */
  value = self->needs[need].kind == RIG_NEED_BY_DATE ? g_strdup (self->needs[need].date)
                                                     : rig_scenario_to_string (scenario, key);
  return g_strconcat (name, "=", value, NULL);
}
