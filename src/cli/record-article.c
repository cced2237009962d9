/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/record.h"

#include <glib/gi18n.h>

/* One field per machine of the article, by our id of it. */
static void
add_cells (RigRecord *record, const RigArticle *article, const RigArticleCell *cells)
{
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    rig_record_add_cell (record, article->machines[i], article->labels[i], &cells[i]);
}

static void
add_specs (RigRecord *record, const RigArticle *article)
{
  GPtrArray *list = rig_record_add_records (record, "specs", _("Specifications, as printed"));

  for (guint i = 0; i < article->n_specs; i++)
    {
      const RigArticleSpec *spec = &article->specs[i];
      RigRecord *item = rig_record_new ("spec", spec->key, spec->row);

      add_cells (item, article, spec->cells);
      g_ptr_array_add (list, item);
    }
}

static void
add_fits (RigRecord *record, const RigArticle *article)
{
  GPtrArray *list = rig_record_add_records (record, "fits", _("What fits, as printed"));

  for (guint i = 0; i < article->n_fits; i++)
    {
      const RigArticleFit *fit = &article->fits[i];
      RigRecord *item = rig_record_new ("fit", fit->model_id, fit->model);

      rig_record_add_text (item, "quant", _("Quantisation"), fit->quant);
      rig_record_add_cell (item, "size_gb", _("GB"), &fit->size);
      add_cells (item, article, fit->verdict);
      g_ptr_array_add (list, item);
    }
}

static void
add_speeds (RigRecord *record, const RigArticle *article)
{
  GPtrArray *list = rig_record_add_records (record, "speeds", _("Tokens per second, as printed"));

  for (guint i = 0; i < article->n_speeds; i++)
    {
      const RigArticleSpeed *speed = &article->speeds[i];
      RigRecord *item = rig_record_new ("speed", speed->model_id, speed->model);

      rig_record_add_text (item, "quant", _("Quantisation"), speed->quant);
      add_cells (item, article, speed->tokens_per_s);
      g_ptr_array_add (list, item);
    }
}

static void
add_paybacks (RigRecord *record, const RigArticle *article)
{
  GPtrArray *list = rig_record_add_records (record, "paybacks",
                                            _("Months to break even, as printed"));

  for (guint i = 0; i < article->n_paybacks; i++)
    {
      const RigArticlePayback *payback = &article->paybacks[i];
      RigRecord *item = rig_record_new ("payback", NULL, NULL);

      rig_record_add_number (item, "usd_per_month", _("US$ a month"), payback->usd_per_month);
      add_cells (item, article, payback->months);
      g_ptr_array_add (list, item);
    }
}

static void
add_claims (RigRecord *record, const RigArticle *article)
{
  GPtrArray *list = rig_record_add_records (record, "claims", _("Claims against the record"));

  for (guint i = 0; i < article->n_claims; i++)
    {
      const RigArticleClaim *claim = &article->claims[i];
      RigRecord *item = rig_record_new ("claim", claim->id, claim->claim);

      rig_record_add_text (item, "verdict", _("Verdict"), claim->verdict);
      rig_record_add_text (item, "finding", _("Finding"), claim->finding);
      rig_record_add_text (item, "source", _("Source"), claim->source);
      g_ptr_array_add (list, item);
    }
}

RigRecord *
rig_record_from_article (const RigArticle *article)
{
  RigRecord *record = rig_record_new ("article", "article", article->title);

  add_specs (record, article);
  add_fits (record, article);
  add_speeds (record, article);
  add_paybacks (record, article);
  add_claims (record, article);
  return record;
}
