/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/bench-private.h"

#include "engine/intake/csv.h"

gboolean
rig_bench_read_csv (RigBenchPlace *place, char *text, GError **error)
{
  g_autoptr (RigCsv) csv = rig_csv_new (place->file, g_strdup (text), NULL, error);
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);

  if (csv == NULL)
    return FALSE;
  for (guint i = 0; i < rig_csv_get_n_rows (csv); i++)
    {
      place->number = rig_csv_get_line (csv, i);
      for (guint j = 0; j < rig_csv_get_n_columns (csv); j++)
        g_hash_table_insert (fields, (gpointer) rig_csv_get_name (csv, j),
                             (gpointer) rig_csv_get (csv, i, j));
      if (!rig_bench_take (place, fields, error))
        return FALSE;
    }
  return TRUE;
}
