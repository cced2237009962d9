/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/choices.h"

#include <glib/gi18n.h>

#include "engine/answer/decision.h"
#include "engine/estimate/stack.h"
#include "report/format.h"
#include "report/words.h"

static char *
make_model_subtitle (const RigModel *model)
{
  g_autofree char *total = rig_format_params (model->total_params.value);
  g_autofree char *active = rig_format_params (model->active_params.value);

  if (model->file.present)
    /* Translators: a model that was read from a file of the user's, and its parameters. */
    return g_strdup_printf (_("imported · %s"), total);
  if (!model->moe.present)
    return g_strdup_printf ("%s · %s", model->vendor, total);

  /* Translators: vendor, parameters in all, parameters used per token. */
  return g_strdup_printf (_("%s · %s, %s active"), model->vendor, total, active);
}

static void
fill_models (const RigCatalog *catalog, RigPicker *picker)
{
  const GPtrArray *models = rig_catalog_get_models (catalog);

  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      g_autofree char *subtitle = make_model_subtitle (model);

      rig_picker_add (picker, model->id, model->name, subtitle);
    }
}

static void
fill_quants (const RigCatalog *catalog, RigPicker *picker)
{
  const GPtrArray *quants = rig_catalog_get_quants (catalog);

  for (guint i = 0; i < quants->len; i++)
    {
      const RigQuant *quant = g_ptr_array_index (quants, i);
      g_autofree char *bits = NULL;
      g_autofree char *subtitle = NULL;

      if (rig_figure_is_known (&quant->bits_per_weight))
        {
          bits = rig_format_number (quant->bits_per_weight.value, 3);
          subtitle = g_strdup_printf (_("%s bits per weight"), bits);
        }
      rig_picker_add (picker, quant->id, quant->name, subtitle);
    }
}

static void
fill_apis (const RigCatalog *catalog, RigPicker *picker)
{
  const GPtrArray *apis = rig_catalog_get_apis (catalog);

  for (guint i = 0; i < apis->len; i++)
    {
      const RigApi *api = g_ptr_array_index (apis, i);

      rig_picker_add (picker, api->id, api->model, api->host);
    }
}

static void
fill_tariffs (const RigCatalog *catalog, RigPicker *picker)
{
  const GPtrArray *tariffs = rig_catalog_get_tariffs (catalog);

  rig_picker_add (picker, "", _("None"), _("the price typed counts"));
  for (guint i = 0; i < tariffs->len; i++)
    {
      const RigTariff *tariff = g_ptr_array_index (tariffs, i);
      g_autofree char *price = rig_format_key (RIG_KEY_ELECTRICITY, tariff->usd_per_kwh.value);

      rig_picker_add (picker, tariff->id, tariff->country, price);
    }
}

static char *
get_os_label (const char *word)
{
  if (g_str_equal (word, "any"))
    return g_strdup (_("Any"));
  if (g_str_equal (word, "macos"))
    return g_strdup ("macOS");

  return g_strdup (g_str_equal (word, "windows") ? "Windows" : "Linux");
}

static char *
get_word_label (RigKey key, const char *word)
{
  RigStack stack = key == RIG_KEY_STACK ? rig_stack_from_id (word) : RIG_STACK_NONE;

  if (stack != RIG_STACK_NONE)
    return g_strdup (rig_stack_get_name (stack));
  if (word[0] == '\0')
    return g_strdup (_("None"));
  if (g_str_equal (word, "custom"))
    return g_strdup (_("Custom size"));
  if (g_str_equal (word, "auto"))
    return g_strdup (_("Automatic"));
  if (g_str_equal (word, "none"))
    return g_strdup (_("None"));
  if (key == RIG_KEY_NEED_OS)
    return get_os_label (word);
  if (key == RIG_KEY_USE_MIX)
    return g_strdup (g_str_equal (word, "chat") ? C_("kind of use", "Chat") : _("Coding agent"));

  return g_strdup (rig_software_word_get_name (word));
}

