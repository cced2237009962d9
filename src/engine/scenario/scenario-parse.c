/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scenario/scenario.h"

#include "engine/scenario/nearest.h"
#include "engine/scenario/quantity.h"
#include "engine/scenario/scenario-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Longer than any list of machines or models that makes sense. */
#define MAX_TEXT_BYTES 4096

/* Ids of one kind of record: where they are, and where the id is within a record. */
typedef struct
{
  const GPtrArray *records;
  gsize id_offset;
  gsize name_offset; /* of another name that is taken as well; 0: none */
} Ids;

static const char *
get_string (gconstpointer record, gsize offset)
{
  return G_STRUCT_MEMBER (const char *, record, offset);
}

static Ids
get_ids (const RigCatalog *catalog, RigKey key)
{
  if (key == RIG_KEY_MODEL)
    return (Ids){ rig_catalog_get_models (catalog), G_STRUCT_OFFSET (RigModel, id), 0 };
  if (key == RIG_KEY_QUANT)
    return (Ids){ rig_catalog_get_quants (catalog), G_STRUCT_OFFSET (RigQuant, id), 0 };
  if (key == RIG_KEY_API)
    return (Ids){ rig_catalog_get_apis (catalog), G_STRUCT_OFFSET (RigApi, id), 0 };
  g_assert (key == RIG_KEY_COUNTRY);
  return (Ids){ rig_catalog_get_tariffs (catalog), G_STRUCT_OFFSET (RigTariff, id),
                G_STRUCT_OFFSET (RigTariff, country) };
}

static Ids
get_machine_ids (const RigCatalog *catalog)
{
  return (Ids){ rig_catalog_get_machines (catalog), G_STRUCT_OFFSET (RigMachine, id), 0 };
}

/* The word as it is written in the list, without regard to case; NULL where it is none of them. */
static const char *
find_choice (char **choices, const char *word, RigNearest *nearest)
{
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (choices[i], word) == 0)
        return choices[i];
      rig_nearest_offer (nearest, choices[i]);
    }
  return NULL;
}

static const char *
find_id (const Ids *ids, const char *word, RigNearest *nearest)
{
  const char *found = NULL;

  for (guint i = 0; i < ids->records->len; i++)
    {
      gconstpointer record = g_ptr_array_index (ids->records, i);
      const char *id = get_string (record, ids->id_offset);
      const char *name = ids->name_offset != 0 ? get_string (record, ids->name_offset) : NULL;

      if (g_str_equal (id, word))
        return id;
      /* Of several tariffs of a country, the one that is called by its code alone is current. */
      if ((g_ascii_strcasecmp (id, word) == 0
           || (name != NULL && g_ascii_strcasecmp (name, word) == 0))
          && (found == NULL || strlen (id) < strlen (found)))
        found = id;
      rig_nearest_offer (nearest, id);
    }
  return found;
}

/* @nearest has been offered everything that it could have been. */
static gboolean
fail_word (const char *name, const RigNearest *nearest, const char *expected, GError **error)
{
  g_autofree char *wanted = g_utf8_make_valid (nearest->wanted, -1);

  if (nearest->best != NULL)
    g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
                 /* Translators: an input's name, what was typed, and the most similar word */
                 _("%s: “%s” is not known; did you mean “%s”?"), name, wanted, nearest->best);
  else
    g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
                 /* Translators: an input's name, what was typed, and what was expected */
                 _("%s: “%s” is not known; expected %s"), name, wanted, expected);
  return FALSE;
}

/* An id of the catalogue as it is written there. Without a catalogue, any word will do. */
static gboolean
parse_id (const RigCatalog *catalog, const char *name, const Ids *ids, const char *word,
          char **result, GError **error)
{
  RigNearest nearest;
  const char *id;

  rig_nearest_init (&nearest, word);
  id = catalog != NULL ? find_id (ids, word, &nearest) : word;
  if (id == NULL || *id == '\0')
    return fail_word (name, &nearest, _("an id of the catalogue"), error);
  *result = g_strdup (id);
  return TRUE;
}

static gboolean
parse_key_id (const RigCatalog *catalog, const RigKeyInfo *info, const char *word, char **result,
              GError **error)
{
  g_auto (GStrv) choices = g_strsplit (info->choices != NULL ? info->choices : "", ",", -1);
  Ids ids = { NULL, 0, 0 };
  RigNearest nearest;
  const char *choice;

  rig_nearest_init (&nearest, word);
  choice = find_choice (choices, word, &nearest);
  if (choice == NULL && *word == '\0' && *info->standard_text == '\0')
    choice = "";
  if (choice != NULL)
    {
      *result = g_strdup (choice);
      return TRUE;
    }
  if (catalog != NULL)
    ids = get_ids (catalog, info->key);
  return parse_id (catalog, info->name, &ids, word, result, error);
}

