/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/claims-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define SPARK 0
#define MAC_LARGE 1
#define MAC_SMALL 2

/* How one statement is checked. @self->claims may not grow meanwhile. */
typedef void (*Check) (RigClaimCheck *self, RigClaim *claim);

static const RigClaim *
find_cell (RigClaimCheck *self, const char *table, const char *row, guint machine)
{
  g_autofree char *id
    = g_strdup_printf ("%s.%s.%s", table, row,
                       machine < RIG_ARTICLE_MACHINES ? self->article->machines[machine] : "size");

  return rig_claims_find (self->claims, id);
}

/* A statement that repeats cells is as right as the worst of them. */
static void
take_worst (RigClaim *claim, const RigClaim *cell)
{
  if (cell == NULL || (int) cell->verdict <= (int) claim->verdict)
    return;
  claim->verdict = cell->verdict;
  claim->reason = cell->reason;
  claim->low = cell->low;
  claim->high = cell->high;
  claim->unit = cell->unit;
  claim->computed = cell->computed;
  claim->recorded = cell->recorded;
  claim->off_by = cell->off_by;
  claim->too_low = cell->too_low;
  claim->bound_name = cell->bound_name;
  claim->bound = cell->bound;
}

static void
take_row (RigClaimCheck *self, RigClaim *claim, const char *table, const char *row)
{
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    take_worst (claim, find_cell (self, table, row, i));
}

static void
check_exists (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "spec", "available", MAC_LARGE));
  claim->recorded.machine = self->real[MAC_LARGE];
}

static void
check_35b_size (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "fit", "2", RIG_ARTICLE_MACHINES));
}

static void
check_mistral_size (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "fit", "4", RIG_ARTICLE_MACHINES));
}

static void
check_140b (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "fit", "7", RIG_ARTICLE_MACHINES));
  take_row (self, claim, "fit", "7");
}

static void
check_q4_maxima (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "spec", "max-model-q4", MAC_SMALL));
  take_worst (claim, find_cell (self, "spec", "max-model-q4", SPARK));
}

static void
check_fp16_maxima (RigClaimCheck *self, RigClaim *claim)
{
  take_row (self, claim, "spec", "max-model-fp16");
}

/* 1000 over 27 against the quotient of FP32 of the machines that there are. */
static void
check_compute (RigClaimCheck *self, RigClaim *claim)
{
  const RigClaim *first = find_cell (self, "spec", "gpu-compute", SPARK);
  const RigClaim *second = find_cell (self, "spec", "gpu-compute", MAC_LARGE);

  if (first == NULL || second == NULL)
    return;
  claim->unit = "×";
  claim->low = claim->high = first->low / second->low;
  claim->recorded = first->recorded;
  claim->recorded.number = rig_estimate_exact (
    first->recorded.number.value / second->recorded.number.value, RIG_BASIS_SPEC);
  rig_claim_judge_value (claim, &claim->recorded.number);
  if (claim->verdict == RIG_CLAIM_OFF)
    claim->reason = N_("FP4 with sparsity against FP32");
}

static void
check_27b_spark (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "speed", "1", SPARK));
}

static void
check_35b (RigClaimCheck *self, RigClaim *claim)
{
  take_row (self, claim, "speed", "2");
}

static void
check_scout_spark (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "speed", "3", SPARK));
}

static void
check_scout_mac (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "speed", "3", MAC_LARGE));
}

static void
check_70b_spark (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "speed", "4", SPARK));
}

static void
check_70b_mac (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "speed", "4", MAC_LARGE));
}

/* How many times as fast as the second machine the first writes, over the table's models. */
static RigEstimate
get_lead (RigClaimCheck *self)
{
  RigEstimate lead = RIG_ESTIMATE_UNKNOWN;

  for (guint r = 0; r < self->article->n_speeds; r++)
    {
      g_autofree char *row = g_strdup_printf ("%u", r + 1);
      const RigClaim *first = find_cell (self, "speed", row, SPARK);
      const RigClaim *second = find_cell (self, "speed", row, MAC_LARGE);
      double ratio;
      if (first == NULL || second == NULL || !rig_estimate_is_known (&first->computed.number)
          || !rig_estimate_is_known (&second->computed.number))
        continue;
      ratio = first->computed.number.value / second->computed.number.value;
      lead.low = isnan (lead.low) ? ratio : MIN (lead.low, ratio);
      lead.high = isnan (lead.high) ? ratio : MAX (lead.high, ratio);
    }
  lead.value = (lead.low + lead.high) / 2;
  lead.basis = isnan (lead.value) ? RIG_BASIS_UNKNOWN : RIG_BASIS_PREDICTED;
  return lead;
}

