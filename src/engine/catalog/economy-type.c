/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

#include <glib/gi18n.h>

#define TARIFF(member) G_STRUCT_OFFSET (RigTariff, member)
static const RigField tariff_fields[] = {
  { "id", RIG_FIELD_TEXT, TARIFF (id), .required = TRUE },
  { "country", RIG_FIELD_TEXT, TARIFF (country), .required = TRUE },
  { "period", RIG_FIELD_TEXT, TARIFF (period) },
  { "usd_per_kwh", RIG_FIELD_FIGURE, TARIFF (usd_per_kwh), .low = 0, .high = 100,
    .unit = "USD" },
  { "local_per_kwh", RIG_FIELD_FIGURE, TARIFF (local_per_kwh), .low = 0, .high = 1e6 },
  { "note", RIG_FIELD_TEXT, TARIFF (note) },
};

const RigRecordType rig_tariff_type = {
  .size = sizeof (RigTariff),
  .id_key = "id",
  .id_offset = TARIFF (id),
  .origin_offset = TARIFF (origin),
  .fields = tariff_fields,
  .n_fields = G_N_ELEMENTS (tariff_fields),
};

#define POWER(member) G_STRUCT_OFFSET (RigPower, member)
static const RigField power_fields[] = {
  { "machine", RIG_FIELD_TEXT, POWER (machine), .required = TRUE },
  { "machine_id", RIG_FIELD_TEXT, POWER (machine_id) },
  { "state", RIG_FIELD_TEXT, POWER (state), .required = TRUE },
  { "workload", RIG_FIELD_TEXT, POWER (workload) },
  { "watts", RIG_FIELD_FIGURE, POWER (watts), .low = 0, .high = 1e5, .unit = "W" },
  { "wall", RIG_FIELD_FLAG, POWER (wall) },
  { "tokens_per_s", RIG_FIELD_NUMBER, POWER (tokens_per_s), .low = 0, .high = 1e7 },
};

const RigRecordType rig_power_type = {
  .size = sizeof (RigPower),
  .origin_offset = POWER (origin),
  .fields = power_fields,
  .n_fields = G_N_ELEMENTS (power_fields),
};

/* The two lists of a curve, whose lengths the struct has only once. */
typedef struct
{
  RigResale resale;
  guint n_months, n_shares;
} ResaleDraft;

static gboolean
read_numbers (RigReader *reader, JsonNode *node, double most, const double **numbers, guint *n)
{
  JsonArray *array;
  double *values;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return rig_reader_fail_kind (reader, _ ("a list of numbers"), node);
  array = json_node_get_array (node);
  *n = json_array_get_length (array);
  values = rig_reader_alloc (reader, (*n + 1) * sizeof (double));
  for (guint i = 0; i < *n; i++)
    {
      gsize length = rig_reader_enter_index (reader, i);
      RigFigure figure;
      RigFigureKey key = { .low = 0, .high = most };
      if (!rig_reader_read_figure (reader, json_array_get_element (array, i), &key, &figure))
        return FALSE;
      if (isnan (figure.value))
        return rig_reader_fail_kind (reader, _ ("a number"), json_array_get_element (array, i));
      values[i] = figure.value;
      rig_reader_leave (reader, length);
    }
  *numbers = values;
  return TRUE;
}

#define RESALE(member) G_STRUCT_OFFSET (ResaleDraft, resale.member)

static gboolean
read_months (RigReader *reader, JsonNode *node, gpointer member)
{
  ResaleDraft *draft = G_STRUCT_MEMBER_P (member, -(glong) RESALE (months));

  return read_numbers (reader, node, 1200, member, &draft->n_months);
}

static gboolean
read_shares (RigReader *reader, JsonNode *node, gpointer member)
{
  ResaleDraft *draft = G_STRUCT_MEMBER_P (member, -(glong) RESALE (share_kept));

  return read_numbers (reader, node, 100, member, &draft->n_shares);
}

static const RigField resale_fields[] = {
  { "item", RIG_FIELD_TEXT, RESALE (item), .required = TRUE },
  { "months", RIG_FIELD_OTHER, RESALE (months), .read = read_months },
  { "share_kept", RIG_FIELD_OTHER, RESALE (share_kept), .read = read_shares },
  { "used_price_usd", RIG_FIELD_FIGURE, RESALE (used_price_usd), .low = 0, .high = 1e8,
    .unit = "USD" },
  { "provenance", RIG_FIELD_FIGURE, RESALE (provenance) },
};

static gboolean
finish_resale (RigReader *reader, gpointer record)
{
  ResaleDraft *draft = record;

  if (draft->n_months != draft->n_shares)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected as many shares as months, found %u and %u"),
                            draft->n_shares, draft->n_months);
  draft->resale.n_points = draft->n_months;
  return TRUE;
}

const RigRecordType rig_resale_type = {
  .size = sizeof (ResaleDraft),
  .id_key = "item",
  .id_offset = RESALE (item),
  .origin_offset = RESALE (origin),
  .fields = resale_fields,
  .n_fields = G_N_ELEMENTS (resale_fields),
  .finish = finish_resale,
};

#define FACT(member) G_STRUCT_OFFSET (RigEconomicFact, member)
static const RigField fact_fields[] = {
  { "topic", RIG_FIELD_TEXT, FACT (topic), .required = TRUE },
  { "what", RIG_FIELD_TEXT, FACT (what), .required = TRUE },
  { "figure", RIG_FIELD_FIGURE, FACT (figure) },
};

const RigRecordType rig_fact_type = {
  .size = sizeof (RigEconomicFact),
  .origin_offset = FACT (origin),
  .fields = fact_fields,
  .n_fields = G_N_ELEMENTS (fact_fields),
};
