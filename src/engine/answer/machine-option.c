/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/machine-option.h"

/* Whether one of a NULL-terminated list begins with @word. */
static RigTruth
is_listed (const char **list, const char *word)
{
  if (list == NULL)
    return RIG_TRUTH_UNKNOWN;
  for (; *list != NULL; list++)
    if (g_str_has_prefix (*list, word))
      return RIG_TRUTH_YES;
  return RIG_TRUTH_NO;
}

static RigTruth
get_support (RigSupport support)
{
  return support == RIG_SUPPORT_YES  ? RIG_TRUTH_YES
         : support == RIG_SUPPORT_NO ? RIG_TRUTH_NO
                                     : RIG_TRUTH_UNKNOWN;
}

static RigSpan
get_span (const RigFigure *figure)
{
  return rig_figure_is_known (figure) ? (RigSpan){ figure->low, figure->high } : RIG_SPAN_UNKNOWN;
}

void
rig_option_init_from_machine (RigOption *self, const RigMachine *machine)
{
  rig_option_init (self, machine->id, machine->name);
  self->features[RIG_FEATURE_CUDA] = is_listed (machine->apis, "CUDA");
  self->features[RIG_FEATURE_METAL] = is_listed (machine->apis, "Metal");
  self->features[RIG_FEATURE_ROCM] = is_listed (machine->apis, "ROCm");
  self->features[RIG_FEATURE_VULKAN] = is_listed (machine->apis, "Vulkan");
  self->features[RIG_FEATURE_WINDOWS] = is_listed (machine->os, "Windows");
  self->features[RIG_FEATURE_MACOS] = is_listed (machine->os, "macOS");
  /* NVIDIA's DGX OS is Ubuntu. */
  self->features[RIG_FEATURE_LINUX]
    = MAX (is_listed (machine->os, "Linux"), is_listed (machine->os, "DGX OS"));
  self->features[RIG_FEATURE_LAPTOP]
    = machine->kind == RIG_MACHINE_LAPTOP ? RIG_TRUTH_YES : RIG_TRUTH_NO;
  for (guint i = 0; i < RIG_N_SOFTWARE; i++)
    self->features[RIG_FEATURE_SOFTWARE + i] = get_support (machine->software[i].support);
  self->traits[RIG_TRAIT_MEMORY_GB] = get_span (&machine->memory_gb);
  self->traits[RIG_TRAIT_PRICE_USD] = get_span (rig_machine_get_price (machine));
  rig_option_set_available (self, machine->on_sale_from,
                            machine->claimed ? "0001-01-01" : machine->on_sale_until);
}

static RigSpan
get_estimate (const RigEstimate *estimate)
{
  return (RigSpan){ estimate->low, estimate->high };
}

static RigTruth
get_fit (RigFitVerdict verdict)
{
  return verdict == RIG_FIT_UNKNOWN ? RIG_TRUTH_UNKNOWN
         : verdict == RIG_FIT_NO    ? RIG_TRUTH_NO
                                    : RIG_TRUTH_YES;
}

static RigTruth
is_worth_more (const RigEstimate *npv_usd)
{
  return npv_usd->low > 0     ? RIG_TRUTH_YES
         : npv_usd->high <= 0 ? RIG_TRUTH_NO
                              : RIG_TRUTH_UNKNOWN;
}

void
rig_option_init_from_answer (RigOption *self, const RigMachineAnswer *answer)
{
  rig_option_init_from_machine (self, answer->machine);
  rig_option_take_answer (self, answer);
}

void
rig_option_take_answer (RigOption *self, const RigMachineAnswer *answer)
{
  self->features[RIG_FEATURE_RUNS_MODEL] = get_fit (answer->fit.verdict);
  self->features[RIG_FEATURE_CHEAPER_THAN_API] = is_worth_more (&answer->npv_usd);
  self->traits[RIG_TRAIT_PRICE_USD] = get_estimate (&answer->price_usd);
  self->traits[RIG_TRAIT_DECODE] = get_estimate (&answer->decode.tokens_per_s);
  self->traits[RIG_TRAIT_PREFILL] = get_estimate (&answer->prefill.tokens_per_s);
  self->traits[RIG_TRAIT_LOAD_W] = get_estimate (&answer->load_w);
}