static void
check_lead (RigClaimCheck *self, RigClaim *claim)
{
  claim->unit = "×";
  claim->low = 1.5;
  claim->high = 2;
  claim->computed.number = get_lead (self);
  rig_claim_judge_speed (claim, INFINITY);
  if (claim->verdict == RIG_CLAIM_OFF && claim->computed.number.high < 1)
    claim->reason = N_("It is the other way round");
}

static void
check_match (RigClaimCheck *self, RigClaim *claim)
{
  RigEstimate lead = get_lead (self);

  if (!rig_estimate_is_known (&lead))
    return;
  claim->unit = "×";
  claim->computed.number
    = (RigEstimate){ 2 / (lead.low + lead.high), 1 / lead.high, 1 / lead.low, lead.basis };
  rig_claim_judge_same (claim, claim->computed.number.high >= 1,
                        N_("The RTX Spark writes faster with every model of the table"));
}

/* The Macs of the article against the card that has the least bandwidth for its memory. */
static void
check_bandwidth (RigClaimCheck *self, RigClaim *claim)
{
  const GPtrArray *machines = rig_catalog_get_machines (self->catalog);
  double mac = 0, card = INFINITY;

  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      double share = machine->bandwidth_gb_per_s.value / machine->memory_gb.value;
      if (machine->kind == RIG_MACHINE_CARD && share < card)
        {
          card = share;
          claim->recorded.machine = machine;
        }
    }
  for (guint i = MAC_LARGE; i <= MAC_SMALL; i++)
    if (self->machines[i] != NULL)
      mac = MAX (mac, self->machines[i]->bandwidth_gb_per_s.value
                        / self->machines[i]->memory_gb.value);
  if (mac <= 0 || isinf (card))
    return;
  claim->unit = "GB/s/GB";
  claim->computed.number = rig_estimate_exact (mac, RIG_BASIS_SPEC);
  claim->recorded.number = rig_estimate_exact (card, RIG_BASIS_SPEC);
  rig_claim_judge_same (claim, mac > card, N_("Every card has more"));
  if (claim->verdict == RIG_CLAIM_OFF)
    claim->off_by = card / mac;
}

static gboolean
is_guessed (const RigBenchmark *benchmark, gboolean guessed)
{
  return g_strcmp0 (benchmark->model_id, "qwen3.6-27b") == 0 && benchmark->quant != NULL
         && strstr (benchmark->quant, guessed ? "MTP" : "no speculation") != NULL;
}

/* With and without guessing ahead, as somebody measured it on one machine. */
static void
record_guessing (RigClaimCheck *self, RigClaim *claim)
{
  const GPtrArray *machines = rig_catalog_get_machines (self->catalog);

  for (guint m = 0; m < machines->len; m++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, m);
      const RigFigure *with = NULL, *without = NULL;
      for (guint i = 0; i < machine->n_benchmarks; i++)
        {
          const RigBenchmark *benchmark = &machine->benchmarks[i];
          if (is_guessed (benchmark, TRUE))
            with = &benchmark->decode_tokens_per_s;
          else if (is_guessed (benchmark, FALSE))
            without = &benchmark->decode_tokens_per_s;
        }
      if (with == NULL || without == NULL)
        continue;
      rig_claim_record_figure (claim, machine, with, 1 / without->value);
      return;
    }
}

static void
check_guessing (RigClaimCheck *self, RigClaim *claim)
{
  const RigModel *model = rig_catalog_find_model (self->catalog, "qwen3.6-27b");
  RigEstimate *gain = &claim->computed.number;

  claim->unit = "×";
  claim->low = claim->high = 2;
  record_guessing (self, claim);
  if (model == NULL
      || !rig_speed_get_speculation_range (model, RIG_STACK_LLAMA_CUDA, FALSE, &gain->low,
                                           &gain->high))
    return;
  gain->value = (gain->low + gain->high) / 2;
  gain->basis = RIG_BASIS_PREDICTED;
  rig_claim_judge_speed (claim, INFINITY);
}

static gboolean
has_api (const RigMachine *machine, const char *api)
{
  return machine->apis != NULL && g_strv_contains ((const char *const *) machine->apis, api);
}

static void
check_guessing_elsewhere (RigClaimCheck *self, RigClaim *claim)
{
  claim->unit = "×";
  record_guessing (self, claim);
  if (claim->recorded.machine == NULL)
    return;
  rig_claim_judge_same (claim, has_api (claim->recorded.machine, "CUDA"),
                        N_("It was measured on a GPU without CUDA"));
}

