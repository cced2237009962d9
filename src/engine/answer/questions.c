/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/questions.h"

#include <string.h>

#include "engine/answer/fit-limits.h"
#include "engine/answer/machine-option.h"

#define QUANT "Q4_K_M"
#define BILLION 1e9

/* What the article calls its two machines, and the Linux machine that it points to. */
#define SPARK "RTX Spark"
#define MAC "Mac Studio"
#define DGX "DGX Spark"

const char *const rig_question_ids[RIG_N_QUESTIONS] = {
  "wait-or-buy", "cloud-rental", "linux", "loud", "128-gb-enough", "price",
};

/* What the article wonders whether 128 GB are enough for. */
static const RigEnough asked[RIG_N_ENOUGH] = {
  { .params = 70 * BILLION }, { .params = 120 * BILLION }, { .params = 140 * BILLION },
  { .model_id = "deepseek-v4-pro" }, { .model_id = "mimo-v2.5-pro" },
};

/* The sizes that the article names for inference and for fine-tuning. */
#define INFERENCE_PARAMS (120 * BILLION)
#define TUNED_LOW_PARAMS (27 * BILLION)
#define TUNED_PARAMS (35 * BILLION)

/* The largest size that a kind of memory has room for, as many machines share one. */
typedef struct
{
  RigFitSpace space;
  double params;
} Largest;

typedef struct
{
  RigQuestions *self;
  RigEvaluator *evaluator;
  const RigCatalog *catalog;
  const char *date;
  RigScenario *scenario;  /* every key at its default */
  const RigQuant *quant;
  GArray *largest;        /* Largest */
} Asking;

static gboolean
is_on_sale (const Asking *asking, const RigMachine *machine)
{
  return rig_machine_is_on_sale (machine, asking->date);
}

static RigOffer
find_offer (const Asking *asking, RigFeatures features)
{
  const RigSituationRule rule = {
    .needs = { { .kind = RIG_NEED_FEATURES, .features = features } },
    .n_needs = 1,
    .of_its_size = TRUE,
  };
  g_autoptr (GPtrArray) machines
    = rig_situation_find_on_sale (asking->catalog, asking->date, &rule);
  RigOffer offer = { .n = machines->len };

  for (guint i = 0; i < machines->len; i++)
    {
      offer.n_spark += rig_situation_names (SPARK, g_ptr_array_index (machines, i));
      offer.n_mac += rig_situation_names (MAC, g_ptr_array_index (machines, i));
    }
  if (machines->len > 0
      && rig_figure_is_known (rig_machine_get_price (g_ptr_array_index (machines, 0))))
    offer.cheapest = g_ptr_array_index (machines, 0);
  return offer;
}

/* The first day on which a machine of the family is sold, whether it has come or not. */
static void
find_first_day (const Asking *asking, const char *family, char day[11])
{
  const GPtrArray *machines = rig_catalog_get_machines (asking->catalog);

  day[0] = '\0';
  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);

      if (!machine->claimed && machine->on_sale_from != NULL
          && rig_situation_names (family, machine)
          && (day[0] == '\0' || strcmp (machine->on_sale_from, day) < 0))
        g_strlcpy (day, machine->on_sale_from, 11);
    }
}

/* Three parts: who needs CUDA waits, who needs it now takes a Mac, who can wait gets the best value
 * with an RTX Spark. */
static void
ask_wait (const Asking *asking)
{
  RigQuestions *self = asking->self;

  find_first_day (asking, SPARK, self->spark_day);
  self->cuda = find_offer (asking, RIG_FEATURE_BIT (RIG_FEATURE_CUDA));
  self->local = find_offer (asking,
                            RIG_FEATURE_BIT (RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_OLLAMA)
                              | RIG_FEATURE_BIT (RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_LM_STUDIO));
  self->any = find_offer (asking, 0);
  if (self->any.n == 0)
    return;
  self->n_wait_right
    = (self->cuda.n == 0) + (self->local.n_mac > 0)
      + (self->any.cheapest != NULL && rig_situation_names (SPARK, self->any.cheapest));
  self->agreement[RIG_QUESTION_WAIT] = self->n_wait_right == 3  ? RIG_AGREE_YES
                                       : self->n_wait_right > 0 ? RIG_AGREE_PARTLY
                                                                : RIG_AGREE_NO;
}

