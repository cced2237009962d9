/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/fit-words.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

#define EM_DASH "—"
#define BYTES_PER_MIB 1048576.0
#define BYTES_PER_GIB 1073741824.0
#define BYTES_PER_PAGE 4096.0

const char *
rig_words_reason (RigFitReason reason)
{
  switch (reason)
    {
    case RIG_FIT_REASON_ROOM:
      return _("There is room to spare");
    case RIG_FIT_REASON_LITTLE:
      return _("Less than a tenth of the memory is left");
    case RIG_FIT_REASON_LIMIT:
      return _("It fits once the GPU’s share is raised");
    case RIG_FIT_REASON_WEIGHTS:
      return _("The weights alone are too large");
    case RIG_FIT_REASON_CONTEXT:
      return _("The weights would fit, not with this context");
    case RIG_FIT_REASON_BUFFERS:
      return _("Weights and context would fit, not with the buffers and the runtime");
    case RIG_FIT_REASON_UNKNOWN:
    default:
      return _("A size is not known");
    }
}

/* Commands are for typing: their numbers are plain, whatever the language. */
static char *
fill_in (const char *command, const char *place, double number)
{
  g_auto (GStrv) parts = g_strsplit (command, place, 2);
  g_autofree char *digits = g_strdup_printf ("%.0f", floor (number));

  return g_strjoinv (digits, parts);
}

char *
rig_words_setting (const RigFigure *setting, double limit_bytes)
{
  /* The catalogue is in English; what is no command can be said in every language. */
  static const char *const usual[] = {
    N_("no desktop on the card"),
    N_("dedicated GPU memory in the firmware"),
  };
  g_autofree char *megabytes = NULL;

  if (setting->text == NULL)
    return g_strdup (EM_DASH);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (g_str_equal (setting->text, usual[i]))
      return g_strdup (_(usual[i]));
  megabytes = fill_in (setting->text, "{mib}", limit_bytes / BYTES_PER_MIB);
  return fill_in (megabytes, "{pages}", limit_bytes / BYTES_PER_PAGE);
}

static char *
describe_share (const RigFitChange *change)
{
  g_autofree char *limit = rig_format_bytes (change->limit_bytes);
  g_autofree char *setting = rig_words_setting (change->setting, change->limit_bytes);

  if (change->setting->text == NULL)
    /* Translators: a size. */
    return g_strdup_printf (_("%s for the GPU"), limit);
  /* Translators: a size, and what is to be set or typed. */
  return g_strdup_printf (_("%1$s for the GPU (%2$s)"), limit, setting);
}

static char *
describe_machine (const RigFitChange *change)
{
  /* Memory is sold in binary gigabytes. */
  g_autofree char *more = rig_format_number (ceil (change->more_bytes / BYTES_PER_GIB), 4);

  if (change->machine != NULL && change->model != NULL)
    /* Translators: a number of gigabytes, the name of a machine, the name of a model. */
    return g_strdup_printf (_("a machine with %1$s\302\240GB more, such as %2$s, or the smaller "
                              "%3$s"), more, change->machine->name, change->model->name);
  if (change->machine != NULL)
    return g_strdup_printf (_("a machine with %1$s\302\240GB more, such as %2$s"), more,
                            change->machine->name);
  if (change->model != NULL)
    return g_strdup_printf (_("a machine with %1$s\302\240GB more (none is on sale), or the "
                              "smaller %2$s"), more, change->model->name);
  return g_strdup_printf (_("a machine with %s\302\240GB more (none is on sale)"), more);
}

char *
rig_words_change (const RigFitChange *change)
{
  g_autofree char *frees = rig_format_bytes (change->frees_bytes);
  g_autofree char *now = rig_format_tokens (change->context);
  g_autofree char *was = rig_format_tokens (change->was_context);

  switch (change->kind)
    {
    case RIG_CHANGE_KV_TYPE:
      /* Translators: in these four, the last is the size of the memory that it frees. */
      return g_strdup_printf (_("a q8_0 KV cache frees %s"), frees);
    case RIG_CHANGE_CONTEXT:
      return g_strdup_printf (_("%1$s instead of %2$s context frees %3$s"), now, was, frees);
    case RIG_CHANGE_CHATS:
      return g_strdup_printf (g_dngettext (NULL, "%1$u chat instead of %2$u frees %3$s",
                                           "%1$u chats instead of %2$u free %3$s", change->chats),
                              change->chats, change->was_chats, frees);
    case RIG_CHANGE_QUANT:
      return g_strdup_printf (_("%1$s frees %2$s"), change->quant->id, frees);
    case RIG_CHANGE_SHARE:
      return describe_share (change);
    case RIG_CHANGE_MACHINE:
      return describe_machine (change);
    case RIG_N_CHANGES:
    default:
      return g_strdup (EM_DASH);
    }
}

char *
rig_words_advice (const RigFitAdvice *advice)
{
  g_autofree char *first = NULL, *second = NULL, *both = NULL, *left = NULL;

  if (advice->n_changes == 0)
    return g_strdup (EM_DASH);
  first = rig_words_change (&advice->changes[0]);
  if (advice->changes[0].kind == RIG_CHANGE_MACHINE)
    return g_steal_pointer (&first);
  if (advice->n_changes > 1)
    {
      second = rig_words_change (&advice->changes[1]);
      /* Translators: two changes that are made together. */
      both = g_strdup_printf (_("%1$s, and %2$s"), first, second);
    }
  left = rig_format_bytes (advice->fit.room_bytes);
  /* Translators: what is changed, then what comes of it: a verdict ("fits") and a size. */
  return g_strdup_printf (_("%1$s: then %2$s, %3$s left"), both != NULL ? both : first,
                          rig_words_verdict (advice->fit.verdict), left);
}
