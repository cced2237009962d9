/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/answer.h"

#include <glib/gi18n.h>
#include <string.h>

#include "engine/answer/claims.h"
#include "engine/answer/custom-model.h"
#include "engine/answer/machine-answer.h"
#include "engine/answer/offload.h"
#include "engine/answer/own-speed.h"
#include "engine/answer/price-schedule.h"
#include "engine/answer/questions.h"
#include "engine/estimate/preset.h"
#include "engine/estimate/speed-memo.h"

#define BYTES_PER_GB 1e9

/* Models and quantisations for which weights are kept, by their addresses in the catalogue. */
typedef struct
{
  const RigModel *model;
  const RigQuant *quant;
  RigImatrix imatrix;
} WeightsKey;

/* What follows from a model and how it is quantised alone. */
typedef struct
{
  RigWeights weights;
  const RigMemoryShape *shape; /* the model's, at any quantisation */
  const char *architecture_since; /* release of the first model of its architecture; or NULL */
  RigSpeedWork work;      /* for @use, which all machines of an answer share */
  RigMemoryUse use;
  gboolean has_work, knows_work; /* whether it was tried, and whether it is known */
  RigModelLayers *layers; /* NULL until a machine with several GPUs needs it */
} Kept;

struct _RigEvaluator
{
  const RigCatalog *catalog;
  GHashTable *kept;      /* WeightsKey * -> Kept * */
  GHashTable *shapes;    /* RigModel * -> RigMemoryShape * */
  RigSpeedMemo *coefficients;
  RigOwnSpeeds *own;     /* what the user measured; NULL until a speed is asked for */
  RigCustomModel custom;
  gboolean has_custom;
  RigArticleAnswers *article; /* NULL until it is asked for */
  RigClaims *claims;          /* the same */
};

static guint
weights_key_hash (gconstpointer data)
{
  const WeightsKey *key = data;
  return (g_direct_hash (key->model) * 31 + g_direct_hash (key->quant)) * 3 + key->imatrix;
}

static gboolean
weights_key_equal (gconstpointer a, gconstpointer b)
{
  const WeightsKey *x = a, *y = b;
  return x->model == y->model && x->quant == y->quant && x->imatrix == y->imatrix;
}

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_clear_pointer (&self->layers, rig_model_layers_free);
  g_free (self);
}

RigEvaluator *
rig_evaluator_new (const RigCatalog *catalog)
{
  RigEvaluator *self = g_new0 (RigEvaluator, 1);

  self->catalog = catalog;
  self->kept = g_hash_table_new_full (weights_key_hash, weights_key_equal, g_free, kept_free);
  self->shapes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->coefficients = rig_speed_memo_new (rig_catalog_get_speed_constants (catalog));
  return self;
}

void
rig_evaluator_free (RigEvaluator *self)
{
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->shapes);
  rig_speed_memo_free (self->coefficients);
  g_clear_pointer (&self->own, rig_own_speeds_free);
  g_clear_pointer (&self->article, rig_article_answers_free);
  g_clear_pointer (&self->claims, rig_claims_free);
  g_free (self);
}

const RigCatalog *
rig_evaluator_get_catalog (const RigEvaluator *self)
{
  return self->catalog;
}

static gboolean
is_custom (gpointer key, gpointer value, gpointer custom)
{
  return ((WeightsKey *) key)->model == custom;
}

/* The model of the size sliders, made again only when they moved. */
static const RigModel *
get_custom_model (RigEvaluator *self, const RigScenario *scenario)
{
  double params = rig_scenario_get_number (scenario, RIG_KEY_MODEL_SIZE) * 1e9;
  double share = rig_scenario_get_number (scenario, RIG_KEY_ACTIVE_SHARE);

  if (!self->has_custom || self->custom.params != params || self->custom.active_share != share)
    {
      g_hash_table_foreach_remove (self->kept, is_custom, &self->custom.model);
      g_hash_table_remove (self->shapes, &self->custom.model);
      rig_custom_model_init (&self->custom, self->catalog, params, share);
      self->has_custom = TRUE;
    }
  return &self->custom.model;
}

const RigModel *
rig_evaluator_get_model (RigEvaluator *self, const RigScenario *scenario)
{
  const char *id = rig_scenario_get_text (scenario, RIG_KEY_MODEL);
  const RigModel *model = rig_catalog_find_model (self->catalog, id);

  return model != NULL ? model : get_custom_model (self, scenario);
}

