/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rig-test.h"

#include <math.h>

/* Rows of a CSV file without quotes: oracles/speed-calibration.csv (a part of the published
 * measurements that the constants were fitted on, with what the fit derived from each) and
 * oracles/speed-vectors.csv (what the fit's own program predicts for some of them, by term). */
typedef struct
{
  char **header;
  GPtrArray *rows; /* of char ** */
} SpeedRows;

static inline void
speed_rows_init (SpeedRows *self, const char *name)
{
  g_autofree char *path = rig_test_path (name);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  ck_assert_msg (g_file_get_contents (path, &text, NULL, NULL), "cannot read %s", path);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  self->header = g_strsplit (g_strchomp (lines[0]), ",", -1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char **row = g_strsplit (g_strchomp (lines[i]), ",", -1);
      ck_assert_uint_eq (g_strv_length (row), g_strv_length (self->header));
      g_ptr_array_add (self->rows, row);
    }
}

static inline void
speed_rows_clear (SpeedRows *self)
{
  g_strfreev (self->header);
  g_ptr_array_unref (self->rows);
}

static inline const char *
speed_rows_get (const SpeedRows *self, guint row, const char *column)
{
  for (guint i = 0; self->header[i] != NULL; i++)
    if (g_str_equal (self->header[i], column))
      return ((char **) g_ptr_array_index (self->rows, row))[i];
  ck_abort_msg ("no column %s", column);
  return NULL;
}

/* 0 for an empty cell. */
static inline double
speed_rows_get_number (const SpeedRows *self, guint row, const char *column)
{
  return g_ascii_strtod (speed_rows_get (self, row, column), NULL);
}

static inline guint
speed_rows_find (const SpeedRows *self, const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (speed_rows_get (self, i, "id"), id))
      return i;
  ck_abort_msg ("no row %s", id);
  return 0;
}
