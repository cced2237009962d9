/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/file-picker.h"

#include <glib/gi18n.h>

typedef struct
{
  RigFilePicked picked;          /* one of these two */
  RigFilesPicked several_picked;
  gpointer user_data;
} Request;

/* The local ones among what was chosen, NULL-terminated. */
static GPtrArray *
list_paths (GtkFileChooser *chooser)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      char *path = g_file_get_path (file);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);

  return paths;
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Request *request = data;
  g_autoptr (GPtrArray) paths = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    paths = list_paths (GTK_FILE_CHOOSER (dialog));
  if (paths != NULL && paths->len > 1 && request->picked != NULL)
    request->picked (g_ptr_array_index (paths, 0), request->user_data);
  else if (paths != NULL && paths->len > 1)
    request->several_picked ((const char *const *) paths->pdata, request->user_data);

  g_free (request);
  g_object_unref (dialog);
}

static void
ask (GtkWindow           *parent,
     GtkFileChooserAction action,
     const char          *title,
     const RigFileKind   *kind,
     const char          *suggestion,
     Request             *request)
{
  gboolean saves = action == GTK_FILE_CHOOSER_ACTION_SAVE;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action,
                                                              saves ? _("_Save") : _("_Open"),
                                                              _("_Cancel"));
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog),
                                        request->several_picked != NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_filter_set_name (filter, kind->name);
  for (guint i = 0; kind->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, kind->patterns[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_object_unref (filter);
  if (suggestion != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggestion);

  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), request);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static Request *
request_new (RigFilePicked picked, RigFilesPicked several_picked, gpointer user_data)
{
  Request *request = g_new (Request, 1);

  request->picked = picked;
  request->several_picked = several_picked;
  request->user_data = user_data;
  return request;
}

/** @picked is called with a local path, or never if the user gives up. */
void
rig_file_picker_open (GtkWindow         *parent,
                      const char        *title,
                      const RigFileKind *kind,
                      RigFilePicked      picked,
                      gpointer           user_data)
{
  ask (parent, GTK_FILE_CHOOSER_ACTION_OPEN, title, kind, NULL,
       request_new (picked, NULL, user_data));
}

/** @picked is called with the local paths of one or more files, or never. */
void
rig_file_picker_open_several (GtkWindow         *parent,
                              const char        *title,
                              const RigFileKind *kind,
                              RigFilesPicked     picked,
                              gpointer           user_data)
{
  ask (parent, GTK_FILE_CHOOSER_ACTION_OPEN, title, kind, NULL,
       request_new (NULL, picked, user_data));
}

void
rig_file_picker_save (GtkWindow         *parent,
                      const char        *title,
                      const RigFileKind *kind,
                      const char        *suggestion,
                      RigFilePicked      picked,
                      gpointer           user_data)
{
  ask (parent, GTK_FILE_CHOOSER_ACTION_SAVE, title, kind, suggestion,
       request_new (picked, NULL, user_data));
}
