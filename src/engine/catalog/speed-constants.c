/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/speed-constants.h"

#include "engine/catalog/catalog.h"

#include <math.h>

#define N_KINDS 2
#define N_UNSEEN 3
#define FLOP_PER_TFLOP 1e12

/* What can be new to the fit. The first fit knew the half-widths of the first two only. */
static const char *const novelty_names[] = { "machine", "model", "both", "neither" };
#define N_REQUIRED_NOVELTIES 2

static const char *const relation_names[RIG_N_OWN_RELATIONS]
  = { "same_file", "same_model", "same_class" };

struct _RigSpeedConstants
{
  char *version;
  struct
  {
    GHashTable *blocks; /* name -> GHashTable of key -> double */
    GHashTable *groups; /* "machine|cuda|0.0" -> double */
    double quantiles[G_N_ELEMENTS (novelty_names)]; /* over all groups; NaN: not in the file */
    double factor_unseen[N_UNSEEN];
    double factor_estimated_compute;
    struct
    {
      double share, half_width; /* NaN: not in the file */
    } own[RIG_N_OWN_RELATIONS];
    double repeatability; /* NaN: not in the file */
  } kinds[N_KINDS];
  GHashTable *batch, *fp16_per_fp32, *stack_chips;  /* name -> double */
  GHashTable *parent_stack, *family, *class_parent; /* name -> name */
  GHashTable *chips;                                /* name -> RigSpeedChip */
  GHashTable *machines;                             /* id -> name of a chip */
  GHashTable *models;                               /* set of ids */
};

static const char *const kind_names[N_KINDS] = { "decode", "prefill" };

/* Reading. Every reader takes the path of its value, and leaves @error alone when it succeeds. */

static gboolean
fail (GError **error, const char *path, const char *expected)
{
  g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SHAPE, "%s: expected %s", path,
               expected);
  return FALSE;
}

static JsonObject *
read_object (JsonNode *node, const char *path, GError **error)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fail (error, path, "an object");
  return NULL;
}

static JsonArray *
read_array (JsonObject *object, const char *key, const char *path, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);
  g_autofree char *full = NULL;
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  full = g_strdup_printf ("%s.%s", path, key);
  fail (error, full, "an array");
  return NULL;
}

static gboolean
read_number_node (JsonNode *node, const char *path, double *number, GError **error)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_DOUBLE
          && json_node_get_value_type (node) != G_TYPE_INT64)
      || !isfinite (json_node_get_double (node)))
    return fail (error, path, "a number");
  *number = json_node_get_double (node);
  return TRUE;
}

static gboolean
read_number (JsonObject *object, const char *key, const char *path, double *number, GError **error)
{
  g_autofree char *full = g_strdup_printf ("%s.%s", path, key);
  return read_number_node (json_object_get_member (object, key), full, number, error);
}

static const char *
read_string_node (JsonNode *node, const char *path, GError **error)
{
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  fail (error, path, "a string");
  return NULL;
}

static const char *
read_string (JsonObject *object, const char *key, const char *path, GError **error)
{
  g_autofree char *full = g_strdup_printf ("%s.%s", path, key);
  return read_string_node (json_object_get_member (object, key), full, error);
}

/* An object of one kind of value becomes a hash table: what @read returns belongs to the table. */
typedef gpointer (*ReadValue) (JsonNode *node, const char *path, GError **error);

static gpointer
read_double_value (JsonNode *node, const char *path, GError **error)
{
  double number;
  if (!read_number_node (node, path, &number, error))
    return NULL;
  return g_memdup2 (&number, sizeof number);
}

static gpointer
read_string_value (JsonNode *node, const char *path, GError **error)
{
  return g_strdup (read_string_node (node, path, error));
}

