/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scenario/scenario.h"

#include "engine/scenario/scenario-private.h"

#include <math.h>

struct _RigScenario
{
  double numbers[RIG_N_KEYS];               /* of keys that hold numbers */
  char *texts[RIG_N_KEYS];                  /* of the others; NULL for numbers */
  GPtrArray *machines;                      /* char * */
  GHashTable *overrides[RIG_N_OVERRIDES];   /* id to double * */
};

G_DEFINE_QUARK (rig-scenario-error-quark, rig_scenario_error)

/* The article's three, in its order. */
static const char *const standard_machines[] = {
  "rtx-spark-128",
  "mac-studio-m4-ultra-192",
  "mac-studio-m4-ultra-128",
  NULL,
};

static const RigOverrideInfo override_infos[RIG_N_OVERRIDES] = {
  [RIG_OVERRIDE_PRICE] = { "price", RIG_UNIT_USD, 0, 1e6 },
  [RIG_OVERRIDE_USABLE_SHARE] = { "usable-share", NULL, 0, 1 },
  [RIG_OVERRIDE_LOAD_WATTS] = { "load-watts", RIG_UNIT_WATTS, 0, 20000 },
  [RIG_OVERRIDE_IDLE_WATTS] = { "idle-watts", RIG_UNIT_WATTS, 0, 20000 },
  [RIG_OVERRIDE_API_INPUT] = { "api-input", RIG_UNIT_USD, 0, 10000 },
  [RIG_OVERRIDE_API_CACHED] = { "api-cached", RIG_UNIT_USD, 0, 10000 },
  [RIG_OVERRIDE_API_OUTPUT] = { "api-output", RIG_UNIT_USD, 0, 10000 },
};

const RigOverrideInfo *
rig_override_get_info (RigOverride what)
{
  g_return_val_if_fail (what < RIG_N_OVERRIDES, &override_infos[0]);
  return &override_infos[what];
}

const char *
rig_override_get_name (RigOverride what)
{
  return rig_override_get_info (what)->name;
}

gboolean
rig_override_is_of_api (RigOverride what)
{
  return what >= RIG_OVERRIDE_API_INPUT && what <= RIG_OVERRIDE_API_OUTPUT;
}

gboolean
rig_override_find (const char *name, RigOverride *what)
{
  for (guint i = 0; i < RIG_N_OVERRIDES; i++)
    if (g_str_equal (name, override_infos[i].name))
      {
        *what = i;
        return TRUE;
      }
  return FALSE;
}

static GHashTable *
overrides_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RigScenario *
rig_scenario_new (void)
{
  RigScenario *self = g_new0 (RigScenario, 1);

  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);

      self->numbers[key] = info->standard;
      self->texts[key] = g_strdup (info->standard_text);
    }
  self->machines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; standard_machines[i] != NULL; i++)
    g_ptr_array_add (self->machines, g_strdup (standard_machines[i]));
  for (guint i = 0; i < RIG_N_OVERRIDES; i++)
    self->overrides[i] = overrides_new ();
  return self;
}

static GHashTable *
copy_overrides (GHashTable *overrides)
{
  GHashTable *copy = overrides_new ();
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, overrides);
  while (g_hash_table_iter_next (&iter, &id, &value))
    g_hash_table_insert (copy, g_strdup (id), g_memdup2 (value, sizeof (double)));
  return copy;
}

RigScenario *
rig_scenario_copy (const RigScenario *self)
{
  RigScenario *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (RigScenario, 1);
  for (guint i = 0; i < RIG_N_KEYS; i++)
    {
      copy->numbers[i] = self->numbers[i];
      copy->texts[i] = g_strdup (self->texts[i]);
    }
  copy->machines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->machines->len; i++)
    g_ptr_array_add (copy->machines, g_strdup (g_ptr_array_index (self->machines, i)));
  for (guint i = 0; i < RIG_N_OVERRIDES; i++)
    copy->overrides[i] = copy_overrides (self->overrides[i]);
  return copy;
}

void
rig_scenario_free (RigScenario *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < RIG_N_KEYS; i++)
    g_free (self->texts[i]);
  g_ptr_array_unref (self->machines);
  for (guint i = 0; i < RIG_N_OVERRIDES; i++)
    g_hash_table_unref (self->overrides[i]);
  g_free (self);
}

static gboolean
overrides_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer id, value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const double *other = g_hash_table_lookup (b, id);

      if (other == NULL || *other != *(double *) value)
        return FALSE;
    }
  return TRUE;
}

gboolean
rig_scenario_equal (const RigScenario *a, const RigScenario *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  for (guint i = 0; i < RIG_N_KEYS; i++)
    if (a->numbers[i] != b->numbers[i] || g_strcmp0 (a->texts[i], b->texts[i]) != 0)
      return FALSE;

  if (a->machines->len != b->machines->len)
    return FALSE;
  for (guint i = 0; i < a->machines->len; i++)
    if (!g_str_equal (g_ptr_array_index (a->machines, i), g_ptr_array_index (b->machines, i)))
      return FALSE;

  for (guint i = 0; i < RIG_N_OVERRIDES; i++)
    if (!overrides_equal (a->overrides[i], b->overrides[i]))
      return FALSE;
  return TRUE;
}

