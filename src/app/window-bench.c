/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include <glib/gi18n.h>

#include "app/bench-window.h"
#include "app/button-names.h"
#include "app/measure-window.h"
#include "app/toast.h"
#include "app/window-private.h"

/*
 * How measurements come into the window: what llama-bench wrote is shown, one output after the
 * other, and kept if its user says so.
 */

static void show_next (RigWindow *self);

/* What was kept, for as long as it can be undone. */
typedef struct
{
  RigWindow *window;
  RigKeptFiles *before;
} Kept;

static void
kept_free (gpointer data, GClosure *closure)
{
  Kept *kept = data;

  g_object_unref (kept->window);
  rig_kept_files_free (kept->before);
  g_free (kept);
}

static void
undo_cb (AdwToast *toast, Kept *kept)
{
  RigWindow *self = kept->window;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (!rig_kept_files_restore (kept->before, &error))
    rig_notice_bar_show (self->notice, error->message);
  rig_session_replace_catalog (self->session, rig_intake_load_catalog ());
}

static const RigBenchRow *
find_used (const RigBenchImport *import)
{
  for (guint i = 0; i < import->rows->len; i++)
    if (g_array_index (import->rows, RigBenchRow, i).skipped == NULL)
      return &g_array_index (import->rows, RigBenchRow, i);

  return NULL;
}

/* A toast has one button: the other one is part of its words. */
static GtkWidget *
make_toast_title (const RigBenchImport *import)
{
  guint n = rig_bench_import_count_usable (import);
  const RigBenchRow *used = find_used (import);
  /* Translators: %2$s is the name of a machine. */
  g_autofree char *text = g_strdup_printf (ngettext ("%1$u measurement of %2$s kept",
                                                     "%1$u measurements of %2$s kept", n), n,
                                           import->machine->name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Show"));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  if (used != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sss)", import->machine->id,
                                      used->model->id, used->quant->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-measured");
  gtk_box_append (GTK_BOX (box), button);
  rig_button_names_mend (box);
  return box;
}

static void
tell_kept (RigWindow *self, const RigIntakeBench *bench, RigKeptFiles *before)
{
  AdwToast *toast = adw_toast_new ("");
  Kept *kept = g_new (Kept, 1);

  /* What is undone is what was kept last. */
  if (self->kept_toast != NULL)
    adw_toast_dismiss (self->kept_toast);
  g_set_weak_pointer (&self->kept_toast, toast);

  kept->window = g_object_ref (self);
  kept->before = before;
  adw_toast_set_custom_title (toast, make_toast_title (bench->import));
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), kept, kept_free, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
done_cb (const RigIntakeBench *bench, RigKeptFiles *before, gpointer data)
{
  RigWindow *self = data;

  self->bench_window = NULL;
  if (before != NULL)
    {
      rig_session_replace_catalog (self->session, rig_intake_load_catalog ());
      tell_kept (self, bench, before);
    }
  show_next (self);
}

static void
show_next (RigWindow *self)
{
  if (self->bench_window != NULL || self->benches->len == 0)
    return;

  self->bench_window = rig_bench_window_present (GTK_WINDOW (self),
                                                 g_ptr_array_steal_index (self->benches, 0),
                                                 done_cb, self);
}

/** Shows what was read, after all that is still to be decided on. */
void
rig_window_take_benches (RigWindow *self, GPtrArray *benches)
{
  while (benches->len > 0)
    g_ptr_array_add (self->benches, g_ptr_array_steal_index (benches, 0));
  show_next (self);
}

/* The machine beside the others, running that model. */
static void
show_measured_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RigWindow *self = RIG_WINDOW (widget);
  const RigCatalog *catalog = rig_session_get_catalog (self->session);
  const char *machine, *model, *quant;

  g_variant_get (parameter, "(&s&s&s)", &machine, &model, &quant);
  if (rig_catalog_find_machine (catalog, machine) == NULL
      || rig_catalog_find_model (catalog, model) == NULL
      || rig_catalog_find_quant (catalog, quant) == NULL)
    return;

  rig_session_show_case (self->session, machine, model, quant);
  rig_window_show_page (self, RIG_PAGE_SPEED);
}

/* A text that llama-bench wrote, while it is made sense of. */
typedef struct
{
  RigWindow *window;
  char *machine;
} Measured;

static void
say_machine (RigWindow *self, GPtrArray *benches, const char *id)
{
  for (guint i = 0; id != NULL && i < benches->len; i++)
    {
      RigIntakeBench *bench = g_ptr_array_index (benches, i);
      const RigMachine *machine = rig_catalog_find_machine (bench->catalog, id);

      if (machine != NULL)
        rig_bench_import_set_machine (bench->import, machine);
    }
}

static void
measured_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Measured *measured = data;
  g_autoptr (RigWindow) self = measured->window;
  g_autofree char *machine = measured->machine;
  g_autoptr (RigIntake) intake = rig_intake_read_finish (result);

  if (self->session == NULL)
    return;

  say_machine (self, intake->benches, machine);
  rig_window_take_intake (self, intake);
}

/* @machine: (nullable): the id of what it was said to be */
static void
read_text (RigWindow *self, const char *name, const char *text, const char *path,
           const char *machine)
{
  Measured *measured = g_new (Measured, 1);

  measured->window = g_object_ref (self);
  measured->machine = g_strdup (machine);
  rig_intake_read_bench_async (name, text, path, measured_read_cb, measured);
}

static void
measured_cb (const char *output, const char *path, const char *machine, gpointer data)
{
  g_autofree char *base = g_path_get_basename (path);
  /* Translators: %s is the name of a file that llama-bench measured. */
  g_autofree char *name = g_strdup_printf (_("llama-bench with %s"), base);

  read_text (data, name, output, path, machine);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RigWindow) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->session == NULL || text == NULL || text[0] == '\0')
    return;

  /* Translators: what the text of the clipboard is called where a file’s name would stand. */
  read_text (self, _("clipboard"), text, NULL, NULL);
}

/* Of llama-bench’s formats, one is made to be pasted. Entries take what is pasted before. */
static void
paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb,
                                 g_object_ref (widget));
}

static RigMeasureWindow *
open_measure_window (RigWindow *self)
{
  return rig_measure_window_present (GTK_WINDOW (self), self->session, measured_cb, self);
}

static void
measure_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_measure_window (RIG_WINDOW (widget));
}

static void
measure_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rig_measure_window_set_file (open_measure_window (RIG_WINDOW (widget)),
                               g_variant_get_string (parameter, NULL));
}

/** In the class's init. */
void
rig_window_class_install_bench (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-measured", "(sss)", show_measured_cb);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "win.measure", NULL, measure_cb);
  gtk_widget_class_install_action (widget_class, "win.measure-file", "s", measure_file_cb);
}

void
rig_window_init_bench (RigWindow *self)
{
  self->benches = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_intake_bench_free);
}

void
rig_window_dispose_bench (RigWindow *self)
{
  g_clear_weak_pointer (&self->kept_toast);
  g_clear_pointer (&self->benches, g_ptr_array_unref);
}
