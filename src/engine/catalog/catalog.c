/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog-private.h"

#include "rig-catalog-resource.h"

G_DEFINE_QUARK (rig-catalog-error-quark, rig_catalog_error)

const RigListInfo rig_catalog_lists[RIG_N_LISTS] = {
  [RIG_LIST_MACHINES] = { RIG_FILE_MACHINES, "machines", &rig_machine_type },
  [RIG_LIST_MODELS] = { RIG_FILE_MODELS, "models", &rig_model_type },
  [RIG_LIST_UNMODELLED] = { RIG_FILE_MODELS, "not_modelled", &rig_unmodelled_type },
  [RIG_LIST_TENSOR_TYPES] = { RIG_FILE_QUANTS, "tensor_types", &rig_tensor_type_type },
  [RIG_LIST_QUANTS] = { RIG_FILE_QUANTS, "quants", &rig_quant_type },
  [RIG_LIST_APIS] = { RIG_FILE_APIS, "apis", &rig_api_type },
  [RIG_LIST_TARIFFS] = { RIG_FILE_ECONOMY, "tariffs", &rig_tariff_type },
  [RIG_LIST_POWERS] = { RIG_FILE_ECONOMY, "powers", &rig_power_type },
  [RIG_LIST_RESALES] = { RIG_FILE_ECONOMY, "resales", &rig_resale_type },
  [RIG_LIST_FACTS] = { RIG_FILE_ECONOMY, "facts", &rig_fact_type },
  [RIG_LIST_RUNTIMES] = { RIG_FILE_MACHINES, "runtimes", &rig_runtime_type },
  [RIG_LIST_MEASUREMENTS] = { RIG_FILE_MACHINES, "measurements", &rig_speed_record_type },
};

static const char *const file_names[RIG_N_FILES] = {
  [RIG_FILE_MACHINES] = "machines.json", [RIG_FILE_MODELS] = "models.json",
  [RIG_FILE_QUANTS] = "quants.json",     [RIG_FILE_APIS] = "apis.json",
  [RIG_FILE_ECONOMY] = "economy.json",   [RIG_FILE_ARTICLE] = "article.json",
  [RIG_FILE_SPEED] = "speed.json",
};

RigCatalog *
rig_catalog_new (void)
{
  RigCatalog *self = g_new0 (RigCatalog, 1);

  g_mutex_init (&self->lock);
  self->strings = g_string_chunk_new (16 * 1024);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  for (guint i = 0; i < RIG_N_LISTS; i++)
    {
      self->lists[i] = g_ptr_array_new ();
      self->ids[i] = g_hash_table_new (g_str_hash, g_str_equal);
    }
  return self;
}

void
rig_catalog_free (RigCatalog *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < RIG_N_LISTS; i++)
    {
      g_ptr_array_unref (self->lists[i]);
      g_hash_table_unref (self->ids[i]);
    }
  g_clear_pointer (&self->speed, rig_speed_constants_free);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->blocks);
  g_string_chunk_free (self->strings);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
read_article (RigCatalog *self, JsonNode *root)
{
  RigReader reader = { self->strings, self->blocks, self->ids, file_names[RIG_FILE_ARTICLE],
                       g_string_new (NULL), NULL };

  rig_reader_init_record (&rig_article_type, &self->article);
  if (!rig_reader_read_record (&reader, root, &rig_article_type, &self->article))
    g_ptr_array_add (self->problems, reader.error);
  g_string_free (reader.path, TRUE);
}

