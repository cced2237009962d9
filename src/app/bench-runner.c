/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/bench-runner.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include "app/bench-progress.h"

#define N_PIPES 2

/**
 * RigBenchRunner:
 *
 * Runs llama-bench once, beside the main loop. It is the leader of a process group of its own, so
 * that whatever it starts ends with it. "changed" tells of progress and of new lines in the log,
 * and "finished" comes exactly once after a start that succeeded. Until then the runner lives.
 */
struct _RigBenchRunner
{
  GObject parent_instance;

  GPid group;                 /* its process and its group; 0: has ended */
  int status;                 /* once it has */
  int pipes[N_PIPES];         /* its stdout and stderr; -1: closed */
  guint pipe_sources[N_PIPES];
  guint n_open;               /* pipes, and the process itself; 0: not running */
  guint kill_source, drain_source;
  gboolean cancelled, too_much;

  RigBenchProgress progress;
  char *name;                 /* of the model's file */
  GString *output, *log;
  GString *parts[N_PIPES];    /* the lines that are being written */
  GError *error;
};

G_DEFINE_FINAL_TYPE (RigBenchRunner, rig_bench_runner, G_TYPE_OBJECT)
G_DEFINE_QUARK (rig-bench-runner-error-quark, rig_bench_runner_error)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

#define PROGRAM "llama-bench"

/* What is asked to end gets this long for it. */
#define GRACE_MS 2000
/* And this long are pipes read whose writer has ended: what it started may hold them open. */
#define DRAIN_MS 500

#define MAX_OUTPUT (4 << 20)  /* a result takes about 1 KB, and there are at most some ten */
#define MAX_LOG (256 << 10)   /* of it the newest part is kept */
#define MAX_LINE (64 << 10)
#define CHUNK (32 << 10)

/* The groups that are running, as there is no main loop any more when the program ends. */
static GArray *groups;

guint
rig_bench_plan_count_tests (const RigBenchPlan *plan)
{
  return plan->n_depths * ((plan->prompt > 0) + (plan->answer > 0));
}

/** Where llama-bench is; NULL: not on the PATH. */
char *
rig_bench_runner_find_program (void)
{
  return g_find_program_in_path (PROGRAM);
}

static void
forget_group (GPid group)
{
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    if (g_array_index (groups, GPid, i) == group)
      {
        g_array_remove_index_fast (groups, i);
        return;
      }
}

static void
remember_group (GPid group)
{
  if (groups == NULL)
    groups = g_array_new (FALSE, FALSE, sizeof (GPid));
  g_array_append_val (groups, group);
}

static void
append_log (RigBenchRunner *self, const char *line)
{
  g_autofree char *valid = g_utf8_make_valid (line, -1);

  g_string_append (self->log, valid);
  g_string_append_c (self->log, '\n');
  if (self->log->len > MAX_LOG)
    {
      const char *cut = strchr (self->log->str + self->log->len - MAX_LOG / 2, '\n');

      g_string_erase (self->log, 0, cut != NULL ? cut + 1 - self->log->str : -1);
    }
}

/* Results are objects of JSON, one to a line. Backends write what they like, wherever they like. */
static void
take_line (RigBenchRunner *self, guint pipe, const char *line)
{
  if (pipe == 0 && line[0] == '{')
    {
      g_string_append (self->output, line);
      g_string_append_c (self->output, '\n');
      self->progress.n_done++;
      return;
    }

  rig_bench_progress_read (&self->progress, line);
  append_log (self, line);
}

static void
end_line (RigBenchRunner *self, guint pipe)
{
  GString *part = self->parts[pipe];
  g_autofree char *line = g_strchomp (g_strndup (part->str, part->len));

  g_string_truncate (part, 0);
  if (line[0] != '\0')
    take_line (self, pipe, line);
}

static void
signal_group (RigBenchRunner *self, int number)
{
  if (self->group > 0)
    kill (-self->group, number);
}

