/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/machine-answer.h"

#include <glib/gi18n.h>

#define BYTES_PER_MIB 1048576.0

#define LOAD_LEAST_SHARE 0.5  /* of a rating, where nobody measured the load */
#define BYTES_PER_GIB 1073741824.0
#define CPU_USABLE_SHARE 0.9  /* of the computer's memory; the rest is the system's */
#define IDLE_MOST_SHARE 0.15  /* of the load, where nobody measured idling */

/* The whole price after the first year: what US law has let companies do for good since 2025. */
#define DEDUCTION_YEARS 1

/* The user's own figure for this machine; FALSE where there is none. */
static gboolean
get_typed (const RigScenario *scenario, const RigMachine *machine, RigOverride what,
           RigEstimate *estimate)
{
  double typed = rig_scenario_get_override (scenario, what, machine->id);

  if (isnan (typed))
    return FALSE;
  *estimate = rig_estimate_exact (typed, RIG_BASIS_TYPED);
  return TRUE;
}

RigEstimate
rig_machine_answer_get_price (const RigScenario *scenario, const RigMachine *machine)
{
  RigEstimate price;

  if (!get_typed (scenario, machine, RIG_OVERRIDE_PRICE, &price))
    price = rig_estimate_from_figure (rig_machine_get_price (machine), 1);
  return price;
}

/* What the catalogue knows of this very machine. */
static RigEstimate
get_known_load (const RigMachine *machine, RigLoadOrigin *origin)
{
  const RigFigure *rating = rig_figure_or (&machine->max_wall_w, &machine->tdp_w);

  *origin = RIG_LOAD_MEASURED;
  if (rig_figure_is_known (&machine->llm_wall_w))
    return rig_estimate_from_figure (&machine->llm_wall_w, 1);
  *origin = RIG_LOAD_RATING;
  if (!rig_figure_is_known (rating))
    return (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  return (RigEstimate){ rating->value * (1 + LOAD_LEAST_SHARE) / 2, rating->low * LOAD_LEAST_SHARE,
                        rating->high, RIG_BASIS_ESTIMATED };
}

/* From the least to the most that machines of one kind take; electricity is never free. */
static RigEstimate
get_load_of_kind (const RigCatalog *catalog, RigMachineKind kind)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  RigEstimate range = RIG_ESTIMATE_UNKNOWN;

  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      RigLoadOrigin origin;
      RigEstimate load = get_known_load (machine, &origin);
      if (machine->kind != kind || machine->claimed || !rig_estimate_is_known (&load))
        continue;
      range.low = isnan (range.low) ? load.low : MIN (range.low, load.low);
      range.high = isnan (range.high) ? load.high : MAX (range.high, load.high);
      range.basis = RIG_BASIS_ESTIMATED;
    }
  range.value = (range.low + range.high) / 2;
  return range;
}

RigEstimate
rig_machine_answer_get_load_w (const RigScenario *scenario, const RigCatalog *catalog,
                               const RigMachine *machine, RigLoadOrigin *origin)
{
  RigEstimate load;

  *origin = RIG_LOAD_TYPED;
  if (get_typed (scenario, machine, RIG_OVERRIDE_LOAD_WATTS, &load))
    return load;
  load = get_known_load (machine, origin);
  if (rig_estimate_is_known (&load))
    return load;
  *origin = RIG_LOAD_KIND;
  return get_load_of_kind (catalog, machine->kind);
}

