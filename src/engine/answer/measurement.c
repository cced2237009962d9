/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/measurement.h"

#include "engine/estimate/speed-equations.h"

#include <glib/gi18n.h>

#define BYTES_PER_GB 1e9
#define FLOP_PER_TFLOP 1e12
#define LLAMA_UBATCH 512
#define MAX_ERA_KEY 64

/* The most that a column may say is far above anything that exists, and far below what would make
 * sums overflow. */
static const struct
{
  const char *name;
  double min, max;
} number_columns[RIG_N_MEASURED_NUMBERS] = {
  [RIG_MEASURED_BANDWIDTH] = { "bandwidth_GBps", 0, 1e6 },
  [RIG_MEASURED_FP32] = { "fp32_tflops", 0, 1e6 },
  [RIG_MEASURED_FP16] = { "fp16_dense_tflops", 0, 1e6 },
  [RIG_MEASURED_N_GPUS] = { "n_gpus", 0, 1024 },
  [RIG_MEASURED_TENSOR_PARALLEL] = { "tensor_parallel", 0, 1024 },
  [RIG_MEASURED_LAYER_SPLIT] = { "layer_split", 0, 1024 },
  [RIG_MEASURED_WEIGHTS] = { "weights_bytes_per_token", 0, 1e15 },
  [RIG_MEASURED_EXPERTS_BYTES] = { "expert_bytes_per_token", 0, 1e15 },
  [RIG_MEASURED_ACTIVE_PARAMS] = { "active_params", 0, 1e15 },
  [RIG_MEASURED_LAYERS] = { "n_layers", 0, 65536 },
  [RIG_MEASURED_MOE_LAYERS] = { "n_moe_layers", 0, 65536 },
  [RIG_MEASURED_HIDDEN] = { "hidden", 0, 1e7 },
  [RIG_MEASURED_EXPERTS] = { "experts", 0, 65536 },
  [RIG_MEASURED_EXPERTS_USED] = { "experts_used", 0, 65536 },
  [RIG_MEASURED_MOE] = { "moe", 0, 1 },
  [RIG_MEASURED_DELTA_NET] = { "delta_net", 0, 1 },
  [RIG_MEASURED_DELTA_OLD] = { "delta_old_build", 0, 1 },
  [RIG_MEASURED_FLOP] = { "flop_per_prompt_token", 0, 1e18 },
  [RIG_MEASURED_EXPERT_FLOP] = { "expert_flop_per_prompt_token", 0, 1e18 },
  [RIG_MEASURED_KV_BYTES] = { "kv_bytes_at_depth", 0, 1e15 },
  [RIG_MEASURED_KV_ELEMENT] = { "kv_bytes_per_element", 0, 8 },
  [RIG_MEASURED_ATTENTION] = { "attention_flop", 0, 1e20 },
  [RIG_MEASURED_TOKENS] = { "n_tokens", 0, 1e9 },
  [RIG_MEASURED_DEPTH] = { "depth", 0, 1e9 },
  [RIG_MEASURED_MEAN_CONTEXT] = { "mean_context", 0, 1e9 },
  [RIG_MEASURED_UBATCH] = { "ubatch", 0, 1e9 },
  [RIG_MEASURED_BATCH] = { "batch", 0, 65536 },
  [RIG_MEASURED_FLASH] = { "fa_assumed", 0, 1 },
  [RIG_MEASURED_SPEED] = { "measured_tps", 1e-9, 1e9 },
};

static const char *const word_columns[RIG_N_MEASURED_WORDS] = {
  [RIG_MEASURED_KIND] = "kind",
  [RIG_MEASURED_STACK] = "stack",
  [RIG_MEASURED_MACHINE] = "machine",
  [RIG_MEASURED_CHIP] = "chip",
  [RIG_MEASURED_CLASS] = "gpu_class",
  [RIG_MEASURED_COMPUTE] = "compute_known",
  [RIG_MEASURED_MODEL] = "model_id",
  [RIG_MEASURED_ARCHITECTURE] = "arch_id",
  [RIG_MEASURED_QUANT] = "quant",
  [RIG_MEASURED_QUANT_CLASS] = "quant_class",
  [RIG_MEASURED_ERA] = "build_era",
  [RIG_MEASURED_SPECULATION] = "spec_decode",
  [RIG_MEASURED_USE] = "use",
};

