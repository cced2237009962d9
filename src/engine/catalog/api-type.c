/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

#include <glib/gi18n.h>

#define MOST_USD 1e6 /* per million tokens */

#define TIER(member) G_STRUCT_OFFSET (RigApiTier, member)
#define TIER_PRICE(member) \
  { #member, RIG_FIELD_NUMBER, TIER (member), .low = 0, .high = MOST_USD }
static const RigField tier_fields[] = {
  { "above_input_tokens", RIG_FIELD_NUMBER, TIER (above_input_tokens), .low = 1, .high = 1e12 },
  { "from_date", RIG_FIELD_DATE, TIER (from_date) },
  TIER_PRICE (input),
  TIER_PRICE (cached_input),
  TIER_PRICE (cache_write),
  TIER_PRICE (output),
};

static gboolean
finish_tier (RigReader *reader, gpointer record)
{
  const RigApiTier *tier = record;

  if (isnan (tier->above_input_tokens) == (tier->from_date == NULL))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected either above_input_tokens or from_date"));
  return TRUE;
}

static const RigRecordType tier_type = { .size = sizeof (RigApiTier),
                                         .fields = tier_fields,
                                         .n_fields = G_N_ELEMENTS (tier_fields),
                                         .finish = finish_tier };

#define API(member) G_STRUCT_OFFSET (RigApi, member)
#define PRICE(member)                                                            \
  { #member, RIG_FIELD_FIGURE, API (member), .low = 0, .high = MOST_USD,         \
    .unit = "USD per million tokens" }
static const RigField api_fields[] = {
  { "id", RIG_FIELD_TEXT, API (id), .required = TRUE },
  { "vendor", RIG_FIELD_TEXT, API (vendor) },
  { "model", RIG_FIELD_TEXT, API (model), .required = TRUE },
  { "host", RIG_FIELD_TEXT, API (host), .required = TRUE },
  { "open_weights", RIG_FIELD_FLAG, API (open_weights) },
  { "local_model", RIG_FIELD_TEXT, API (local_model) },
  PRICE (input),
  PRICE (cached_input),
  PRICE (cache_write),
  PRICE (output),
  { "tiers", RIG_FIELD_LIST, API (tiers), .type = &tier_type, .length = API (n_tiers) },
  { "agreement", RIG_FIELD_TEXT, API (agreement) },
  { "note", RIG_FIELD_TEXT, API (note) },
};

const RigRecordType rig_api_type = {
  .size = sizeof (RigApi),
  .id_key = "id",
  .id_offset = API (id),
  .origin_offset = API (origin),
  .fields = api_fields,
  .n_fields = G_N_ELEMENTS (api_fields),
};