const RigQuant *
rig_evaluator_get_quant (RigEvaluator *self, const RigScenario *scenario)
{
  const RigQuant *quant
    = rig_catalog_find_quant (self->catalog, rig_scenario_get_text (scenario, RIG_KEY_QUANT));

  /* A scenario may name a quantisation of somebody else's catalogue: the first one stands in. */
  return quant != NULL ? quant : g_ptr_array_index (rig_catalog_get_quants (self->catalog), 0);
}

/* Only GGUF's rules ask for one, and no file of a preset that needs one was made without. */
static RigImatrix
get_imatrix (const RigScenario *scenario, const RigQuant *quant)
{
  const char *word = rig_scenario_get_text (scenario, RIG_KEY_IMATRIX);

  if (quant->format != RIG_FORMAT_GGUF ||
      rig_preset_needs_imatrix (rig_preset_from_name (quant->id)))
    return RIG_IMATRIX_AUTO;
  if (g_str_equal (word, "yes"))
    return RIG_IMATRIX_YES;
  return g_str_equal (word, "no") ? RIG_IMATRIX_NO : RIG_IMATRIX_AUTO;
}

static const RigMemoryShape *
get_shape (RigEvaluator *self, const RigModel *model)
{
  RigMemoryShape *shape = g_hash_table_lookup (self->shapes, model);

  if (shape == NULL)
    {
      shape = g_new (RigMemoryShape, 1);
      rig_memory_shape_init (shape, model);
      g_hash_table_insert (self->shapes, (gpointer) model, shape);
    }
  return shape;
}

/* The catalogue's first model of an architecture tells how long programs have had to get used to
 * it. Of a model that nobody dated nothing is said. */
static const char *
find_first_release (const RigCatalog *catalog, const RigModel *model)
{
  const GPtrArray *models = rig_catalog_get_models (catalog);
  const char *first = model->release.text;

  for (guint i = 0; first != NULL && i < models->len; i++)
    {
      const RigModel *other = g_ptr_array_index (models, i);
      if (other->release.text != NULL
          && g_strcmp0 (other->architecture, model->architecture) == 0
          && strcmp (other->release.text, first) < 0)
        first = other->release.text;
    }
  return first;
}

static Kept *
get_kept (RigEvaluator *self, const RigScenario *scenario, const RigModel *model,
          const RigQuant *quant)
{
  WeightsKey key = { model, quant, get_imatrix (scenario, quant) };
  Kept *kept = g_hash_table_lookup (self->kept, &key);
  const GPtrArray *types = rig_catalog_get_tensor_types (self->catalog);

  if (kept == NULL)
    {
      kept = g_new0 (Kept, 1);
      rig_weights_init_by_layer (&kept->weights, model, quant,
                                 (const RigTensorType *const *) types->pdata, types->len,
                                 key.imatrix, NULL);
      kept->shape = get_shape (self, model);
      kept->architecture_since = find_first_release (self->catalog, model);
      g_hash_table_insert (self->kept, g_memdup2 (&key, sizeof key), kept);
    }
  return kept;
}

const RigWeights *
rig_evaluator_get_weights (RigEvaluator *self, const RigScenario *scenario, const RigModel *model,
                           const RigQuant *quant)
{
  return &get_kept (self, scenario, model, quant)->weights;
}

const RigMemoryShape *
rig_evaluator_get_shape (RigEvaluator *self, const RigScenario *scenario, const RigModel *model,
                         const RigQuant *quant)
{
  return get_kept (self, scenario, model, quant)->shape;
}

/* Only several GPUs ask what each layer takes. */
static const RigModelLayers *
get_layers (RigEvaluator *self, const RigScenario *scenario, const RigModel *model,
            const RigQuant *quant)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (self->catalog);
  Kept *kept = get_kept (self, scenario, model, quant);

  if (kept->layers == NULL)
    kept->layers = rig_model_layers_new (model, quant, (const RigTensorType *const *) types->pdata,
                                         types->len, get_imatrix (scenario, quant));
  return kept->layers;
}