static GHashTable *
read_table (JsonObject *object, const char *key, const char *path, ReadValue read,
            GDestroyNotify free_value, GError **error)
{
  g_autofree char *full = key != NULL ? g_strdup_printf ("%s.%s", path, key) : g_strdup (path);
  JsonObject *members = object;
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        free_value);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  if (key != NULL)
    members = read_object (json_object_get_member (object, key), full, error);
  if (members == NULL)
    return NULL;
  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *place = g_strdup_printf ("%s.%s", full, name);
      gpointer value = read (node, place, error);
      if (value == NULL)
        return NULL;
      g_hash_table_insert (table, g_strdup (name), value);
    }
  return g_steal_pointer (&table);
}

static GHashTable *
read_doubles (JsonObject *object, const char *key, const char *path, GError **error)
{
  return read_table (object, key, path, read_double_value, g_free, error);
}

static GHashTable *
read_strings (JsonObject *object, const char *key, GError **error)
{
  return read_table (object, key, "$", read_string_value, g_free, error);
}

static gpointer
read_block_value (JsonNode *node, const char *path, GError **error)
{
  JsonObject *object = read_object (node, path, error);
  return object != NULL ? read_doubles (object, NULL, path, error) : NULL;
}

static gboolean
read_interval (RigSpeedConstants *self, guint kind, JsonObject *object, const char *path,
               GError **error)
{
  JsonArray *factors;
  for (guint i = 0; i < G_N_ELEMENTS (novelty_names); i++)
    {
      const char *name = novelty_names[i];
      double *quantile = &self->kinds[kind].quantiles[i];
      *quantile = NAN;
      if ((i < N_REQUIRED_NOVELTIES || json_object_has_member (object, name))
          && !read_number (object, name, path, quantile, error))
        return FALSE;
    }
  if (!read_number (object, "factor_estimated_compute", path,
                    &self->kinds[kind].factor_estimated_compute, error))
    return FALSE;
  factors = read_array (object, "factor_unseen", path, error);
  if (factors == NULL)
    return FALSE;
  for (guint i = 0; i < N_UNSEEN; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.factor_unseen[%u]", path, i);
      JsonNode *node
        = i < json_array_get_length (factors) ? json_array_get_element (factors, i) : NULL;
      if (!read_number_node (node, place, &self->kinds[kind].factor_unseen[i], error))
        return FALSE;
    }
  self->kinds[kind].groups = read_doubles (object, "groups", path, error);
  return self->kinds[kind].groups != NULL;
}

static gboolean
read_kind (RigSpeedConstants *self, guint kind, JsonObject *root, GError **error)
{
  g_autofree char *path = g_strdup_printf ("$.%s", kind_names[kind]);
  g_autofree char *interval_path = g_strdup_printf ("%s.interval", path);
  JsonObject *object, *interval;
  object = read_object (json_object_get_member (root, kind_names[kind]), path, error);
  if (object == NULL)
    return FALSE;
  interval = read_object (json_object_get_member (object, "interval"), interval_path, error);
  if (interval == NULL || !read_interval (self, kind, interval, interval_path, error))
    return FALSE;
  self->kinds[kind].blocks = read_table (object, "parameters", path, read_block_value,
                                         (GDestroyNotify) g_hash_table_unref, error);
  return self->kinds[kind].blocks != NULL;
}

static gboolean
read_own_relation (RigSpeedConstants *self, guint kind, RigOwnRelation relation, JsonNode *node,
                   const char *path, GError **error)
{
  double *share = &self->kinds[kind].own[relation].share;
  double *half_width = &self->kinds[kind].own[relation].half_width;
  JsonObject *object = read_object (node, path, error);
  if (object == NULL || !read_number (object, "share", path, share, error)
      || !read_number (object, "half_width", path, half_width, error))
    return FALSE;
  if (*share < 0 || *share > 1 || *half_width <= 0)
    return fail (error, path, "a share from 0 to 1 and a half-width above 0");
  return TRUE;
}