static gboolean
parse_choice (const RigKeyInfo *info, const char *word, char **result, GError **error)
{
  g_auto (GStrv) choices = g_strsplit (info->choices, ",", -1);
  RigNearest nearest;
  const char *choice;

  rig_nearest_init (&nearest, word);
  choice = find_choice (choices, word, &nearest);
  if (choice == NULL)
    {
      g_autofree char *list = g_strjoinv (", ", choices);

      return fail_word (info->name, &nearest, list, error);
    }
  *result = g_strdup (choice);
  return TRUE;
}

/* model:quantisation:context, each as the keys of these names take it. */
static gboolean
parse_model_item (const RigCatalog *catalog, const char *word, char **result, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", -1);
  g_autofree char *model = NULL;
  g_autofree char *quant = NULL;
  g_autofree char *context = NULL;
  const RigKeyInfo *info = rig_key_get_info (RIG_KEY_CONTEXT);
  RigQuantity quantity = { info->name, info->type, info->unit, info->low, info->high };
  double tokens;

  if (g_strv_length (parts) != 3)
    {
      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
                   _("%s: “%s” is not valid; expected model:quantisation:context"), "need-models",
                   word);
      return FALSE;
    }
  if (!parse_key_id (catalog, rig_key_get_info (RIG_KEY_MODEL), parts[0], &model, error)
      || !parse_key_id (catalog, rig_key_get_info (RIG_KEY_QUANT), parts[1], &quant, error)
      || !rig_quantity_parse (&quantity, catalog, parts[2], &tokens, error))
    return FALSE;

  context = rig_number_to_string (tokens);
  *result = g_strjoin (":", model, quant, context, NULL);
  return TRUE;
}

static gboolean
parse_list (const RigCatalog *catalog, const RigKeyInfo *info, const char *text, char **result,
            GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *word = g_strstrip (words[i]);
      char *item = NULL;

      if (*word == '\0')
        continue;
      if (info->choices != NULL ? !parse_choice (info, word, &item, error)
                                : !parse_model_item (catalog, word, &item, error))
        return FALSE;
      if (g_ptr_array_find_with_equal_func (items, item, g_str_equal, NULL))
        g_free (item);
      else
        g_ptr_array_add (items, item);
    }
  g_ptr_array_add (items, NULL);
  *result = g_strjoinv (",", (char **) items->pdata);
  return TRUE;
}

static gboolean
is_date (const char *text)
{
  GDateYear year;
  guint month, day;

  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  for (guint i = 0; i < 10; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
      return FALSE;

  year = (GDateYear) g_ascii_strtoull (text, NULL, 10);
  month = (guint) g_ascii_strtoull (text + 5, NULL, 10);
  day = (guint) g_ascii_strtoull (text + 8, NULL, 10);
  return month >= 1 && month <= 12 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, year);
}