/* Words of the scenario are in lower case ("q8_0"), types are not. */
static const RigTensorType *
find_kv_type (const RigCatalog *catalog, const RigScenario *scenario, RigKey key)
{
  g_autofree char *name = g_ascii_strup (rig_scenario_get_text (scenario, key), -1);
  const RigTensorType *type = rig_catalog_find_tensor_type (catalog, name);

  return type != NULL ? type : rig_catalog_find_tensor_type (catalog, "F16");
}

/* The context as it was asked for, also where the model was trained for less: llama.cpp takes the
 * memory for all of it and only warns. */
static void
init_use (RigMemoryUse *use, const RigCatalog *catalog, const RigScenario *scenario)
{
  memset (use, 0, sizeof *use);
  use->context = (guint) rig_scenario_get_number (scenario, RIG_KEY_CONTEXT);
  use->sequences = (guint) rig_scenario_get_number (scenario, RIG_KEY_CHATS);
  use->ubatch = (guint) rig_scenario_get_number (scenario, RIG_KEY_UBATCH);
  use->kv_k = find_kv_type (catalog, scenario, RIG_KEY_KV_TYPE_K);
  use->kv_v = find_kv_type (catalog, scenario, RIG_KEY_KV_TYPE_V);
  use->flash_attention = rig_scenario_get_number (scenario, RIG_KEY_FLASH_ATTENTION) != 0;
  use->swa_full = rig_scenario_get_number (scenario, RIG_KEY_SWA_FULL) != 0;
  if (rig_stack_from_id (rig_scenario_get_text (scenario, RIG_KEY_STACK)) == RIG_STACK_CPU)
    use->device = RIG_MEMORY_DEVICE_NONE;
}

/* A model under the settings of a scenario, on whatever machine. */
typedef struct
{
  const RigScenario *scenario;
  const RigModel *model;
  const RigQuant *quant;
  Kept *kept;
  RigMemoryUse use;
  char date[16]; /* "": nobody has asked for warnings yet */
} Asked;

static void
asked_init (Asked *asked, RigEvaluator *self, const RigScenario *scenario, const RigModel *model,
            const RigQuant *quant)
{
  asked->scenario = scenario;
  asked->model = model;
  asked->quant = quant;
  asked->kept = get_kept (self, scenario, model, quant);
  init_use (&asked->use, self->catalog, scenario);
  asked->date[0] = '\0';
}

static void
prepare_fit (RigEvaluator *self, const Asked *asked, const RigMachine *machine,
             RigFitCase *fit_case)
{
  fit_case->shape = asked->kept->shape;
  fit_case->weights = &asked->kept->weights;
  fit_case->use = asked->use;
  rig_machine_answer_get_space (asked->scenario, self->catalog, machine, asked->quant->format,
                                &fit_case->space);
  fit_case->layers = fit_case->space.n_devices > 1
                       ? get_layers (self, asked->scenario, asked->model, asked->quant)
                       : NULL;
}

void
rig_evaluator_prepare_fit (RigEvaluator *self, const RigScenario *scenario, const RigModel *model,
                           const RigQuant *quant, const RigMachine *machine, RigFitCase *fit_case)
{
  Asked asked;

  asked_init (&asked, self, scenario, model, quant);
  prepare_fit (self, &asked, machine, fit_case);
}

void
rig_evaluator_fit (RigEvaluator *self, const RigScenario *scenario, const RigModel *model,
                   const RigQuant *quant, const RigMachine *machine, RigMemory *memory, RigFit *fit)
{
  RigFitCase fit_case;

  rig_evaluator_prepare_fit (self, scenario, model, quant, machine, &fit_case);
  rig_fit_case_evaluate (&fit_case, memory, fit);
}

/* What was measured on a machine is what runs there: of the programs that are left to choose from,
 * those. */
static guint
prefer_measured (RigEvaluator *self, const RigMachine *machine, guint stacks)
{
  guint measured = stacks & rig_own_speeds_get_stacks (self->own, machine);

  return measured != 0 ? measured : stacks;
}

