/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verdict-words.h"

const char *
rig_truth_to_word (RigTruth truth)
{
  static const char *const words[] = {
    [RIG_TRUTH_NO] = "no", [RIG_TRUTH_UNKNOWN] = "unknown", [RIG_TRUTH_YES] = "yes",
  };

  return words[truth];
}

const char *
rig_verdict_to_word (RigVerdict verdict)
{
  static const char *const words[] = {
    [RIG_VERDICT_NONE] = "none",       [RIG_VERDICT_CLEAR] = "clear",
    [RIG_VERDICT_LEANING] = "leaning", [RIG_VERDICT_EITHER] = "either",
  };

  return words[verdict];
}
