/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "look.h"

#include <glib/gstdio.h>

#include "rig-test.h"

/* A change is answered in the first frame, laid out by the second, a breakpoint crossed takes one
 * more. */
#define SETTLE_FRAMES 4

void
rig_look_settle (RigWindow *window)
{
  for (guint i = 0; i < SETTLE_FRAMES; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (window));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

void
rig_look_present (RigWindow *window, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  rig_look_settle (window);
}

static void
collect (GtkWidget *widget, RigLookMatch match, gconstpointer data, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (match (widget, data))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, match, data, found);
}

GPtrArray *
rig_look_find_all (GtkWidget *top, RigLookMatch match, gconstpointer data)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (top, match, data, found);
  return found;
}

static gboolean
is_type (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), GPOINTER_TO_SIZE (type));
}

GPtrArray *
rig_look_find_type (GtkWidget *top, GType type)
{
  return rig_look_find_all (top, is_type, GSIZE_TO_POINTER (type));
}

GtkWidget *
rig_look_get (GtkWidget *top, GType type)
{
  g_autoptr (GPtrArray) found = rig_look_find_type (top, type);

  ck_assert_msg (found->len > 0, "no %s is on show", g_type_name (type));
  return g_ptr_array_index (found, 0);
}

static gboolean
is_label (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

gboolean
rig_look_says (GtkWidget *top, const char *text)
{
  g_autoptr (GPtrArray) found = rig_look_find_all (top, is_label, text);

  return found->len > 0;
}

static gboolean
is_button (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget)
         && (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), label) == 0
             || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0);
}

GtkWidget *
rig_look_get_button (GtkWidget *top, const char *label)
{
  g_autoptr (GPtrArray) found = rig_look_find_all (top, is_button, label);

  ck_assert_msg (found->len > 0, "there is no button %s", label);
  return g_ptr_array_index (found, 0);
}

void
rig_look_click (GtkWidget *top, const char *label)
{
  GtkWidget *button = rig_look_get_button (top, label);

  ck_assert_msg (gtk_widget_is_sensitive (button), "the button %s cannot be clicked", label);
  g_signal_emit_by_name (button, "clicked");
}

GtkWidget *
rig_look_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (toplevel), type) && gtk_widget_get_visible (toplevel))
        return toplevel;
    }
  return NULL;
}

GtkWidget *
rig_look_wait_for_window (GType type)
{
  GtkWidget *found;

  while ((found = rig_look_find_window (type)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!gtk_widget_get_mapped (found))
    gtk_test_widget_wait_for_draw (found);
  return found;
}

void
rig_look_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        rig_look_remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

char *
rig_look_unpack (const char *folder, const char *name)
{
  g_autofree char *packed = g_strconcat (name, ".gz", NULL);
  g_autofree char *from = g_build_filename (RIG_TEST_SRCDIR, "oracles", "gguf-samples", packed,
                                            NULL);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (path);
  g_autoptr (GInputStream) in = G_INPUT_STREAM (g_file_read (source, NULL, NULL));
  g_autoptr (GConverter) gunzip
    = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) unpacked = NULL;
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (GError) error = NULL;

  ck_assert_msg (in != NULL, "%s is missing", from);
  unpacked = g_converter_input_stream_new (in, gunzip);
  out = G_OUTPUT_STREAM (g_file_replace (target, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error));
  ck_assert_msg (out != NULL && g_output_stream_splice (out, unpacked,
                                                        G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                                        NULL, &error) >= 0,
                 "%s", error != NULL ? error->message : "");
  return path;
}
