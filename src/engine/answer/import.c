/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/import.h"
#include "engine/estimate/weights-private.h"
#include "engine/intake/gguf-model.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_ID 80

/* A file this close to what a preset's rules give is that preset: other versions of the quantiser
 * and its options for embeddings differ by less, "dynamic" mixes by more. */
#define SAME_PRESET 0.005

/* Stands in for the id of the quantisation while there is none. */
#define AS_STORED "as-stored"

/* Where "-00001-of-00002" begins; the end of the name where it is not there. */
static gsize
get_stem_length (const char *name)
{
  static const char pattern[] = "-ddddd-of-ddddd";
  gsize length = strlen (name), tail = strlen (pattern);

  if (length <= tail)
    return length;
  for (gsize i = 0; i < tail; i++)
    {
      char c = name[length - tail + i];

      if ((pattern[i] == 'd' && !g_ascii_isdigit (c)) || (pattern[i] != 'd' && c != pattern[i]))
        return length;
    }
  return length - tail;
}

/* "…/Qwen3-30B-A3B_Q4_K_M-00001-of-00002.gguf": "qwen3-30b-a3b-q4-k-m". Accents are dropped. */
static char *
make_slug (const char *path)
{
  g_autofree char *shown = g_filename_display_basename (path);
  g_autofree char *base = g_str_to_ascii (shown, "C");
  g_autoptr (GString) slug = g_string_new (NULL);

  if (g_str_has_suffix (base, ".gguf"))
    base[strlen (base) - strlen (".gguf")] = '\0';
  base[get_stem_length (base)] = '\0';
  for (const char *c = base; *c != '\0' && slug->len < MAX_ID; c++)
    if (g_ascii_isalnum (*c) || (*c == '.' && slug->len > 0))
      g_string_append_c (slug, g_ascii_tolower (*c));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  while (slug->len > 0 && !g_ascii_isalnum (slug->str[slug->len - 1]))
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_append (slug, "model");
  return g_string_free (g_steal_pointer (&slug), FALSE);
}

/* A record on disk that could not be loaded is not to be written over either. */
static gboolean
is_taken (const RigCatalog *catalog, const char *id)
{
  g_autofree char *path = rig_user_catalog_get_path (id);

  return g_str_equal (id, "custom") || rig_catalog_find_model (catalog, id) != NULL
         || rig_catalog_find_machine (catalog, id) != NULL
         || g_file_test (path, G_FILE_TEST_EXISTS);
}

static char *
make_id (const RigCatalog *catalog, const char *path)
{
  g_autofree char *slug = make_slug (path);
  char *id = g_strdup (slug);

  for (guint n = 2; is_taken (catalog, id); n++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", slug, n);
    }
  return id;
}

/* All files of a set are one model, whichever of them it is imported by: the first stands for it.
 * That their names end as the set's must was seen to when it was read. */
static char *
get_first_file (const RigGguf *gguf, const char *path)
{
  static const char ending[] = "ddddd-of-ddddd.gguf";
  char *first = g_canonicalize_filename (path, NULL);
  gsize length = strlen (first);

  if (rig_gguf_get_n_shards (gguf) > 1 && length > strlen (ending))
    memcpy (first + length - strlen (ending), "00001", strlen ("00001"));
  return first;
}

static const RigModel *
find_earlier (const RigCatalog *catalog, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GPtrArray) imported = rig_user_catalog_list (catalog);

  for (guint i = 0; i < imported->len; i++)
    {
      const RigModel *model = g_ptr_array_index (imported, i);

      if (g_strcmp0 (model->file.path, shown) == 0)
        return model;
    }
  return NULL;
}

static RigWeights
get_weights (const RigCatalog *catalog, const RigModel *model, const RigQuant *quant,
             gboolean imatrix)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  RigWeights weights;

  rig_weights_init_with_imatrix (&weights, model, quant,
                                 (const RigTensorType *const *) types->pdata, types->len, imatrix);
  return weights;
}

/* What the file's tensors take, whatever the rules say of it. */
static RigWeights
get_stored_weights (const RigCatalog *catalog, const RigModel *model)
{
  const RigQuant stored = { .id = AS_STORED, .format = RIG_FORMAT_GGUF, .default_type = "F16" };
  RigModel copy = *model;

  copy.file.quant = AS_STORED;
  return get_weights (catalog, &copy, &stored, FALSE);
}

/* Whether the preset's rules make a file like this one, with an importance matrix or without. */
static gboolean
is_preset (const RigCatalog *catalog, const RigModel *model, const RigQuant *quant, double bytes)
{
  RigModel copy = *model;

  copy.file.quant = NULL;
  for (guint imatrix = 0; imatrix < 2; imatrix++)
    {
      RigWeights predicted = get_weights (catalog, &copy, quant, imatrix);

      if (predicted.unknown == NULL
          && fabs (predicted.total_bytes - bytes) <= SAME_PRESET * predicted.total_bytes)
        return TRUE;
    }
  return FALSE;
}

/* The type that most of the bytes are in. */
static const char *
get_main_type (const RigWeights *weights)
{
  const RigTypeShare *most = NULL;

  for (guint i = 0; i < weights->n_types; i++)
    if (weights->types[i].type != NULL && (most == NULL || weights->types[i].bytes > most->bytes))
      most = &weights->types[i];
  return most != NULL ? most->type->name : "F16";
}

