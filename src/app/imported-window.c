/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/imported-window.h"

#include <glib/gi18n.h>

#include "app/bench-words.h"
#include "app/button-names.h"
#include "app/intake.h"
#include "app/kept-files.h"
#include "app/toast.h"
#include "engine/intake/user-measurements.h"
#include "report/format.h"

/**
 * RigImportedWindow:
 *
 * The models that were read from files of the user's, to be renamed and removed, and what the user
 * measured, to be removed. What is removed can be brought back until the window is closed.
 */
struct _RigImportedWindow
{
  AdwWindow parent_instance;

  RigSession *session;
  guint catalog_serial;
  GPtrArray *rows;     /* AdwEntryRow *: of the models */
  GPtrArray *measured; /* AdwExpanderRow *: of the measurements */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkWidget *nothing, *page;
  AdwPreferencesGroup *group, *measured_group;
};

G_DEFINE_FINAL_TYPE (RigImportedWindow, rig_imported_window, ADW_TYPE_WINDOW)

#define MAX_SHOWN 100 /* of the tests of a set: each takes time */

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

/* A file that was removed, for as long as it can be brought back. */
typedef struct
{
  RigImportedWindow *window;
  RigKeptFiles *before;
} Removed;

static Removed *
removed_new (RigImportedWindow *window)
{
  Removed *removed = g_new (Removed, 1);

  removed->window = g_object_ref (window);
  removed->before = rig_kept_files_new ();
  return removed;
}

static void
removed_free (gpointer data, GClosure *closure)
{
  Removed *removed = data;

  g_object_unref (removed->window);
  rig_kept_files_free (removed->before);
  g_free (removed);
}

static void
bring_back_cb (AdwToast *toast, Removed *removed)
{
  g_autoptr (GError) error = NULL;

  if (!rig_kept_files_restore (removed->before, &error))
    tell (removed->window, error->message);
  else if (removed->window->session != NULL)
    reload (removed->window);
}

static void
offer_undo (RigImportedWindow *self, const char *text, Removed *removed)
{
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
  g_autofree char *path = rig_user_catalog_get_path (id);
  /* Translators: %s is the name of a model. */
  g_autofree char *text = g_strdup_printf (_("%s was removed"),
                                           gtk_editable_get_text (GTK_EDITABLE (row)));
  g_autoptr (GError) error = NULL;
  Removed *removed = removed_new (self);

  if (rig_kept_files_add (removed->before, path, &error) && rig_user_catalog_remove (id, &error))
    {
      offer_undo (self, text, removed);
      reload (self);
      return;
    }

  removed_free (removed, NULL);
  tell (self, error->message);
}

/* A test, or all of a set: @button knows its id and its file. */
static void
remove_measured_cb (RigImportedWindow *self, GtkButton *button)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "id"));
  const char *path = g_object_get_data (G_OBJECT (button), "path");
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "n"));
  g_autofree char *text = g_strdup_printf (ngettext ("%u measurement was removed",
                                                     "%u measurements were removed", n), n);
  g_autoptr (GError) error = NULL;
  Removed *removed = removed_new (self);

  if (rig_kept_files_add (removed->before, path, &error)
      && rig_user_catalog_remove_speed_records (id, &error))
    {
      offer_undo (self, text, removed);
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

/* @what: what it removes, as one reads it. */
static GtkWidget *
make_remove_button (RigImportedWindow *self, const char *what, GCallback callback)
{
  /* Translators: %s is the name of a model, or what was measured. */
  g_autofree char *text = g_strdup_printf (_("Remove %s"), what);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
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
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), make_remove_button (self, model->name,
                                                                    G_CALLBACK (remove_cb)));
  g_object_set_data_full (G_OBJECT (row), "model", g_strdup (model->id), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

/* What is not in the catalogue any more is called by its id. */
static char *
describe_set (const RigCatalog *catalog, const RigSpeedRecord *record)
{
  const RigMachine *machine = rig_catalog_find_machine (catalog, record->machine);
  const RigModel *model = rig_catalog_find_model (catalog, record->model);

  /* Translators: a model, and the machine that it was measured on. */
  return g_strdup_printf (_("%1$s on %2$s"), model != NULL ? model->name : record->model,
                          machine != NULL ? machine->name : record->machine);
}

/* Quantisation, program, date and file. */
static char *
describe_source (const RigCatalog *catalog, const RigSpeedRecord *record)
{
  const RigQuant *quant = rig_catalog_find_quant (catalog, record->quant);
  RigStack stack = rig_stack_from_id (record->stack);
  const RigFigure *speed = &record->tokens_per_s;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (char *) (quant != NULL ? quant->name : record->quant));
  g_ptr_array_add (parts, (char *) (stack != RIG_STACK_NONE ? rig_stack_get_name (stack)
                                                            : record->stack));
  if (speed->date != NULL)
    g_ptr_array_add (parts, (char *) speed->date);
  if (speed->source != NULL)
    g_ptr_array_add (parts, (char *) speed->source);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GtkWidget *
make_remove_measured (RigImportedWindow *self, const char *what, const char *id, const char *path,
                      guint n)
{
  GtkWidget *button = make_remove_button (self, what, G_CALLBACK (remove_measured_cb));

  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_object_set_data (G_OBJECT (button), "n", GUINT_TO_POINTER (n));
  return button;
}

static void
add_test (RigImportedWindow *self, AdwExpanderRow *set, const RigSpeedRecord *record)
{
  const RigFigure *figure = &record->tokens_per_s;
  RigEstimate speed = { figure->value, figure->low, figure->high, RIG_BASIS_MEASURED };
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *test = rig_bench_words_test (record->kind, record->tokens, record->depth);
  g_autofree char *words = rig_bench_words_measured (&speed);
  /* Translators: %s is a speed: “135 ± 1.3”. */
  g_autofree char *subtitle = g_strdup_printf (_("%s tokens/s"), words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), test);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_remove_measured (self, test, record->id, record->origin, 1));
  adw_expander_row_add_row (set, row);
}

