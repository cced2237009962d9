/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/intake.h"

#include "engine/answer/import.h"

void
rig_intake_bench_free (RigIntakeBench *self)
{
  rig_bench_import_free (self->import);
  rig_catalog_free (self->catalog);
  g_free (self);
}

void
rig_intake_free (RigIntake *self)
{
  g_ptr_array_unref (self->benches);
  g_ptr_array_unref (self->scenarios);
  g_clear_pointer (&self->catalog, rig_catalog_free);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

static RigIntake *
intake_new (void)
{
  RigIntake *self = g_new0 (RigIntake, 1);

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->benches = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_intake_bench_free);
  self->scenarios = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  return self;
}

RigCatalog *
rig_intake_load_catalog (void)
{
  RigCatalog *catalog = rig_catalog_new ();

  rig_catalog_overlay_user (catalog);
  return catalog;
}

static void
take_warnings (RigIntake *self, const RigImport *import)
{
  for (guint i = 0; i < import->warnings->len; i++)
    g_ptr_array_add (self->warnings,
                     g_strdup_printf ("%s: %s", import->name,
                                      (const char *) g_ptr_array_index (import->warnings, i)));
}

/* Reads one file. The files of a split set are one model, whichever of them are given. */
static gboolean
read_model (RigIntake *self, const RigCatalog *catalog, const char *path, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (RigImport) import = rig_import_new (catalog, path, NULL, cancellable, error);

  if (import == NULL)
    return FALSE;
  if (g_ptr_array_find_with_equal_func (self->ids, import->id, g_str_equal, NULL))
    return TRUE;
  if (!rig_import_save (import, error))
    return FALSE;

  g_ptr_array_add (self->ids, g_strdup (import->id));
  take_warnings (self, import);
  return TRUE;
}

/* Takes the import, and the error where there is none. */
static void
take_bench (RigIntake *self, RigCatalog *catalog, RigBenchImport *import, GError *error)
{
  RigIntakeBench *bench;

  if (import == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_ptr_array_add (self->problems, g_strdup (error->message));
      rig_catalog_free (catalog);
      return;
    }

  bench = g_new (RigIntakeBench, 1);
  bench->catalog = catalog;
  bench->import = import;
  g_ptr_array_add (self->benches, bench);
}

/* How many threads read. They use the catalogue inside the program, which is gone once it exits: so
 * it may not exit before them. */
static int n_reading;

static void
start_thread (GTask *task, GTaskThreadFunc read)
{
  g_task_set_check_cancellable (task, FALSE);
  g_atomic_int_inc (&n_reading);
  g_task_run_in_thread (task, read);
}

static void
end_thread (void)
{
  g_atomic_int_add (&n_reading, -1);
}

/* The catalogue is loaded anew after each file, so that the next one sees it. */
static void
read_models (RigIntake *self, char **paths, GCancellable *cancellable)
{
  g_autoptr (RigCatalog) catalog = rig_intake_load_catalog ();

  for (guint i = 0; paths[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;

      if (rig_import_guess_kind (paths[i]) != RIG_IMPORT_MODEL)
        continue;
      if (read_model (self, catalog, paths[i], cancellable, &error))
        {
          rig_catalog_free (catalog);
          catalog = rig_intake_load_catalog ();
        }
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_ptr_array_add (self->problems, g_strdup (error->message));
    }
  if (self->ids->len > 0)
    self->catalog = g_steal_pointer (&catalog);
}

/* llama-bench writes objects, too, but lists of them, or with its words in the first one. */
static gboolean
is_scenario (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  char start[2048] = "";
  gsize length;

  if (!g_str_has_suffix (path, ".json"))
    return FALSE;
  stream = g_file_read (file, NULL, NULL);
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start - 1, &length,
                                   NULL, NULL))
    return FALSE;

  return *(start + strspn (start, " \t\r\n")) == '{' && strstr (start, "\"build_") == NULL
         && strstr (start, "\"model_filename\"") == NULL;
}

