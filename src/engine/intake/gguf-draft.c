/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-draft.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define MAX_KEY 160

static const char *
make_key (const RigGgufDraft *self, const char *key, char buffer[MAX_KEY])
{
  g_snprintf (buffer, MAX_KEY, "%s%s", self->prefix, key);
  return buffer;
}

void
rig_gguf_draft_warn (RigGgufDraft *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->warnings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

void
rig_gguf_draft_fail (RigGgufDraft *self, const char *key, const char *format, ...)
{
  g_autofree char *message = NULL;
  char buffer[MAX_KEY];
  va_list arguments;

  if (self->error != NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (&self->error, RIG_GGUF_ERROR, RIG_GGUF_ERROR_SHAPE, "%s: %s: %s", self->file,
               make_key (self, key, buffer), message);
}

gboolean
rig_gguf_draft_has (const RigGgufDraft *self, const char *key)
{
  char buffer[MAX_KEY];

  return rig_gguf_has (self->gguf, make_key (self, key, buffer));
}

guint
rig_gguf_draft_get_count (RigGgufDraft *self, const char *key, guint low, guint high,
                          guint fallback)
{
  char buffer[MAX_KEY];
  guint64 value;

  if (!rig_gguf_draft_has (self, key))
    return fallback;
  if (!rig_gguf_get_uint_at (self->gguf, make_key (self, key, buffer), 0, &value))
    rig_gguf_draft_fail (self, key, _("expected a whole number"));
  else if (value < low || value > high)
    rig_gguf_draft_fail (self, key, _("expected a number from %u to %u, found %" PRIu64),
                         low, high, value);
  else
    return (guint) value;
  return fallback;
}

/* Whether PREFIX.@key is a list, and long enough for every block. */
static gboolean
check_list (RigGgufDraft *self, const char *key)
{
  char buffer[MAX_KEY];
  guint64 length = rig_gguf_get_length (self->gguf, make_key (self, key, buffer));

  if (length > 0 && length < self->n_blocks)
    rig_gguf_draft_fail (
      self, key, _("expected one value for each of the %u blocks, found %" PRIu64),
      self->n_blocks, length);
  return length > 0;
}

void
rig_gguf_draft_get_counts (RigGgufDraft *self, const char *key, guint high, guint fallback,
                           guint *counts)
{
  char buffer[MAX_KEY];
  gboolean present = rig_gguf_draft_has (self, key);

  make_key (self, key, buffer);
  check_list (self, key);
  for (guint i = 0; i < self->n_blocks; i++)
    {
      guint64 value = fallback;

      if (present && !rig_gguf_get_uint_at (self->gguf, buffer, i, &value))
        rig_gguf_draft_fail (self, key, _("expected a whole number"));
      else if (value > high)
        rig_gguf_draft_fail (self, key,
                             _("expected a number from %u to %u, found %" PRIu64), 0u,
                             high, value);
      counts[i] = (guint) MIN (value, high);
    }
}

gboolean
rig_gguf_draft_get_flags (RigGgufDraft *self, const char *key, gboolean *flags)
{
  char buffer[MAX_KEY];

  if (!check_list (self, key))
    return FALSE;
  make_key (self, key, buffer);
  for (guint i = 0; i < self->n_blocks; i++)
    {
      guint64 value = 0;

      if (!rig_gguf_get_uint_at (self->gguf, buffer, i, &value))
        rig_gguf_draft_fail (self, key, _("expected true or false"));
      flags[i] = value != 0;
    }
  return TRUE;
}

gpointer
rig_gguf_draft_alloc (RigGgufDraft *self, gsize size)
{
  gpointer block = g_malloc0 (size);

  g_ptr_array_add (self->blocks, block);
  return block;
}
