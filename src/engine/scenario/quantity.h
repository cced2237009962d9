/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/scenario/scenario.h"

G_BEGIN_DECLS

/* What a typed number is of, and what it may be. */
typedef struct
{
  const char *name; /* for messages: "api-spend", "price.ID" */
  RigKeyType type;  /* RIG_TYPE_NUMBER, _INTEGER or _SHARE */
  const char *unit; /* as in RigKeyInfo */
  double low, high;
} RigQuantity;

/**
 * rig_quantity_parse:
 * @catalog: (nullable): where the rates of other currencies come from
 *
 * Reads a number with or without a unit, as people type it: "32k", "$200", "0,17 EUR/kWh",
 * "1.5 years", "45 %", "70B", "1,048,576". The notation does not depend on the locale: a point is
 * always decimal; a comma is decimal or groups by thousands, whichever it can only be. "1,234" can
 * be both: it is 1234 for whole numbers and amounts of dollars, else what the range allows, else
 * an error. k and M are 1024 and 1048576 for lengths in tokens, as everybody in the field has it.
 *
 * Errors: RIG_SCENARIO_ERROR_VALUE, RIG_SCENARIO_ERROR_RANGE.
 */
gboolean rig_quantity_parse (const RigQuantity *self,
                             const RigCatalog  *catalog,
                             const char        *text,
                             double            *value,
                             GError           **error);
/** RIG_SCENARIO_ERROR_RANGE where @value is not in the range. */
gboolean rig_quantity_check (const RigQuantity *self,
                             double             value,
                             GError           **error);

G_END_DECLS