static void
add_rest (AdwExpanderRow *set, guint n)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_expander_row_add_row (set, row);
}

/* How many of the records follow @first in its set. */
static guint
count_set (const GPtrArray *records, guint first, const char *set_id)
{
  guint n = 0;

  for (guint i = first; i < records->len; i++)
    {
      g_autofree char *id = rig_speed_record_make_set_id (g_ptr_array_index (records, i));

      if (!g_str_equal (id, set_id))
        break;
      n++;
    }
  return n;
}

static GtkWidget *
add_set (RigImportedWindow *self, const GPtrArray *records, guint first, guint n,
         const char *set_id)
{
  const RigCatalog *catalog = rig_session_get_catalog (self->session);
  const RigSpeedRecord *record = g_ptr_array_index (records, first);
  g_autofree char *title = describe_set (catalog, record);
  g_autofree char *subtitle = describe_source (catalog, record);
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row),
                               make_remove_measured (self, title, set_id, record->origin, n));
  for (guint i = first; i < first + MIN (n, MAX_SHOWN); i++)
    add_test (self, ADW_EXPANDER_ROW (row), g_ptr_array_index (records, i));
  if (n > MAX_SHOWN)
    add_rest (ADW_EXPANDER_ROW (row), n - MAX_SHOWN);
  adw_preferences_group_add (self->measured_group, row);
  g_object_set_data_full (G_OBJECT (row), "set", g_strdup (set_id), g_free);
  g_ptr_array_add (self->measured, row);
  return row;
}

/* The sets that are open, to be so again. */
static GHashTable *
list_open (RigImportedWindow *self)
{
  GHashTable *open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->measured->len; i++)
    {
      AdwExpanderRow *row = g_ptr_array_index (self->measured, i);

      if (adw_expander_row_get_expanded (row))
        g_hash_table_add (open, g_strdup (g_object_get_data (G_OBJECT (row), "set")));
    }
  return open;
}

static void
clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

/* A set is one file, so that its records follow each other. */
static void
fill_measured (RigImportedWindow *self)
{
  const GPtrArray *all = rig_catalog_get_speed_records (rig_session_get_catalog (self->session));
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GHashTable) open = list_open (self);

  clear (self->measured_group, self->measured);
  for (guint i = 0; i < all->len; i++)
    if (rig_user_catalog_owns_speed_record (g_ptr_array_index (all, i)))
      g_ptr_array_add (records, g_ptr_array_index (all, i));
  for (guint i = 0; i < records->len;)
    {
      g_autofree char *id = rig_speed_record_make_set_id (g_ptr_array_index (records, i));
      guint n = count_set (records, i, id);
      GtkWidget *row = add_set (self, records, i, n, id);

      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_hash_table_contains (open, id));
      i += n;
    }
}

static void
fill (RigImportedWindow *self)
{
  g_autoptr (GPtrArray) models = NULL;

  models = rig_user_catalog_list (rig_session_get_catalog (self->session));
  clear (self->group, self->rows);
  for (guint i = 0; i < models->len; i++)
    add_row (self, g_ptr_array_index (models, i));
  fill_measured (self);
  gtk_widget_set_visible (GTK_WIDGET (self->group), models->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->measured_group), self->measured->len > 0);
  gtk_stack_set_visible_child (self->stack, models->len + self->measured->len > 0
                                              ? self->page : self->nothing);
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
  g_clear_pointer (&self->measured, g_ptr_array_unref);

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
  gtk_widget_class_bind_template_child (widget_class, RigImportedWindow, measured_group);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
rig_imported_window_init (RigImportedWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rig_button_names_mend (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->measured = g_ptr_array_new ();
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
