/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/measure-window.h"

#include <glib/gi18n.h>

#include "app/bench-runner.h"
#include "app/button-names.h"
#include "app/file-picker.h"
#include "app/intake.h"
#include "app/machine-choice.h"
#include "app/measure-time.h"
#include "app/measure-words.h"
#include "app/toast.h"
#include "report/format.h"

/**
 * RigMeasureWindow:
 *
 * Runs llama-bench on a model of the user's: asks for the file and what to measure, shows how far
 * it is, and says why it failed. What was measured is handed on.
 */
struct _RigMeasureWindow
{
  AdwWindow parent_instance;

  RigSession *session;
  RigMeasureDone measured;
  gpointer user_data;

  char *path;                 /* of the chosen file; NULL: none */
  char *machine_id;           /* what this machine is; NULL: nobody said */
  RigIntakeModel *model;      /* what is in the file; NULL: not known (yet) */
  GCancellable *cancellable;  /* of looking into it */
  guint depth;                /* tokens of the deep tests */
  RigBenchRunner *runner;     /* NULL: none was started */
  guint log_tick;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkWidget *setup, *running, *failed, *missing;
  GtkButton *cancel, *run, *choose, *use_finished, *again;
  AdwActionRow *file_row, *deep_row;
  AdwPreferencesGroup *machine_group, *tests_group;
  GtkSpinner *looking;
  RigMachineChoice *machine;
  GtkLabel *problem, *running_title, *step, *why, *tail, *command;
  GtkWidget *tail_box;
  GtkAdjustment *prompt, *answer, *repetitions;
  GtkSwitch *deep;
  GtkProgressBar *bar;
  GtkExpander *log_expander;
  GtkTextView *log;
  GtkScrolledWindow *log_scroller;
};

G_DEFINE_FINAL_TYPE (RigMeasureWindow, rig_measure_window, ADW_TYPE_WINDOW)

static const char *const model_patterns[] = { "*.gguf", NULL };

/* Reading what stands before a test takes far longer than the test. */
#define MAX_DEPTH 32768
#define LOG_SHOWN (48 << 10)

static const RigMachine *
get_machine (RigMeasureWindow *self)
{
  return self->machine_id != NULL
           ? rig_catalog_find_machine (rig_session_get_catalog (self->session), self->machine_id)
           : NULL;
}

static void
make_plan (RigMeasureWindow *self, RigBenchPlan *plan)
{
  *plan = (RigBenchPlan) {
    .path = self->path,
    .prompt = (guint) gtk_adjustment_get_value (self->prompt),
    .answer = (guint) gtk_adjustment_get_value (self->answer),
    .repetitions = (guint) gtk_adjustment_get_value (self->repetitions),
    .n_depths = 1,
  };
  if (gtk_switch_get_active (self->deep))
    plan->depths[plan->n_depths++] = self->depth;
}

static void
update_time (RigMeasureWindow *self)
{
  const RigMachine *machine = get_machine (self);
  g_autofree char *text = NULL;
  RigEstimate seconds;
  RigBenchPlan plan;

  if (machine != NULL && self->model != NULL && self->model->model != NULL
      && self->model->quant != NULL)
    {
      make_plan (self, &plan);
      seconds = rig_measure_time_estimate (self->model->catalog, self->model->model,
                                           self->model->quant, machine, &plan);
      text = rig_measure_words_time (&seconds);
    }
  adw_preferences_group_set_description (self->tests_group, text);
}

/* The scenario's context, as far as the model has one that long and it does not take for ever. */
static void
update_depth (RigMeasureWindow *self)
{
  double context = rig_session_get_shown_number (self->session, RIG_KEY_CONTEXT);
  double tested = gtk_adjustment_get_value (self->prompt)
                  + gtk_adjustment_get_value (self->answer);
  double limit = MAX_DEPTH;
  g_autofree char *tokens = NULL, *title = NULL, *name = NULL;

  if (self->model != NULL && self->model->model != NULL && self->model->model->max_context > 0)
    limit = MIN (limit, MAX ((double) self->model->model->max_context - tested, 1));
  self->depth = (guint) CLAMP (context, 1, limit);
  tokens = rig_format_tokens (self->depth);
  /* Translators: %s is a number of tokens. */
  title = g_strdup_printf (_("Both again after %s tokens"), tokens);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->deep_row), title);
  if (context <= limit)
    adw_action_row_set_subtitle (self->deep_row, _("The scenario’s context"));
  else if (limit < MAX_DEPTH)
    adw_action_row_set_subtitle (self->deep_row, _("All the context that the model has"));
  else
    adw_action_row_set_subtitle (self->deep_row,
                                 _("Part of the scenario’s context, so that it does not take "
                                   "too long"));
}