static double
find_largest (const Asking *asking, const RigMachine *machine)
{
  Largest found;
  RigFitCase fit_case;

  rig_evaluator_prepare_fit (asking->evaluator, asking->scenario,
                             rig_evaluator_get_model (asking->evaluator, asking->scenario),
                             asking->quant, machine, &fit_case);
  for (guint i = 0; i < asking->largest->len; i++)
    {
      const Largest *kept = &g_array_index (asking->largest, Largest, i);

      if (memcmp (&kept->space, &fit_case.space, sizeof kept->space) == 0)
        return kept->params;
    }
  found.space = fit_case.space;
  found.params = rig_evaluator_find_largest_size (asking->evaluator, asking->scenario,
                                                  asking->quant, machine);
  g_array_append_val (asking->largest, found);
  return found.params;
}

/* The RTX Spark of the article's memory, the cheapest on sale; else the article's own. */
static const RigMachine *
find_spark (const Asking *asking)
{
  const GPtrArray *machines = rig_catalog_get_machines (asking->catalog);
  const RigMachine *best = NULL;

  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);

      if (rig_situation_names (SPARK, machine) && machine->memory_gb.value >= RIG_SITUATION_GB
          && is_on_sale (asking, machine)
          && (best == NULL
              || rig_machine_get_price (machine)->value < rig_machine_get_price (best)->value))
        best = machine;
    }
  return best != NULL
           ? best
           : rig_catalog_find_machine (asking->catalog,
                                       rig_catalog_get_article (asking->catalog)->machines[0]);
}

static void
ask_cloud (const Asking *asking)
{
  RigQuestions *self = asking->self;
  double bytes;
  gboolean fine_tunes, inference;

  self->inference_params = self->qlora_params = self->lora_params = self->training_params = NAN;
  self->spark = find_spark (asking);
  if (self->spark == NULL || asking->quant == NULL)
    return;
  bytes = rig_machine_get_memory_bytes (self->spark)
          * self->spark->usable_gpu_fraction_default.value;
  self->inference_params = find_largest (asking, self->spark);
  self->qlora_params = bytes / RIG_QLORA_BYTES_PER_PARAM;
  self->lora_params = bytes / RIG_LORA_BYTES_PER_PARAM;
  self->training_params = bytes / RIG_TRAINING_BYTES_PER_PARAM;
  if (isnan (bytes) || isnan (self->inference_params))
    return;
  /* Partly: with adapters there is room, for all parameters there is not. */
  fine_tunes = self->qlora_params >= TUNED_PARAMS && self->training_params < TUNED_LOW_PARAMS;
  inference = self->inference_params >= INFERENCE_PARAMS;
  self->agreement[RIG_QUESTION_CLOUD] = inference && fine_tunes   ? RIG_AGREE_YES
                                        : inference || fine_tunes ? RIG_AGREE_PARTLY
                                                                  : RIG_AGREE_NO;
}

static RigTruth
runs_linux (const Asking *asking, const char *family)
{
  const GPtrArray *machines = rig_catalog_get_machines (asking->catalog);
  RigTruth best = RIG_TRUTH_NO;
  guint n = 0;

  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      RigOption option;

      if (!rig_situation_names (family, machine))
        continue;
      rig_option_init_from_machine (&option, machine);
      best = MAX (best, option.features[RIG_FEATURE_LINUX]);
      n++;
    }
  return n > 0 ? best : RIG_TRUTH_UNKNOWN;
}

static void
ask_linux (const Asking *asking)
{
  RigQuestions *self = asking->self;

  self->spark_linux = runs_linux (asking, SPARK);
  self->dgx_linux = runs_linux (asking, DGX);
  self->linux_cuda = find_offer (asking, RIG_FEATURE_BIT (RIG_FEATURE_CUDA)
                                           | RIG_FEATURE_BIT (RIG_FEATURE_LINUX));
  if (self->spark_linux == RIG_TRUTH_UNKNOWN || self->dgx_linux == RIG_TRUTH_UNKNOWN)
    return;
  self->agreement[RIG_QUESTION_LINUX]
    = self->spark_linux == RIG_TRUTH_YES    ? RIG_AGREE_NO
      : self->dgx_linux == RIG_TRUTH_YES ? RIG_AGREE_YES
                                            : RIG_AGREE_PARTLY;
}

