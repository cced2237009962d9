/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/article-rows.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* The machine whose record stands behind a claimed one: what can be bought, or could. */
static const RigMachine *
get_real (const RigArticleInput *self, guint i)
{
  const RigMachine *machine = self->machines[i];

  if (machine == NULL || machine->successors == NULL || machine->successors[0] == NULL)
    return NULL;
  return rig_catalog_find_machine (self->input->catalog, machine->successors[0]);
}

static void
fill_real_figure (RigCell *cell, const RigMachine *real, const RigFigure *figure, const char *unit)
{
  g_autofree char *provenance = rig_words_provenance (figure);

  rig_words_fill_figure (cell, figure, unit);
  g_free (cell->note);
  /* Translators: the name of a machine, then where a figure comes from. */
  cell->note = g_strdup_printf (_("%1$s. %2$s"), real->name, provenance != NULL ? provenance : "");
}

static void
fill_real_text (RigCell *cell, const RigMachine *real, const char *text)
{
  rig_words_fill_text (cell, text, 0, real->name);
}

static void
fill_real_support (RigCell *cell, const RigMachine *real, RigSoftware software)
{
  static const char *const words[] = {
    [RIG_SUPPORT_UNKNOWN] = NULL,
    [RIG_SUPPORT_NO] = NC_("support", "no"),
    [RIG_SUPPORT_PARTIAL] = NC_("support", "partly"),
    [RIG_SUPPORT_YES] = NC_("support", "yes"),
  };
  const RigSoftwareSupport *support = &real->software[software];
  const char *word = words[support->support];

  rig_words_fill_text (cell, word != NULL ? g_dpgettext2 (NULL, "support", word) : NULL, 0,
                       support->note != NULL ? support->note : real->name);
}

static gboolean
has_api (const RigMachine *machine, const char *api)
{
  return machine->apis != NULL && g_strv_contains ((const char *const *) machine->apis, api);
}

static void
fill_largest (RigCell *cell, const RigArticleInput *self, const RigMachine *real,
              const char *quant_id)
{
  double usable = rig_machine_get_memory_bytes (real) * real->usable_gpu_fraction_default.value;
  RigEstimate params = rig_estimate_exact (
    rig_page_get_largest_params (self->input, quant_id, usable), RIG_BASIS_ESTIMATED);

  if (isnan (params.value))
    rig_words_fill_unknown (cell, NULL);
  else
    rig_words_fill_estimate (cell, rig_format_params (params.value), &params, 0,
                             /* Translators: the name of a machine. */
                             g_strdup_printf (_("%s: weights alone fill what the GPU may use by "
                                                "default."), real->name));
}

/* Our word on a row of the head-to-head table: that of the machine that can be bought. */
static void
fill_spec (RigCell *cell, const RigArticleInput *self, const char *key, guint i)
{
  const RigMachine *real = get_real (self, i);
  g_autofree char *os = NULL;

  if (real == NULL)
    rig_words_fill_unknown (cell, NULL);
  else if (g_str_equal (key, "memory"))
    fill_real_figure (cell, real, &real->memory_gb, "GB");
  else if (g_str_equal (key, "gpu-compute"))
    fill_real_figure (cell, real, &real->fp32_tflops, "TFLOPS FP32");
  else if (g_str_equal (key, "ai-specific"))
    fill_real_figure (cell, real, &real->fp16_tflops_dense, "TFLOPS FP16");
  else if (g_str_equal (key, "max-model-q4"))
    fill_largest (cell, self, real, "Q4_K_M");
  else if (g_str_equal (key, "max-model-fp16"))
    fill_largest (cell, self, real, "F16");
  else if (g_str_equal (key, "cuda"))
    fill_real_text (cell, real,
                    has_api (real, "CUDA") ? C_("support", "yes") : C_("support", "no"));
  else if (g_str_equal (key, "metal"))
    fill_real_text (cell, real,
                    has_api (real, "Metal") ? C_("support", "yes") : C_("support", "no"));
  else if (g_str_equal (key, "vllm"))
    fill_real_support (cell, real, RIG_SOFTWARE_VLLM);
  else if (g_str_equal (key, "llama-cpp"))
    fill_real_support (cell, real, RIG_SOFTWARE_LLAMA_CPP);
  else if (g_str_equal (key, "os"))
    fill_real_text (cell, real,
                    real->os != NULL ? (os = g_strjoinv (", ", (char **) real->os)) : NULL);
  else if (g_str_equal (key, "form-factor"))
    fill_real_text (cell, real, real->form_factor);
  else if (g_str_equal (key, "battery"))
    fill_real_figure (cell, real, &real->battery_hours, "h");
  else if (g_str_equal (key, "price"))
    fill_real_figure (cell, real, rig_machine_get_price (real), "USD");
  else if (g_str_equal (key, "available"))
    fill_real_text (cell, real, real->status);
  else
    rig_words_fill_unknown (cell, NULL);
}

RigTable *
rig_article_new_specs_table (const RigPageInput *input)
{
  RigArticleInput self;
  RigTable *table;
  g_autoptr (GString) swaps = g_string_new (NULL);

  rig_article_input_init (&self, input);
  table = rig_table_new ("article-specs", _("The article’s head to head"),
                         _("As the article prints it, and what can be bought instead"));
  rig_table_add_column (table, "says", _("Who says it"), NULL, RIG_ALIGN_START, -1);
  rig_article_add_machine_columns (&self, table);
  for (guint r = 0; r < self.article->n_specs; r++)
    {
      const RigArticleSpec *spec = &self.article->specs[r];
      guint row = rig_article_add_pair (table, spec->key, spec->row, _("To be bought"));
      for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
        {
          rig_article_fill_printed (rig_table_get_cell (table, row, i + 1), &spec->cells[i]);
          fill_spec (rig_table_get_cell (table, row + 1, i + 1), &self, spec->key, i);
        }
    }
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    {
      const RigMachine *real = get_real (&self, i);
      if (real != NULL)
        g_string_append_printf (swaps, "%s%s → %s", swaps->len > 0 ? "; " : "",
                                self.article->labels[i], real->name);
    }
  rig_table_add_footnote (table, swaps->str);
  return table;
}
