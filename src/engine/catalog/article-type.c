/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

#include <glib/gi18n.h>

#define CELL(member) G_STRUCT_OFFSET (RigArticleCell, member)
static const RigField cell_fields[] = {
  { "text", RIG_FIELD_TEXT, CELL (text), .required = TRUE },
  { "low", RIG_FIELD_NUMBER, CELL (low) },
  { "high", RIG_FIELD_NUMBER, CELL (high) },
  { "wrong", RIG_FIELD_TEXT, CELL (wrong) },
  { "reconstructed", RIG_FIELD_FLAG, CELL (reconstructed) },
};

static gboolean
finish_cell (RigReader *reader, gpointer record)
{
  RigArticleCell *cell = record;

  if (isnan (cell->high))
    cell->high = cell->low;
  if (cell->low > cell->high)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected low ≤ high"));
  return TRUE;
}

static const RigRecordType cell_type = { .size = sizeof (RigArticleCell),
                                         .fields = cell_fields,
                                         .n_fields = G_N_ELEMENTS (cell_fields),
                                         .finish = finish_cell };

/* null: no cell; a string: nothing to say beside what is printed. */
static gboolean
read_cell (RigReader *reader, JsonNode *node, gpointer member)
{
  RigArticleCell *cell = member;

  rig_reader_init_record (&cell_type, cell);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return rig_reader_read_record (reader, node, &cell_type, cell);
  return rig_reader_read_text (reader, node, &cell->text);
}

/* One element for each of the article's machines. */
static gboolean
check_columns (RigReader *reader, JsonNode *node)
{
  if (!JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) != RIG_ARTICLE_MACHINES)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected a list of %d"),
                            RIG_ARTICLE_MACHINES);
  return TRUE;
}

static gboolean
read_cells (RigReader *reader, JsonNode *node, gpointer member)
{
  RigArticleCell *cells = member;

  if (!check_columns (reader, node))
    return FALSE;
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    {
      gsize length = rig_reader_enter_index (reader, i);
      if (!read_cell (reader, json_array_get_element (json_node_get_array (node), i), &cells[i]))
        return FALSE;
      rig_reader_leave (reader, length);
    }
  return TRUE;
}

/* Three strings. */
static gboolean
read_columns (RigReader *reader, JsonNode *node, gpointer member)
{
  const char **texts = member;

  if (!check_columns (reader, node))
    return FALSE;
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    if (!rig_reader_read_text (reader, json_array_get_element (json_node_get_array (node), i),
                               &texts[i]))
      return FALSE;
  return TRUE;
}

