/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Preloaded into any GTK 4 program, writes down when it painted. Needs no help from the program, so
 * that others can be measured in the same way.
 *
 * FRAMES_OUT names the file that it writes, FRAMES_T0_NS is when the program was started, on
 * CLOCK_MONOTONIC. Lines, times in ms since then:
 *   start MS             g_application_run() was reached
 *   frame MS PAINT CPU   the end of a frame that really rendered; its duration; and the CPU time
 *                        that the process used since the end of the frame before
 */

#include <dlfcn.h>
#include <gio/gio.h>
#include <stdio.h>
#include <time.h>

typedef int (*RunFunc) (GApplication *, int, char **);
typedef GType (*GetTypeFunc) (void);

static FILE *out;
static gint64 started, before_paint, last_cpu;
static gboolean rendered;

static gint64
read_clock (clockid_t id)
{
  struct timespec time;

  clock_gettime (id, &time);
  return time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

static gboolean
before_paint_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  before_paint = read_clock (CLOCK_MONOTONIC);
  rendered = FALSE;
  return TRUE;
}

static gboolean
render_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  rendered = TRUE;
  return TRUE;
}

static gboolean
after_paint_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  gint64 now = read_clock (CLOCK_MONOTONIC);
  gint64 cpu = read_clock (CLOCK_PROCESS_CPUTIME_ID);

  if (rendered)
    {
      fprintf (out, "frame %.2f %.2f %.2f\n", (double) (now - started) / 1e6,
               (double) (now - before_paint) / 1e6, (double) (cpu - last_cpu) / 1e6);
      last_cpu = cpu;
    }
  return TRUE;
}

static void
add_hook (const char *get_type_name, const char *signal, GSignalEmissionHook hook)
{
  GetTypeFunc get_type = (GetTypeFunc) dlsym (RTLD_DEFAULT, get_type_name);
  guint id;

  if (get_type == NULL)
    return;
  g_type_class_ref (get_type ()); /* kept: the signal has to exist before it can be hooked */
  id = g_signal_lookup (signal, get_type ());
  if (id != 0)
    g_signal_add_emission_hook (id, 0, hook, NULL, NULL);
}

int
g_application_run (GApplication *application, int argc, char **argv)
{
  RunFunc run = (RunFunc) dlsym (RTLD_NEXT, "g_application_run");
  const char *path = g_getenv ("FRAMES_OUT"), *time = g_getenv ("FRAMES_T0_NS");

  g_unsetenv ("LD_PRELOAD"); /* what the program starts is not measured */
  if (path != NULL && time != NULL && out == NULL && (out = fopen (path, "w")) != NULL)
    {
      setlinebuf (out);
      started = g_ascii_strtoll (time, NULL, 10);
      fprintf (out, "start %.2f\n", (double) (read_clock (CLOCK_MONOTONIC) - started) / 1e6);
      add_hook ("gdk_frame_clock_get_type", "before-paint", before_paint_cb);
      add_hook ("gdk_frame_clock_get_type", "after-paint", after_paint_cb);
      add_hook ("gdk_surface_get_type", "render", render_cb);
    }
  return run (application, argc, argv);
}