static gboolean
kill_cb (gpointer data)
{
  RigBenchRunner *self = data;

  self->kill_source = 0;
  signal_group (self, SIGKILL);

  return G_SOURCE_REMOVE;
}

static void
end_process (RigBenchRunner *self)
{
  if (self->kill_source != 0 || self->group == 0)
    return;

  signal_group (self, SIGTERM);
  self->kill_source = g_timeout_add (GRACE_MS, kill_cb, self);
}

static void
take_bytes (RigBenchRunner *self, guint pipe, const char *bytes, gsize length)
{
  GString *part = self->parts[pipe];

  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '\n' || bytes[i] == '\r' || part->len >= MAX_LINE)
      end_line (self, pipe);
    else if (bytes[i] != '\0')
      g_string_append_c (part, bytes[i]);

  if (self->output->len > MAX_OUTPUT && !self->too_much)
    {
      self->too_much = TRUE;
      end_process (self);
    }
}

static void
set_error (RigBenchRunner *self, RigBenchRunnerError code, char *message)
{
  g_clear_error (&self->error);
  g_set_error_literal (&self->error, RIG_BENCH_RUNNER_ERROR, code, message);
  g_free (message);
}

/* Why a llama-bench with that exit status is taken to have failed. */
static void
set_status_error (RigBenchRunner *self, int status)
{
  RigBenchRunnerError reason = rig_bench_progress_find_reason (self->log->str);

  if (reason == RIG_BENCH_RUNNER_ERROR_OPTIONS)
    set_error (self, reason,
               g_strdup (_("This llama-bench does not know an option that is needed. It takes a "
                           "build of llama.cpp from May 2025 or later.")));
  else if (reason == RIG_BENCH_RUNNER_ERROR_MEMORY)
    /* Translators: %s is the name of a file. */
    set_error (self, reason,
               g_strdup_printf (_("There is not enough memory for %s with this context."),
                                self->name));
  else if (reason == RIG_BENCH_RUNNER_ERROR_MODEL)
    set_error (self, reason,
               /* Translators: %s is the name of a file. */
               g_strdup_printf (_("llama-bench could not load %s: it is damaged, newer than this "
                                  "llama-bench, or larger than the memory."), self->name));
  else
    set_error (self, reason,
               /* Translators: %d is the exit status of a program. */
               g_strdup_printf (_("llama-bench failed with exit status %d."), status));
}

static void
set_signal_error (RigBenchRunner *self, int number)
{
  /* Who runs out of memory on Linux is killed without a word. */
  if (number == SIGKILL)
    set_error (self, RIG_BENCH_RUNNER_ERROR_SIGNAL,
               g_strdup (_("llama-bench was killed, most likely because the memory ran out.")));
  else
    set_error (self, RIG_BENCH_RUNNER_ERROR_SIGNAL,
               /* Translators: %1$s is a name of a signal like “Aborted”, %2$d its number. */
               g_strdup_printf (_("llama-bench was ended by a signal: %1$s (%2$d)."),
                                g_strsignal (number), number));
}

static void
find_error (RigBenchRunner *self)
{
  if (self->cancelled)
    set_error (self, RIG_BENCH_RUNNER_ERROR_CANCELLED, g_strdup (_("Measuring was cancelled.")));
  else if (self->too_much)
    set_error (self, RIG_BENCH_RUNNER_ERROR_TOO_MUCH,
               g_strdup (_("llama-bench wrote far more than its results, and was ended.")));
  else if (WIFSIGNALED (self->status))
    set_signal_error (self, WTERMSIG (self->status));
  else if (WEXITSTATUS (self->status) != 0)
    set_status_error (self, WEXITSTATUS (self->status));
  else if (self->output->len == 0)
    set_error (self, RIG_BENCH_RUNNER_ERROR_NO_RESULT,
               g_strdup (_("llama-bench ended without a result.")));
}

