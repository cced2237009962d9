/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/suggestion.h"

#include <glib/gi18n.h>

#include "engine/scenario/nearest.h"

char *
rig_suggestion_new (const char *word, const GPtrArray *candidates)
{
  RigNearest nearest;

  rig_nearest_init (&nearest, word);
  for (guint i = 0; i < candidates->len; i++)
    rig_nearest_offer (&nearest, g_ptr_array_index (candidates, i));
  if (nearest.best == NULL)
    return g_strdup ("");
  /* Translators: the end of a message that something does not exist */
  return g_strdup_printf (_("; did you mean “%s”?"), nearest.best);
}
