/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/bench-private.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define KIB 1024.0

/* Columns that the other formats call otherwise; the rest have the same name. */
static const struct
{
  const char *title, *name;
} titles[] = {
  { "model", "model_type" }, { "backend", "backends" }, { "ngl", "n_gpu_layers" },
  { "threads", "n_threads" }, { "fa", "flash_attn" }, { "nkvo", "no_kv_offload" },
  { "ot", "tensor_buft_overrides" }, { "sm", "split_mode" }, { "dev", "devices" },
};

static const struct
{
  const char *name;
  double factor;
} units[] = {
  { "KiB", KIB }, { "MiB", KIB * KIB }, { "GiB", KIB * KIB * KIB },
  { "K", 1e3 },   { "M", 1e6 },         { "B", 1e9 },
  { "T", 1e12 },
};

static void
put (GHashTable *fields, const char *name, char *text)
{
  g_hash_table_insert (fields, g_strdup (name), text);
}

static gboolean
refuse (const RigBenchPlace *place, const char *title, const char *cell, const char *example,
        GError **error)
{
  g_autofree char *shown = rig_text_quote (cell);

  return rig_bench_fail (place, error, _("column “%1$s”: expected something like “%2$s”, found "
                                         "“%3$s”"), title, example, shown);
}

/* "245.90 MiB", "443.07 M", as a whole number; the others of its digits are gone. */
static gboolean
put_amount (const RigBenchPlace *place, GHashTable *fields, const char *name, const char *title,
            const char *cell, GError **error)
{
  char *end = NULL;
  double value = g_ascii_strtod (cell, &end);

  for (guint i = 0; end != cell && *end == ' ' && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (end + 1, units[i].name) && value >= 0 && value < 1e6)
      {
        put (fields, name, g_strdup_printf ("%.0f", value * units[i].factor));
        return TRUE;
      }
  return refuse (place, title, cell, "4.58 GiB", error);
}

/* Digits behind @prefix at *@text, which moves behind them; "0" where it does not begin so. */
static char *
take_count (const char **text, const char *prefix)
{
  gsize length = strlen (prefix), digits;
  char *count;

  if (!g_str_has_prefix (*text, prefix))
    return g_strdup ("0");
  /* Until March 2024 there was a space: "pp 512". */
  length += (*text)[length] == ' ';
  digits = strspn (*text + length, "0123456789");
  count = g_strndup (*text + length, digits);
  *text += length + digits;
  return count;
}

/* "pp512", "tg128 @ d4096", "pp512+tg128". */
static gboolean
put_test (const RigBenchPlace *place, GHashTable *fields, const char *title, const char *cell,
          GError **error)
{
  const char *rest = cell;

  put (fields, "n_prompt", take_count (&rest, "pp"));
  if (*rest == '+')
    rest++;
  put (fields, "n_gen", take_count (&rest, "tg"));
  put (fields, "n_depth", take_count (&rest, " @ d"));
  return *rest == '\0' || refuse (place, title, cell, "tg128 @ d4096", error);
}

/* "52.13 ± 24.20". */
static gboolean
put_speed (const RigBenchPlace *place, GHashTable *fields, const char *title, const char *cell,
           GError **error)
{
  g_auto (GStrv) parts = g_strsplit (cell, " ± ", 3);

  if (g_strv_length (parts) != 2)
    return refuse (place, title, cell, "52.13 ± 0.20", error);
  put (fields, "avg_ts", g_strdup (parts[0]));
  put (fields, "stddev_ts", g_strdup (parts[1]));
  return TRUE;
}

static gboolean
put_cell (const RigBenchPlace *place, GHashTable *fields, const char *title, const char *cell,
          GError **error)
{
  const char *name = title;

  if (g_str_equal (title, "size"))
    return put_amount (place, fields, "model_size", title, cell, error);
  if (g_str_equal (title, "params"))
    return put_amount (place, fields, "model_n_params", title, cell, error);
  if (g_str_equal (title, "test"))
    return put_test (place, fields, title, cell, error);
  if (g_str_equal (title, "t/s"))
    return put_speed (place, fields, title, cell, error);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (title, titles[i].title))
      name = titles[i].name;
  put (fields, name, g_strdup (cell));
  return TRUE;
}

/* The cells between the bars of a line, without the spaces around them. NULL: no closing bar. */
static char **
split_cells (const char *line)
{
  g_autofree char *inside = g_strstrip (g_strdup (line + 1));
  gsize length = strlen (inside);
  char **cells;

  if (length == 0 || inside[length - 1] != '|')
    return NULL;
  inside[length - 1] = '\0';
  cells = g_strsplit (inside, "|", -1);
  for (guint i = 0; cells[i] != NULL; i++)
    g_strstrip (cells[i]);
  return cells;
}