/* The programs that the scenario leaves to choose from; or why none. */
static guint
find_stacks (const RigScenario *scenario, const RigMachine *machine, RigFormat format,
             const char **unknown)
{
  const guint cuda = 1u << RIG_STACK_LLAMA_CUDA, vulkan = 1u << RIG_STACK_VULKAN_NVIDIA;
  RigStack wanted = rig_stack_from_id (rig_scenario_get_text (scenario, RIG_KEY_STACK));
  guint available = rig_stack_get_available (machine, format);

  if (wanted == RIG_STACK_NONE)
    {
      *unknown = available == 0 ? N_("no program for this file format runs on the machine") : NULL;
      /* People run CUDA on NVIDIA, and a lead of Vulkan on paper is within the error. */
      return available & cuda ? available & ~vulkan : available;
    }
  *unknown = NULL;
  if (!rig_stack_reads (wanted, format))
    *unknown = N_("the chosen program does not read this file format");
  else if (wanted != RIG_STACK_CPU && (available & (1u << wanted)) == 0)
    *unknown = N_("the chosen program does not run on the machine");
  return *unknown == NULL ? 1u << wanted : 0;
}

/* What the chosen programs run on: the GPU, or the processor alone. */
static const char *
init_speed_machine (RigSpeedMachine *speed_machine, const RigScenario *scenario,
                    const RigMachine *machine, guint stacks, const RigSpeedConstants *constants)
{
  double host = rig_scenario_get_number (scenario, RIG_KEY_HOST_BANDWIDTH) * BYTES_PER_GB;

  if (stacks != 1u << RIG_STACK_CPU)
    {
      rig_speed_machine_init (speed_machine, machine, constants);
      return rig_speed_machine_get_missing (speed_machine);
    }
  if (rig_speed_machine_init_cpu (speed_machine, machine, host))
    return NULL;
  return machine->unified
           ? rig_speed_machine_get_missing (speed_machine)
           : N_("the bandwidth of the memory beside the card is not given (host-bandwidth)");
}

static guint
find_warnings (Asked *asked, const RigSpeedRun *run)
{
  char buffer[sizeof asked->date];

  if (*asked->date == '\0')
    g_strlcpy (asked->date, rig_use_get_date (asked->scenario, buffer, sizeof buffer),
               sizeof asked->date);
  return rig_speed_find_warnings (run->stack, &run->machine, run->work.model,
                                  &asked->kept->weights, asked->kept->architecture_since,
                                  asked->date);
}

/* Made once for all machines of an answer. */
static gboolean
get_work (Kept *kept, const RigQuant *quant, const RigMemoryUse *use,
          const RigSpeedConstants *constants, RigSpeedWork *work)
{
  if (!kept->has_work || memcmp (&kept->use, use, sizeof *use) != 0)
    {
      kept->use = *use;
      kept->knows_work = rig_speed_work_init_with_shape (&kept->work, kept->shape, quant,
                                                         &kept->weights, use, constants);
      kept->has_work = TRUE;
    }
  *work = kept->work;
  return kept->knows_work;
}

/* All but warnings, which no figure is made of. */
static gboolean
prepare_speed (RigEvaluator *self, const Asked *asked, const RigMachine *machine, RigSpeedRun *run)
{
  const RigSpeedConstants *constants = rig_catalog_get_speed_constants (self->catalog);
  const RigQuant *quant = asked->quant;
  guint stacks;

  if (self->own == NULL)
    self->own = rig_own_speeds_new (self->catalog);
  run->stack = RIG_STACK_NONE;
  stacks = find_stacks (asked->scenario, machine, quant->format, &run->unknown);
  if (!get_work (asked->kept, quant, &asked->use, constants, &run->work))
    run->unknown = N_("the model’s shape is not known well enough");
  if (run->unknown == NULL)
    run->unknown
      = init_speed_machine (&run->machine, asked->scenario, machine, stacks, constants);
  if (run->unknown != NULL)
    return FALSE;
  stacks = prefer_measured (self, machine, stacks);
  run->stack = rig_speed_choose_stack (stacks, self->coefficients, &run->machine, &run->work,
                                       rig_speed_run_get_depth (run), &run->coefficients);
  rig_own_speeds_prepare (self->own, machine, quant, run);
  return TRUE;
}

static gboolean
prepare_speed_with_warnings (RigEvaluator *self, Asked *asked, const RigMachine *machine,
                             RigSpeedRun *run)
{
  if (!prepare_speed (self, asked, machine, run))
    return FALSE;
  run->coefficients.warnings |= find_warnings (asked, run);
  return TRUE;
}

gboolean
rig_evaluator_prepare_speed (RigEvaluator *self, const RigScenario *scenario, const RigModel *model,
                             const RigQuant *quant, const RigMachine *machine, RigSpeedRun *run)
{
  Asked asked;

  asked_init (&asked, self, scenario, model, quant);
  return prepare_speed_with_warnings (self, &asked, machine, run);
}

