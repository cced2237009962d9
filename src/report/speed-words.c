/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

#include <glib/gi18n.h>

#include "report/format.h"

char *
rig_words_novelty (const RigSpeed *speed)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (speed->novelty & RIG_NOVEL_STACK)
    rig_words_append_sentence (
      text, _("Few machines were ever measured with this program: very wide"));
  else if (speed->novelty & RIG_NOVEL_CLASS)
    rig_words_append_sentence (
      text, _("No machine of this kind was measured with this program: wide"));
  if (speed->novelty & RIG_NOVEL_COMPUTE)
    rig_words_append_sentence (text, _("The machine’s compute is only estimated"));
  if ((speed->novelty & RIG_NOVEL_MACHINE) && (speed->novelty & RIG_NOVEL_MODEL))
    rig_words_append_sentence (
      text, _("Neither this chip nor this model is among the measurements"));
  else if (speed->novelty & RIG_NOVEL_MACHINE)
    rig_words_append_sentence (text, _("This chip is not among the measurements"));
  else if (speed->novelty & RIG_NOVEL_MODEL)
    rig_words_append_sentence (text, _("This model is not among the measurements"));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* What the user's own measurements have to do with it; NULL: nothing. */
static const char *
describe_own (const RigSpeed *speed)
{
  switch (speed->own)
    {
    case RIG_SPEED_OWN_MEASURED:
      return _("You have measured this very case.");
    case RIG_SPEED_OWN_SAME_FILE:
      return _("Corrected by what you measured with this model and quantisation.");
    case RIG_SPEED_OWN_SAME_MODEL:
      return _("Corrected by what you measured with this model at another quantisation.");
    case RIG_SPEED_OWN_SAME_CLASS:
      return _("Corrected by what you measured with a model of this kind.");
    case RIG_SPEED_OWN_NONE:
    default:
      return NULL;
    }
}

char *
rig_words_certainty (const RigSpeed *speed)
{
  g_autofree char *novelty = rig_words_novelty (speed);
  g_autoptr (GString) text = g_string_new (NULL);

  rig_words_append_sentence (text, describe_own (speed));
  rig_words_append_sentence (text, novelty);
  if (text->len == 0)
    rig_words_append_sentence (text, _("Both this chip and this model are among the measurements: "
                                       "as narrow as it gets."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
rig_words_speed_warning (RigSpeedWarning warning)
{
  switch (warning)
    {
    case RIG_SPEED_WARN_BF16:
      return _("BF16 has no fast path on AMD with Vulkan: F16 is faster there.");
    case RIG_SPEED_WARN_YOUNG:
      return _("This architecture is young in llama.cpp; until its kernels are tuned it may run at "
               "half of the prediction.");
    case RIG_SPEED_WARN_WINDOW:
      return _("MLX keeps the whole context of this model, without its window: long contexts cost "
               "more than in llama.cpp.");
    case RIG_SPEED_WARN_COMPUTE:
      return _("The machine’s compute is only estimated.");
    case RIG_SPEED_WARN_BANDWIDTH:
      return _("Nobody could measure this machine’s bandwidth yet: it is announced, or another’s "
               "stands in.");
    case RIG_SPEED_WARN_CONTEXT:
      return _("The context is longer than the model was trained for: it may run, but not answer "
               "well.");
    case RIG_SPEED_WARN_SEQUENCES:
      return _("No measurement had so many chats at once.");
    case RIG_SPEED_WARN_RULE:
      return _("A first rule that nobody has tested.");
    default:
      return NULL;
    }
}

char *
rig_words_speed_warnings (guint warnings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint bit = 1; bit != 0 && bit <= warnings; bit <<= 1)
    if (warnings & bit)
      rig_words_append_sentence (text, rig_words_speed_warning ((RigSpeedWarning) bit));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
rig_words_width (const RigEstimate *estimate)
{
  g_autofree char *factor = NULL;
  double width = estimate->high / estimate->low;

  if (!rig_estimate_is_known (estimate) || !(estimate->low > 0))
    return g_strdup ("—");
  /* What is measured is narrower than a digit after the point can say. */
  factor = rig_format_number (width, width < 1.1 ? 3 : 2);
  return g_strconcat ("×", factor, NULL);
}

char *
rig_words_badged_speed (const RigEstimate *tokens_per_s)
{
  g_autofree char *speed = rig_words_speed (tokens_per_s);

  if (tokens_per_s->basis != RIG_BASIS_MEASURED)
    return g_steal_pointer (&speed);
  /* Translators: a speed that the user has measured. */
  return g_strdup_printf (_("%s, measured"), speed);
}
