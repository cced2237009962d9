/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/claims-private.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *
support_to_word (RigSupport support)
{
  static const char *const words[] = {
    [RIG_SUPPORT_UNKNOWN] = NULL,
    [RIG_SUPPORT_NO] = NC_("claim", "no"),
    [RIG_SUPPORT_PARTIAL] = NC_("claim", "partly"),
    [RIG_SUPPORT_YES] = NC_("claim", "yes"),
  };

  return words[support];
}

/* "yes", "yes (Metal-optimized)", "no" against what is on record. */
static void
judge_support (RigClaim *claim, const RigMachine *real, const char *word)
{
  claim->recorded.word = word;
  claim->recorded.machine = real;
  claim->recorded.source = real->software_source;
  if (word != NULL)
    rig_claim_judge_same (claim, g_str_has_prefix (claim->words, word),
                          N_("The software’s makers say otherwise"));
}

static void
check_api (RigClaim *claim, const RigMachine *real, const char *api)
{
  if (real->apis != NULL)
    judge_support (claim, real,
                   support_to_word (g_strv_contains ((const char *const *) real->apis, api)
                                      ? RIG_SUPPORT_YES : RIG_SUPPORT_NO));
}

/* The system's name up to its version: "Windows (ARM)" and "Windows 11 on Arm". */
static void
check_os (RigClaim *claim, const RigMachine *real)
{
  gboolean same = FALSE;

  if (real->os == NULL)
    return;
  for (guint i = 0; real->os[i] != NULL; i++)
    same |= strncmp (real->os[i], claim->words, strcspn (claim->words, " ")) == 0;
  claim->recorded.word = real->os[0];
  claim->recorded.machine = real;
  rig_claim_judge_same (claim, same, N_("It is sold with another system"));
}

/* Of everything that the name may stand for: whether there are laptops, and other boxes. */
static void
check_form (RigClaimCheck *self, RigClaim *claim, guint i)
{
  const char **ids = self->machines[i]->successors;
  gboolean laptop = FALSE, desktop = FALSE;

  for (guint s = 0; ids != NULL && ids[s] != NULL; s++)
    {
      const RigMachine *machine = rig_catalog_find_machine (self->catalog, ids[s]);
      if (machine != NULL && machine->kind == RIG_MACHINE_LAPTOP)
        laptop = TRUE;
      else if (machine != NULL)
        desktop = TRUE;
    }
  claim->recorded.word = laptop && desktop ? NC_("claim", "laptops and desktops")
                         : laptop          ? NC_("claim", "laptops only")
                         : desktop         ? NC_("claim", "desktops only")
                                           : NULL;
  if (claim->recorded.word != NULL)
    rig_claim_judge_same (claim,
                          (strstr (claim->words, "aptop") != NULL) == laptop
                            && (strstr (claim->words, "esktop") != NULL) == desktop,
                          N_("It is built otherwise"));
}

/* "N/A" of what has no battery; "all-day" needs somebody who has tried. */
static void
check_battery (RigClaimCheck *self, RigClaim *claim, guint i)
{
  const RigMachine *real = self->real[i];
  const char **ids = self->machines[i]->successors;

  if (g_str_equal (claim->words, "N/A"))
    {
      rig_claim_judge_same (claim, real->kind != RIG_MACHINE_LAPTOP, N_("It has a battery"));
      return;
    }
  for (guint s = 0; ids != NULL && ids[s] != NULL; s++)
    {
      const RigMachine *machine = rig_catalog_find_machine (self->catalog, ids[s]);
      if (machine != NULL && !rig_estimate_is_known (&claim->recorded.number))
        rig_claim_record_figure (claim, machine, &machine->battery_hours, 1);
    }
  claim->unit = "h";
  claim->reason = N_("Nobody has published a test, and “all day” is no number");
}

/* "~1 PFLOP (Blackwell)" and "~27 TFLOPS" stand in one row, whose smaller number is FP32. */
static void
check_compute (RigClaim *claim, const RigMachine *real)
{
  const char *number = claim->words + strcspn (claim->words, "0123456789");
  char *end = NULL;

  claim->low = claim->high = g_ascii_strtod (number, &end);
  if (end == number)
    claim->low = claim->high = NAN;
  else if (strstr (end, "PFLOP") != NULL)
    claim->low = claim->high = claim->low * 1000;
  claim->unit = "TFLOPS";
  rig_claim_record_figure (claim, real, &real->fp32_tflops, 1);
  rig_claim_judge_value (claim, &claim->recorded.number);
  if (claim->verdict == RIG_CLAIM_OFF && strstr (claim->words, "PFLOP") != NULL)
    claim->reason = N_("Not FP32, as the other numbers of its row are");
}