/* The same model at its hosts, cheapest first. */
static void
fill_hosted (RigAnswer *answer, const RigCatalog *catalog, const RigScenario *scenario,
             const RigUse *use, const char *date)
{
  const GPtrArray *apis = rig_catalog_get_apis (catalog);

  answer->n_hosted = 0;
  for (guint i = 0; i < apis->len && answer->n_hosted < RIG_MAX_HOSTED; i++)
    {
      const RigApi *api = g_ptr_array_index (apis, i);
      RigHosted hosted = { .api = api };
      RigPrices prices;
      guint at;
      if (g_strcmp0 (api->local_model, answer->model->id) != 0
          || !rig_prices_init (&prices, api, scenario, date))
        continue;
      hosted.usd_per_month = rig_use_get_bill_usd (use, &prices);
      hosted.n_steps = rig_price_schedule_fill (api, scenario, use, date, hosted.steps);
      for (at = answer->n_hosted; at > 0; at--)
        {
          if (answer->hosted[at - 1].usd_per_month <= hosted.usd_per_month)
            break;
          answer->hosted[at] = answer->hosted[at - 1];
        }
      answer->hosted[at] = hosted;
      answer->n_hosted++;
    }
}

/* A chat has its part of the context, and no prompt is longer than that. */
static double
get_prompt (const RigScenario *scenario, const RigMemoryUse *use)
{
  double share = (double) use->context / MAX (1, use->sequences);

  return CLAMP (rig_scenario_get_number (scenario, RIG_KEY_PROMPT_TOKENS), 1, MAX (1, share));
}