/* A relation of which the fit has too few pairs is not there. */
static gboolean
read_own_kind (RigSpeedConstants *self, guint kind, JsonObject *own, GError **error)
{
  g_autofree char *path = g_strdup_printf ("$.own_measurement.%s", kind_names[kind]);
  JsonObject *relations
    = read_object (json_object_get_member (own, kind_names[kind]), path, error);
  if (relations == NULL
      || !read_number (relations, "repeatability", path, &self->kinds[kind].repeatability, error))
    return FALSE;
  for (guint i = 0; i < RIG_N_OWN_RELATIONS; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.%s", path, relation_names[i]);
      JsonNode *node = json_object_get_member (relations, relation_names[i]);
      if (node != NULL && !read_own_relation (self, kind, i, node, place, error))
        return FALSE;
    }
  return TRUE;
}

/* The first fit knew nothing of it: all stays NaN then. */
static gboolean
read_own_measurement (RigSpeedConstants *self, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "own_measurement");
  JsonObject *own;
  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      self->kinds[kind].repeatability = NAN;
      for (guint i = 0; i < RIG_N_OWN_RELATIONS; i++)
        self->kinds[kind].own[i].share = self->kinds[kind].own[i].half_width = NAN;
    }
  if (node == NULL)
    return TRUE;
  own = read_object (node, "$.own_measurement", error);
  return own != NULL && read_own_kind (self, RIG_SPEED_DECODE, own, error)
         && read_own_kind (self, RIG_SPEED_PREFILL, own, error);
}

static void
free_chip (gpointer data)
{
  RigSpeedChip *chip = data;
  g_free ((char *) chip->name);
  g_free ((char *) chip->gpu_class);
  g_free (chip);
}

static RigSpeedChip *
read_chip (JsonNode *node, const char *path, GError **error)
{
  JsonObject *object = read_object (node, path, error);
  const char *name, *gpu_class, *compute;
  RigSpeedChip chip = { 0 };
  if (object == NULL || (name = read_string (object, "name", path, error)) == NULL
      || (gpu_class = read_string (object, "gpu_class", path, error)) == NULL
      || (compute = read_string (object, "compute", path, error)) == NULL
      || !read_number (object, "fp32_tflops", path, &chip.fp32_flop_per_s, error)
      || !read_number (object, "fp16_tflops", path, &chip.fp16_flop_per_s, error))
    return NULL;
  if (chip.fp32_flop_per_s <= 0 || chip.fp16_flop_per_s <= 0)
    {
      fail (error, path, "compute figures above zero");
      return NULL;
    }
  chip.name = g_strdup (name);
  chip.gpu_class = g_strdup (gpu_class);
  chip.fp32_flop_per_s *= FLOP_PER_TFLOP;
  chip.fp16_flop_per_s *= FLOP_PER_TFLOP;
  chip.compute_known = g_str_equal (compute, "known");
  chip.seen = json_object_get_boolean_member_with_default (object, "seen", FALSE);
  return g_memdup2 (&chip, sizeof chip);
}

static gboolean
read_chips (RigSpeedConstants *self, JsonObject *root, GError **error)
{
  JsonArray *chips = read_array (root, "chips", "$", error);
  if (chips == NULL)
    return FALSE;
  self->chips = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_chip);
  for (guint i = 0; i < json_array_get_length (chips); i++)
    {
      g_autofree char *path = g_strdup_printf ("$.chips[%u]", i);
      RigSpeedChip *chip = read_chip (json_array_get_element (chips, i), path, error);
      if (chip == NULL)
        return FALSE;
      /* The key is the chip's own name: it must be replaced together with its value. */
      g_hash_table_replace (self->chips, (gpointer) chip->name, chip);
    }
  return TRUE;
}

static gboolean
read_machines (RigSpeedConstants *self, JsonObject *root, GError **error)
{
  GHashTableIter iter;
  gpointer id, chip;
  self->machines = read_strings (root, "machines", error);
  if (self->machines == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->machines);
  while (g_hash_table_iter_next (&iter, &id, &chip))
    if (!g_hash_table_contains (self->chips, chip))
      {
        g_autofree char *path = g_strdup_printf ("$.machines.%s", (const char *) id);
        return fail (error, path, "the name of one of the chips");
      }
  return TRUE;
}

