/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/bench-keep.h"

#include "app/intake.h"
#include "engine/intake/user-measurements.h"

/* Only files of this machine are written. */
static gboolean
is_touched (const RigSpeedRecord *record, const RigMachine *machine)
{
  return rig_user_catalog_owns_speed_record (record) && g_str_equal (record->machine, machine->id);
}

/* What is there, as it stands on the disk now. */
static gboolean
take_files (RigKeptFiles *files, const RigMachine *machine, GError **error)
{
  g_autoptr (RigCatalog) catalog = rig_intake_load_catalog ();
  const GPtrArray *records = rig_catalog_get_speed_records (catalog);

  for (guint i = 0; i < records->len; i++)
    {
      const RigSpeedRecord *record = g_ptr_array_index (records, i);

      if (is_touched (record, machine) && !rig_kept_files_add (files, record->origin, error))
        return FALSE;
    }
  return TRUE;
}

/* What is there now, and was not. */
static void
take_new_files (RigKeptFiles *files, const RigMachine *machine)
{
  g_autoptr (RigCatalog) catalog = rig_intake_load_catalog ();
  const GPtrArray *records = rig_catalog_get_speed_records (catalog);

  for (guint i = 0; i < records->len; i++)
    {
      const RigSpeedRecord *record = g_ptr_array_index (records, i);

      if (is_touched (record, machine))
        rig_kept_files_add_absent (files, record->origin);
    }
}

RigKeptFiles *
rig_bench_keep (const RigBenchImport *import, GError **error)
{
  g_autoptr (RigKeptFiles) files = rig_kept_files_new ();
  gboolean saved;

  g_return_val_if_fail (import->machine != NULL, NULL);

  if (!take_files (files, import->machine, error))
    return NULL;
  saved = rig_bench_import_save (import, error);
  take_new_files (files, import->machine);
  if (saved)
    return g_steal_pointer (&files);

  rig_kept_files_restore (files, NULL);
  return NULL;
}
