/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

static const char *const kinds[] = {
  [RIG_SPEED_DECODE] = "decode",
  [RIG_SPEED_PREFILL] = "prefill",
  NULL,
};

static const char *const flashes[] = {
  [RIG_FLASH_AUTO] = "auto",
  [RIG_FLASH_ON] = "on",
  [RIG_FLASH_OFF] = "off",
  NULL,
};

#define RECORD(member) G_STRUCT_OFFSET (RigSpeedRecord, member)
static const RigField fields[] = {
  { "id", RIG_FIELD_TEXT, RECORD (id), .required = TRUE },
  { "machine", RIG_FIELD_TEXT, RECORD (machine), .required = TRUE },
  { "model", RIG_FIELD_TEXT, RECORD (model), .required = TRUE },
  { "quant", RIG_FIELD_TEXT, RECORD (quant), .required = TRUE },
  { "stack", RIG_FIELD_TEXT, RECORD (stack), .required = TRUE },
  { "kind", RIG_FIELD_CHOICE, RECORD (kind), .choices = kinds },
  { "tokens", RIG_FIELD_NUMBER, RECORD (tokens), .required = TRUE, .low = 1, .high = 1e9 },
  { "depth", RIG_FIELD_NUMBER, RECORD (depth), .required = TRUE, .low = 0, .high = 1e9 },
  { "tokens_per_s", RIG_FIELD_FIGURE, RECORD (tokens_per_s), .required = TRUE, .low = 1e-9,
    .high = 1e8, .unit = "tokens/s" },
  { "deviation", RIG_FIELD_NUMBER, RECORD (deviation), .low = 0, .high = 1e8 },
  { "kv_type_k", RIG_FIELD_TEXT, RECORD (kv_type_k) },
  { "kv_type_v", RIG_FIELD_TEXT, RECORD (kv_type_v) },
  { "flash_attention", RIG_FIELD_CHOICE, RECORD (flash_attention), .choices = flashes },
  { "ubatch", RIG_FIELD_COUNT, RECORD (ubatch), .low = 0, .high = 1e9 },
  { "build", RIG_FIELD_TEXT, RECORD (build) },
  { "test_time", RIG_FIELD_TEXT, RECORD (test_time) },
  { "gpu", RIG_FIELD_TEXT, RECORD (gpu) },
  { "note", RIG_FIELD_TEXT, RECORD (note) },
};

G_STATIC_ASSERT (sizeof (RigSpeedKind) == sizeof (guint));
G_STATIC_ASSERT (sizeof (RigFlash) == sizeof (guint));

const RigRecordType rig_speed_record_type = {
  .size = sizeof (RigSpeedRecord),
  .id_key = "id",
  .id_offset = RECORD (id),
  .origin_offset = RECORD (origin),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};

JsonNode *
rig_speed_record_to_json (const RigSpeedRecord *record)
{
  return rig_record_write (&rig_speed_record_type, record);
}