RigEstimate
rig_machine_answer_get_idle_w (const RigScenario *scenario, const RigMachine *machine,
                               const RigEstimate *load_w)
{
  RigEstimate idle;

  if (get_typed (scenario, machine, RIG_OVERRIDE_IDLE_WATTS, &idle))
    return idle;
  if (rig_figure_is_known (&machine->idle_w))
    return rig_estimate_from_figure (&machine->idle_w, 1);
  if (!rig_estimate_is_known (load_w))
    return (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  return (RigEstimate){ load_w->value * IDLE_MOST_SHARE / 2, 0, load_w->high * IDLE_MOST_SHARE,
                        RIG_BASIS_ESTIMATED };
}

double
rig_machine_answer_get_usable_share (const RigScenario *scenario, const RigMachine *machine)
{
  double typed = rig_scenario_get_override (scenario, RIG_OVERRIDE_USABLE_SHARE, machine->id);

  return isnan (typed) ? machine->usable_gpu_fraction_default.value : typed;
}

/* All of a computer's memory. What is sold as 64 GB has 64 GiB. */
static double
get_host_total (const RigScenario *scenario, const RigMachine *machine)
{
  double typed = rig_scenario_get_number (scenario, RIG_KEY_HOST_MEMORY);

  if (machine->unified)
    return rig_machine_get_memory_bytes (machine);
  return typed > 0 ? typed * BYTES_PER_GIB : NAN;
}

double
rig_machine_answer_get_host_bytes (const RigScenario *scenario, const RigMachine *machine)
{
  return get_host_total (scenario, machine) * CPU_USABLE_SHARE;
}

/* The program that the scenario names where it runs there, else the first that does. */
static RigStack
choose_stack (const RigScenario *scenario, const RigMachine *machine, RigFormat format)
{
  guint available = rig_stack_get_available (machine, format);
  RigStack wanted = rig_stack_from_id (rig_scenario_get_text (scenario, RIG_KEY_STACK));

  if (wanted == RIG_STACK_CPU && rig_stack_reads (wanted, format))
    return wanted;
  if (wanted != RIG_STACK_NONE && (available & (1u << wanted)))
    return wanted;
  for (guint i = 0; i < RIG_N_STACKS; i++)
    if (available & (1u << i))
      return i;
  return RIG_STACK_NONE;
}

void
rig_machine_answer_get_space (const RigScenario *scenario, const RigCatalog *catalog,
                              const RigMachine *machine, RigFormat format, RigFitSpace *space)
{
  double usable = rig_machine_answer_get_usable_share (scenario, machine);
  double most = machine->usable_gpu_fraction_max.value;
  RigStack stack = choose_stack (scenario, machine, format);
  const RigRuntime *runtime
    = stack == RIG_STACK_NONE ? NULL
                              : rig_catalog_find_runtime (catalog, rig_stack_get_api (stack));

  if (stack == RIG_STACK_CPU)
    {
      *space = (RigFitSpace){ .total_bytes = get_host_total (scenario, machine),
                              .usable_share = CPU_USABLE_SHARE,
                              .max_share = CPU_USABLE_SHARE,
                              .n_devices = 1,
                              .unified = TRUE };
      return;
    }
  space->total_bytes = rig_machine_get_memory_bytes (machine);
  space->usable_share = usable;
  space->max_share = isnan (most) ? usable : MAX (usable, most);
  space->runtime_bytes = runtime != NULL ? runtime->memory_mib.value * BYTES_PER_MIB : NAN;
  space->n_devices = MAX (machine->n_gpus, 1);
  space->unified = machine->unified;
  space->tensor_split = rig_stack_is_tensor_parallel (stack);
}

double
rig_machine_answer_get_usd_per_kwh (const RigScenario *scenario, const RigCatalog *catalog)
{
  const char *country = rig_scenario_get_text (scenario, RIG_KEY_COUNTRY);
  const RigTariff *tariff = *country != '\0' ? rig_catalog_find_tariff (catalog, country) : NULL;

  if (tariff != NULL && rig_figure_is_known (&tariff->usd_per_kwh))
    return tariff->usd_per_kwh.value;
  return rig_scenario_get_number (scenario, RIG_KEY_ELECTRICITY);
}

static RigEstimate
add_times (const RigEstimate *first, const RigEstimate *tokens_per_s, double tokens)
{
  return (RigEstimate){ first->value + tokens / tokens_per_s->value,
                        first->low + tokens / tokens_per_s->high,
                        first->high + tokens / tokens_per_s->low,
                        rig_basis_worst (first->basis, tokens_per_s->basis) };
}

static RigEstimate
divide (const RigEstimate *a, const RigEstimate *b)
{
  /* Nothing follows from what costs or takes nothing. */
  if (!rig_estimate_is_known (a) || !rig_estimate_is_known (b) || !(b->low > 0))
    return (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  return (RigEstimate){ a->value / b->value, a->low / b->high, a->high / b->low,
                        rig_basis_worst (a->basis, b->basis) };
}

/* The user's word counts as an offer: then there is a draft model. */
static RigEstimate
speculate (const RigMachineAnswer *self, const RigScenario *scenario)
{
  const RigEstimate *plain = &self->decode.tokens_per_s;
  gboolean asked = rig_scenario_get_number (scenario, RIG_KEY_SPECULATION) != 0;
  double low, high;

  if (!rig_speed_get_speculation_range (self->run.work.model, self->run.stack, asked, &low, &high))
    return (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  return (RigEstimate){ plain->value * sqrt (low * high), plain->low * low, plain->high * high,
                        RIG_BASIS_ESTIMATED };
}

void
rig_machine_answer_update_speed (RigMachineAnswer *self, double prompt_tokens)
{
  const RigSpeedRun *run = &self->run;
  guint chats = MAX (1, run->work.use.sequences);
  double depth = rig_speed_run_get_depth (run);

  self->decode.tokens_per_s = self->decode_all.tokens_per_s = self->prefill.tokens_per_s
    = (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  self->decode_all.each_tokens_per_s = (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  self->decode.ceiling_tokens_per_s = NAN;
  if (run->unknown != NULL)
    return;
  rig_speed_run_decode (run, depth, 1, &self->decode);
  if (chats > 1)
    rig_speed_run_decode (run, depth, chats, &self->decode_all);
  else
    self->decode_all = self->decode;
  rig_speed_run_prefill (run, prompt_tokens, 0, &self->prefill);
}

void
rig_machine_answer_fill_speed (RigMachineAnswer *self, const RigScenario *scenario,
                               double prompt_tokens)
{
  const RigSpeedRun *run = &self->run;
  double answer = rig_scenario_get_number (scenario, RIG_KEY_ANSWER_TOKENS);

  rig_machine_answer_update_speed (self, prompt_tokens);
  self->ttft_s = self->answer_s = self->speculated = self->tokens_per_joule
    = self->tokens_per_s_per_usd = (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  if (run->unknown != NULL)
    return;
  self->ttft_s = rig_speed_get_ttft_s (&self->prefill, &self->decode, prompt_tokens);
  self->answer_s = add_times (&self->ttft_s, &self->decode.tokens_per_s, answer);
  self->speculated = speculate (self, scenario);
  /* Price and watts of a card are not those of the computer that it sits in. */
  if (run->stack == RIG_STACK_CPU && !run->machine.unified)
    return;
  self->tokens_per_joule = divide (&self->decode_all.tokens_per_s, &self->load_w);
  self->tokens_per_s_per_usd = divide (&self->decode_all.tokens_per_s, &self->price_usd);
}

const char *
rig_machine_answer_get_money_unknown (const RigMachineAnswer *self)
{
  if (self->run.unknown != NULL)
    return self->run.unknown;
  if (!rig_estimate_is_known (&self->prefill.tokens_per_s))
    return N_("how fast a processor reads prompts is not known");
  return rig_estimate_is_known (&self->price_usd) ? NULL : N_("nobody has named a price yet");
}

/* Everything but price, speed and watts, which have ranges. */
void
rig_machine_answer_init_common_inputs (RigMoneyInputs *inputs, const RigScenario *scenario,
                                       const RigCatalog *catalog, const RigUse *use,
                                       const RigMoneyStep *steps, guint n_steps)
{
  double share = rig_scenario_get_number (scenario, RIG_KEY_REPLACE_SHARE);
  double tax_rate = rig_scenario_get_number (scenario, RIG_KEY_TAX_RATE);

  *inputs = (RigMoneyInputs){
    .planned_spend_usd = rig_scenario_get_number (scenario, RIG_KEY_PLANNED_SPEND),
    .setup_usd = rig_scenario_get_number (scenario, RIG_KEY_SETUP_COST),
    .warranty_usd = rig_scenario_get_number (scenario, RIG_KEY_WARRANTY),
    .api_usd_per_month = use->usd,
    .replace_share = share,
    /* A local cache hits as often as the API's: only the rest has to be read again. */
    .tokens_in_per_month = use->tokens_in * share,
    .tokens_out_per_month = use->tokens_out * share,
    .hours_available = rig_scenario_get_number (scenario, RIG_KEY_HOURS_AVAILABLE),
    .powered_hours = rig_scenario_get_number (scenario, RIG_KEY_POWERED_HOURS),
    .own_idle_w = rig_scenario_get_number (scenario, RIG_KEY_OWN_IDLE_WATTS),
    .usd_per_kwh = rig_machine_answer_get_usd_per_kwh (scenario, catalog),
    .use_growth = rig_scenario_get_number (scenario, RIG_KEY_USE_GROWTH),
    .api_drift = rig_scenario_get_number (scenario, RIG_KEY_API_DRIFT),
    .electricity_growth = rig_scenario_get_number (scenario, RIG_KEY_ELECTRICITY_GROWTH),
    .upkeep_hours = rig_scenario_get_number (scenario, RIG_KEY_UPKEEP_HOURS),
    .upkeep_usd_per_hour = rig_scenario_get_number (scenario, RIG_KEY_UPKEEP_RATE),
    .resale_first_year = rig_scenario_get_number (scenario, RIG_KEY_RESALE_FIRST_YEAR),
    .resale_later = rig_scenario_get_number (scenario, RIG_KEY_RESALE_LATER),
    .selling_cost = rig_scenario_get_number (scenario, RIG_KEY_SELLING_COST),
    .discount_rate = rig_scenario_get_number (scenario, RIG_KEY_DISCOUNT_RATE),
    .horizon_months = (guint) rig_scenario_get_number (scenario, RIG_KEY_HORIZON),
    .n_api_steps = n_steps,
    .loan_apr = rig_scenario_get_number (scenario, RIG_KEY_LOAN_APR),
    .loan_months = (guint) rig_scenario_get_number (scenario, RIG_KEY_LOAN_MONTHS),
    .tax_rate = tax_rate,
    .deduction_years = DEDUCTION_YEARS,
    .interest_deductible = tax_rate > 0,
  };
  for (guint i = 0; i < n_steps; i++)
    inputs->api_steps[i] = steps[i];
}

static double
pick (const RigEstimate *estimate, int end)
{
  return end == 0 ? estimate->value : end < 0 ? estimate->low : estimate->high;
}

void
rig_machine_answer_put_inputs (const RigMachineAnswer *self, RigMoneyEnd end, double loan_share,
                               RigMoneyInputs *inputs)
{
  inputs->price_usd = pick (&self->price_usd, end);
  inputs->loan_usd = inputs->price_usd * loan_share;
  inputs->load_w = pick (&self->load_w, end);
  inputs->idle_w = pick (&self->idle_w, end);
  inputs->prefill_tokens_per_s = pick (&self->prefill.tokens_per_s, -end);
  inputs->decode_tokens_per_s = pick (&self->decode_all.tokens_per_s, -end);
}

RigMoneyInputs
rig_machine_answer_get_money_inputs (const RigMachineAnswer *self, RigMoneyEnd end)
{
  RigMoneyInputs inputs = self->money_inputs;

  rig_machine_answer_put_inputs (self, end, self->loan_share, &inputs);
  return inputs;
}

static RigEstimate
span (double value, double good, double bad, RigBasis basis)
{
  if (isnan (value))
    return (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  return (RigEstimate){ value, MIN (good, MIN (value, bad)), MAX (bad, MAX (value, good)), basis };
}

void
rig_machine_answer_fill_money (RigMachineAnswer *self, const RigScenario *scenario,
                               const RigCatalog *catalog, const RigAnswer *answer,
                               const RigUse *use)
{
  RigMoneyInputs low, high;
  RigBasis basis;

  self->article_payback_low
    = rig_money_get_article_payback_months (self->price_usd.low, use->usd);
  self->article_payback_high
    = rig_money_get_article_payback_months (self->price_usd.high, use->usd);
  rig_machine_answer_init_common_inputs (&self->money_inputs, scenario, catalog, use,
                                         answer->api_steps, answer->n_api_steps);
  self->loan_share = rig_scenario_get_number (scenario, RIG_KEY_LOAN_SHARE);
  self->money_inputs = rig_machine_answer_get_money_inputs (self, RIG_MONEY_MIDDLE);
  if (self->money_unknown != NULL)
    {
      self->payback_months = self->npv_usd = self->usd_per_million_tokens
        = self->energy_usd_per_month = (RigEstimate) RIG_ESTIMATE_UNKNOWN;
      return;
    }
  low = rig_machine_answer_get_money_inputs (self, RIG_MONEY_BEST);
  high = rig_machine_answer_get_money_inputs (self, RIG_MONEY_WORST);
  rig_money_init (&self->money, &self->money_inputs);
  rig_money_init (&self->money_low, &low);
  rig_money_init (&self->money_high, &high);

  basis = rig_basis_worst (self->price_usd.basis, self->decode.tokens_per_s.basis);
  self->payback_months = span (self->money.payback_months, self->money_low.payback_months,
                               self->money_high.payback_months, basis);
  self->npv_usd = span (self->money.npv_usd, self->money_low.npv_usd, self->money_high.npv_usd,
                        basis);
  self->usd_per_million_tokens
    = span (self->money.usd_per_million_tokens, self->money_low.usd_per_million_tokens,
            self->money_high.usd_per_million_tokens, basis);
  self->energy_usd_per_month
    = span (self->money.energy_usd_per_month, self->money_low.energy_usd_per_month,
            self->money_high.energy_usd_per_month,
            rig_basis_worst (self->load_w.basis, self->idle_w.basis));
}
