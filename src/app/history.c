/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history.h"

/* More steps than anybody goes back, and still only some tens of kilobytes. */
#define MAX_STEPS 200

/* Changes of one input that follow each other within this time are one act. */
#define SAME_ACT_US (G_USEC_PER_SEC * 8 / 10)

struct _RigHistory
{
  GPtrArray *undo, *redo; /* RigScenario *, newest last */
  char *what;             /* the input of the newest step; NULL: it is closed */
  gint64 last_us;
  gboolean in_gesture, gesture_recorded;
};

RigHistory *
rig_history_new (void)
{
  RigHistory *self = g_new0 (RigHistory, 1);

  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_scenario_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_scenario_free);

  return self;
}

void
rig_history_free (RigHistory *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self->what);
  g_free (self);
}

static gboolean
is_same_act (const RigHistory *self, const char *what, gint64 now_us)
{
  if (self->in_gesture)
    return self->gesture_recorded;

  return self->what != NULL && g_strcmp0 (self->what, what) == 0 &&
         now_us - self->last_us < SAME_ACT_US;
}

/**
 * rig_history_record:
 * @before: (transfer full): the scenario as it was before the change
 * @what: which input changed; changes of the same one in quick succession are one step
 * @now_us: monotonic time, in microseconds
 *
 * Takes note of a change. What had been undone cannot be redone any more.
 */
void
rig_history_record (RigHistory *self, RigScenario *before, const char *what, gint64 now_us)
{
  g_return_if_fail (self != NULL && before != NULL && what != NULL);

  if (is_same_act (self, what, now_us))
    rig_scenario_free (before);
  else
    g_ptr_array_add (self->undo, before);

  if (self->undo->len > MAX_STEPS)
    g_ptr_array_remove_index (self->undo, 0);

  g_free (self->what);
  self->what = g_strdup (what);
  self->last_us = now_us;
  self->gesture_recorded = self->in_gesture;
  g_ptr_array_set_size (self->redo, 0);
}

/** A button went down on a control: everything until rig_history_end() is one step. */
void
rig_history_begin (RigHistory *self)
{
  self->in_gesture = TRUE;
  self->gesture_recorded = FALSE;
}

void
rig_history_end (RigHistory *self)
{
  self->in_gesture = FALSE;
  self->gesture_recorded = FALSE;
  g_clear_pointer (&self->what, g_free);
}

gboolean
rig_history_can_undo (const RigHistory *self)
{
  return self->undo->len > 0;
}

gboolean
rig_history_can_redo (const RigHistory *self)
{
  return self->redo->len > 0;
}

static RigScenario *
step (RigHistory *self, GPtrArray *from, GPtrArray *to, RigScenario *current)
{
  g_return_val_if_fail (from->len > 0, current);

  g_ptr_array_add (to, current);
  g_clear_pointer (&self->what, g_free);
  self->gesture_recorded = FALSE;

  return g_ptr_array_steal_index (from, from->len - 1);
}

/**
 * rig_history_undo:
 * @current: (transfer full): the scenario to come back to with rig_history_redo()
 *
 * Returns: (transfer full): the scenario one step earlier
 */
RigScenario *
rig_history_undo (RigHistory *self, RigScenario *current)
{
  return step (self, self->undo, self->redo, current);
}

RigScenario *
rig_history_redo (RigHistory *self, RigScenario *current)
{
  return step (self, self->redo, self->undo, current);
}
