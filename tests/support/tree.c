/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tree.h"

#include <check.h>

/* RIG_TEST_SRCDIR is the folder of the tests. */
static char *
full_path (const char *name)
{
  return g_build_filename (RIG_TEST_SRCDIR, "..", name, NULL);
}

gboolean
rig_tree_has_suffix (const char *name, const char *const *suffixes)
{
  for (guint i = 0; suffixes[i] != NULL; i++)
    {
      if (g_str_has_suffix (name, suffixes[i]))
        return TRUE;
    }
  return FALSE;
}

static void
list_into (const char *top, const char *const *suffixes, GPtrArray *files)
{
  g_autofree char *path = full_path (top);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    return;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (top, name, NULL);
      g_autofree char *child_path = full_path (child);

      if (g_file_test (child_path, G_FILE_TEST_IS_DIR))
        list_into (child, suffixes, files);
      else if (rig_tree_has_suffix (name, suffixes))
        g_ptr_array_add (files, g_steal_pointer (&child));
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
rig_tree_list (const char *top, const char *const *suffixes)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  list_into (top, suffixes, files);
  g_ptr_array_sort (files, compare_names);
  return files;
}

char *
rig_tree_read (const char *name)
{
  g_autofree char *path = full_path (name);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    ck_abort_msg ("%s", error->message);
  return text;
}

gboolean
rig_tree_exists (const char *name)
{
  g_autofree char *path = full_path (name);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

void
rig_tree_expect_none (GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (text, "\n  %s", (const char *) g_ptr_array_index (problems, i));
  ck_assert_msg (problems->len == 0, "%u problems:%s", problems->len, text->str);
}
