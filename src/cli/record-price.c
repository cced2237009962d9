/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/record.h"

#include <glib/gi18n.h>

static const char *
get_format_word (RigFormat format)
{
  static const char *const words[] = {
    [RIG_FORMAT_GGUF] = "gguf",
    [RIG_FORMAT_MLX] = "mlx",
    [RIG_FORMAT_CHECKPOINT] = "checkpoint",
  };

  g_return_val_if_fail (format < G_N_ELEMENTS (words), NULL);
  return words[format];
}

/* What only formats with a rule of their own have. */
static void
add_packing (RigRecord *record, const RigQuant *quant)
{
  if (rig_figure_is_known (&quant->high_bits_per_weight))
    rig_record_add_figure (record, "high_bits_per_weight",
                           _("Bits per weight where it matters most"),
                           &quant->high_bits_per_weight);
  if (quant->packs_experts_alone)
    rig_record_add_flag (record, "packs_experts_alone", _("Packs the experts of a mixture alone"),
                         TRUE);
  if (rig_figure_is_known (&quant->rest_bits_per_weight))
    rig_record_add_figure (record, "rest_bits_per_weight", _("Bits per weight of the rest"),
                           &quant->rest_bits_per_weight);
  if (quant->column_bytes > 0)
    rig_record_add_number (record, "column_bytes", _("Bytes more per column"),
                           quant->column_bytes);
}

RigRecord *
rig_record_from_quant (const RigCatalog *catalog, const RigQuant *quant)
{
  RigRecord *record = rig_record_new ("quant", quant->id, quant->name);
  const RigTensorType *type = NULL;

  rig_record_add_text (record, "format", _("Format"), get_format_word (quant->format));
  rig_record_add_text (record, "default_type", _("Tensor type"), quant->default_type);
  if (quant->default_type != NULL)
    type = rig_catalog_find_tensor_type (catalog, quant->default_type);
  rig_record_add_number (record, "default_type_bits_per_weight", _("Bits per weight of that type"),
                         type != NULL ? 8.0 * type->block_bytes / type->block_elems : NAN);
  rig_record_add_figure (record, "bits_per_weight", _("Bits per weight"),
                         &quant->bits_per_weight);
  rig_record_add_number (record, "group_size", _("Weights that share a scale"),
                         quant->group_size > 0 ? quant->group_size : NAN);
  add_packing (record, quant);
  rig_record_add_figure (record, "delta_ppl", _("Loss of quality (perplexity)"),
                         &quant->delta_ppl);
  rig_record_add_figure (record, "delta_ppl_no_imatrix", _("The same without an imatrix"),
                         &quant->delta_ppl_no_imatrix);
  rig_record_add_text (record, "speed_class", _("Speed class"), quant->speed_class);
  rig_record_add_text (record, "note", _("Notes"), quant->note);
  rig_record_add_text (record, "origin", _("File"), quant->origin);
  return record;
}

static void
add_tiers (RigRecord *record, const RigApi *api)
{
  GPtrArray *list = rig_record_add_records (record, "tiers", _("Other prices"));

  for (guint i = 0; i < api->n_tiers; i++)
    {
      const RigApiTier *tier = &api->tiers[i];
      RigRecord *item = rig_record_new ("tier", NULL, NULL);

      rig_record_add_number (item, "above_input_tokens", _("Above tokens"),
                             tier->above_input_tokens);
      rig_record_add_text (item, "from_date", _("From"), tier->from_date);
      rig_record_add_number (item, "input", _("Input"), tier->input);
      rig_record_add_number (item, "cached_input", _("Cached input"), tier->cached_input);
      rig_record_add_number (item, "cache_write", _("Cache write"), tier->cache_write);
      rig_record_add_number (item, "output", _("Output"), tier->output);
      g_ptr_array_add (list, item);
    }
}

RigRecord *
rig_record_from_api (const RigApi *api)
{
  RigRecord *record = rig_record_new ("api", api->id, api->model);

  rig_record_add_text (record, "vendor", _("Vendor"), api->vendor);
  rig_record_add_text (record, "host", _("Host"), api->host);
  rig_record_add_flag (record, "open_weights", _("Open weights"), api->open_weights);
  rig_record_add_text (record, "local_model", _("The same model here"), api->local_model);
  rig_record_add_figure (record, "input", _("Input"), &api->input);
  rig_record_add_figure (record, "cached_input", _("Cached input"), &api->cached_input);
  rig_record_add_figure (record, "cache_write", _("Cache write"), &api->cache_write);
  rig_record_add_figure (record, "output", _("Output"), &api->output);
  add_tiers (record, api);
  rig_record_add_text (record, "agreement", _("Agreement of sources"), api->agreement);
  rig_record_add_text (record, "note", _("Notes"), api->note);
  rig_record_add_text (record, "origin", _("File"), api->origin);
  return record;
}

RigRecord *
rig_record_from_tariff (const RigTariff *tariff)
{
  RigRecord *record = rig_record_new ("tariff", tariff->id, tariff->country);

  rig_record_add_figure (record, "usd_per_kwh", _("Price per kWh"), &tariff->usd_per_kwh);
  rig_record_add_figure (record, "local_per_kwh", _("As published"), &tariff->local_per_kwh);
  return record;
}
