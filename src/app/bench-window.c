/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/bench-window.h"

#include <glib/gi18n.h>

#include "app/bench-keep.h"
#include "app/bench-words.h"
#include "app/button-names.h"
#include "app/machine-choice.h"
#include "engine/intake/text-file.h"
#include "report/words.h"

/**
 * RigBenchWindow:
 *
 * What llama-bench measured, beside what was predicted, before it is kept: asks which machine it
 * was, and says what cannot be used and why.
 */
struct _RigBenchWindow
{
  AdwWindow parent_instance;

  RigIntakeBench *bench;
  RigBenchDone done;            /* NULL once it was called */
  gpointer user_data;
  GPtrArray *groups;            /* AdwPreferencesGroup *: of the rows */

  GtkButton *keep;
  AdwWindowTitle *heading;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *machine_group;
  RigMachineChoice *machine;
  GtkLabel *summary, *warnings, *problem;
};

G_DEFINE_FINAL_TYPE (RigBenchWindow, rig_bench_window, ADW_TYPE_WINDOW)

/* Of those that can be used, and of those that cannot: nobody reads more, and each takes time. */
#define MAX_SHOWN 100

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static GtkWidget *
make_number (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, style);
  return label;
}

/* A range stays in one line. */
static char *
join_range (const char *text)
{
  g_autoptr (GString) joined = g_string_new (text);

  g_string_replace (joined, "–", "–\u2060", 0);
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* Measured, and below it predicted. */
static GtkWidget *
make_numbers (const RigBenchRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *measured = rig_bench_words_measured (&row->measured);
  g_autofree char *interval = rig_words_speed (&row->predicted);
  g_autofree char *predicted = join_range (interval);
  /* Translators: %s is a speed: “135 ± 1.3”. */
  g_autofree char *first = g_strdup_printf (_("%s tokens/s"), measured);
  /* Translators: %s is a speed with its interval: “128 (110–150)”. */
  g_autofree char *second = g_strdup_printf (_("predicted %s"), predicted);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_number (first, "measured"));
  if (rig_estimate_is_known (&row->predicted))
    gtk_box_append (GTK_BOX (box), make_number (second, "dim-label"));
  return box;
}

/* What is in a row is read out after the test, which is its title. @words: (nullable) */
static void
set_description (GtkWidget *widget, const RigBenchRow *row, const char *words)
{
  g_autofree char *measured = rig_bench_words_measured (&row->measured);
  g_autofree char *predicted = rig_words_speed (&row->predicted);
  g_autofree char *text = NULL;

  if (words == NULL)
    /* Translators: %s is a speed. */
    text = g_strdup_printf (_("%s tokens/s measured"), measured);
  else if (!rig_estimate_is_known (&row->predicted))
    /* Translators: the speed measured, and why it cannot be used. */
    text = g_strdup_printf (_("%1$s tokens/s measured, %2$s"), measured, words);
  else
    /* Translators: the speed measured, the one predicted, and what that says. */
    text = g_strdup_printf (_("%1$s tokens/s measured, %2$s predicted, %3$s"), measured,
                            predicted, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static GtkWidget *
make_row (const RigBenchRow *row)
{
  GtkWidget *widget = adw_action_row_new ();
  g_autofree char *test = rig_bench_words_test (row->kind, row->tokens, row->depth);
  const char *words = row->skipped != NULL
                        ? _(row->skipped)
                        : rig_bench_words_verdict (&row->measured, &row->predicted);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), test);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (widget), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), words != NULL ? words : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), make_numbers (row));
  gtk_widget_add_css_class (widget, "bench-row");
  set_description (widget, row, words);
  return widget;
}

static gboolean
is_same_subject (const RigBenchRow *a, const RigBenchRow *b)
{
  g_autofree char *first = rig_bench_words_subject (a), *second = rig_bench_words_subject (b);

  return g_str_equal (first, second);
}

static AdwPreferencesGroup *
add_group (RigBenchWindow *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *markup = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title_markup);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), markup);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_rest (AdwPreferencesGroup *group, guint n)
{
  GtkWidget *widget = adw_action_row_new ();
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), text);
  adw_preferences_group_add (group, widget);
}

/* One group for each model, quantisation and program; what cannot be used comes last. */
static void
add_rows (RigBenchWindow *self, gboolean skipped)
{
  const GArray *rows = self->bench->import->rows;
  const RigBenchRow *last = NULL;
  AdwPreferencesGroup *group = NULL;
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RigBenchRow *row = &g_array_index (rows, RigBenchRow, i);
      g_autofree char *subject = NULL;

      if ((row->skipped != NULL) != skipped || n++ >= MAX_SHOWN)
        continue;
      if (last == NULL || !is_same_subject (last, row))
        {
          subject = rig_bench_words_subject (row);
          group = skipped ? add_group (self, _("Not Used"), subject)
                          : add_group (self, subject, NULL);
        }
      adw_preferences_group_add (group, make_row (row));
      last = row;
    }
  if (n > MAX_SHOWN)
    add_rest (group, n - MAX_SHOWN);
}

static void
fill_rows (RigBenchWindow *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  add_rows (self, FALSE);
  add_rows (self, TRUE);
}