static void
update_run (RigMeasureWindow *self)
{
  gboolean asks = gtk_stack_get_visible_child (self->stack) == self->setup;
  gboolean ready = self->model != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->run), asks);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run), asks && ready);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->run),
                               ready ? NULL : _("A model has to be chosen first"));
}

static void
changed_cb (RigMeasureWindow *self)
{
  if (self->session == NULL)
    return;

  update_depth (self);
  update_time (self);
}

/* Screen readers on GTK 4.8 would else find the other pages, too. */
static void
show_page (RigMeasureWindow *self, GtkWidget *page)
{
  GtkWidget *pages[] = { self->setup, self->running, self->failed, self->missing };
  gboolean ends = page == self->missing || page == self->failed;

  gtk_stack_set_visible_child (self->stack, page);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_accessible_update_state (GTK_ACCESSIBLE (pages[i]), GTK_ACCESSIBLE_STATE_HIDDEN,
                                 pages[i] != page, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), TRUE);
  gtk_button_set_label (self->cancel, ends ? _("_Close") : _("_Cancel"));
  update_run (self);
}

static void
picked_cb (RigMeasureWindow *self, const char *id)
{
  g_free (self->machine_id);
  self->machine_id = id[0] != '\0' ? g_strdup (id) : NULL;
  rig_machine_choice_select (self->machine, get_machine (self));
  adw_preferences_group_set_description (
    self->machine_group,
    get_machine (self) == NULL ? _("Choose it to see how long this takes.")
                               : NULL);
  update_time (self);
}

static void
set_problem (RigMeasureWindow *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
set_looking (RigMeasureWindow *self, gboolean looking)
{
  gtk_spinner_set_spinning (self->looking, looking);
  gtk_widget_set_visible (GTK_WIDGET (self->looking), looking);
}

static void
show_model (RigMeasureWindow *self)
{
  g_autofree char *base = g_path_get_basename (self->path);
  g_autofree char *bytes = rig_format_bytes ((double) self->model->file_bytes);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", base, bytes);

  if (self->model->model != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row),
                                   self->model->model->name);
  adw_action_row_set_subtitle (self->file_row, subtitle);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RigMeasureWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RigIntakeModel) model = rig_intake_look_finish (result, &error);

  /* Another file was chosen by now, or the window is gone. */
  if (self->session == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  set_looking (self, FALSE);
  if (model == NULL)
    set_problem (self, error->message);
  else
    {
      self->model = g_steal_pointer (&model);
      show_model (self);
    }
  changed_cb (self);
  update_run (self);
  if (self->model != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->run));
}

static void
stop_looking (RigMeasureWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/** Chooses a GGUF file, which is looked into. */
void
rig_measure_window_set_file (RigMeasureWindow *self, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  stop_looking (self);
  g_clear_pointer (&self->model, rig_intake_model_free);
  g_free (self->path);
  self->path = g_strdup (path);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), base);
  adw_action_row_set_subtitle (self->file_row, "");
  set_problem (self, NULL);
  set_looking (self, TRUE);
  update_run (self);
  self->cancellable = g_cancellable_new ();
  rig_intake_look_async (path, self->cancellable, looked_cb, g_object_ref (self));
}

/* The window may be closed before the file is chosen. */
static void
chosen_cb (const char *path, gpointer data)
{
  RigMeasureWindow *self = data;

  rig_measure_window_set_file (self, path);
}

static void
choose_cb (RigMeasureWindow *self)
{
  RigFileKind kind = { _("Models (GGUF)"), model_patterns };

  rig_file_picker_open (GTK_WINDOW (self), _("Choose a Model to Measure"), &kind, chosen_cb, self);
}

static gboolean
is_running (RigMeasureWindow *self)
{
  return self->runner != NULL && rig_bench_runner_is_running (self->runner);
}