static const char *
find_speed_class (const RigCatalog *catalog, const char *type)
{
  const GPtrArray *quants = rig_catalog_get_quants (catalog);

  for (guint i = 0; i < quants->len; i++)
    {
      const RigQuant *quant = g_ptr_array_index (quants, i);

      if (g_strcmp0 (quant->default_type, type) == 0)
        return quant->speed_class;
    }
  return NULL;
}

/* A quantisation that only this file is in: dynamic mixes, other programs' types. */
static JsonNode *
write_own_quant (const RigCatalog *catalog, const RigModel *model, const RigWeights *weights,
                 const char *id)
{
  g_autofree char *name = g_strdup_printf (_("As in the file of %s"), model->name);
  double bits = 8 * weights->total_bytes / model->total_params.value;
  RigQuant quant = { .id = id, .name = name, .format = RIG_FORMAT_GGUF };

  quant.default_type = get_main_type (weights);
  quant.speed_class = find_speed_class (catalog, quant.default_type);
  quant.delta_ppl = quant.delta_ppl_no_imatrix = (RigFigure) RIG_FIGURE_UNKNOWN;
  quant.bits_per_weight = (RigFigure) RIG_FIGURE_UNKNOWN;
  if (bits >= 0.1 && bits <= 64)
    {
      quant.bits_per_weight.value = quant.bits_per_weight.low = quant.bits_per_weight.high = bits;
      quant.bits_per_weight.basis = RIG_BASIS_SPEC;
      quant.bits_per_weight.unit = "bit";
      quant.bits_per_weight.source = model->config.source;
      quant.bits_per_weight.date = model->config.date;
    }
  return rig_quant_to_json (&quant);
}

static void
set_list (JsonObject *root, const char *key, JsonNode *record)
{
  JsonArray *list = json_array_new ();

  json_array_add_element (list, record);
  json_object_set_array_member (root, key, list);
}

/* Which quantisation the file is in, and the records of both. */
static void
write_records (RigImport *self, const RigCatalog *catalog, const RigGgufModel *read)
{
  RigModel model = *rig_gguf_model_get_model (read);
  const RigQuant *preset = rig_catalog_find_quant (catalog, model.file.quant);
  RigWeights stored = get_stored_weights (catalog, &model);
  JsonObject *root = json_object_new ();
  g_autoptr (GPtrArray) warnings = g_ptr_array_new ();

  self->own_quant = preset == NULL || stored.unknown != NULL
                    || !is_preset (catalog, &model, preset, stored.total_bytes);
  self->quant = self->own_quant ? g_strconcat (self->id, "-file", NULL) : g_strdup (preset->id);
  for (guint i = 0; i < self->warnings->len; i++)
    g_ptr_array_add (warnings, g_ptr_array_index (self->warnings, i));
  g_ptr_array_add (warnings, NULL);
  model.file.warnings = (const char **) warnings->pdata;
  model.file.quant = self->quant;
  set_list (root, "models", rig_model_to_json (&model));
  if (self->own_quant)
    set_list (root, "quants", write_own_quant (catalog, &model, &stored, self->quant));
  self->root = json_node_init_object (json_node_alloc (), root);
  json_object_unref (root);
}

static char *
get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* The record must be one that the catalogue takes back: said now, not at the next start. */
static gboolean
check_records (const RigImport *self, const char *path, GError **error)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autofree char *shown = g_filename_display_name (path);
  const GPtrArray *problems = rig_catalog_get_problems (catalog);

  if (rig_catalog_overlay_json (catalog, shown, self->root))
    return TRUE;
  g_propagate_error (error, g_error_copy (g_ptr_array_index (problems, 0)));
  return FALSE;
}

RigImport *
rig_import_new (const RigCatalog *catalog, const char *path, const char *name,
                GCancellable *cancellable, GError **error)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  g_autoptr (RigImport) self = g_new0 (RigImport, 1);
  g_autofree char *today = get_today ();
  g_autofree char *absolute = NULL;
  g_autoptr (RigGguf) gguf = NULL;
  g_autoptr (RigGgufModel) read = NULL;
  const RigModel *earlier;

  if (name != NULL && !rig_user_catalog_check_name (name, error))
    return NULL;
  gguf = rig_gguf_new (path, (const RigTensorType *const *) types->pdata, types->len, cancellable,
                       error);
  if (gguf == NULL)
    return NULL;
  absolute = get_first_file (gguf, path);
  earlier = find_earlier (catalog, absolute);
  self->updates = earlier != NULL;
  self->id = earlier != NULL ? g_strdup (earlier->id) : make_id (catalog, absolute);
  if (name == NULL && earlier != NULL)
    name = earlier->name;
  read = rig_gguf_model_new (gguf, absolute, self->id, name, today, error);
  if (read == NULL)
    return NULL;
  self->name = g_strdup (rig_gguf_model_get_model (read)->name);
  self->file_bytes = rig_gguf_get_file_bytes (gguf);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < rig_gguf_model_get_warnings (read)->len; i++)
    g_ptr_array_add (self->warnings,
                     g_strdup (g_ptr_array_index (rig_gguf_model_get_warnings (read), i)));
  write_records (self, catalog, read);
  if (!check_records (self, absolute, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
rig_import_free (RigImport *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->quant);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self);
}

gboolean
rig_import_save (const RigImport *self, GError **error)
{
  return self->updates ? rig_user_catalog_save (self->id, self->root, error)
                       : rig_user_catalog_add (self->id, self->root, error);
}