/* "build: 1a2b3c4 (5678)" stands behind the results. Without its bracket it was cut off, and its
 * number is another. */
static gboolean
add_build (const RigBenchPlace *place, GHashTable *build, const char *line, GError **error)
{
  const char *text = line + strlen ("build: ");
  g_auto (GStrv) parts = g_strsplit_set (text, " ()\r", 4);

  if (strchr (text, ')') == NULL || g_strv_length (parts) < 3)
    return rig_bench_fail (place, error, _("expected the table to end with something like "
                                           "“build: 1a2b3c4 (5678)”"));
  put (build, "build_commit", g_strdup (parts[0]));
  put (build, "build_number", g_strdup (parts[2]));
  return TRUE;
}

/* The first line from @from on that names a build, or the last, which is none. */
static char **
find_build (char **from)
{
  while (*from != NULL && !g_str_has_prefix (*from, "build: "))
    from++;
  return from;
}

/* What the log before a table calls a GPU, which the table itself does not; NULL: no such line.
 *   CUDA, ROCm: "  Device 0: AMD Radeon Graphics, gfx1151 (0x1151), VMM: no, Wave Size: 32"
 *   Vulkan:     "ggml_vulkan: 0 = AMD Radeon Graphics (RADV GFX1151) (radv) | uma: 1 | fp16: 1"
 *   Metal:      "ggml_metal_device_init: GPU name:   Apple M3 Ultra" */
static char *
get_device (const char *line)
{
  const char *name = strstr (line, "GPU name:"), *end, *chip;

  if (g_str_has_prefix (line, "ggml_metal") && name != NULL)
    return g_strstrip (g_strdup (name + strlen ("GPU name:")));
  if (g_str_has_prefix (line, "ggml_vulkan: ") && strstr (line, " = ") != NULL)
    {
      name = strstr (line, " = ") + strlen (" = ");
      end = strstr (name, " | ");
      return g_strndup (name, end != NULL ? (gsize) (end - name) : 0);
    }
  name = line + strspn (line, " ");
  end = strchr (name, ',');
  if (!g_str_has_prefix (name, "Device ") || strstr (name, ": ") == NULL || end == NULL)
    return NULL;
  name = strstr (name, ": ") + strlen (": ");
  chip = end + strspn (end, ", ");
  if (name > end)
    return NULL;
  if (g_str_has_prefix (chip, "gfx"))
    return g_strdup_printf ("%.*s (%.*s)", (int) (end - name), name,
                            (int) strcspn (chip, " ,:("), chip);
  return g_strndup (name, (gsize) (end - name));
}

/* Takes note of a line of the log in @devices, which a program begins anew. */
static void
note_device (GString *devices, const char *line)
{
  g_autofree char *device = NULL;

  if (g_str_has_prefix (line, "ggml_")
      && (strstr (line, ": found ") != NULL || strstr (line, ": Found ") != NULL))
    g_string_truncate (devices, 0);
  device = get_device (line);
  if (device != NULL && *device != '\0')
    g_string_append_printf (devices, "%s%s", devices->len > 0 ? ", " : "", device);
}

static gboolean
take_row (const RigBenchPlace *place, char **header, char **cells, const char *build,
          const char *devices, GError **error)
{
  g_autoptr (GHashTable) fields
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint n = g_strv_length (header);

  if (g_strv_length (cells) != n)
    return rig_bench_fail (place, error, _("expected %1$u cells, as the table's head has, found "
                                           "%2$u"), n, g_strv_length (cells));
  if (build != NULL && !add_build (place, fields, build, error))
    return FALSE;
  if (*devices != '\0')
    put (fields, "gpu_info", g_strdup (devices));
  for (guint i = 0; i < n; i++)
    if (!put_cell (place, fields, header[i], cells[i], error))
      return FALSE;
  return rig_bench_take (place, fields, error);
}

gboolean
rig_bench_read_markdown (RigBenchPlace *place, char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) header = NULL;
  g_autoptr (GString) devices = g_string_new (NULL);
  char **build = find_build (lines);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = NULL;

      place->number = i + 1;
      /* The build stands behind its table; several tables may follow each other. */
      if (lines + i == build)
        build = find_build (build + 1);
      if (lines[i][0] != '|')
        {
          note_device (devices, lines[i]);
          continue;
        }
      cells = split_cells (lines[i]);
      if (cells == NULL)
        return rig_bench_fail (place, error, _("expected a bar at the end of the row"));
      if (g_strcmp0 (cells[0], "model") == 0)
        {
          g_strfreev (header);
          header = g_steal_pointer (&cells);
        }
      else if (header == NULL)
        return rig_bench_fail (place, error, _("expected the head of llama-bench's table"));
      else if (lines[i][strspn (lines[i], "|-: \r")] != '\0'
               && !take_row (place, header, cells, *build, devices->str, error))
        return FALSE;
    }
  return TRUE;
}