/* Laptops with 128 GB that are no RTX Spark, on sale when the article speaks of it or before. */
static void
check_laptops (RigClaimCheck *self, RigClaim *claim)
{
  const GPtrArray *machines = rig_catalog_get_machines (self->catalog);
  guint n = 0;

  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      if (machine->claimed || machine->kind != RIG_MACHINE_LAPTOP
          || machine->memory_gb.value < 128 || has_api (machine, "CUDA")
          || machine->on_sale_from == NULL || strcmp (machine->on_sale_from, "2026-10-16") >= 0)
        continue;
      if (n++ == 0)
        rig_claim_record_figure (claim, machine, &machine->memory_gb, 1);
    }
  claim->unit = "GB";
  claim->low = claim->high = 128;
  rig_claim_judge_same (claim, n == 0, N_("Other laptops had as much before it"));
}

/* Of the four programs named, those that run without CUDA somewhere. */
static void
check_needs_cuda (RigClaimCheck *self, RigClaim *claim)
{
  static const RigSoftware named[] = { RIG_SOFTWARE_VLLM, RIG_SOFTWARE_UNSLOTH,
                                       RIG_SOFTWARE_AXOLOTL, RIG_SOFTWARE_PYTORCH };
  const GPtrArray *machines = rig_catalog_get_machines (self->catalog);
  guint n = 0;

  for (guint s = 0; s < G_N_ELEMENTS (named); s++)
    for (guint i = 0; i < machines->len; i++)
      {
        const RigMachine *machine = g_ptr_array_index (machines, i);
        if (machine->claimed || has_api (machine, "CUDA")
            || machine->software[named[s]].support < RIG_SUPPORT_PARTIAL)
          continue;
        n++;
        claim->recorded.machine = machine;
        claim->recorded.source = machine->software_source;
        break;
      }
  claim->recorded.number = rig_estimate_exact (n, RIG_BASIS_SPEC);
  claim->unit = "of 4";
  claim->low = claim->high = 0;
  rig_claim_judge_same (claim, n == 0, N_("They run without CUDA too"));
}

static void
check_price (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "spec", "price", SPARK));
}

/* The article's sum against the two that there are with 128 GB. */
static void
check_both (RigClaimCheck *self, RigClaim *claim)
{
  const RigMachine *laptop = rig_catalog_find_machine (self->catalog, "macbook-pro-m4-max-128");
  const RigFigure *spark, *mac;
  double sum = 0;

  for (guint i = 0; i < self->article->n_both; i++)
    sum += self->article->both[i].usd;
  if (laptop == NULL || self->real[SPARK] == NULL)
    return;
  spark = rig_machine_get_price (self->real[SPARK]);
  mac = rig_machine_get_price (laptop);
  claim->unit = "USD";
  claim->low = claim->high = sum;
  rig_claim_record_figure (claim, self->real[SPARK], spark, 1);
  claim->recorded.number.value += mac->value;
  claim->recorded.number.low += mac->low;
  claim->recorded.number.high += mac->high;
  rig_claim_judge_value (claim, &claim->recorded.number);
}

/* At the spend that it names, by the article's own rule, at its own prices. */
static void
check_within_year (RigClaimCheck *self, RigClaim *claim)
{
  const RigClaim *first = find_cell (self, "payback", "200", SPARK);
  const RigClaim *second = find_cell (self, "payback", "200", MAC_SMALL);

  if (first == NULL || second == NULL)
    return;
  claim->unit = "months";
  claim->low = claim->high = 12;
  claim->computed.number = first->computed.number;
  claim->computed.number.high = MAX (claim->computed.number.high, second->computed.number.high);
  claim->recorded = first->recorded;
  rig_claim_judge_same (claim, claim->computed.number.high <= claim->high,
                        N_("Its own table says that it takes longer"));
  if (claim->verdict == RIG_CLAIM_OFF)
    claim->off_by = claim->computed.number.high / claim->high;
  claim->too_low = TRUE;
}

static void
check_paybacks (RigClaimCheck *self, RigClaim *claim)
{
  for (guint r = 0; r < self->article->n_paybacks; r++)
    {
      g_autofree char *row = g_strdup_printf ("%g", self->article->paybacks[r].usd_per_month);
      take_row (self, claim, "payback", row);
    }
}

/* 128 GB against what 120B need with the context of the defaults. */
static void
check_minimum (RigClaimCheck *self, RigClaim *claim)
{
  const RigClaim *size = find_cell (self, "fit", "6", RIG_ARTICLE_MACHINES);

  if (size == NULL)
    return;
  claim->unit = "GB";
  claim->low = claim->high = 128;
  claim->computed = size->computed;
  rig_claim_judge_value (claim, &claim->computed.number);
}

