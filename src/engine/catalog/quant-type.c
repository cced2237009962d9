/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

#include <glib/gi18n.h>

#define TYPE(member) G_STRUCT_OFFSET (RigTensorType, member)
static const RigField tensor_type_fields[] = {
  { "name", RIG_FIELD_TEXT, TYPE (name), .required = TRUE },
  { "ggml_type", RIG_FIELD_COUNT, TYPE (ggml_type), .low = 0, .high = 1000 },
  { "block_elems", RIG_FIELD_COUNT, TYPE (block_elems), .required = TRUE, .low = 1,
    .high = 65536 },
  { "block_bytes", RIG_FIELD_COUNT, TYPE (block_bytes), .required = TRUE, .low = 1,
    .high = 1e6 },
  { "layout", RIG_FIELD_TEXT, TYPE (layout) },
  { "kv_cache", RIG_FIELD_FLAG, TYPE (kv_cache) },
};

const RigRecordType rig_tensor_type_type = {
  .size = sizeof (RigTensorType),
  .id_key = "name",
  .id_offset = TYPE (name),
  .origin_offset = TYPE (origin),
  .fields = tensor_type_fields,
  .n_fields = G_N_ELEMENTS (tensor_type_fields),
};

static const char *const formats[] = {
  [RIG_FORMAT_GGUF] = "gguf",
  [RIG_FORMAT_MLX] = "mlx",
  [RIG_FORMAT_CHECKPOINT] = "checkpoint",
  NULL,
};

#define QUANT(member) G_STRUCT_OFFSET (RigQuant, member)
static const RigField quant_fields[] = {
  { "id", RIG_FIELD_TEXT, QUANT (id), .required = TRUE },
  { "name", RIG_FIELD_TEXT, QUANT (name), .required = TRUE },
  { "format", RIG_FIELD_CHOICE, QUANT (format), .choices = formats },
  { "default_type", RIG_FIELD_TEXT, QUANT (default_type) },
  { "bits_per_weight", RIG_FIELD_FIGURE, QUANT (bits_per_weight), .low = 0.1, .high = 64,
    .unit = "bit" },
  { "speed_class", RIG_FIELD_TEXT, QUANT (speed_class) },
  { "group_size", RIG_FIELD_COUNT, QUANT (group_size), .low = 0, .high = 65536 },
  { "high_bits_per_weight", RIG_FIELD_FIGURE, QUANT (high_bits_per_weight), .low = 0.1,
    .high = 64, .unit = "bit" },
  { "packs_experts_alone", RIG_FIELD_FLAG, QUANT (packs_experts_alone) },
  { "rest_bits_per_weight", RIG_FIELD_FIGURE, QUANT (rest_bits_per_weight), .low = 0.1,
    .high = 64, .unit = "bit" },
  { "column_bytes", RIG_FIELD_COUNT, QUANT (column_bytes), .low = 0, .high = 1024 },
  { "delta_ppl", RIG_FIELD_FIGURE, QUANT (delta_ppl), .low = -10, .high = 1e6, .unit = "PPL" },
  { "delta_ppl_no_imatrix", RIG_FIELD_FIGURE, QUANT (delta_ppl_no_imatrix), .low = -10,
    .high = 1e6, .unit = "PPL" },
  { "note", RIG_FIELD_TEXT, QUANT (note) },
};

static gboolean
finish_quant (RigReader *reader, gpointer record)
{
  const RigQuant *quant = record;

  if (quant->format != RIG_FORMAT_GGUF)
    return rig_figure_is_known (&quant->bits_per_weight)
           || rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected the key “%s”"),
                               "bits_per_weight");
  if (quant->default_type == NULL)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected the key “%s”"),
                            "default_type");
  if (!g_hash_table_contains (reader->ids[RIG_LIST_TENSOR_TYPES], quant->default_type))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected default_type to be the name of a tensor type, found "
                               "“%s”"),
                            quant->default_type);
  return TRUE;
}

const RigRecordType rig_quant_type = {
  .size = sizeof (RigQuant),
  .id_key = "id",
  .id_offset = QUANT (id),
  .origin_offset = QUANT (origin),
  .fields = quant_fields,
  .n_fields = G_N_ELEMENTS (quant_fields),
  .finish = finish_quant,
};

JsonNode *
rig_quant_to_json (const RigQuant *quant)
{
  return rig_record_write (&rig_quant_type, quant);
}