/**
 * rig_choices_get_label:
 * @value: an id, or one of the key's words
 *
 * Returns: its name; @value itself where it has none, so that a file's odd value is still shown
 */
char *
rig_choices_get_label (const RigCatalog *catalog, RigKey key, const char *value)
{
  const RigModel *model;
  const RigQuant *quant;
  const RigApi *api;
  const RigTariff *tariff;

  if (key == RIG_KEY_MODEL && (model = rig_catalog_find_model (catalog, value)) != NULL)
    return g_strdup (model->name);
  if (key == RIG_KEY_QUANT && (quant = rig_catalog_find_quant (catalog, value)) != NULL)
    return g_strdup (quant->name);
  if (key == RIG_KEY_API && (api = rig_catalog_find_api (catalog, value)) != NULL)
    return g_strdup_printf ("%s · %s", api->model, api->host);
  if (key == RIG_KEY_COUNTRY && (tariff = rig_catalog_find_tariff (catalog, value)) != NULL)
    return g_strdup (tariff->country);

  return get_word_label (key, value);
}

static void
fill_words (RigKey key, RigPicker *picker)
{
  const char *choices = rig_key_get_info (key)->choices;
  g_auto (GStrv) words = NULL;

  if (choices == NULL)
    return;

  words = g_strsplit (choices, ",", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *label = get_word_label (key, g_strstrip (words[i]));
      gboolean is_stack = key == RIG_KEY_STACK && rig_stack_from_id (words[i]) != RIG_STACK_NONE;

      /* llama.cpp’s Vulkan is one program and three predictions: its word tells them apart. */
      rig_picker_add (picker, words[i], label, is_stack ? words[i] : NULL);
    }
}

/** Puts everything that @key may be into @picker, the key's own words first. */
void
rig_choices_fill (const RigCatalog *catalog, RigKey key, RigPicker *picker)
{
  rig_picker_clear (picker);
  fill_words (key, picker);

  if (key == RIG_KEY_MODEL)
    fill_models (catalog, picker);
  else if (key == RIG_KEY_QUANT)
    fill_quants (catalog, picker);
  else if (key == RIG_KEY_API)
    fill_apis (catalog, picker);
  else if (key == RIG_KEY_COUNTRY)
    fill_tariffs (catalog, picker);
}

static gboolean
contains (const GPtrArray *ids, const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (ids, i), id) == 0)
      return TRUE;

  return FALSE;
}

static char *
make_machine_subtitle (const RigMachine *machine)
{
  const RigFigure *price = rig_machine_get_price (machine);
  g_autofree char *usd = NULL;

  if (!rig_figure_is_known (price))
    return g_strdup (rig_words_status (machine));

  usd = rig_format_usd (price->value);
  if (machine->status == NULL)
    return g_steal_pointer (&usd);

  return g_strdup_printf ("%s · %s", usd, rig_words_status (machine));
}

static void
add_machine (const RigMachine *machine, RigPicker *picker)
{
  g_autofree char *subtitle = make_machine_subtitle (machine);

  rig_picker_add (picker, machine->id, machine->name, subtitle);
}

/** The machines of the catalogue that are not compared yet. */
void
rig_choices_fill_machines (const RigCatalog *catalog,
                           const GPtrArray  *compared,
                           RigPicker        *picker)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);

  rig_picker_clear (picker);
  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);

      if (!contains (compared, machine->id))
        add_machine (machine, picker);
    }
}

/**
 * rig_choices_add_machines:
 * @first: (nullable) (element-type RigMachine): those that come before the others
 */
void
rig_choices_add_machines (const RigCatalog *catalog, const GPtrArray *first, RigPicker *picker)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);

  for (guint i = 0; first != NULL && i < first->len; i++)
    add_machine (g_ptr_array_index (first, i), picker);
  for (guint i = 0; i < machines->len; i++)
    if (first == NULL || !g_ptr_array_find ((GPtrArray *) first, g_ptr_array_index (machines, i),
                                            NULL))
      add_machine (g_ptr_array_index (machines, i), picker);
}