static void
check_silence (RigClaimCheck *self, RigClaim *claim)
{
  if (self->real[MAC_LARGE] != NULL)
    rig_claim_record_figure (claim, self->real[MAC_LARGE], &self->real[MAC_LARGE]->noise_dba, 1);
  claim->unit = "dBA";
  claim->reason = N_("Nobody has published a measurement of its noise that can be trusted");
}

static void
check_battery (RigClaimCheck *self, RigClaim *claim)
{
  const RigClaim *cell = find_cell (self, "spec", "battery", SPARK);

  if (cell == NULL)
    return;
  claim->recorded = cell->recorded;
  claim->unit = cell->unit;
  claim->reason = cell->reason;
}

static void
check_fall (RigClaimCheck *self, RigClaim *claim)
{
  take_worst (claim, find_cell (self, "spec", "available", SPARK));
}

static void
check_half_more (RigClaimCheck *self, RigClaim *claim)
{
  if (self->machines[MAC_LARGE] == NULL || self->machines[SPARK] == NULL)
    return;
  claim->unit = "×";
  claim->low = claim->high = 1.5;
  claim->computed.number = rig_estimate_exact (self->machines[MAC_LARGE]->memory_gb.value
                                                 / self->machines[SPARK]->memory_gb.value,
                                               RIG_BASIS_CLAIMED);
  rig_claim_judge_same (claim, claim->computed.number.value == claim->low,
                        N_("The division gives another number"));
}

static gboolean
runs_linux (const RigMachine *machine)
{
  for (guint i = 0; machine->os != NULL && machine->os[i] != NULL; i++)
    if (strstr (machine->os[i], "Linux") != NULL || strstr (machine->os[i], "Ubuntu") != NULL)
      return TRUE;
  return FALSE;
}

static void
check_linux (RigClaimCheck *self, RigClaim *claim)
{
  const RigMachine *variant = rig_catalog_find_machine (self->catalog, "dgx-spark-128");
  const RigMachine *spark = self->real[SPARK];

  if (spark == NULL || variant == NULL || spark->os == NULL)
    return;
  claim->recorded.word = spark->os[0];
  claim->recorded.machine = spark;
  rig_claim_judge_same (claim, !runs_linux (spark) && runs_linux (variant),
                        N_("It is sold with another system"));
}

static const struct
{
  const char *id;
  Check check;
} checks[] = {
  { "m4-ultra-exists", check_exists },
  { "qwen-35b-fp16-size", check_35b_size },
  { "140b-q4-too-large", check_140b },
  { "128gb-means-120b-or-100b", check_q4_maxima },
  { "fp16-maxima", check_fp16_maxima },
  { "mistral-medium-size", check_mistral_size },
  { "pflop-against-tflops", check_compute },
  { "speed-27b-rtx-spark", check_27b_spark },
  { "speed-70b-rtx-spark", check_70b_spark },
  { "speed-scout-rtx-spark", check_scout_spark },
  { "speed-35b-a3b", check_35b },
  { "speed-scout-mac", check_scout_mac },
  { "speed-70b-mac", check_70b_mac },
  { "rtx-spark-faster", check_lead },
  { "apple-matches-by-bandwidth", check_match },
  { "bandwidth-per-gb", check_bandwidth },
  { "mtp-2x", check_guessing },
  { "mtp-only-gpu", check_guessing_elsewhere },
  { "only-128gb-laptop", check_laptops },
  { "needs-cuda", check_needs_cuda },
  { "rtx-spark-price", check_price },
  { "both-6000", check_both },
  { "payback-200", check_within_year },
  { "payback-table", check_paybacks },
  { "120b-bare-minimum", check_minimum },
  { "silent-never-throttles", check_silence },
  { "all-day-battery", check_battery },
  { "fall-2026", check_fall },
  { "192-is-half-more", check_half_more },
  { "no-linux", check_linux },
};

void
rig_claims_add_statements (RigClaimCheck *self)
{
  for (guint i = 0; i < self->article->n_claims; i++)
    {
      const RigArticleClaim *printed = &self->article->claims[i];
      RigClaim *claim = rig_claim_check_add (self, g_strdup (printed->id), RIG_CLAIM_STATEMENTS,
                                             printed->claim);

      claim->words = printed->claim;
      claim->finding = printed->finding;
      for (guint c = 0; c < G_N_ELEMENTS (checks); c++)
        if (g_str_equal (checks[c].id, printed->id))
          checks[c].check (self, claim);
      if (claim->recorded.source == NULL)
        claim->recorded.source = printed->source;
    }
}