static void
ask_loud (const Asking *asking)
{
  const GPtrArray *machines = rig_catalog_get_machines (asking->catalog);
  RigQuestions *self = asking->self;

  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      gboolean known = rig_figure_is_known (&machine->noise_dba);

      if (!is_on_sale (asking, machine))
        continue;
      self->n_on_sale++;
      self->n_noise_known += known;
      self->spark_noise_known |= known && rig_situation_names (SPARK, machine);
    }
  self->agreement[RIG_QUESTION_LOUD] = self->spark_noise_known ? RIG_AGREE_NO : RIG_AGREE_YES;
}

static void
count_verdict (RigEnough *enough, RigFitVerdict verdict)
{
  enough->n_fits += verdict == RIG_FIT_FITS;
  enough->n_tight += verdict == RIG_FIT_TIGHT;
  enough->n_no += verdict == RIG_FIT_NO;
  enough->n_unknown += verdict == RIG_FIT_UNKNOWN;
}

static void
try_model (const Asking *asking, const RigMachine *machine, RigEnough *enough)
{
  RigMemory memory;
  RigFit fit;

  if (enough->model == NULL)
    {
      enough->n_unknown++;
      return;
    }
  rig_evaluator_fit (asking->evaluator, asking->scenario, enough->model, asking->quant, machine,
                     &memory, &fit);
  count_verdict (enough, fit.verdict);
  if (!(fit.needed_bytes <= enough->needed_bytes))
    enough->needed_bytes = fit.needed_bytes;
}

/* A tenth of room to spare makes a fit of a model; of a size it is a tenth of the largest. */
static void
try_machine (const Asking *asking, const RigMachine *machine)
{
  RigQuestions *self = asking->self;
  double largest = find_largest (asking, machine);

  self->n_of_size++;
  if (!isnan (largest))
    {
      self->largest_low = fmin (self->largest_low, largest);
      self->largest_high = fmax (self->largest_high, largest);
    }
  for (guint i = 0; i < RIG_N_ENOUGH; i++)
    {
      RigEnough *enough = &self->enough[i];

      if (enough->model_id != NULL)
        try_model (asking, machine, enough);
      else
        count_verdict (enough, isnan (largest)                    ? RIG_FIT_UNKNOWN
                               : enough->params > largest         ? RIG_FIT_NO
                               : enough->params > 0.9 * largest ? RIG_FIT_TIGHT
                                                                  : RIG_FIT_FITS);
    }
}

/* The article: plenty for 70B, the bare minimum for 120B, neither machine for the last two. */
static RigAgreement
agree_enough (const RigQuestions *self)
{
  guint n = self->n_of_size, n_right;

  if (n == 0 || self->enough[0].n_unknown > 0)
    return RIG_AGREE_UNKNOWN;
  n_right = (self->enough[0].n_fits == n) + (self->enough[1].n_tight > self->enough[1].n_fits)
            + (self->enough[3].n_no == n) + (self->enough[4].n_no == n);
  return n_right == 4 ? RIG_AGREE_YES : n_right > 0 ? RIG_AGREE_PARTLY : RIG_AGREE_NO;
}

static void
ask_enough (const Asking *asking)
{
  const GPtrArray *machines = rig_catalog_get_machines (asking->catalog);
  RigQuestions *self = asking->self;

  self->largest_low = self->largest_high = NAN;
  for (guint i = 0; i < RIG_N_ENOUGH; i++)
    {
      self->enough[i] = asked[i];
      self->enough[i].needed_bytes = NAN;
      if (asked[i].model_id != NULL)
        self->enough[i].model = rig_catalog_find_model (asking->catalog, asked[i].model_id);
    }
  for (guint i = 0; asking->quant != NULL && i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);

      if (machine->memory_gb.value == RIG_SITUATION_GB && is_on_sale (asking, machine))
        try_machine (asking, machine);
    }
  self->agreement[RIG_QUESTION_ENOUGH] = agree_enough (self);
}

