/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/imported-window.h"

#include <glib/gi18n.h>

#include "app/intake.h"
#include "app/toast.h"
#include "engine/intake/user-catalog.h"
#include "report/format.h"

/**
 * RigImportedWindow:
 *
 * The models that were read from files of the user's, to be renamed and removed. What is removed
 * can be brought back until the window is closed.
 */
struct _RigImportedWindow
{
  AdwWindow parent_instance;

  RigSession *session;
  guint catalog_serial;
  GPtrArray *rows; /* AdwEntryRow * */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkWidget *nothing, *page;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (RigImportedWindow, rig_imported_window, ADW_TYPE_WINDOW)

static void
tell (RigImportedWindow *self, const char *message)
{
  adw_toast_overlay_add_toast (self->toasts, rig_toast_new (message));
}

static void
reload (RigImportedWindow *self)
{
  rig_session_replace_catalog (self->session, rig_intake_load_catalog ());
}

static const char *
get_id (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "model");
}

static void
apply_cb (RigImportedWindow *self, AdwEntryRow *row)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autoptr (GError) error = NULL;

  if (rig_user_catalog_rename (get_id (row), name, &error))
    reload (self);
  else
    tell (self, error->message);
}

/* A record that was removed, for as long as it can be brought back. */
typedef struct
{
  RigImportedWindow *window;
  char *path, *text;
  gsize length;
} Removed;

static void
removed_free (gpointer data, GClosure *closure)
{
  Removed *removed = data;

  g_object_unref (removed->window);
  g_free (removed->path);
  g_free (removed->text);
  g_free (removed);
}

static void
bring_back_cb (AdwToast *toast, Removed *removed)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (removed->path, removed->text, (gssize) removed->length, &error))
    tell (removed->window, error->message);
  else if (removed->window->session != NULL)
    reload (removed->window);
}

static void
offer_undo (RigImportedWindow *self, const char *name, Removed *removed)
{
  /* Translators: %s is the name of a model. */
  g_autofree char *text = g_strdup_printf (_("%s was removed"), name);
  AdwToast *toast = rig_toast_new (text);

  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (bring_back_cb), removed,
                         removed_free, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
remove_cb (RigImportedWindow *self, GtkButton *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ENTRY_ROW);
  g_autofree char *id = g_strdup (get_id (row));
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  g_autoptr (GError) error = NULL;
  Removed *removed = g_new0 (Removed, 1);

  removed->window = g_object_ref (self);
  removed->path = rig_user_catalog_get_path (id);
  if (g_file_get_contents (removed->path, &removed->text, &removed->length, &error)
      && rig_user_catalog_remove (id, &error))
    {
      offer_undo (self, name, removed);
      reload (self);
      return;
    }

  removed_free (removed, NULL);
  tell (self, error->message);
}

static char *
describe_file (const RigModel *model)
{
  g_autofree char *base = g_path_get_basename (model->file.path);
  g_autofree char *bytes = rig_format_bytes ((double) model->file.bytes);

  return g_strdup_printf ("%s · %s", base, bytes);
}

static GtkWidget *
make_remove_button (RigImportedWindow *self, const RigModel *model)
{
  /* Translators: %s is the name of a model. */
  g_autofree char *text = g_strdup_printf (_("Remove %s"), model->name);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (RigImportedWindow *self, const RigModel *model)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *file = describe_file (model);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file);
  gtk_editable_set_text (GTK_EDITABLE (row), model->name);
  /* Set with the text in it, or the text counts as a change. */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, model->file.path);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), make_remove_button (self, model));
  g_object_set_data_full (G_OBJECT (row), "model", g_strdup (model->id), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (RigImportedWindow *self)
{
  g_autoptr (GPtrArray) models = NULL;

  models = rig_user_catalog_list (rig_session_get_catalog (self->session));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < models->len; i++)
    add_row (self, g_ptr_array_index (models, i));
  gtk_stack_set_visible_child (self->stack, models->len > 0 ? self->page : self->nothing);
  self->catalog_serial = rig_session_get_catalog_serial (self->session);
}

static void
changed_cb (RigImportedWindow *self)
{
  if (self->catalog_serial != rig_session_get_catalog_serial (self->session))
    fill (self);
}

/* Chosen, read and told in the window itself, which is behind this one. */
static void
import_cb (RigImportedWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.import", NULL);
}

static void
rig_imported_window_dispose (GObject *object)
{
  RigImportedWindow *self = RIG_IMPORTED_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (rig_imported_window_parent_class)->dispose (object);
}

static void
rig_imported_window_class_init (RigImportedWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_imported_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/imported-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RigImportedWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RigImportedWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RigImportedWindow, nothing);
  gtk_widget_class_bind_template_child (widget_class, RigImportedWindow, page);
  gtk_widget_class_bind_template_child (widget_class, RigImportedWindow, group);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
rig_imported_window_init (RigImportedWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

/** Opens the window over @parent. */
void
rig_imported_window_present (GtkWindow *parent, RigSession *session)
{
  RigImportedWindow *self = g_object_new (RIG_TYPE_IMPORTED_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  fill (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self));
}
