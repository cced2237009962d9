/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/record.h"

#include <glib/gi18n.h>

static const char *
get_kind_word (RigMachineKind kind)
{
  static const char *const words[] = {
    [RIG_MACHINE_LAPTOP] = "laptop",           [RIG_MACHINE_MINI] = "mini",
    [RIG_MACHINE_DESKTOP] = "desktop",         [RIG_MACHINE_WORKSTATION] = "workstation",
    [RIG_MACHINE_SERVER] = "server",           [RIG_MACHINE_CARD] = "card",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (words), NULL);
  return words[kind];
}

static const char *
get_support_word (RigSupport support)
{
  static const char *const words[] = {
    [RIG_SUPPORT_UNKNOWN] = NULL,
    [RIG_SUPPORT_NO] = "no",
    [RIG_SUPPORT_PARTIAL] = "partial",
    [RIG_SUPPORT_YES] = "yes",
  };

  g_return_val_if_fail (support < G_N_ELEMENTS (words), NULL);
  return words[support];
}

static void
add_identity (RigRecord *record, const RigMachine *machine)
{
  rig_record_add_text (record, "short_name", _("Short name"), machine->short_name);
  rig_record_add_text (record, "vendor", _("Vendor"), machine->vendor);
  rig_record_add_text (record, "chip", _("Chip"), machine->chip);
  rig_record_add_text (record, "kind", _("Kind"), get_kind_word (machine->kind));
  rig_record_add_text (record, "form_factor", _("Form"), machine->form_factor);
  rig_record_add_text (record, "status", _("Status"), machine->status);
  rig_record_add_text (record, "on_sale_from", _("On sale from"), machine->on_sale_from);
  rig_record_add_text (record, "on_sale_until", _("On sale until"), machine->on_sale_until);
  rig_record_add_flag (record, "claimed", _("Only in the article"), machine->claimed);
  rig_record_add_words (record, "successors", _("To buy instead"),
                        (const char *const *) machine->successors);
  rig_record_add_text (record, "memory_type", _("Memory type"), machine->memory_type);
  rig_record_add_flag (record, "unified_memory", _("Unified memory"), machine->unified);
  rig_record_add_figure (record, "gpu_limit_setting", _("What raises the GPU’s share"),
                         &machine->gpu_limit_setting);
  rig_record_add_number (record, "n_gpus", _("GPUs"), machine->n_gpus);
  rig_record_add_text (record, "gpu_class", _("GPU class"), machine->gpu_class);
  rig_record_add_words (record, "os", _("Systems"), (const char *const *) machine->os);
  rig_record_add_words (record, "apis", _("GPU programming"),
                        (const char *const *) machine->apis);
}

static void
add_software (RigRecord *record, const RigMachine *machine)
{
  GPtrArray *list = rig_record_add_records (record, "software", _("Software"));

  for (guint i = 0; i < RIG_N_SOFTWARE; i++)
    {
      const RigSoftwareSupport *support = &machine->software[i];
      RigRecord *item = rig_record_new ("software", NULL, rig_software_get_name (i));

      rig_record_add_text (item, "support", _("Runs"), get_support_word (support->support));
      rig_record_add_text (item, "note", _("Note"), support->note);
      g_ptr_array_add (list, item);
    }
  rig_record_add_text (record, "software_source", _("Source of the software list"),
                       machine->software_source);
}

static void
add_benchmarks (RigRecord *record, const RigMachine *machine)
{
  GPtrArray *list = rig_record_add_records (record, "benchmarks", _("Published measurements"));

  for (guint i = 0; i < machine->n_benchmarks; i++)
    {
      const RigBenchmark *benchmark = &machine->benchmarks[i];
      RigRecord *item = rig_record_new ("benchmark", NULL, NULL);

      rig_record_add_text (item, "model", _("Model"), benchmark->model);
      rig_record_add_text (item, "model_id", _("Our model"), benchmark->model_id);
      rig_record_add_text (item, "quant", _("Quantisation"), benchmark->quant);
      rig_record_add_text (item, "engine", _("Program"), benchmark->engine);
      rig_record_add_number (item, "context_tokens", _("Context"), benchmark->context_tokens);
      rig_record_add_number (item, "prompt_tokens", _("Prompt"), benchmark->prompt_tokens);
      rig_record_add_figure (item, "decode_tokens_per_s", _("Decode"),
                             &benchmark->decode_tokens_per_s);
      rig_record_add_figure (item, "prefill_tokens_per_s", _("Prefill"),
                             &benchmark->prefill_tokens_per_s);
      rig_record_add_text (item, "note", _("Note"), benchmark->note);
      g_ptr_array_add (list, item);
    }
}

static void
add_prices (RigRecord *record, const RigMachine *machine)
{
  GPtrArray *list = rig_record_add_records (record, "price_options", _("Can be ordered as"));

  for (guint i = 0; i < machine->n_price_options; i++)
    {
      const RigPriceOption *option = &machine->price_options[i];
      RigRecord *item = rig_record_new ("price-option", NULL, NULL);

      rig_record_add_text (item, "config", _("Configuration"), option->config);
      rig_record_add_figure (item, "price_usd", _("Price"), &option->price_usd);
      g_ptr_array_add (list, item);
    }
  rig_record_add_text (record, "price_basis", _("Price is of"), machine->price_basis);
}

static void
add_powers (RigRecord *record, const RigCatalog *catalog, const RigMachine *machine)
{
  const GPtrArray *powers = rig_catalog_get_powers (catalog);
  GPtrArray *list = rig_record_add_records (record, "power_measurements",
                                            _("Measured at the wall"));

  for (guint i = 0; i < powers->len; i++)
    {
      const RigPower *power = g_ptr_array_index (powers, i);
      RigRecord *item;

      if (g_strcmp0 (power->machine_id, machine->id) != 0)
        continue;
      item = rig_record_new ("power", NULL, NULL);
      rig_record_add_text (item, "state", _("State"), power->state);
      rig_record_add_text (item, "workload", _("Workload"), power->workload);
      rig_record_add_figure (item, "watts", _("Power"), &power->watts);
      rig_record_add_number (item, "tokens_per_s", _("Tokens per second"), power->tokens_per_s);
      g_ptr_array_add (list, item);
    }
}

RigRecord *
rig_record_from_machine (const RigCatalog *catalog, const RigMachine *machine)
{
  RigRecord *record = rig_record_new ("machine", machine->id, machine->name);

  add_identity (record, machine);
  rig_record_add_figure (record, "release", _("Release"), &machine->release);
  for (guint i = 0; i < rig_n_machine_figures; i++)
    rig_record_add_figure (record, rig_machine_figures[i].key, _(rig_machine_figures[i].label),
                           rig_machine_get_figure (machine, i));
  rig_record_add_flag (record, "compute_known", _("Compute figures known"),
                       machine->compute_known);
  rig_record_add_text (record, "tops_basis", _("TOPS are of"), machine->tops_basis);
  rig_record_add_text (record, "battery", _("Battery"), machine->battery);
  rig_record_add_text (record, "noise", _("Noise"), machine->noise);
  add_prices (record, machine);
  add_software (record, machine);
  add_powers (record, catalog, machine);
  add_benchmarks (record, machine);
  rig_record_add_words (record, "conflicts", _("Where sources disagree"),
                        (const char *const *) machine->conflicts);
  rig_record_add_text (record, "notes", _("Notes"), machine->notes);
  rig_record_add_text (record, "origin", _("File"), machine->origin);
  return record;
}