double
rig_scenario_get_number (const RigScenario *self, RigKey key)
{
  g_return_val_if_fail (self != NULL && key < RIG_N_KEYS, NAN);
  g_return_val_if_fail (rig_key_is_number (key), NAN);
  return self->numbers[key];
}

const char *
rig_scenario_get_text (const RigScenario *self, RigKey key)
{
  g_return_val_if_fail (self != NULL && key < RIG_N_KEYS, "");
  g_return_val_if_fail (!rig_key_is_number (key), "");
  return self->texts[key];
}

void
rig_scenario_set_number (RigScenario *self, RigKey key, double value)
{
  const RigKeyInfo *info;

  g_return_if_fail (self != NULL && key < RIG_N_KEYS);
  g_return_if_fail (rig_key_is_number (key));
  g_return_if_fail (!isnan (value));

  info = rig_key_get_info (key);
  value = CLAMP (value, info->low, info->high);
  if (info->type == RIG_TYPE_FLAG || info->type == RIG_TYPE_INTEGER)
    value = round (value);
  self->numbers[key] = value + 0.0; /* no negative zero: it would be written as "-0" */
}

void
rig_scenario_set_text (RigScenario *self, RigKey key, const char *text)
{
  char *copy;

  g_return_if_fail (self != NULL && key < RIG_N_KEYS);
  g_return_if_fail (!rig_key_is_number (key));

  copy = g_strdup (text != NULL ? text : ""); /* @text may be the old value itself */
  g_free (self->texts[key]);
  self->texts[key] = copy;
}

void
rig_scenario_reset (RigScenario *self, RigKey key)
{
  const RigKeyInfo *info = rig_key_get_info (key);

  if (rig_key_is_number (key))
    rig_scenario_set_number (self, key, info->standard);
  else
    rig_scenario_set_text (self, key, info->standard_text);
}

gboolean
rig_scenario_is_default (const RigScenario *self, RigKey key)
{
  const RigKeyInfo *info = rig_key_get_info (key);

  if (rig_key_is_number (key))
    return rig_scenario_get_number (self, key) == info->standard;
  return g_str_equal (rig_scenario_get_text (self, key), info->standard_text);
}

const GPtrArray *
rig_scenario_get_machines (const RigScenario *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->machines;
}

static gboolean
contains (const GPtrArray *ids, const char *id, guint *index)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) ids, id, g_str_equal, index);
}

gboolean
rig_scenario_set_machines (RigScenario *self, const char *const *ids)
{
  g_autoptr (GPtrArray) machines = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL && ids != NULL, FALSE);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (ids[i][0] == '\0' || machines->len == RIG_MAX_COMPARED
          || contains (machines, ids[i], NULL))
        return FALSE;
      g_ptr_array_add (machines, g_strdup (ids[i]));
    }
  if (machines->len < RIG_MIN_COMPARED)
    return FALSE;

  g_ptr_array_unref (self->machines);
  self->machines = g_steal_pointer (&machines);
  return TRUE;
}

gboolean
rig_scenario_add_machine (RigScenario *self, const char *id)
{
  g_return_val_if_fail (self != NULL && id != NULL && *id != '\0', FALSE);

  if (self->machines->len >= RIG_MAX_COMPARED || contains (self->machines, id, NULL))
    return FALSE;
  g_ptr_array_add (self->machines, g_strdup (id));
  return TRUE;
}

gboolean
rig_scenario_remove_machine (RigScenario *self, const char *id)
{
  guint index;

  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  if (self->machines->len <= RIG_MIN_COMPARED || !contains (self->machines, id, &index))
    return FALSE;
  g_ptr_array_remove_index (self->machines, index);
  return TRUE;
}

double
rig_scenario_get_override (const RigScenario *self, RigOverride what, const char *id)
{
  const double *value;

  g_return_val_if_fail (self != NULL && what < RIG_N_OVERRIDES && id != NULL, NAN);

  value = g_hash_table_lookup (self->overrides[what], id);
  return value != NULL ? *value : NAN;
}

void
rig_scenario_set_override (RigScenario *self, RigOverride what, const char *id,
                           double value)
{
  const RigOverrideInfo *info;

  g_return_if_fail (self != NULL && what < RIG_N_OVERRIDES);
  g_return_if_fail (id != NULL && *id != '\0');

  if (isnan (value))
    {
      g_hash_table_remove (self->overrides[what], id);
      return;
    }
  info = rig_override_get_info (what);
  value = CLAMP (value, info->low, info->high) + 0.0;
  g_hash_table_insert (self->overrides[what], g_strdup (id),
                       g_memdup2 (&value, sizeof value));
}

GList *
rig_scenario_list_overrides (const RigScenario *self, RigOverride what)
{
  return g_list_sort (g_hash_table_get_keys (self->overrides[what]), (GCompareFunc) g_strcmp0);
}

char *
rig_number_to_string (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  return g_strdup (text);
}

char *
rig_scenario_to_string (const RigScenario *self, RigKey key)
{
  g_return_val_if_fail (self != NULL && key < RIG_N_KEYS, NULL);

  if (!rig_key_is_number (key))
    return g_strdup (self->texts[key]);
  if (rig_key_get_info (key)->type == RIG_TYPE_FLAG)
    return g_strdup (self->numbers[key] != 0 ? "yes" : "no");
  return rig_number_to_string (self->numbers[key]);
}