/* A maximum is judged at its higher end, as that is what a reader expects to load. */
static void
check_largest (RigClaimCheck *self, RigClaim *claim, guint i, const char *quant_id)
{
  const RigMachine *machine = self->machines[i];
  double usable = machine->usable_gpu_fraction_default.value;
  double largest = rig_claim_check_get_largest (self, machine, quant_id) / 1e9;
  double least = claim->low;

  claim->unit = "B";
  claim->computed.number = rig_estimate_exact (largest, RIG_BASIS_PREDICTED);
  claim->computed.machine = machine;
  if (isnan (largest))
    {
      claim->computed.number.basis = RIG_BASIS_UNKNOWN;
      return;
    }
  claim->low = claim->high;
  rig_claim_judge_value (claim, &claim->computed.number);
  claim->low = least;
  claim->bound_name = N_("parameters that fill all of the memory, in billions");
  claim->bound = largest / usable;
  if (least <= claim->bound)
    return;
  claim->verdict = RIG_CLAIM_IMPOSSIBLE;
  claim->reason = N_("More weights than all of the memory holds");
}

/* A season of 2026 against the day on which the first was sold; "Now" against the shops. */
static void
check_available (RigClaimCheck *self, RigClaim *claim, guint i)
{
  const RigMachine *machine = self->machines[i];
  const char **ids = machine->successors;
  const char *first = NULL;

  if (g_str_equal (claim->words, "Now") && !rig_figure_is_known (&machine->release)
      && machine->release.text == NULL)
    {
      claim->verdict = RIG_CLAIM_IMPOSSIBLE;
      claim->recorded.word = machine->status;
      claim->bound_name = N_("there is no such machine");
      claim->reason = N_("What was never made cannot be bought");
      return;
    }
  for (guint s = 0; ids != NULL && ids[s] != NULL; s++)
    {
      const RigMachine *sold = rig_catalog_find_machine (self->catalog, ids[s]);
      if (sold == NULL || sold->on_sale_from == NULL
          || (first != NULL && strcmp (sold->on_sale_from, first) >= 0))
        continue;
      first = sold->on_sale_from;
      claim->recorded = (RigClaimSide){ RIG_ESTIMATE_UNKNOWN, first, sold, sold->release.source,
                                        sold->release.date };
    }
  if (first != NULL)
    rig_claim_judge_same (claim,
                          strcmp (first, "2026-09-01") >= 0 && strcmp (first, "2026-12-21") < 0,
                          N_("It was sold at another time"));
}

static void
check_figure (RigClaim *claim, const RigMachine *real, const RigFigure *figure, const char *unit)
{
  claim->unit = unit;
  rig_claim_record_figure (claim, real, figure, 1);
  rig_claim_judge_value (claim, &claim->recorded.number);
}

static void
check_spec (RigClaimCheck *self, RigClaim *claim, const char *key, guint i)
{
  const RigMachine *real = self->real[i];

  if (g_str_equal (key, "memory"))
    check_figure (claim, real, &real->memory_gb, "GB");
  else if (g_str_equal (key, "gpu-compute"))
    check_compute (claim, real);
  else if (g_str_equal (key, "max-model-q4"))
    check_largest (self, claim, i, "Q4_K_M");
  else if (g_str_equal (key, "max-model-fp16"))
    check_largest (self, claim, i, "F16");
  else if (g_str_equal (key, "cuda"))
    check_api (claim, real, "CUDA");
  else if (g_str_equal (key, "metal"))
    check_api (claim, real, "Metal");
  else if (g_str_equal (key, "vllm"))
    judge_support (claim, real, support_to_word (real->software[RIG_SOFTWARE_VLLM].support));
  else if (g_str_equal (key, "llama-cpp"))
    judge_support (claim, real, support_to_word (real->software[RIG_SOFTWARE_LLAMA_CPP].support));
  else if (g_str_equal (key, "os"))
    check_os (claim, real);
  else if (g_str_equal (key, "form-factor"))
    check_form (self, claim, i);
  else if (g_str_equal (key, "battery"))
    check_battery (self, claim, i);
  else if (g_str_equal (key, "price"))
    check_figure (claim, real, rig_machine_get_price (real), "USD");
  else if (g_str_equal (key, "available"))
    check_available (self, claim, i);
}

void
rig_claims_add_specs (RigClaimCheck *self)
{
  for (guint r = 0; r < self->article->n_specs; r++)
    for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
      {
        const RigArticleSpec *printed = &self->article->specs[r];
        RigClaim *claim;
        if (printed->cells[i].text == NULL)
          continue;
        claim = rig_claim_check_add (
          self, g_strdup_printf ("spec.%s.%s", printed->key, self->article->machines[i]),
          RIG_CLAIM_SPECS, printed->row);
        claim->machine = self->machines[i];
        rig_claim_set_cell (claim, &printed->cells[i]);
        if (self->machines[i] != NULL && self->real[i] != NULL)
          check_spec (self, claim, printed->key, i);
      }
}