/* The process and both pipes have come to their end. */
static void
finish (RigBenchRunner *self)
{
  g_clear_handle_id (&self->kill_source, g_source_remove);
  g_clear_handle_id (&self->drain_source, g_source_remove);
  for (guint i = 0; i < N_PIPES; i++)
    end_line (self, i);
  find_error (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
  g_object_unref (self);
}

static void
close_one (RigBenchRunner *self)
{
  if (--self->n_open == 0)
    finish (self);
}

static void
close_pipe (RigBenchRunner *self, guint i)
{
  if (self->pipes[i] < 0)
    return;

  close (self->pipes[i]);
  self->pipes[i] = -1;
  close_one (self);
}

static gboolean
read_cb (int pipe, GIOCondition condition, gpointer data)
{
  g_autoptr (RigBenchRunner) self = g_object_ref (data);
  guint i = pipe == self->pipes[0] ? 0 : 1;
  char bytes[CHUNK];
  gssize length = read (pipe, bytes, sizeof bytes);

  if (length < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (length <= 0)
    {
      self->pipe_sources[i] = 0;
      close_pipe (self, i);
      return G_SOURCE_REMOVE;
    }

  take_bytes (self, i, bytes, (gsize) length);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
drain_cb (gpointer data)
{
  g_autoptr (RigBenchRunner) self = g_object_ref (data);

  self->drain_source = 0;
  for (guint i = 0; i < N_PIPES; i++)
    {
      g_clear_handle_id (&self->pipe_sources[i], g_source_remove);
      close_pipe (self, i);
    }

  return G_SOURCE_REMOVE;
}

static void
exited_cb (GPid pid, int status, gpointer data)
{
  g_autoptr (RigBenchRunner) self = g_object_ref (data);

  self->status = status;
  /* What it started must not outlive it. */
  kill (-pid, SIGKILL);
  forget_group (pid);
  g_spawn_close_pid (pid);
  self->group = 0;
  if (self->n_open > 1)
    self->drain_source = g_timeout_add (DRAIN_MS, drain_cb, self);
  close_one (self);
}

/* In the child, before it becomes llama-bench. */
static void
child_setup_cb (gpointer data)
{
  setpgid (0, 0);
#ifdef __linux__
  /* However the window's program ends, nobody is left who would read the result. */
  prctl (PR_SET_PDEATHSIG, SIGTERM);
#endif
}

static char *
join_depths (const RigBenchPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->n_depths; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", plan->depths[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
spawn (RigBenchRunner *self, const char *program, const RigBenchPlan *plan, GError **error)
{
  g_autofree char *prompt = g_strdup_printf ("%u", plan->prompt);
  g_autofree char *answer = g_strdup_printf ("%u", plan->answer);
  g_autofree char *depths = join_depths (plan);
  g_autofree char *repetitions = g_strdup_printf ("%u", plan->repetitions);
  const char *const arguments[] = { program, "-m", plan->path, "-p", prompt, "-n", answer, "-d",
                                    depths, "-r", repetitions, "-o", "jsonl", "--progress", NULL };

  return g_spawn_async_with_pipes (NULL, (char **) arguments, NULL,
                                   G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES,
                                   child_setup_cb, NULL, &self->group, NULL, &self->pipes[0],
                                   &self->pipes[1], error);
}

/* Pipes are read at a low priority: however much comes, the window is drawn and answers. */
static void
watch (RigBenchRunner *self)
{
  remember_group (self->group);
  self->n_open = 1 + N_PIPES;
  g_object_ref (self);
  g_child_watch_add (self->group, exited_cb, self);
  for (guint i = 0; i < N_PIPES; i++)
    self->pipe_sources[i] = g_unix_fd_add_full (G_PRIORITY_LOW, self->pipes[i],
                                                G_IO_IN | G_IO_HUP | G_IO_ERR, read_cb, self,
                                                NULL);
}

/**
 * rig_bench_runner_start:
 *
 * A runner runs once.
 *
 * Returns: FALSE with RIG_BENCH_RUNNER_ERROR_MISSING or RIG_BENCH_RUNNER_ERROR_START
 */
gboolean
rig_bench_runner_start (RigBenchRunner *self, const RigBenchPlan *plan, GError **error)
{
  g_autofree char *program = rig_bench_runner_find_program ();
  g_autoptr (GError) why = NULL;

  g_return_val_if_fail (RIG_IS_BENCH_RUNNER (self) && self->name == NULL, FALSE);
  g_return_val_if_fail (rig_bench_plan_count_tests (plan) > 0, FALSE);

  if (program == NULL)
    {
      g_set_error_literal (error, RIG_BENCH_RUNNER_ERROR, RIG_BENCH_RUNNER_ERROR_MISSING,
                           _("llama-bench is not installed, or not on the PATH."));
      return FALSE;
    }

  if (!spawn (self, program, plan, &why))
    {
      g_set_error (error, RIG_BENCH_RUNNER_ERROR, RIG_BENCH_RUNNER_ERROR_START,
                   /* Translators: %1$s is the path of a program, %2$s says why. */
                   _("%1$s could not be started: %2$s"), program, why->message);
      return FALSE;
    }

  self->name = g_path_get_basename (plan->path);
  self->progress.n_tests = rig_bench_plan_count_tests (plan);
  watch (self);
  return TRUE;
}

/** Ends llama-bench, with force if it takes longer than a moment; "finished" follows. */
void
rig_bench_runner_cancel (RigBenchRunner *self)
{
  g_return_if_fail (RIG_IS_BENCH_RUNNER (self));

  if (self->n_open == 0)
    return;
  self->cancelled = TRUE;
  end_process (self);
}

gboolean
rig_bench_runner_is_running (RigBenchRunner *self)
{
  return self->n_open > 0;
}

const RigBenchProgress *
rig_bench_runner_get_progress (RigBenchRunner *self)
{
  return &self->progress;
}

/** The results so far, as JSON lines. */
const char *
rig_bench_runner_get_output (RigBenchRunner *self)
{
  return self->output->str;
}

/** All else that was written, or the newest part of it. */
const char *
rig_bench_runner_get_log (RigBenchRunner *self)
{
  return self->log->str;
}

/** Why it failed; NULL: it did not. */
const GError *
rig_bench_runner_get_error (RigBenchRunner *self)
{
  return self->error;
}

/** Ends what still runs, before the program ends. */
void
rig_bench_runner_end_all (void)
{
  if (groups == NULL || groups->len == 0)
    return;

  for (guint i = 0; i < groups->len; i++)
    kill (-g_array_index (groups, GPid, i), SIGTERM);
  g_usleep (G_USEC_PER_SEC / 10);
  for (guint i = 0; i < groups->len; i++)
    kill (-g_array_index (groups, GPid, i), SIGKILL);
  g_clear_pointer (&groups, g_array_unref);
}

static void
rig_bench_runner_finalize (GObject *object)
{
  RigBenchRunner *self = RIG_BENCH_RUNNER (object);

  g_free (self->name);
  g_string_free (self->output, TRUE);
  g_string_free (self->log, TRUE);
  for (guint i = 0; i < N_PIPES; i++)
    g_string_free (self->parts[i], TRUE);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (rig_bench_runner_parent_class)->finalize (object);
}

static void
rig_bench_runner_class_init (RigBenchRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rig_bench_runner_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RIG_TYPE_BENCH_RUNNER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", RIG_TYPE_BENCH_RUNNER, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rig_bench_runner_init (RigBenchRunner *self)
{
  self->output = g_string_new (NULL);
  self->log = g_string_new (NULL);
  for (guint i = 0; i < N_PIPES; i++)
    self->parts[i] = g_string_new (NULL);
}

RigBenchRunner *
rig_bench_runner_new (void)
{
  return g_object_new (RIG_TYPE_BENCH_RUNNER, NULL);
}
