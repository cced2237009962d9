/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/file-picker.h"

#include <glib/gi18n.h>

typedef struct
{
  RigFilePicked picked;
  gpointer user_data;
} Request;

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Request *request = data;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL)
    request->picked (path, request->user_data);

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
request_new (RigFilePicked picked, gpointer user_data)
{
  Request *request = g_new (Request, 1);

  request->picked = picked;
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
  ask (parent, GTK_FILE_CHOOSER_ACTION_OPEN, title, kind, NULL, request_new (picked, user_data));
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
       request_new (picked, user_data));
}