/* What the output says of where it ran. */
static char *
describe_machine (const RigBenchImport *import)
{
  const RigBenchResult *first = g_ptr_array_index (import->bench->results, 0);
  const char *words = first->words[RIG_BENCH_GPU];

  if (words == NULL || words[0] == '\0')
    words = first->words[RIG_BENCH_CPU];
  if (words == NULL || words[0] == '\0')
    return g_strdup (_("The output does not say which machine it was."));

  /* Translators: %s is what llama-bench wrote: “NVIDIA GeForce RTX 3090”. */
  return g_strdup_printf (_("The output says “%s”."), words);
}

/* What can be kept; why nothing can, where that is so. */
static char *
summarise (const RigBenchImport *import)
{
  guint n = rig_bench_import_count_usable (import);

  if (import->machine == NULL && n > 0)
    return g_strdup (_("Say which machine it was: then it can be compared and kept."));
  if (n == 0)
    return g_strdup (_("None of these measurements can be used."));
  return g_strdup_printf (ngettext ("%u measurement can be kept. It will correct predictions for "
                                    "this machine and model.",
                                    "%u measurements can be kept. They will correct predictions "
                                    "for this machine and model.", n), n);
}

static void
update (RigBenchWindow *self)
{
  const RigBenchImport *import = self->bench->import;
  g_autofree char *about = describe_machine (import), *summary = summarise (import);
  g_autofree char *markup = g_markup_escape_text (about, -1);
  gboolean usable = import->machine != NULL && rig_bench_import_count_usable (import) > 0;

  rig_machine_choice_select (self->machine, import->machine);
  adw_preferences_group_set_description (self->machine_group, markup);
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), usable);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->keep), usable ? NULL : summary);
  fill_rows (self);
}

static void
picked_cb (RigBenchWindow *self, const char *id)
{
  rig_bench_import_set_machine (self->bench->import,
                                rig_catalog_find_machine (self->bench->catalog, id));
  show_text (self->problem, NULL);
  update (self);
  if (gtk_widget_is_sensitive (GTK_WIDGET (self->keep)))
    gtk_widget_grab_focus (GTK_WIDGET (self->keep));
}

/* Nobody is told twice. */
static void
finish (RigBenchWindow *self, RigKeptFiles *before)
{
  RigBenchDone done = g_steal_pointer (&self->done);

  if (done != NULL)
    done (self->bench, before, self->user_data);
}

static void
keep_cb (RigBenchWindow *self)
{
  g_autoptr (GError) error = NULL;
  RigKeptFiles *before = rig_bench_keep (self->bench->import, &error);

  if (before == NULL)
    {
      show_text (self->problem, error->message);
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  finish (self, before);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
rig_bench_window_close_request (GtkWindow *window)
{
  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  finish (RIG_BENCH_WINDOW (window), NULL);

  return GTK_WINDOW_CLASS (rig_bench_window_parent_class)->close_request (window);
}

static void
rig_bench_window_dispose (GObject *object)
{
  RigBenchWindow *self = RIG_BENCH_WINDOW (object);

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->bench, rig_intake_bench_free);

  G_OBJECT_CLASS (rig_bench_window_parent_class)->dispose (object);
}

static void
rig_bench_window_class_init (RigBenchWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_bench_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = rig_bench_window_close_request;

  g_type_ensure (RIG_TYPE_MACHINE_CHOICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/bench-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RigBenchWindow, keep);
  gtk_widget_class_bind_template_child (widget_class, RigBenchWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, RigBenchWindow, page);
  gtk_widget_class_bind_template_child (widget_class, RigBenchWindow, machine_group);
  gtk_widget_class_bind_template_child (widget_class, RigBenchWindow, machine);
  gtk_widget_class_bind_template_child (widget_class, RigBenchWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, RigBenchWindow, warnings);
  gtk_widget_class_bind_template_child (widget_class, RigBenchWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
rig_bench_window_init (RigBenchWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rig_button_names_mend (GTK_WIDGET (self));
  self->groups = g_ptr_array_new ();
}

static void
show_warnings (RigBenchWindow *self)
{
  const GPtrArray *warnings = self->bench->import->warnings;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < warnings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (char *) g_ptr_array_index (warnings, i));
  show_text (self->warnings, text->len > 0 ? text->str : NULL);
}

/**
 * rig_bench_window_present:
 * @bench: (transfer full): what was read
 * @done: called once, before the window is gone; not where @parent takes it along
 *
 * Opens the window over @parent.
 */
RigBenchWindow *
rig_bench_window_present (GtkWindow *parent, RigIntakeBench *bench, RigBenchDone done,
                          gpointer user_data)
{
  RigBenchWindow *self = g_object_new (RIG_TYPE_BENCH_WINDOW, "transient-for", parent, NULL);
  g_autofree char *shown = rig_text_get_shown_name (bench->import->path);
  g_autofree char *base = g_path_get_basename (shown);

  self->bench = bench;
  self->done = done;
  self->user_data = user_data;
  adw_window_title_set_subtitle (self->heading, base);
  rig_machine_choice_fill (self->machine, bench->catalog, bench->import->candidates, NULL);
  show_warnings (self);
  update (self);
  gtk_widget_grab_focus (gtk_widget_is_sensitive (GTK_WIDGET (self->keep))
                           ? GTK_WIDGET (self->keep) : GTK_WIDGET (self->machine));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
