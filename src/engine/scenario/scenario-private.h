/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/scenario/scenario.h"

G_BEGIN_DECLS

/* One row per RigOverride. */
typedef struct
{
  const char *name; /* "price": in files, and before the dot on the command line */
  const char *unit; /* as in RigKeyInfo; NULL: a share */
  double low, high;
} RigOverrideInfo;

const RigOverrideInfo *rig_override_get_info (RigOverride what);
/** Whether its ids are those of APIs; else of machines. */
gboolean               rig_override_is_of_api (RigOverride what);
gboolean               rig_override_find (const char  *name,
                                          RigOverride *what);
/** The shortest notation that reads back as the same number; locale-independent. */
char                  *rig_number_to_string (double value);

G_END_DECLS