static void
read_built_in_file (RigCatalog *self, RigFile file)
{
  g_autofree char *path
      = g_strconcat ("/io/github/rigwise/catalog/", file_names[file], NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint n_problems = self->problems->len;
  gconstpointer text;
  gsize length;

  bytes = g_resource_lookup_data (rig_catalog_get_resource (), path, 0, &error);
  if (bytes != NULL)
    {
      text = g_bytes_get_data (bytes, &length);
      root = rig_json_parse (file_names[file], text, length, &error);
    }
  if (root != NULL && file == RIG_FILE_ARTICLE)
    read_article (self, root);
  else if (root != NULL && file == RIG_FILE_SPEED)
    self->speed = rig_speed_constants_parse (root, &error);
  else if (root != NULL)
    rig_catalog_add_lists (self, file_names[file], root);
  if (self->problems->len > n_problems)
    error = g_error_copy (g_ptr_array_index (self->problems, n_problems));
  if (error != NULL)
    g_error ("the built-in catalogue is broken: %s", error->message);
}

void
rig_catalog_need_file (const RigCatalog *self, RigFile file)
{
  /* What is read later is the same for every caller: the catalogue stays constant to look at. */
  RigCatalog *catalog = (RigCatalog *) self;

  if (g_atomic_int_get (&catalog->is_read[file]))
    return;
  g_mutex_lock (&catalog->lock);
  if (!catalog->is_read[file])
    {
      read_built_in_file (catalog, file);
      g_atomic_int_set (&catalog->is_read[file], TRUE);
    }
  g_mutex_unlock (&catalog->lock);
}

static const GPtrArray *
get_list (const RigCatalog *self, RigList list)
{
  rig_catalog_need_file (self, rig_catalog_lists[list].file);
  return self->lists[list];
}

static gconstpointer
find (const RigCatalog *self, RigList list, const char *id)
{
  if (id == NULL)
    return NULL;
  rig_catalog_need_file (self, rig_catalog_lists[list].file);
  return g_hash_table_lookup (self->ids[list], id);
}

const GPtrArray *
rig_catalog_get_problems (const RigCatalog *self)
{
  return self->problems;
}

const GPtrArray *
rig_catalog_get_machines (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_MACHINES);
}

const GPtrArray *
rig_catalog_get_models (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_MODELS);
}

const GPtrArray *
rig_catalog_get_unmodelled (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_UNMODELLED);
}

const GPtrArray *
rig_catalog_get_quants (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_QUANTS);
}

const GPtrArray *
rig_catalog_get_tensor_types (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_TENSOR_TYPES);
}

const GPtrArray *
rig_catalog_get_apis (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_APIS);
}

const GPtrArray *
rig_catalog_get_tariffs (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_TARIFFS);
}

const GPtrArray *
rig_catalog_get_powers (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_POWERS);
}

const GPtrArray *
rig_catalog_get_resales (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_RESALES);
}

const GPtrArray *
rig_catalog_get_economic_facts (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_FACTS);
}

const GPtrArray *
rig_catalog_get_speed_records (const RigCatalog *self)
{
  return get_list (self, RIG_LIST_MEASUREMENTS);
}

const RigMachine *
rig_catalog_find_machine (const RigCatalog *self, const char *id)
{
  return find (self, RIG_LIST_MACHINES, id);
}

const RigModel *
rig_catalog_find_model (const RigCatalog *self, const char *id)
{
  const RigModel *model = find (self, RIG_LIST_MODELS, id);

  return model != NULL ? model : find (self, RIG_LIST_UNMODELLED, id);
}

const RigQuant *
rig_catalog_find_quant (const RigCatalog *self, const char *id)
{
  return find (self, RIG_LIST_QUANTS, id);
}

const RigTensorType *
rig_catalog_find_tensor_type (const RigCatalog *self, const char *name)
{
  return find (self, RIG_LIST_TENSOR_TYPES, name);
}

const RigRuntime *
rig_catalog_find_runtime (const RigCatalog *self, const char *id)
{
  return find (self, RIG_LIST_RUNTIMES, id);
}

const RigApi *
rig_catalog_find_api (const RigCatalog *self, const char *id)
{
  return find (self, RIG_LIST_APIS, id);
}

const RigTariff *
rig_catalog_find_tariff (const RigCatalog *self, const char *id)
{
  return find (self, RIG_LIST_TARIFFS, id);
}

const RigArticle *
rig_catalog_get_article (const RigCatalog *self)
{
  rig_catalog_need_file (self, RIG_FILE_ARTICLE);
  return &self->article;
}

const RigSpeedConstants *
rig_catalog_get_speed_constants (const RigCatalog *self)
{
  rig_catalog_need_file (self, RIG_FILE_SPEED);
  return self->speed;
}

const char *
rig_catalog_get_price_date (const RigCatalog *self)
{
  rig_catalog_need_file (self, RIG_FILE_APIS);
  return self->price_date;
}
