/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include <glib/gi18n.h>

#include "app/file-picker.h"
#include "app/imported-window.h"
#include "app/intake.h"
#include "app/toast.h"
#include "app/window-private.h"

/*
 * How models and measurements come into the window: files are chosen or dropped on it, read in the
 * background, and what became of them is said.
 */

static const char *const import_patterns[] = { "*.gguf", "*.json", "*.jsonl", "*.csv", "*.md",
                                               "*.txt", "*.sql", "*.log", NULL };

/* What is over by then need not be said. */
#define SLOW_MS 300

static void start (RigWindow *self);

static gboolean
slow_cb (gpointer data)
{
  RigWindow *self = data;
  guint n = g_strv_length (self->importing);
  g_autofree char *name = g_path_get_basename (self->importing[0]);
  g_autofree char *text = NULL;

  self->import_source = 0;
  if (n == 1)
    /* Translators: %s is the name of a file. */
    text = g_strdup_printf (_("Reading %s…"), name);
  else
    text = g_strdup_printf (ngettext ("Reading %u file…", "Reading %u files…", n), n);
  rig_notice_bar_show_busy (self->notice, text, "win.cancel-import");

  return G_SOURCE_REMOVE;
}

static char *
join_problems (const RigIntake *intake)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < intake->problems->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            (char *) g_ptr_array_index (intake->problems, i));
  for (guint i = 0; i < intake->warnings->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            (char *) g_ptr_array_index (intake->warnings, i));

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
tell_imported (RigWindow *self, const GPtrArray *ids)
{
  const char *id = g_ptr_array_index (ids, 0);
  const RigModel *model = rig_catalog_find_model (rig_session_get_catalog (self->session), id);
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (ids->len == 1 && model != NULL)
    /* Translators: %s is the name of a model. */
    text = g_strdup_printf (_("%s was imported"), model->name);
  else
    text = g_strdup_printf (ngettext ("%u model was imported", "%u models were imported",
                                      ids->len), ids->len);
  toast = rig_toast_new (text);
  adw_toast_set_button_label (toast, _("_Show"));
  if (ids->len == 1)
    {
      adw_toast_set_action_name (toast, "win.show-model");
      adw_toast_set_action_target_value (toast, g_variant_new_string (id));
    }
  else
    adw_toast_set_action_name (toast, "win.imported-models");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/** What became of files: models are there, measurements are asked about. */
void
rig_window_take_intake (RigWindow *self, RigIntake *intake)
{
  g_autofree char *problems = join_problems (intake);

  rig_notice_bar_show (self->notice, NULL);
  for (guint i = 0; i < intake->scenarios->len; i++)
    rig_window_open (self, g_ptr_array_index (intake->scenarios, i));
  if (problems != NULL)
    rig_notice_bar_show (self->notice, problems);
  if (intake->catalog != NULL)
    {
      rig_session_replace_catalog (self->session, g_steal_pointer (&intake->catalog));
      tell_imported (self, intake->ids);
    }
  rig_window_take_benches (self, intake->benches);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RigWindow) self = data;
  g_autoptr (RigIntake) intake = rig_intake_read_finish (result);

  g_clear_handle_id (&self->import_source, g_source_remove);
  g_clear_object (&self->import_cancellable);
  g_clear_pointer (&self->importing, g_strfreev);
  /* The window is gone; what was read will be there when the next one opens. */
  if (self->session == NULL)
    return;

  rig_window_take_intake (self, intake);
  start (self);
}

/* One after the other: a model's id depends on those that there are. */
static void
start (RigWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.cancel-import",
                                 self->import_waiting->len > 0 || self->importing != NULL);
  if (self->importing != NULL || self->import_waiting->len == 0)
    return;

  g_ptr_array_add (self->import_waiting, NULL);
  self->importing = g_strdupv ((char **) self->import_waiting->pdata);
  g_ptr_array_set_size (self->import_waiting, 0);
  self->import_cancellable = g_cancellable_new ();
  self->import_source = g_timeout_add (SLOW_MS, slow_cb, self);
  rig_intake_read_async ((const char *const *) self->importing, self->import_cancellable, read_cb,
                         g_object_ref (self));
}

static void
import_cb (const char *const *paths, gpointer data)
{
  RigWindow *self = RIG_WINDOW (data);

  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (self->import_waiting, g_strdup (paths[i]));
  start (self);
}

static void
choose_files_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigFileKind kind = { _("Models and benchmarks"), import_patterns };

  rig_file_picker_open_several (GTK_WINDOW (widget), _("Import Models and Benchmarks"), &kind,
                                import_cb, widget);
}

static void
import_files_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree const char **paths = g_variant_get_strv (parameter, NULL);

  import_cb (paths, widget);
}

static void
cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigWindow *self = RIG_WINDOW (widget);

  g_ptr_array_set_size (self->import_waiting, 0);
  if (self->import_cancellable != NULL)
    g_cancellable_cancel (self->import_cancellable);
}

/* An imported model as it lies on the disk: with the quantisation of its file. */
static void
show_model_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigWindow *self = RIG_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  const RigCatalog *catalog = rig_session_get_catalog (self->session);
  const RigModel *model = rig_catalog_find_model (catalog, id);

  if (model == NULL)
    return;

  rig_session_begin_step (self->session);
  rig_session_set_text (self->session, RIG_KEY_MODEL, id);
  if (model->file.present && rig_catalog_find_quant (catalog, model->file.quant) != NULL)
    rig_session_set_text (self->session, RIG_KEY_QUANT, model->file.quant);
  rig_session_end_step (self->session);
  rig_window_show_page (self, RIG_PAGE_MODELS);
}

static void
imported_models_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rig_imported_window_present (GTK_WINDOW (widget), RIG_WINDOW (widget)->session);
}

/* The local files among what was dropped; what each of them is, its content says. */
static gboolean
drop_cb (RigWindow *self, const GValue *value, double x, double y)
{
  GdkFileList *files = g_value_get_boxed (value);
  g_autoptr (GSList) list = gdk_file_list_get_files (files);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (const GSList *l = list; l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      if (path != NULL)
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_ptr_array_add (paths, NULL);
  import_cb ((const char *const *) paths->pdata, self);
  gtk_revealer_set_reveal_child (self->drop_hint, FALSE);

  return TRUE;
}

static GdkDragAction
enter_cb (RigWindow *self)
{
  gtk_revealer_set_reveal_child (self->drop_hint, TRUE);

  return GDK_ACTION_COPY;
}

static void
leave_cb (RigWindow *self)
{
  gtk_revealer_set_reveal_child (self->drop_hint, FALSE);
}

/** In the class's init. */
void
rig_window_class_install_intake (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import", NULL, choose_files_cb);
  gtk_widget_class_install_action (widget_class, "win.import-files", "as", import_files_cb);
  gtk_widget_class_install_action (widget_class, "win.cancel-import", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "win.show-model", "s", show_model_cb);
  gtk_widget_class_install_action (widget_class, "win.imported-models", NULL, imported_models_cb);
}

void
rig_window_init_intake (RigWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->import_waiting = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect_swapped (target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.cancel-import", FALSE);
}

/** When the window goes: nobody waits for what is still being read. */
void
rig_window_dispose_intake (RigWindow *self)
{
  g_clear_handle_id (&self->import_source, g_source_remove);
  if (self->import_cancellable != NULL)
    g_cancellable_cancel (self->import_cancellable);
  g_clear_pointer (&self->import_waiting, g_ptr_array_unref);
}
