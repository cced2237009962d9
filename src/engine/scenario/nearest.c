/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scenario/nearest.h"

#include <string.h>

/* Longer words are not looked at: they are no slip of the finger. */
#define MAX_LENGTH 63

/* Levenshtein's distance, without regard to case, in two rows. */
static guint
edit_distance (const char *a, const char *b)
{
  guint previous[MAX_LENGTH + 1], current[MAX_LENGTH + 1];
  gsize n = strlen (b);

  for (gsize j = 0; j <= n; j++)
    previous[j] = (guint) j;
  for (gsize i = 0; a[i] != '\0'; i++)
    {
      current[0] = (guint) i + 1;
      for (gsize j = 0; j < n; j++)
        {
          guint change = g_ascii_tolower (a[i]) != g_ascii_tolower (b[j]);
          guint best = MIN (previous[j + 1], current[j]) + 1;

          current[j + 1] = MIN (best, previous[j] + change);
        }
      memcpy (previous, current, (n + 1) * sizeof *current);
    }
  return previous[n];
}

void
rig_nearest_init (RigNearest *self, const char *wanted)
{
  g_return_if_fail (self != NULL && wanted != NULL);

  *self = (RigNearest){ wanted, NULL, 0 };
  /* About a third of the letters may be wrong. What is further away is another word. */
  self->distance = (guint) MAX (1, (strlen (wanted) + 1) / 3) + 1;
}

void
rig_nearest_offer (RigNearest *self, const char *word)
{
  guint distance;

  g_return_if_fail (self != NULL && word != NULL);

  if (strlen (word) > MAX_LENGTH || strlen (self->wanted) > MAX_LENGTH)
    return;

  distance = edit_distance (self->wanted, word);
  /* "llama-3.3" is an unfinished "llama-3.3-70b", however much is missing. */
  if (strlen (self->wanted) >= 3 && g_str_has_prefix (word, self->wanted))
    distance = 1;
  if (distance < self->distance)
    {
      self->distance = distance;
      self->best = word;
    }
}