/* @use: NULL: nobody asks for money */
static void
fill_machine (RigEvaluator *self, Asked *asked, const RigAnswer *answer, const RigUse *use,
              const RigMachine *machine, RigMachineAnswer *out)
{
  const RigScenario *scenario = asked->scenario;
  RigFitCase fit_case;
  RigMemory memory;

  memset (out, 0, sizeof *out);
  out->machine = machine;
  out->offload = (RigOffload){ .decode_tokens_per_s = RIG_ESTIMATE_UNKNOWN, .gpu_share = NAN };
  prepare_fit (self, asked, machine, &fit_case);
  rig_fit_case_evaluate (&fit_case, &memory, &out->fit);
  out->price_usd = rig_machine_answer_get_price (scenario, machine);
  out->load_w
    = rig_machine_answer_get_load_w (scenario, self->catalog, machine, &out->load_origin);
  out->idle_w = rig_machine_answer_get_idle_w (scenario, machine, &out->load_w);

  prepare_speed_with_warnings (self, asked, machine, &out->run);
  if (out->run.unknown == NULL && out->fit.verdict == RIG_FIT_NO)
    {
      rig_offload_init (&out->offload, scenario, &fit_case, &memory, out);
      out->run.unknown = N_("the model does not fit");
    }
  rig_machine_answer_fill_speed (out, scenario, answer->prompt_tokens);
  out->npv_usd = (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  if (use == NULL)
    return;

  out->money_unknown = rig_machine_answer_get_money_unknown (out);
  rig_machine_answer_fill_money (out, scenario, self->catalog, answer, use);
}

static void
fill_machines (RigEvaluator *self, const RigScenario *scenario, const RigUse *use,
               RigAnswer *answer)
{
  const GPtrArray *ids = rig_scenario_get_machines (scenario);
  Asked asked;

  asked_init (&asked, self, scenario, answer->model, answer->quant);
  answer->n_machines = 0;
  for (guint i = 0; i < ids->len && answer->n_machines < RIG_MAX_COMPARED; i++)
    {
      const RigMachine *machine
        = rig_catalog_find_machine (self->catalog, g_ptr_array_index (ids, i));
      if (machine != NULL)
        fill_machine (self, &asked, answer, use, machine,
                      &answer->machines[answer->n_machines++]);
    }
}

static void
fill_model (RigEvaluator *self, const RigScenario *scenario, RigAnswer *answer)
{
  answer->model = rig_evaluator_get_model (self, scenario);
  answer->quant = rig_evaluator_get_quant (self, scenario);
  init_use (&answer->use, self->catalog, scenario);
  answer->prompt_tokens = get_prompt (scenario, &answer->use);
}

void
rig_evaluator_evaluate_machines (RigEvaluator *self, const RigScenario *scenario,
                                 RigAnswer *answer)
{
  fill_model (self, scenario, answer);
  fill_machines (self, scenario, NULL, answer);
}

static void
update_machine (RigEvaluator *self, const Asked *asked, double prompt_tokens,
                RigMachineAnswer *out)
{
  RigFitCase fit_case;
  RigMemory memory;

  prepare_fit (self, asked, out->machine, &fit_case);
  rig_fit_case_evaluate (&fit_case, &memory, &out->fit);
  prepare_speed (self, asked, out->machine, &out->run);
  if (out->run.unknown == NULL && out->fit.verdict == RIG_FIT_NO)
    out->run.unknown = N_("the model does not fit");
  rig_machine_answer_update_speed (out, prompt_tokens);
}

void
rig_evaluator_update_machines (RigEvaluator *self, const RigScenario *scenario, RigAnswer *answer)
{
  Asked asked;

  fill_model (self, scenario, answer);
  asked_init (&asked, self, scenario, answer->model, answer->quant);
  for (guint i = 0; i < answer->n_machines; i++)
    update_machine (self, &asked, answer->prompt_tokens, &answer->machines[i]);
}

/* What is used in a month; returns the API whose prices stand behind the bill, or NULL. */
static const RigApi *
init_use_of (RigUse *use, const RigEvaluator *self, const RigScenario *scenario)
{
  const RigApi *api
    = rig_catalog_find_api (self->catalog, rig_scenario_get_text (scenario, RIG_KEY_API));
  char buffer[16];
  RigPrices prices;

  if (api != NULL && !rig_prices_init (&prices, api, scenario, rig_use_get_date (scenario, buffer,
                                                                                 sizeof buffer)))
    api = NULL;
  rig_use_init (use, scenario, api != NULL ? &prices : NULL);
  return api;
}

void
rig_evaluator_evaluate_machine (RigEvaluator *self, const RigScenario *scenario,
                                const RigAnswer *answer, const RigMachine *machine,
                                RigMachineAnswer *out)
{
  RigUse use;
  Asked asked;

  asked_init (&asked, self, scenario, answer->model, answer->quant);
  init_use_of (&use, self, scenario);
  fill_machine (self, &asked, answer, &use, machine, out);
}

void
rig_evaluator_evaluate (RigEvaluator *self, const RigScenario *scenario, RigAnswer *answer)
{
  char buffer[16];
  const char *date = rig_use_get_date (scenario, buffer, sizeof buffer);
  const Kept *kept;
  RigUse use;

  fill_model (self, scenario, answer);
  kept = get_kept (self, scenario, answer->model, answer->quant);
  answer->weights = kept->weights;
  answer->shape = *kept->shape;
  rig_memory_init (&answer->memory, &answer->shape, &answer->weights, &answer->use);

  answer->api = init_use_of (&use, self, scenario);
  answer->api_usd_per_month = use.usd;
  answer->tokens_in_per_month = use.tokens_in;
  answer->tokens_cached_per_month = use.tokens_cached;
  answer->tokens_out_per_month = use.tokens_out;
  answer->n_api_steps
    = answer->api != NULL
        ? rig_price_schedule_fill (answer->api, scenario, &use, date, answer->api_steps)
        : 0;
  fill_hosted (answer, self->catalog, scenario, &use, date);

  fill_machines (self, scenario, &use, answer);
}

const RigArticleAnswers *
rig_evaluator_get_article_answers (RigEvaluator *self, const RigScenario *scenario)
{
  char buffer[16];
  const char *date = rig_use_get_date (scenario, buffer, sizeof buffer);

  if (self->article != NULL && !g_str_equal (self->article->rows->date, date))
    g_clear_pointer (&self->article, rig_article_answers_free);
  if (self->article == NULL)
    self->article = rig_article_answers_new (self, date);
  return self->article;
}

const RigClaims *
rig_evaluator_get_claims (RigEvaluator *self, const RigScenario *scenario)
{
  char buffer[16];
  const char *date = rig_use_get_date (scenario, buffer, sizeof buffer);

  if (self->claims != NULL && !g_str_equal (self->claims->date, date))
    g_clear_pointer (&self->claims, rig_claims_free);
  if (self->claims == NULL)
    self->claims = rig_claims_new (self, date);
  return self->claims;
}