static gboolean
read_models (RigSpeedConstants *self, JsonObject *root, GError **error)
{
  JsonArray *models = read_array (root, "models", "$", error);
  if (models == NULL)
    return FALSE;
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      g_autofree char *path = g_strdup_printf ("$.models[%u]", i);
      const char *id = read_string_node (json_array_get_element (models, i), path, error);
      if (id == NULL)
        return FALSE;
      g_hash_table_add (self->models, g_strdup (id));
    }
  return TRUE;
}

/* A misspelt key would otherwise go unseen, since most blocks may lack keys. */
static gboolean
check_keys (JsonObject *root, GError **error)
{
  static const char *const known[]
    = { "$schema",      "version",      "note",          "source",      "date",
        "decode",       "prefill",      "batch",         "parent_stack", "family",
        "class_parent", "fp16_per_fp32", "stack_chips",   "chips",       "machines",
        "models",       "own_measurement", NULL };
  JsonObjectIter iter;
  const char *name;
  json_object_iter_init (&iter, root);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_UNKNOWN_KEY,
                     "$.%s: expected a key of the speed constants", name);
        return FALSE;
      }
  return TRUE;
}

RigSpeedConstants *
rig_speed_constants_parse (JsonNode *root, GError **error)
{
  g_autoptr (RigSpeedConstants) self = g_new0 (RigSpeedConstants, 1);
  JsonObject *object = read_object (root, "$", error);
  const char *version;
  if (object == NULL || !check_keys (object, error)
      || (version = read_string (object, "version", "$", error)) == NULL)
    return NULL;
  self->version = g_strdup (version);
  if (!read_kind (self, RIG_SPEED_DECODE, object, error)
      || !read_kind (self, RIG_SPEED_PREFILL, object, error)
      || (self->batch = read_doubles (object, "batch", "$", error)) == NULL
      || (self->fp16_per_fp32 = read_doubles (object, "fp16_per_fp32", "$", error)) == NULL
      || (self->stack_chips = read_doubles (object, "stack_chips", "$", error)) == NULL
      || (self->parent_stack = read_strings (object, "parent_stack", error)) == NULL
      || (self->family = read_strings (object, "family", error)) == NULL
      || (self->class_parent = read_strings (object, "class_parent", error)) == NULL
      || !read_chips (self, object, error) || !read_machines (self, object, error)
      || !read_models (self, object, error) || !read_own_measurement (self, object, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
rig_speed_constants_free (RigSpeedConstants *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_KINDS; i++)
    {
      g_clear_pointer (&self->kinds[i].blocks, g_hash_table_unref);
      g_clear_pointer (&self->kinds[i].groups, g_hash_table_unref);
    }
  g_clear_pointer (&self->batch, g_hash_table_unref);
  g_clear_pointer (&self->fp16_per_fp32, g_hash_table_unref);
  g_clear_pointer (&self->stack_chips, g_hash_table_unref);
  g_clear_pointer (&self->parent_stack, g_hash_table_unref);
  g_clear_pointer (&self->family, g_hash_table_unref);
  g_clear_pointer (&self->class_parent, g_hash_table_unref);
  g_clear_pointer (&self->chips, g_hash_table_unref);
  g_clear_pointer (&self->machines, g_hash_table_unref);
  g_clear_pointer (&self->models, g_hash_table_unref);
  g_free (self->version);
  g_free (self);
}

/* Looking up. A key that is NULL is a key that is not there: absent classes come as NULL. */

static gboolean
lookup_double (GHashTable *table, const char *key, double *value)
{
  const double *found = key != NULL ? g_hash_table_lookup (table, key) : NULL;
  if (found == NULL)
    return FALSE;
  *value = *found;
  return TRUE;
}

static const char *
lookup_string (GHashTable *table, const char *key)
{
  return key != NULL ? g_hash_table_lookup (table, key) : NULL;
}

gboolean
rig_speed_constants_lookup (const RigSpeedConstants *self, RigSpeedKind kind, const char *block,
                            const char *key, double *value)
{
  GHashTable *keys = g_hash_table_lookup (self->kinds[kind].blocks, block);
  return keys != NULL && lookup_double (keys, key, value);
}

gboolean
rig_speed_constants_lookup_interval (const RigSpeedConstants *self, RigSpeedKind kind,
                                     const char *group, double *half_width)
{
  return lookup_double (self->kinds[kind].groups, group, half_width);
}

double
rig_speed_constants_get_kind_quantile (const RigSpeedConstants *self, RigSpeedKind kind,
                                       const char *novelty)
{
  for (guint i = 0; i < G_N_ELEMENTS (novelty_names); i++)
    if (g_str_equal (novelty, novelty_names[i]))
      return self->kinds[kind].quantiles[i];
  return NAN;
}

double
rig_speed_constants_get_unseen_factor (const RigSpeedConstants *self, RigSpeedKind kind,
                                       guint unseen)
{
  g_return_val_if_fail (unseen < N_UNSEEN, NAN);
  return self->kinds[kind].factor_unseen[unseen];
}

double
rig_speed_constants_get_estimated_compute_factor (const RigSpeedConstants *self, RigSpeedKind kind)
{
  return self->kinds[kind].factor_estimated_compute;
}

gboolean
rig_speed_constants_get_own_measurement (const RigSpeedConstants *self, RigSpeedKind kind,
                                         RigOwnRelation relation, double *share,
                                         double *half_width)
{
  g_return_val_if_fail (relation < RIG_N_OWN_RELATIONS, FALSE);
  if (isnan (self->kinds[kind].own[relation].share))
    return FALSE;
  *share = self->kinds[kind].own[relation].share;
  *half_width = self->kinds[kind].own[relation].half_width;
  return TRUE;
}

double
rig_speed_constants_get_repeatability (const RigSpeedConstants *self, RigSpeedKind kind)
{
  return self->kinds[kind].repeatability;
}

const char *
rig_speed_constants_get_parent_stack (const RigSpeedConstants *self, const char *stack)
{
  return lookup_string (self->parent_stack, stack);
}

const char *
rig_speed_constants_get_class_parent (const RigSpeedConstants *self, const char *gpu_class)
{
  return lookup_string (self->class_parent, gpu_class);
}

const char *
rig_speed_constants_get_family (const RigSpeedConstants *self, const char *stack)
{
  return lookup_string (self->family, stack);
}

double
rig_speed_constants_get_batch (const RigSpeedConstants *self, const char *key)
{
  double value;
  return lookup_double (self->batch, key, &value) ? value : NAN;
}

double
rig_speed_constants_get_fp16_per_fp32 (const RigSpeedConstants *self, const char *gpu_class)
{
  double value;
  return lookup_double (self->fp16_per_fp32, gpu_class, &value) ? value : NAN;
}

guint
rig_speed_constants_get_n_chips (const RigSpeedConstants *self, const char *stack)
{
  double value;
  return lookup_double (self->stack_chips, stack, &value) ? (guint) CLAMP (value, 0, 1e6) : 0;
}

const RigSpeedChip *
rig_speed_constants_find_chip (const RigSpeedConstants *self, const char *machine_id,
                               const char *chip)
{
  const char *name = lookup_string (self->machines, machine_id);
  if (name == NULL)
    name = chip;
  return name != NULL ? g_hash_table_lookup (self->chips, name) : NULL;
}

gboolean
rig_speed_constants_has_seen_chip (const RigSpeedConstants *self, const char *chip)
{
  const RigSpeedChip *found = rig_speed_constants_find_chip (self, NULL, chip);
  return found != NULL && found->seen;
}

gboolean
rig_speed_constants_has_seen_model (const RigSpeedConstants *self, const char *model_id)
{
  return model_id != NULL && g_hash_table_contains (self->models, model_id);
}

const char *
rig_speed_constants_get_version (const RigSpeedConstants *self)
{
  return self->version;
}
