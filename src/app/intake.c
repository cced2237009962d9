/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/intake.h"

#include "engine/answer/import.h"

void
rig_intake_free (RigIntake *self)
{
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
read_file (RigIntake *self, const RigCatalog *catalog, const char *path, GCancellable *cancellable,
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

/* How many threads read. They use the catalogue inside the program, which is gone once it exits: so
 * it may not exit before them. */
static int n_reading;

/* In a thread of its own: a file on a slow disk may take its time. The catalogue is loaded anew
 * after each file, so that the next one sees it. */
static void
read_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  char **paths = data;
  g_autoptr (RigIntake) self = intake_new ();
  g_autoptr (RigCatalog) catalog = rig_intake_load_catalog ();

  for (guint i = 0; paths[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;

      if (read_file (self, catalog, paths[i], cancellable, &error))
        {
          rig_catalog_free (catalog);
          catalog = rig_intake_load_catalog ();
        }
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_ptr_array_add (self->problems, g_strdup (error->message));
    }
  if (self->ids->len > 0)
    self->catalog = g_steal_pointer (&catalog);
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) rig_intake_free);
  g_atomic_int_add (&n_reading, -1);
}

/**
 * rig_intake_read_async:
 * @paths: (array zero-terminated=1): GGUF files
 *
 * Reads models from files and keeps them in the user's catalogue. Cancelled, it ends after the file
 * that it is at; what was read until then is kept and told.
 */
void
rig_intake_read_async (const char *const  *paths,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  g_atomic_int_inc (&n_reading);
  g_task_run_in_thread (task, read_cb);
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