/* Only the newest part: it is to be followed, and can be copied whole. */
static void
show_log (RigMeasureWindow *self)
{
  const char *log = rig_bench_runner_get_log (self->runner);
  gsize length = strlen (log);
  const char *start = length > LOG_SHOWN ? strchr (log + length - LOG_SHOWN, '\n') : log;
  GtkAdjustment *position = gtk_scrolled_window_get_vadjustment (self->log_scroller);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->log);
  gboolean follows = gtk_adjustment_get_value (position) + gtk_adjustment_get_page_size (position)
                     >= gtk_adjustment_get_upper (position) - 24;
  GtkTextIter end;

  gtk_text_buffer_set_text (buffer, start != NULL ? start : "", -1);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  if (follows)
    gtk_text_view_scroll_mark_onscreen (self->log, gtk_text_buffer_get_insert (buffer));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RigMeasureWindow *self = RIG_MEASURE_WINDOW (widget);
  g_autofree char *text = NULL;

  self->log_tick = 0;
  if (!is_running (self))
    return G_SOURCE_REMOVE;

  text = rig_measure_words_progress (rig_bench_runner_get_progress (self->runner));
  gtk_label_set_text (self->step, text);
  gtk_progress_bar_set_fraction (self->bar, rig_measure_words_get_fraction (
                                              rig_bench_runner_get_progress (self->runner)));
  if (gtk_expander_get_expanded (self->log_expander))
    show_log (self);

  return G_SOURCE_REMOVE;
}

/* However much is written, it is shown once in a frame. */
static void
progress_cb (RigMeasureWindow *self)
{
  if (self->log_tick == 0)
    self->log_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
log_shown_cb (RigMeasureWindow *self)
{
  if (is_running (self))
    progress_cb (self);
}

static void
hand_on (RigMeasureWindow *self)
{
  self->measured (rig_bench_runner_get_output (self->runner), self->path, self->machine_id,
                  self->user_data);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
show_failure (RigMeasureWindow *self, const GError *error)
{
  guint n = rig_bench_runner_get_progress (self->runner)->n_done;
  gboolean partly = n > 0 && error->code != RIG_BENCH_RUNNER_ERROR_TOO_MUCH;
  g_autofree char *tail = rig_measure_words_tail (rig_bench_runner_get_log (self->runner));
  g_autofree char *use = g_strdup_printf (ngettext ("_Use the %u Finished Test",
                                                    "_Use the %u Finished Tests", n), n);

  gtk_label_set_text (self->why, error->message);
  gtk_label_set_text (self->tail, tail);
  gtk_widget_set_visible (self->tail_box, tail[0] != '\0');
  gtk_button_set_use_underline (self->use_finished, TRUE);
  gtk_button_set_label (self->use_finished, use);
  gtk_widget_set_visible (GTK_WIDGET (self->use_finished), partly);
  show_page (self, self->failed);
  gtk_widget_grab_focus (GTK_WIDGET (partly ? self->use_finished : self->again));
}

static void
finished_cb (RigMeasureWindow *self)
{
  const GError *error = rig_bench_runner_get_error (self->runner);

  if (self->session == NULL)
    return;
  if (error == NULL)
    hand_on (self);
  else if (error->code == RIG_BENCH_RUNNER_ERROR_CANCELLED)
    {
      show_page (self, self->setup);
      adw_toast_overlay_add_toast (self->toasts, rig_toast_new (error->message));
    }
  else
    show_failure (self, error);
}

static void
forget_runner (RigMeasureWindow *self)
{
  if (self->runner == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->runner, self);
  rig_bench_runner_cancel (self->runner);
  g_clear_object (&self->runner);
}

static void
run_cb (RigMeasureWindow *self)
{
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;
  RigBenchPlan plan;

  forget_runner (self);
  make_plan (self, &plan);
  self->runner = rig_bench_runner_new ();
  g_signal_connect_object (self->runner, "changed", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runner, "finished", G_CALLBACK (finished_cb), self,
                           G_CONNECT_SWAPPED);
  if (!rig_bench_runner_start (self->runner, &plan, &error))
    {
      if (error->code == RIG_BENCH_RUNNER_ERROR_MISSING)
        show_page (self, self->missing);
      else
        show_failure (self, error);
      return;
    }

  /* Translators: %s is the name of a model. */
  title = g_strdup_printf (_("Measuring %s"), adw_preferences_row_get_title (
                                                ADW_PREFERENCES_ROW (self->file_row)));
  gtk_label_set_text (self->running_title, title);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->log), "", 0);
  gtk_label_set_text (self->step, _("Loading the model…"));
  gtk_progress_bar_set_fraction (self->bar, 0);
  show_page (self, self->running);
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
}