/* After the models, which the measurements may be of. */
static void
read_texts (RigIntake *self, char **paths, GCancellable *cancellable)
{
  for (guint i = 0; paths[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;
      RigBenchImport *import;
      RigCatalog *catalog;

      if (rig_import_guess_kind (paths[i]) != RIG_IMPORT_BENCH)
        continue;
      if (is_scenario (paths[i]))
        {
          g_ptr_array_add (self->scenarios, g_strdup (paths[i]));
          continue;
        }
      catalog = rig_intake_load_catalog ();
      import = rig_bench_import_new (catalog, paths[i], cancellable, &error);
      take_bench (self, catalog, import, error);
    }
}

/* In a thread of its own: a file on a slow disk may take its time. */
static void
read_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (RigIntake) self = intake_new ();

  read_models (self, data, cancellable);
  read_texts (self, data, cancellable);
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) rig_intake_free);
  end_thread ();
}

/**
 * rig_intake_read_async:
 * @paths: (array zero-terminated=1): GGUF files, and output of llama-bench
 *
 * Reads models from files and keeps them in the user's catalogue, and measurements. Cancelled, it
 * ends after the file that it is at; what was read until then is kept and told.
 */
void
rig_intake_read_async (const char *const  *paths,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  start_thread (task, read_cb);
}

typedef struct
{
  char *name, *text, *model_path;
} BenchText;

static void
bench_text_free (gpointer data)
{
  BenchText *text = data;

  g_free (text->name);
  g_free (text->text);
  g_free (text->model_path);
  g_free (text);
}

static gboolean
has_unknown_model (const RigBenchImport *import)
{
  for (guint i = 0; i < import->rows->len; i++)
    if (g_array_index (import->rows, RigBenchRow, i).model == NULL)
      return TRUE;

  return FALSE;
}

static void
read_text_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const BenchText *text = data;
  g_autoptr (RigIntake) self = intake_new ();
  g_autoptr (GError) error = NULL;
  RigCatalog *catalog = rig_intake_load_catalog ();
  RigBenchImport *import = rig_bench_import_new_from_text (catalog, text->name,
                                                           g_strdup (text->text), &error);

  /* What was measured is a file that is at hand: its model is read, too. */
  if (import != NULL && has_unknown_model (import) && text->model_path != NULL
      && read_model (self, catalog, text->model_path, cancellable, NULL))
    {
      rig_bench_import_free (import);
      rig_catalog_free (catalog);
      self->catalog = rig_intake_load_catalog ();
      catalog = rig_intake_load_catalog ();
      import = rig_bench_import_new_from_text (catalog, text->name, g_strdup (text->text), &error);
    }
  take_bench (self, catalog, import, error);
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) rig_intake_free);
  end_thread ();
}

/**
 * rig_intake_read_bench_async:
 * @name: what to call @text in messages, and as the source of what is kept
 * @text: output of llama-bench
 * @model_path: (nullable): the file that was measured; a model that the catalogue does not have is
 *   read from it and kept
 */
void
rig_intake_read_bench_async (const char         *name,
                             const char         *text,
                             const char         *model_path,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  BenchText *data = g_new (BenchText, 1);

  data->name = g_strdup (name);
  data->text = g_strdup (text);
  data->model_path = g_strdup (model_path);
  g_task_set_task_data (task, data, bench_text_free);
  start_thread (task, read_text_cb);
}

/** Waits until nothing is read any more: before the program ends. */
void
rig_intake_wait (void)
{
  while (g_atomic_int_get (&n_reading) > 0)
    g_usleep (G_USEC_PER_SEC / 200);
}

RigIntake *
rig_intake_read_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
rig_intake_model_free (RigIntakeModel *self)
{
  rig_catalog_free (self->catalog);
  g_free (self);
}

static void
look_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (RigIntakeModel) self = g_new0 (RigIntakeModel, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (RigImport) import = NULL;

  self->catalog = rig_intake_load_catalog ();
  import = rig_import_new (self->catalog, data, NULL, cancellable, &error);
  if (import == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      rig_catalog_overlay_json (self->catalog, data, import->root);
      self->model = rig_catalog_find_model (self->catalog, import->id);
      self->quant = rig_catalog_find_quant (self->catalog, import->quant);
      self->file_bytes = import->file_bytes;
      g_task_return_pointer (task, g_steal_pointer (&self),
                             (GDestroyNotify) rig_intake_model_free);
    }
  end_thread ();
}

/** Looks into a GGUF file; nothing is kept. */
void
rig_intake_look_async (const char         *path,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (path), g_free);
  start_thread (task, look_cb);
}

/** (nullable): NULL with the error of rig_import_new() */
RigIntakeModel *
rig_intake_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