static void
add_price (RigPriceRange *range, const RigFigure *price)
{
  if (!rig_figure_is_known (price))
    return;
  range->usd.low = fmin (range->usd.low, price->low);
  range->usd.high = fmax (range->usd.high, price->high);
  range->basis = range->n == 0 ? price->basis : rig_basis_worst (range->basis, price->basis);
  range->n++;
}

static RigAgreement
agree_price (const RigPriceRange *range)
{
  if (range->n == 0 || !rig_span_is_known (&range->printed_usd))
    return RIG_AGREE_UNKNOWN;
  return range->usd.low >= range->printed_usd.low && range->usd.high <= range->printed_usd.high
           ? RIG_AGREE_YES
           : RIG_AGREE_NO;
}

/* What the article expects of desktops is the claimed record's price, of laptops one of the ways to
 * order it. */
static void
take_printed (const Asking *asking)
{
  const RigMachine *claimed
    = rig_catalog_find_machine (asking->catalog,
                                rig_catalog_get_article (asking->catalog)->machines[0]);
  RigQuestions *self = asking->self;

  if (claimed == NULL)
    return;
  self->desktops.printed_usd
    = (RigSpan){ claimed->price_launch_usd.low, claimed->price_launch_usd.high };
  for (guint i = 0; i < claimed->n_price_options; i++)
    if (strstr (claimed->price_options[i].config, "laptop") != NULL)
      self->laptops.printed_usd = (RigSpan){ claimed->price_options[i].price_usd.low,
                                             claimed->price_options[i].price_usd.high };
}

static void
ask_price (const Asking *asking)
{
  const GPtrArray *machines = rig_catalog_get_machines (asking->catalog);
  RigQuestions *self = asking->self;
  RigAgreement desktops, laptops;

  self->desktops = self->laptops
    = (RigPriceRange){ .usd = RIG_SPAN_UNKNOWN, .printed_usd = RIG_SPAN_UNKNOWN };
  take_printed (asking);
  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);

      if (rig_situation_names (SPARK, machine) && is_on_sale (asking, machine)
          && machine->memory_gb.value >= RIG_SITUATION_GB)
        add_price (machine->kind == RIG_MACHINE_LAPTOP ? &self->laptops : &self->desktops,
                   rig_machine_get_price (machine));
    }
  desktops = agree_price (&self->desktops);
  laptops = agree_price (&self->laptops);
  self->agreement[RIG_QUESTION_PRICE] = desktops == RIG_AGREE_UNKNOWN  ? laptops
                                        : laptops == RIG_AGREE_UNKNOWN ? desktops
                                        : desktops == laptops          ? desktops
                                                                       : RIG_AGREE_PARTLY;
}

void
rig_questions_init (RigQuestions *self, RigEvaluator *evaluator, const char *date)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  const RigCatalog *catalog = rig_evaluator_get_catalog (evaluator);
  g_autoptr (GArray) largest = g_array_new (FALSE, FALSE, sizeof (Largest));
  const Asking asking = { self, evaluator, catalog, date, scenario,
                          rig_catalog_find_quant (catalog, QUANT), largest };

  memset (self, 0, sizeof *self);
  rig_scenario_set_text (scenario, RIG_KEY_AS_OF, date);
  ask_wait (&asking);
  ask_cloud (&asking);
  ask_linux (&asking);
  ask_loud (&asking);
  ask_enough (&asking);
  ask_price (&asking);
}

RigArticleAnswers *
rig_article_answers_new (RigEvaluator *evaluator, const char *date)
{
  const RigCatalog *catalog = rig_evaluator_get_catalog (evaluator);
  RigArticleAnswers *self = g_new0 (RigArticleAnswers, 1);

  self->rows = rig_situations_new (catalog, date);
  rig_questions_init (&self->questions, evaluator, date);
  rig_both_init_article (&self->both_article, catalog, date);
  rig_both_init_on_sale (&self->both_on_sale, catalog, date);
  return self;
}

void
rig_article_answers_free (RigArticleAnswers *self)
{
  rig_situations_free (self->rows);
  g_free (self);
}
