/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/measurement.h"

G_BEGIN_DECLS

/* What rows are summed up under. Several sequences at once are a weaker prediction, so that they
 * stand apart. */
typedef enum
{
  RIG_VALIDATION_DECODE,
  RIG_VALIDATION_PREFILL,
  RIG_VALIDATION_BATCHED,
  RIG_N_VALIDATION_GROUPS,
} RigValidationGroup;

/* How well the predictions of a group agree with what was measured; NaN for no rows. The error of
 * a row is |predicted - measured| / measured. */
typedef struct
{
  guint rows;
  double median_ape, p90_ape;
  double coverage; /* share of rows whose interval holds the measurement */
} RigValidationScore;

typedef struct
{
  const char *skipped; /* NULL: it counts; else why not */
  RigEstimate predicted; /* tokens/s; unknown where nothing could be predicted */
} RigValidationRow;

typedef struct
{
  char *reason;
  guint rows;
} RigSkipped;

/**
 * RigValidation:
 *
 * A table of measurements beside what the speed model says about each. What was measured is only
 * compared with; no prediction sees it.
 */
typedef struct
{
  RigCsv *csv;
  GArray *rows;       /* RigValidationRow, as many as the table has */
  RigValidationScore scores[RIG_N_VALIDATION_GROUPS];
  GPtrArray *skipped; /* RigSkipped, by reason */
} RigValidation;

/** @csv: (transfer full). NULL with RIG_TEXT_ERROR where the table is not one of measurements. */
RigValidation *rig_validation_new (const RigCatalog  *catalog,
                                   RigCsv            *csv,
                                   GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void           rig_validation_free (RigValidation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigValidation, rig_validation_free)

G_END_DECLS