static void
use_finished_cb (RigMeasureWindow *self)
{
  hand_on (self);
}

static void
again_cb (RigMeasureWindow *self)
{
  show_page (self, self->setup);
}

static void
cancel_cb (RigMeasureWindow *self)
{
  if (!is_running (self))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), FALSE);
  gtk_label_set_text (self->step, _("Ending llama-bench…"));
  rig_bench_runner_cancel (self->runner);
}

static void
cancel_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  cancel_cb (RIG_MEASURE_WINDOW (widget));
}

static void
copy (RigMeasureWindow *self, const char *text, const char *said)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  adw_toast_overlay_add_toast (self->toasts, rig_toast_new (said));
}

static void
copy_log_cb (RigMeasureWindow *self)
{
  copy (self, rig_bench_runner_get_log (self->runner), _("The log was copied"));
}

static void
copy_command_cb (RigMeasureWindow *self)
{
  copy (self, gtk_label_get_text (self->command), _("The command was copied"));
}

static void
look_again_cb (RigMeasureWindow *self)
{
  g_autofree char *program = rig_bench_runner_find_program ();

  if (program != NULL)
    show_page (self, self->setup);
  else if (gtk_stack_get_visible_child (self->stack) == self->missing
           && gtk_widget_get_mapped (GTK_WIDGET (self)))
    adw_toast_overlay_add_toast (self->toasts,
                                 rig_toast_new (_("llama-bench is still not on the PATH")));
  else
    show_page (self, self->missing);
}

static void
rig_measure_window_dispose (GObject *object)
{
  RigMeasureWindow *self = RIG_MEASURE_WINDOW (object);

  stop_looking (self);
  forget_runner (self);
  g_clear_pointer (&self->model, rig_intake_model_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rig_measure_window_parent_class)->dispose (object);
}

static void
rig_measure_window_finalize (GObject *object)
{
  RigMeasureWindow *self = RIG_MEASURE_WINDOW (object);

  g_free (self->path);
  g_free (self->machine_id);

  G_OBJECT_CLASS (rig_measure_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    gssize offset;
  } children[] = {
#define CHILD(name) { #name, G_STRUCT_OFFSET (RigMeasureWindow, name) }
    CHILD (toasts), CHILD (stack), CHILD (setup), CHILD (running), CHILD (failed),
    CHILD (missing), CHILD (cancel), CHILD (run), CHILD (choose), CHILD (use_finished),
    CHILD (again), CHILD (file_row), CHILD (machine_group), CHILD (deep_row), CHILD (tests_group),
    CHILD (looking), CHILD (machine), CHILD (problem), CHILD (running_title), CHILD (step),
    CHILD (why), CHILD (tail), CHILD (command), CHILD (tail_box), CHILD (prompt), CHILD (answer),
    CHILD (repetitions), CHILD (deep), CHILD (bar), CHILD (log_expander), CHILD (log),
    CHILD (log_scroller),
#undef CHILD
  };

  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (widget_class, children[i].name, FALSE,
                                               children[i].offset);
}

static void
rig_measure_window_class_init (RigMeasureWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_measure_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = rig_measure_window_finalize;

  g_type_ensure (RIG_TYPE_MACHINE_CHOICE);
  gtk_widget_class_install_action (widget_class, "measure.cancel", NULL, cancel_action_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/measure-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, log_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_finished_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_log_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_command_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_again_cb);
}

static void
rig_measure_window_init (RigMeasureWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rig_button_names_mend (GTK_WIDGET (self));
}

/** Opens the window over @parent. @measured is called at most once. */
RigMeasureWindow *
rig_measure_window_present (GtkWindow *parent, RigSession *session, RigMeasureDone measured,
                            gpointer user_data)
{
  RigMeasureWindow *self = g_object_new (RIG_TYPE_MEASURE_WINDOW, "transient-for", parent, NULL);
  const char *about;

  self->session = g_object_ref (session);
  self->measured = measured;
  self->user_data = user_data;
  rig_machine_choice_fill (self->machine, rig_session_get_catalog (session), NULL,
                           _("Not given"));
  picked_cb (self, "");
  changed_cb (self);
  gtk_label_set_text (self->command, rig_measure_words_install (&about));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->missing), about);
  show_page (self, self->setup);
  look_again_cb (self);
  if (gtk_stack_get_visible_child (self->stack) == self->setup)
    gtk_widget_grab_focus (GTK_WIDGET (self->choose));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
