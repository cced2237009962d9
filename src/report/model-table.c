/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>
#include <string.h>

#include "report/format.h"
#include "report/words.h"

#define FIRST_MACHINE 3 /* columns: model, size, what it needs, then the machines */

static void
fill_fit_cell (RigCell *cell, const RigFit *fit)
{
  g_autofree char *room = NULL;
  char *text;

  if (fit->verdict == RIG_FIT_UNKNOWN)
    {
      rig_words_fill_unknown (cell, _("The machine’s memory, or the model’s shape, is not known."));
      return;
    }
  room = rig_format_bytes (fabs (fit->room_bytes));
  if (fit->room_bytes < 0)
    /* Translators: a verdict and by how much: "no, 12 GB over". */
    text = g_strdup_printf (_("%1$s, %2$s over"), rig_words_verdict (fit->verdict), room);
  else
    /* Translators: a verdict and the room left: "fits, 12 GB left". */
    text = g_strdup_printf (_("%1$s, %2$s left"), rig_words_verdict (fit->verdict), room);
  rig_cell_take (cell, text, fit->room_bytes, RIG_BASIS_UNKNOWN,
                 rig_words_verdict_mark (fit->verdict), rig_words_fit (fit));
}

/* Sizes as buyers think of them: what runs on any laptop, on a good one, on a box like these … */
static const double size_limits[] = { 4e9, 12e9, 40e9, 130e9, 400e9 };

static char *
name_size (double params)
{
  g_autofree char *low = NULL, *high = NULL;
  guint i = 0;

  if (isnan (params))
    return g_strdup (_("Size not known"));
  while (i < G_N_ELEMENTS (size_limits) && !(params <= size_limits[i]))
    i++;
  low = i > 0 ? rig_format_params (size_limits[i - 1]) : NULL;
  if (i == G_N_ELEMENTS (size_limits))
    /* Translators: numbers of parameters such as 12B; "Over 400B". */
    return g_strdup_printf (_("Over %s"), low);
  high = rig_format_params (size_limits[i]);
  if (i == 0)
    return g_strdup_printf (_("Up to %s"), high);
  /* Translators: from more than the first number of parameters up to the second. */
  return g_strdup_printf (C_("parameters", "%1$s to %2$s"), low, high);
}

static gboolean
is_version (const char *word)
{
  return word[0] != '\0' && strspn (word, "0123456789.") == strlen (word);
}

/* All versions of a licence as one: "Llama 3.3 Community License" and "MIT (0324)" are known by
 * "Llama Community License" and "MIT". */
static char *
name_licence (const RigFigure *licence)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) name = g_string_new (NULL);

  if (licence->text == NULL)
    return g_strdup (_("Licence not known"));

  words = g_strsplit (licence->text, " ", -1);
  for (guint i = 0; words[i] != NULL && words[i][0] != '('; i++)
    if (!is_version (words[i]))
      g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", words[i]);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static const char *
name_family (const RigModel *model)
{
  const char *name = model->family != NULL && *model->family != '\0' ? model->family
                                                                      : model->vendor;

  return name != NULL && *name != '\0' ? name : _("Family not known");
}

static int
compare_words_cb (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* Sizes in their order, families and licences in that of the alphabet. */
static void
add_facets (RigTable *table, const GPtrArray *models)
{
  RigFacet *family = rig_table_add_facet (table, "family", _("Family"), _("Any family"));
  RigFacet *licence = rig_table_add_facet (table, "licence", _("Licence"), _("Any licence"));
  RigFacet *size = rig_table_add_facet (table, "size", _("Size"), _("Any size"));

  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      g_autofree char *name = name_licence (&model->licence);

      rig_facet_add_choice (family, name_family (model));
      rig_facet_add_choice (licence, name);
    }
  g_ptr_array_sort (family->choices, compare_words_cb);
  g_ptr_array_sort (licence->choices, compare_words_cb);
  for (guint i = 0; i <= G_N_ELEMENTS (size_limits); i++)
    {
      g_autofree char *name = name_size (i < G_N_ELEMENTS (size_limits) ? size_limits[i]
                                                                          : INFINITY);
      rig_facet_add_choice (size, name);
    }

  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      g_autofree char *licence_name = name_licence (&model->licence);
      g_autofree char *size_name = name_size (model->total_params.value);

      rig_facet_add_row (family, name_family (model));
      rig_facet_add_row (licence, licence_name);
      rig_facet_add_row (size, size_name);
    }
}

static void
fill_needed_cell (RigCell *cell, const RigMemory *memory)
{
  RigEstimate needed = rig_estimate_exact (memory->total_bytes, RIG_BASIS_PREDICTED);

  if (memory->unknown != NULL)
    rig_words_fill_unknown (cell, _(memory->unknown));
  else
    rig_words_fill_estimate (cell, rig_format_bytes (memory->total_bytes), &needed, 0, NULL);
}

static char *
describe_model (const RigModel *model)
{
  g_autofree char *base = NULL;

  if (!model->file.present)
    return g_strdup (model->note);
  base = g_path_get_basename (model->file.path);
  /* Translators: the name of a file, and the date when it was read. */
  return g_strdup_printf (_("Read from %1$s on %2$s"), base, model->file.read_on);
}

static void
fill_row (const RigPageInput *input, RigTable *table, guint row, const RigModel *model)
{
  const RigAnswer *answer = input->answer;
  RigEstimate params = rig_estimate_exact (model->total_params.value, RIG_BASIS_SPEC);
  g_autofree char *note = describe_model (model);
  RigMemory memory = { 0 };

  rig_words_fill_text (rig_table_get_cell (table, row, 0), model->name,
                       (model == answer->model ? RIG_MARK_CHOSEN : 0)
                         | (model->file.present ? RIG_MARK_IMPORTED : 0),
                       note);
  rig_words_fill_estimate (rig_table_get_cell (table, row, 1), rig_format_params (params.value),
                           &params, 0, NULL);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      RigFit fit;

      rig_evaluator_fit (input->evaluator, input->scenario, model, answer->quant,
                         answer->machines[i].machine, &memory, &fit);
      fill_fit_cell (rig_table_get_cell (table, row, i + FIRST_MACHINE), &fit);
    }
  fill_needed_cell (rig_table_get_cell (table, row, 2), &memory);
}

RigTable *
rig_page_new_model_table (const RigPageInput *input)
{
  const GPtrArray *models = rig_catalog_get_models (input->catalog);
  g_autofree char *context
    = rig_format_tokens (rig_scenario_get_number (input->scenario, RIG_KEY_CONTEXT));
  /* Translators: a quantisation, and a number of tokens such as 32k. */
  g_autofree char *subtitle = g_strdup_printf (
    _("Every model at %1$s with %2$s context"),
    input->answer->quant->id, context);
  RigTable *table = rig_table_new ("fit", _("Which models fit?"), subtitle);

  rig_table_add_column (table, "model", _("Model"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "params", _("Size"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "needed_bytes", _("Needs"), NULL, RIG_ALIGN_END, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_START);
  table->row_kind = RIG_ROWS_MODELS;
  table->has_verdicts = TRUE;
  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);

      fill_row (input, table, rig_table_add_row (table, model->id, NULL), model);
    }
  add_facets (table, models);
  return table;
}