#define TABLE(name, struct_) \
  static const RigRecordType name##_type = { .size = sizeof (struct_), \
                                             .fields = name##_fields, \
                                             .n_fields = G_N_ELEMENTS (name##_fields) }
#define TEXT(struct_, member) { #member, RIG_FIELD_TEXT, G_STRUCT_OFFSET (struct_, member) }
#define CELLS(struct_, member) \
  { #member, RIG_FIELD_OTHER, G_STRUCT_OFFSET (struct_, member), .read = read_cells }

static const RigField spec_fields[] = {
  TEXT (RigArticleSpec, row),
  TEXT (RigArticleSpec, key),
  CELLS (RigArticleSpec, cells),
  TEXT (RigArticleSpec, note),
};
TABLE (spec, RigArticleSpec);

static const RigField fit_fields[] = {
  TEXT (RigArticleFit, model),
  TEXT (RigArticleFit, quant),
  TEXT (RigArticleFit, model_id),
  TEXT (RigArticleFit, quant_id),
  { "params_b", RIG_FIELD_NUMBER, G_STRUCT_OFFSET (RigArticleFit, params_b) },
  { "size", RIG_FIELD_OTHER, G_STRUCT_OFFSET (RigArticleFit, size), .read = read_cell },
  CELLS (RigArticleFit, verdict),
  TEXT (RigArticleFit, note),
};
TABLE (fit, RigArticleFit);

static const RigField speed_fields[] = {
  TEXT (RigArticleSpeed, model),
  TEXT (RigArticleSpeed, quant),
  TEXT (RigArticleSpeed, model_id),
  TEXT (RigArticleSpeed, quant_id),
  CELLS (RigArticleSpeed, tokens_per_s),
  TEXT (RigArticleSpeed, note),
};
TABLE (speed, RigArticleSpeed);

static const RigField payback_fields[] = {
  { "usd_per_month", RIG_FIELD_NUMBER, G_STRUCT_OFFSET (RigArticlePayback, usd_per_month) },
  CELLS (RigArticlePayback, months),
};
TABLE (payback, RigArticlePayback);

static const char *const verdict_words[] = { "holds", "off", "impossible", "unknown", NULL };

static gboolean
read_verdict (RigReader *reader, JsonNode *node, gpointer member)
{
  const char **verdict = member;

  if (!rig_reader_read_text (reader, node, verdict))
    return FALSE;
  if (*verdict == NULL || !g_strv_contains (verdict_words, *verdict))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected one of %s, found “%s”"),
                            "holds, off, impossible, unknown",
                            *verdict != NULL ? *verdict : "null");
  return TRUE;
}

static const RigField claim_fields[] = {
  TEXT (RigArticleClaim, id),
  TEXT (RigArticleClaim, claim),
  TEXT (RigArticleClaim, finding),
  { "verdict", RIG_FIELD_OTHER, G_STRUCT_OFFSET (RigArticleClaim, verdict),
    .read = read_verdict },
  TEXT (RigArticleClaim, source),
};
TABLE (claim, RigArticleClaim);

static const RigField choice_fields[] = {
  TEXT (RigArticleChoice, topic),
  TEXT (RigArticleChoice, choice),
  TEXT (RigArticleChoice, why),
  TEXT (RigArticleChoice, wrong),
};
TABLE (choice, RigArticleChoice);

static const RigField question_fields[] = {
  TEXT (RigArticleQuestion, question),
  TEXT (RigArticleQuestion, answer),
};
TABLE (question, RigArticleQuestion);

static const RigField part_fields[] = {
  TEXT (RigArticlePart, what),
  TEXT (RigArticlePart, purpose),
  { "usd", RIG_FIELD_NUMBER, G_STRUCT_OFFSET (RigArticlePart, usd) },
};
TABLE (part, RigArticlePart);

static const RigField remark_fields[] = {
  TEXT (RigArticleRemark, topic),
  TEXT (RigArticleRemark, text),
  TEXT (RigArticleRemark, note),
};
TABLE (remark, RigArticleRemark);

#define ARTICLE(member) G_STRUCT_OFFSET (RigArticle, member)
#define LIST(member, type_) \
  { #member, RIG_FIELD_LIST, ARTICLE (member), .type = &type_, .length = ARTICLE (n_##member) }
static const RigField article_fields[] = {
  { "about", RIG_FIELD_IGNORED },
  { "title", RIG_FIELD_TEXT, ARTICLE (title), .required = TRUE },
  { "machines", RIG_FIELD_OTHER, ARTICLE (machines), .read = read_columns },
  { "labels", RIG_FIELD_OTHER, ARTICLE (labels), .read = read_columns },
  LIST (specs, spec_type),
  LIST (fits, fit_type),
  LIST (speeds, speed_type),
  LIST (paybacks, payback_type),
  LIST (claims, claim_type),
  LIST (decisions, choice_type),
  LIST (judgements, choice_type),
  LIST (questions, question_type),
  LIST (both, part_type),
  LIST (remarks, remark_type),
};

const RigRecordType rig_article_type = { .size = sizeof (RigArticle),
                                         .fields = article_fields,
                                         .n_fields = G_N_ELEMENTS (article_fields) };
