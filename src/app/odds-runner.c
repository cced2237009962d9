/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/odds-runner.h"

/**
 * RigOddsRunner:
 *
 * Simulates beside the main loop, one case at a time: a new one waits until nothing has changed for
 * a moment, and what runs for the one before is cancelled. ::changed comes when the state or the
 * result is another one; ::progress from time to time while it takes long. The last result stays
 * until there is a new one, and the state tells whether it is still current.
 */
struct _RigOddsRunner
{
  GObject parent_instance;

  RigOddsState state;
  RigOdds *odds;     /* NULL: none yet */
  RigOddsCase *next; /* waits for @wait_source */
  gboolean asked;    /* what is computed, or was cancelled, is of what there is now */
  struct _Job *job;  /* what runs; NULL: nothing */
  guint wait_source, progress_source;
};

G_DEFINE_FINAL_TYPE (RigOddsRunner, rig_odds_runner, G_TYPE_OBJECT)

/* What the thread works on. It outlives the runner if need be, which then has let go of it. */
typedef struct _Job
{
  RigOddsRunner *runner; /* of the main loop's thread alone; NULL: nobody waits */
  RigOddsCase *odds_case;
  GCancellable *cancellable;
  int thousandths;       /* done; atomic */
} Job;

enum
{
  SIGNAL_CHANGED,
  SIGNAL_PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

#define WAIT_MS 120     /* a drag ends first */
#define PROGRESS_MS 200 /* what takes less needs no bar */

static void
job_clear (gpointer data)
{
  Job *job = data;

  rig_odds_case_free (job->odds_case);
  g_object_unref (job->cancellable);
}

static void
job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

static void
set_state (RigOddsRunner *self, RigOddsState state)
{
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Lets go of what waits and of what runs. */
static void
give_up (RigOddsRunner *self)
{
  g_clear_handle_id (&self->wait_source, g_source_remove);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_pointer (&self->next, rig_odds_case_free);
  if (self->job == NULL)
    return;
  g_cancellable_cancel (self->job->cancellable);
  self->job->runner = NULL;
  self->job = NULL;
}

static void
rig_odds_runner_dispose (GObject *object)
{
  RigOddsRunner *self = RIG_ODDS_RUNNER (object);

  give_up (self);
  g_clear_pointer (&self->odds, rig_odds_free);

  G_OBJECT_CLASS (rig_odds_runner_parent_class)->dispose (object);
}

static void
rig_odds_runner_class_init (RigOddsRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rig_odds_runner_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RIG_TYPE_ODDS_RUNNER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", RIG_TYPE_ODDS_RUNNER, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rig_odds_runner_init (RigOddsRunner *self)
{
  self->state = RIG_ODDS_COMPUTING;
}

RigOddsRunner *
rig_odds_runner_new (void)
{
  return g_object_new (RIG_TYPE_ODDS_RUNNER, NULL);
}

/* In the thread. */
static void
progress_cb (double done, gpointer data)
{
  g_atomic_int_set (&((Job *) data)->thousandths, (int) (done * 1000));
}

static void
simulate_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  RigOdds *odds = rig_odds_new (job->odds_case, cancellable, progress_cb, job, &error);

  if (odds != NULL)
    g_task_return_pointer (task, odds, (GDestroyNotify) rig_odds_free);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  RigOddsRunner *self = job->runner;
  g_autoptr (RigOdds) odds = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Nobody waits any more: cancelled, superseded, or closed. */
  if (self == NULL || odds == NULL)
    return;
  job->runner = NULL;
  self->job = NULL;
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_pointer (&self->odds, rig_odds_free);
  self->odds = g_steal_pointer (&odds);
  set_state (self, RIG_ODDS_CURRENT);
}

static gboolean
tell_progress_cb (gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_PROGRESS], 0);

  return G_SOURCE_CONTINUE;
}

static gboolean
run_cb (gpointer data)
{
  RigOddsRunner *self = data;
  Job *job = g_atomic_rc_box_new0 (Job);
  g_autoptr (GTask) task = NULL;

  self->wait_source = 0;
  job->runner = self;
  job->odds_case = g_steal_pointer (&self->next);
  job->cancellable = g_cancellable_new ();
  self->job = job;
  self->progress_source = g_timeout_add (PROGRESS_MS, tell_progress_cb, self);

  task = g_task_new (NULL, job->cancellable, done_cb, NULL);
  g_task_set_source_tag (task, run_cb);
  g_task_set_task_data (task, job, job_unref);
  g_task_run_in_thread (task, simulate_cb);

  return G_SOURCE_REMOVE;
}

/** What there is is of something else from now on; rig_odds_runner_start() brings it up to date. */
void
rig_odds_runner_invalidate (RigOddsRunner *self)
{
  give_up (self);
  self->asked = FALSE;
  self->state = RIG_ODDS_COMPUTING;
}

/** Whether nobody has started anything since rig_odds_runner_invalidate(). */
gboolean
rig_odds_runner_needs_case (RigOddsRunner *self)
{
  return !self->asked;
}

/** Takes @odds_case, and gives up what runs. */
void
rig_odds_runner_start (RigOddsRunner *self, RigOddsCase *odds_case)
{
  give_up (self);
  self->asked = TRUE;
  self->next = odds_case;
  self->wait_source = g_timeout_add (WAIT_MS, run_cb, self);
  if (self->state != RIG_ODDS_COMPUTING)
    set_state (self, RIG_ODDS_COMPUTING);
}

/** Stops what runs or waits; nothing comes until it is started again. */
void
rig_odds_runner_cancel (RigOddsRunner *self)
{
  if (self->job == NULL && self->next == NULL)
    return;
  give_up (self);
  set_state (self, RIG_ODDS_STOPPED);
}

RigOddsState
rig_odds_runner_get_state (RigOddsRunner *self)
{
  return self->state;
}

/** (nullable): the last result, current or not */
const RigOdds *
rig_odds_runner_get_odds (RigOddsRunner *self)
{
  return self->odds;
}

/** 0 to 1 */
double
rig_odds_runner_get_progress (RigOddsRunner *self)
{
  return self->job != NULL ? g_atomic_int_get (&self->job->thousandths) / 1000.0 : 0;
}