static gboolean
parse_date (const RigKeyInfo *info, const char *text, char **result, GError **error)
{
  if (*text == '\0' || (info->key == RIG_KEY_AS_OF && g_ascii_strcasecmp (text, "today") == 0))
    *result = g_strdup ("");
  else if (is_date (text))
    *result = g_strdup (text);
  else
    {
      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
                   _("%s: “%s” is not a date; expected YYYY-MM-DD"), info->name, text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_flag (const RigKeyInfo *info, const char *text, double *value, GError **error)
{
  static const char *const words[] = { "no", "yes", "off", "on", "false", "true", "0", "1" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      {
        *value = i % 2;
        return TRUE;
      }
  g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
               _("%s: “%s” is not valid; expected yes or no"), info->name, text);
  return FALSE;
}

static gboolean
set_key (RigScenario *self, const RigCatalog *catalog, RigKey key, const char *text, GError **error)
{
  const RigKeyInfo *info = rig_key_get_info (key);
  RigQuantity quantity = { info->name, info->type, info->unit, info->low, info->high };
  g_autofree char *word = NULL;
  double value = 0;
  gboolean good = FALSE;

  switch (info->type)
    {
    case RIG_TYPE_NUMBER:
    case RIG_TYPE_INTEGER:
    case RIG_TYPE_SHARE:
      good = rig_quantity_parse (&quantity, catalog, text, &value, error);
      break;
    case RIG_TYPE_FLAG:
      good = parse_flag (info, text, &value, error);
      break;
    case RIG_TYPE_CHOICE:
      good = parse_choice (info, text, &word, error);
      break;
    case RIG_TYPE_ID:
      good = parse_key_id (catalog, info, text, &word, error);
      break;
    case RIG_TYPE_LIST:
      good = parse_list (catalog, info, text, &word, error);
      break;
    case RIG_TYPE_DATE:
      good = parse_date (info, text, &word, error);
      break;
    default:
      g_assert_not_reached ();
    }
  if (!good)
    return FALSE;

  if (word != NULL)
    rig_scenario_set_text (self, key, word);
  else
    rig_scenario_set_number (self, key, value);
  return TRUE;
}

static gboolean
set_machines (RigScenario *self, const RigCatalog *catalog, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Ids known = { NULL, 0, 0 };

  if (catalog != NULL)
    known = get_machine_ids (catalog);
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *id;

      if (!parse_id (catalog, "machines", &known, g_strstrip (words[i]), &id, error))
        return FALSE;
      g_ptr_array_add (ids, id);
    }
  g_ptr_array_add (ids, NULL);
  if (rig_scenario_set_machines (self, (const char *const *) ids->pdata))
    return TRUE;

  g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
               _("%s: “%s” is not valid; expected %d to %d different machines"), "machines", text,
               RIG_MIN_COMPARED, RIG_MAX_COMPARED);
  return FALSE;
}

/* "price.ID"; an empty text goes back to the catalogue's figure. */
static gboolean
set_override (RigScenario *self, const RigCatalog *catalog, const char *name, RigOverride what,
              const char *id, const char *text, GError **error)
{
  const RigOverrideInfo *info = rig_override_get_info (what);
  RigQuantity quantity = { name, info->unit != NULL ? RIG_TYPE_NUMBER : RIG_TYPE_SHARE, info->unit,
                           info->low, info->high };
  g_autofree char *owner = NULL;
  Ids known = { NULL, 0, 0 };
  double value = NAN;

  if (catalog != NULL)
    known = rig_override_is_of_api (what) ? get_ids (catalog, RIG_KEY_API)
                                          : get_machine_ids (catalog);
  if (!parse_id (catalog, info->name, &known, id, &owner, error)
      || (*text != '\0' && !rig_quantity_parse (&quantity, catalog, text, &value, error)))
    return FALSE;
  rig_scenario_set_override (self, what, owner, value);
  return TRUE;
}

static gboolean
fail_key (const char *name, GError **error)
{
  g_autofree char *wanted = g_utf8_make_valid (name, -1);
  RigNearest nearest;

  rig_nearest_init (&nearest, name);
  rig_nearest_offer (&nearest, "machines");
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    rig_nearest_offer (&nearest, rig_key_get_info (key)->name);
  for (RigOverride what = 0; what < RIG_N_OVERRIDES; what++)
    rig_nearest_offer (&nearest, rig_override_get_info (what)->name);

  if (nearest.best != NULL)
    g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_KEY,
                 _("There is no input “%s”; did you mean “%s”?"), wanted, nearest.best);
  else
    g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_KEY,
                 /* Translators: "rigwise-cli scenario" is a command; leave it */
                 _("There is no input “%s”; “rigwise-cli scenario” lists them all"), wanted);
  return FALSE;
}

gboolean
rig_scenario_set_from_string (RigScenario *self, const RigCatalog *catalog, const char *name,
                              const char *text, GError **error)
{
  g_autofree char *trimmed = NULL;
  const char *dot;
  RigKey key;

  g_return_val_if_fail (self != NULL && name != NULL && text != NULL, FALSE);

  if (strlen (text) > MAX_TEXT_BYTES)
    {
      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
                   _("%s: the text is longer than %d bytes"), name, MAX_TEXT_BYTES);
      return FALSE;
    }

  /* Messages quote what was typed, and messages are UTF-8. */
  trimmed = g_strstrip (g_utf8_make_valid (text, -1));
  if (g_str_equal (name, "machines"))
    return set_machines (self, catalog, trimmed, error);
  if (rig_key_find (name, &key))
    return set_key (self, catalog, key, trimmed, error);

  dot = strchr (name, '.');
  if (dot != NULL)
    {
      g_autofree char *kind = g_strndup (name, (gsize) (dot - name));
      RigOverride what;

      if (rig_override_find (kind, &what))
        return set_override (self, catalog, name, what, dot + 1, trimmed, error);
    }
  return fail_key (name, error);
}