gboolean
rig_measurement_columns_init (RigMeasurementColumns *columns, const RigCsv *csv, GError **error)
{
  const int *needed[] = { &columns->words[RIG_MEASURED_KIND], &columns->words[RIG_MEASURED_STACK],
                          &columns->numbers[RIG_MEASURED_SPEED] };
  const char *names[] = { "kind", "stack", "measured_tps" };

  for (guint i = 0; i < RIG_N_MEASURED_NUMBERS; i++)
    columns->numbers[i] = rig_csv_find_column (csv, number_columns[i].name);
  for (guint i = 0; i < RIG_N_MEASURED_WORDS; i++)
    columns->words[i] = rig_csv_find_column (csv, word_columns[i]);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (*needed[i] < 0)
      {
        g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SHAPE,
                     _("%1$s: line 1: expected a column “%2$s”"), rig_csv_get_file (csv),
                     names[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_kind (RigMeasurement *self, const RigMeasurementColumns *columns, const RigCsv *csv,
           guint row, GError **error)
{
  const char *kind = self->words[RIG_MEASURED_KIND];
  g_autofree char *shown = NULL;

  self->kind = g_str_equal (kind, "pp") ? RIG_SPEED_PREFILL : RIG_SPEED_DECODE;
  if (g_str_equal (kind, "pp") || g_str_equal (kind, "tg"))
    return TRUE;
  shown = rig_text_quote (kind);
  g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SHAPE,
               _("%1$s: line %2$u: column %3$d (kind): expected “tg” or “pp”, found “%4$s”"),
               rig_csv_get_file (csv), rig_csv_get_line (csv, row),
               columns->words[RIG_MEASURED_KIND] + 1, shown);
  return FALSE;
}

/* Counts that tables give as 0 where nobody stated them. */
static void
forget_zeros (RigMeasurement *self)
{
  static const RigMeasuredNumber counts[] = {
    RIG_MEASURED_N_GPUS, RIG_MEASURED_TENSOR_PARALLEL, RIG_MEASURED_LAYER_SPLIT,
    RIG_MEASURED_TOKENS, RIG_MEASURED_UBATCH,          RIG_MEASURED_BATCH,
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (self->numbers[counts[i]] < 1)
      self->numbers[counts[i]] = (double) NAN;
}

gboolean
rig_measurement_init (RigMeasurement *measurement, const RigMeasurementColumns *columns,
                      const RigCsv *csv, guint row, GError **error)
{
  RigMeasurement *self = measurement;

  for (guint i = 0; i < RIG_N_MEASURED_WORDS; i++)
    self->words[i]
      = columns->words[i] >= 0 ? rig_csv_get (csv, row, (guint) columns->words[i]) : "";
  for (guint i = 0; i < RIG_N_MEASURED_NUMBERS; i++)
    {
      self->numbers[i] = (double) NAN;
      if (columns->numbers[i] >= 0
          && !rig_csv_read_number (csv, row, (guint) columns->numbers[i], number_columns[i].min,
                                   number_columns[i].max, &self->numbers[i], error))
        return FALSE;
    }
  forget_zeros (self);
  return read_kind (self, columns, csv, row, error);
}

double
rig_measurement_get_speed (const RigMeasurement *measurement)
{
  return measurement->numbers[RIG_MEASURED_SPEED];
}

static double
get_number (const RigMeasurement *self, RigMeasuredNumber which, double otherwise)
{
  return isnan (self->numbers[which]) ? otherwise : self->numbers[which];
}

guint
rig_measurement_get_sequences (const RigMeasurement *measurement)
{
  return (guint) get_number (measurement, RIG_MEASURED_BATCH, 1);
}

static gboolean
has_chip (const RigMachine *machine, const char *chip, const RigSpeedConstants *constants)
{
  const RigSpeedChip *known = rig_speed_constants_find_chip (constants, machine->id, machine->chip);

  /* Tables give the bandwidth of one card. */
  return known != NULL && machine->n_gpus <= 1 && g_str_equal (known->name, chip);
}

/* By its id, by its name, or else the first one with that chip. */
static const RigMachine *
find_machine (const RigMeasurement *self, const RigCatalog *catalog)
{
  const char *name = self->words[RIG_MEASURED_MACHINE], *chip = self->words[RIG_MEASURED_CHIP];
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  const RigMachine *found = rig_catalog_find_machine (catalog, name);

  for (guint i = 0; found == NULL && i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);

      if (g_strcmp0 (machine->name, name) == 0
          || has_chip (machine, chip, rig_catalog_get_speed_constants (catalog)))
        found = machine;
    }
  return found;
}

static gboolean
init_machine (RigSpeedMachine *machine, const RigMeasurement *self, const RigCatalog *catalog)
{
  const RigSpeedConstants *constants = rig_catalog_get_speed_constants (catalog);
  const RigMachine *known = find_machine (self, catalog);
  const char *compute = self->words[RIG_MEASURED_COMPUTE];
  double bandwidth = self->numbers[RIG_MEASURED_BANDWIDTH];

  *machine = (RigSpeedMachine){ .bandwidth_bytes_per_s = RIG_ESTIMATE_UNKNOWN, .n_gpus = 1 };
  if (known != NULL)
    rig_speed_machine_init (machine, known, constants);
  if (!isnan (bandwidth))
    machine->bandwidth_bytes_per_s
      = rig_estimate_exact (bandwidth * BYTES_PER_GB, RIG_BASIS_SPEC);
  machine->fp32_flop_per_s
    = get_number (self, RIG_MEASURED_FP32, machine->fp32_flop_per_s / FLOP_PER_TFLOP)
      * FLOP_PER_TFLOP;
  machine->fp16_flop_per_s
    = get_number (self, RIG_MEASURED_FP16, machine->fp16_flop_per_s / FLOP_PER_TFLOP)
      * FLOP_PER_TFLOP;
  if (*self->words[RIG_MEASURED_CLASS] != '\0')
    machine->gpu_class = self->words[RIG_MEASURED_CLASS];
  if (*compute != '\0')
    machine->compute_known = g_str_equal (compute, "k");
  machine->chip_seen
    = machine->chip_seen
      || rig_speed_constants_has_seen_chip (constants, self->words[RIG_MEASURED_CHIP]);
  /* Written so that NaN fails. */
  return machine->bandwidth_bytes_per_s.value > 0 && machine->fp32_flop_per_s > 0
         && machine->fp16_flop_per_s > 0;
}

/* What a row says of the work that its test is. */
typedef struct
{
  RigSpeedWork work;
  double kv_bytes, attention_flop, n_tokens;
} Job;

static gboolean
has_shape (const RigMeasurement *self)
{
  static const RigMeasuredNumber needed[] = {
    RIG_MEASURED_WEIGHTS,   RIG_MEASURED_ACTIVE_PARAMS, RIG_MEASURED_LAYERS,
    RIG_MEASURED_HIDDEN,    RIG_MEASURED_FLOP,          RIG_MEASURED_KV_BYTES,
    RIG_MEASURED_ATTENTION,
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (isnan (self->numbers[needed[i]]))
      return FALSE;
  return self->numbers[RIG_MEASURED_WEIGHTS] > 0 && self->numbers[RIG_MEASURED_LAYERS] >= 1;
}

/* "MLX 4-bit" and "MLX-4bit" are the same. */
static gboolean
names_are_alike (const char *a, const char *b)
{
  for (;; a++, b++)
    {
      while (*a != '\0' && !g_ascii_isalnum (*a))
        a++;
      while (*b != '\0' && !g_ascii_isalnum (*b))
        b++;
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
    }
}

static const RigQuant *
find_quant (const RigMeasurement *self, const RigCatalog *catalog)
{
  const GPtrArray *quants = rig_catalog_get_quants (catalog);

  for (guint i = 0; i < quants->len; i++)
    {
      const RigQuant *quant = g_ptr_array_index (quants, i);

      if (names_are_alike (quant->id, self->words[RIG_MEASURED_QUANT]))
        return quant;
    }
  return NULL;
}

static const char *
get_quant_class (const RigMeasurement *self, const RigCatalog *catalog)
{
  const char *said = self->words[RIG_MEASURED_QUANT_CLASS];
  const RigQuant *quant = *said == '\0' ? find_quant (self, catalog) : NULL;

  return quant != NULL ? quant->speed_class : said;
}

static void
init_job_from_row (Job *job, const RigMeasurement *self, const RigMemoryUse *use,
                   const RigCatalog *catalog)
{
  const RigSpeedConstants *constants = rig_catalog_get_speed_constants (catalog);
  const double *numbers = self->numbers;

  job->work = (RigSpeedWork){
    .weights_bytes = numbers[RIG_MEASURED_WEIGHTS],
    .expert_bytes = get_number (self, RIG_MEASURED_EXPERTS_BYTES, 0),
    .active_params = numbers[RIG_MEASURED_ACTIVE_PARAMS],
    .flop_per_prompt_token = numbers[RIG_MEASURED_FLOP],
    .expert_flop_per_prompt_token = get_number (self, RIG_MEASURED_EXPERT_FLOP, 0),
    .n_layers = (guint) numbers[RIG_MEASURED_LAYERS],
    .n_moe_layers = (guint) get_number (self, RIG_MEASURED_MOE_LAYERS, 0),
    .hidden = (guint) numbers[RIG_MEASURED_HIDDEN],
    .n_experts = (guint) get_number (self, RIG_MEASURED_EXPERTS, 0),
    .n_active = (guint) get_number (self, RIG_MEASURED_EXPERTS_USED, 0),
    .moe = get_number (self, RIG_MEASURED_MOE, get_number (self, RIG_MEASURED_MOE_LAYERS, 0)) != 0,
    .delta_net = get_number (self, RIG_MEASURED_DELTA_NET, 0) != 0,
    .model_seen
    = rig_speed_constants_has_seen_model (constants, self->words[RIG_MEASURED_ARCHITECTURE]),
    .speed_class = get_quant_class (self, catalog),
    .use = *use,
  };
  job->work.recurrent = job->work.delta_net;
  if (job->work.n_active == 0 || job->work.n_active > job->work.n_experts)
    job->work.n_experts = job->work.n_active = 0;
  job->kv_bytes = numbers[RIG_MEASURED_KV_BYTES];
  job->attention_flop = numbers[RIG_MEASURED_ATTENTION];
}

static const char *
init_job_from_catalog (Job *job, const RigMeasurement *self, const RigMemoryUse *use,
                       const RigCatalog *catalog)
{
  const RigModel *model = rig_catalog_find_model (catalog, self->words[RIG_MEASURED_MODEL]);
  const RigQuant *quant = find_quant (self, catalog);
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  RigWeights weights;

  if (model == NULL)
    model = rig_catalog_find_model (catalog, self->words[RIG_MEASURED_ARCHITECTURE]);
  if (model == NULL)
    return "unknown model";
  if (quant == NULL)
    return "unknown quantisation";
  if (isnan (job->n_tokens)
      && (self->kind == RIG_SPEED_PREFILL || isnan (self->numbers[RIG_MEASURED_MEAN_CONTEXT])))
    return "no number of tokens";
  rig_weights_init (&weights, model, quant, (const RigTensorType *const *) types->pdata,
                    types->len);
  if (!rig_speed_work_init (&job->work, model, quant, &weights, use,
                            rig_catalog_get_speed_constants (catalog)))
    return "unknown shape of the model";
  job->kv_bytes = rig_speed_work_get_kv_bytes (&job->work, use->context);
  if (self->kind == RIG_SPEED_DECODE)
    job->attention_flop = rig_speed_work_get_decode_attention_flop (&job->work, use->context);
  else
    job->attention_flop = rig_speed_work_get_prefill_attention_flop (
      &job->work, job->n_tokens, get_number (self, RIG_MEASURED_DEPTH, 0));
  return NULL;
}

static void
init_use (RigMemoryUse *use, const RigMeasurement *self, const RigCatalog *catalog)
{
  double element = get_number (self, RIG_MEASURED_KV_ELEMENT, 2);
  const char *type = element > 1.5 ? "F16" : element >= 1 ? "Q8_0" : "Q4_0";
  double mean = get_number (self, RIG_MEASURED_DEPTH, 0)
                + get_number (self, RIG_MEASURED_TOKENS, 0) / 2;

  *use = (RigMemoryUse){
    .context = get_number (self, RIG_MEASURED_MEAN_CONTEXT, mean),
    .sequences = 1,
    .ubatch = LLAMA_UBATCH,
    .kv_k = rig_catalog_find_tensor_type (catalog, type),
    .kv_v = rig_catalog_find_tensor_type (catalog, type),
    .flash_attention = get_number (self, RIG_MEASURED_FLASH, 1) != 0,
  };
}

static double
get_factor (const RigSpeedConstants *constants, RigSpeedKind kind, const char *block,
            const char *key)
{
  double value;

  return rig_speed_constants_lookup (constants, kind, block, key, &value) ? exp (value) : 1;
}

/* Old builds are slower in ways that only a table of measurements has to know: no buyer gets one.
 * docs/method-speed.md. */
static void
apply_era (RigSpeedCoefficients *coefficients, const RigMeasurement *self,
           const RigSpeedConstants *constants, const char *gpu_class)
{
  const char *family = rig_speed_constants_get_family (constants, self->words[RIG_MEASURED_STACK]);
  const char *build = self->words[RIG_MEASURED_ERA];
  char era[MAX_ERA_KEY], class_era[MAX_ERA_KEY];
  double per_layer, fixed;

  g_snprintf (era, sizeof era, "%s|%s", family, build);
  g_snprintf (class_era, sizeof class_era, "%s|%s", gpu_class != NULL ? gpu_class : "", build);
  per_layer = get_factor (constants, RIG_SPEED_DECODE, "era_c", era);
  fixed = get_factor (constants, RIG_SPEED_PREFILL, "era_f", era);
  coefficients->eta *= get_factor (constants, RIG_SPEED_DECODE, "era", era)
                       * get_factor (constants, RIG_SPEED_DECODE, "era_g", class_era);
  coefficients->layer_s *= per_layer;
  coefficients->moe_layer_s *= per_layer;
  coefficients->pp_eta *= get_factor (constants, RIG_SPEED_PREFILL, "era", era);
  coefficients->pp_layer_s *= fixed;
  coefficients->pp_prompt_s *= fixed;
  if (get_number (self, RIG_MEASURED_DELTA_OLD, 0) != 0)
    {
      double old_build;

      if (rig_speed_constants_lookup (constants, RIG_SPEED_DECODE, "cs_old", "all", &old_build))
        coefficients->layer_s += exp (old_build);
      coefficients->pp_delta *= get_factor (constants, RIG_SPEED_PREFILL, "cs_old", "all");
    }
}

static void
apply_cards (RigSpeedCoefficients *coefficients, const RigMeasurement *self)
{
  RigStack stack = rig_stack_from_id (self->words[RIG_MEASURED_STACK]);
  double cards = MAX (1, get_number (self, RIG_MEASURED_N_GPUS, 1));
  gboolean stated = !isnan (self->numbers[RIG_MEASURED_TENSOR_PARALLEL])
                    || !isnan (self->numbers[RIG_MEASURED_LAYER_SPLIT]);
  gboolean parallel = stack != RIG_STACK_NONE && rig_stack_is_tensor_parallel (stack);

  coefficients->tensor_parallel = (guint) get_number (self, RIG_MEASURED_TENSOR_PARALLEL,
                                                      parallel && !stated ? cards : 1);
  coefficients->layer_split
    = (guint) get_number (self, RIG_MEASURED_LAYER_SPLIT, parallel || stated ? 1 : cards);
}

static void
predict (const RigMeasurement *self, const RigSpeedConstants *constants, const Job *job,
         const RigSpeedMachine *machine, RigEstimate *tokens_per_s)
{
  const char *stack_id = self->words[RIG_MEASURED_STACK];
  RigStack stack = rig_stack_from_id (stack_id);
  RigSpeedCoefficients coefficients;
  RigSpeed speed;

  rig_speed_coefficients_init_by_id (&coefficients, constants, stack_id, machine, &job->work);
  apply_cards (&coefficients, self);
  apply_era (&coefficients, self, constants, machine->gpu_class);
  if (self->kind == RIG_SPEED_DECODE)
    {
      RigDecodeLoad load = { .kv_bytes = job->kv_bytes,
                             .attention_flop = job->attention_flop,
                             .sequences = rig_measurement_get_sequences (self) };
      rig_speed_decode_load (&speed, &coefficients, machine, &job->work, &load);
    }
  else
    {
      double ubatch = stack != RIG_STACK_NONE ? rig_stack_get_ubatch (stack, LLAMA_UBATCH)
                                              : LLAMA_UBATCH;
      RigPrefillLoad load
        = { .attention_flop = job->attention_flop,
            .n_tokens = job->n_tokens,
            .ubatch = get_number (self, RIG_MEASURED_UBATCH, MIN (ubatch, job->n_tokens)) };
      rig_speed_prefill_load (&speed, &coefficients, machine, &job->work, &load);
    }
  *tokens_per_s = speed.tokens_per_s;
}

/* What the row itself says against being predicted. */
static const char *
get_objection (const RigMeasurement *self)
{
  const char *speculation = self->words[RIG_MEASURED_SPECULATION];

  if (g_str_has_prefix (self->words[RIG_MEASURED_USE], "excluded"))
    return self->words[RIG_MEASURED_USE];
  if (*speculation != '\0' && !g_str_equal (speculation, "none"))
    return "speculative decoding";
  return NULL;
}

const char *
rig_measurement_predict (const RigMeasurement *measurement, const RigCatalog *catalog,
                         RigEstimate *tokens_per_s)
{
  const RigMeasurement *self = measurement;
  const RigSpeedConstants *constants = rig_catalog_get_speed_constants (catalog);
  const char *reason = get_objection (self);
  RigSpeedMachine machine;
  RigMemoryUse use;
  Job job = { .n_tokens = self->numbers[RIG_MEASURED_TOKENS] };

  *tokens_per_s = (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  if (reason != NULL)
    return reason;
  if (rig_speed_constants_get_family (constants, self->words[RIG_MEASURED_STACK]) == NULL)
    return "unknown stack";
  if (!init_machine (&machine, self, catalog))
    return "unknown machine";
  init_use (&use, self, catalog);
  if (has_shape (self))
    init_job_from_row (&job, self, &use, catalog);
  else
    reason = init_job_from_catalog (&job, self, &use, catalog);
  if (reason != NULL)
    return reason;
  if (self->kind == RIG_SPEED_PREFILL && isnan (job.n_tokens))
    return "no number of tokens";
  predict (self, constants, &job, &machine, tokens_per_s);
  return rig_estimate_is_known (tokens_per_s) ? NULL : "unknown speed";
}
