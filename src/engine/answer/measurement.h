/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/estimate/speed.h"
#include "engine/intake/csv.h"

G_BEGIN_DECLS

/* Columns with a number, of a table of measurements. */
typedef enum
{
  RIG_MEASURED_BANDWIDTH,
  RIG_MEASURED_FP32,
  RIG_MEASURED_FP16,
  RIG_MEASURED_N_GPUS,
  RIG_MEASURED_TENSOR_PARALLEL,
  RIG_MEASURED_LAYER_SPLIT,
  RIG_MEASURED_WEIGHTS,
  RIG_MEASURED_EXPERTS_BYTES,
  RIG_MEASURED_ACTIVE_PARAMS,
  RIG_MEASURED_LAYERS,
  RIG_MEASURED_MOE_LAYERS,
  RIG_MEASURED_HIDDEN,
  RIG_MEASURED_EXPERTS,
  RIG_MEASURED_EXPERTS_USED,
  RIG_MEASURED_MOE,
  RIG_MEASURED_DELTA_NET,
  RIG_MEASURED_DELTA_OLD,
  RIG_MEASURED_FLOP,
  RIG_MEASURED_EXPERT_FLOP,
  RIG_MEASURED_KV_BYTES,
  RIG_MEASURED_KV_ELEMENT,
  RIG_MEASURED_ATTENTION,
  RIG_MEASURED_TOKENS,
  RIG_MEASURED_DEPTH,
  RIG_MEASURED_MEAN_CONTEXT,
  RIG_MEASURED_UBATCH,
  RIG_MEASURED_BATCH,
  RIG_MEASURED_FLASH,
  RIG_MEASURED_SPEED,
  RIG_N_MEASURED_NUMBERS,
} RigMeasuredNumber;

/* Columns with words. */
typedef enum
{
  RIG_MEASURED_KIND,
  RIG_MEASURED_STACK,
  RIG_MEASURED_MACHINE,
  RIG_MEASURED_CHIP,
  RIG_MEASURED_CLASS,
  RIG_MEASURED_COMPUTE,
  RIG_MEASURED_MODEL,
  RIG_MEASURED_ARCHITECTURE,
  RIG_MEASURED_QUANT,
  RIG_MEASURED_QUANT_CLASS,
  RIG_MEASURED_ERA,
  RIG_MEASURED_SPECULATION,
  RIG_MEASURED_USE,
  RIG_N_MEASURED_WORDS,
} RigMeasuredWord;

/* Which columns of a table those are; -1: it has none. */
typedef struct
{
  int numbers[RIG_N_MEASURED_NUMBERS], words[RIG_N_MEASURED_WORDS];
} RigMeasurementColumns;

/* One row. Words belong to the table, and are "" where there are none; numbers are NaN. */
typedef struct
{
  RigSpeedKind kind;
  double numbers[RIG_N_MEASURED_NUMBERS];
  const char *words[RIG_N_MEASURED_WORDS];
} RigMeasurement;

/** FALSE with RIG_TEXT_ERROR where the table lacks a column that every table must have: kind,
 * stack, measured_tps. */
gboolean rig_measurement_columns_init (RigMeasurementColumns  *columns,
                                       const RigCsv           *csv,
                                       GError                **error);
/** FALSE with RIG_TEXT_ERROR where a field is not what its column promises. */
gboolean rig_measurement_init (RigMeasurement               *measurement,
                               const RigMeasurementColumns  *columns,
                               const RigCsv                 *csv,
                               guint                         row,
                               GError                      **error);

/** Tokens per second, of all sequences together; NaN where the row has none. */
double   rig_measurement_get_speed (const RigMeasurement *measurement);
/** How many sequences ran at once. */
guint    rig_measurement_get_sequences (const RigMeasurement *measurement);

/**
 * rig_measurement_predict:
 *
 * What the speed model says about the row, which never sees what was measured. Machine and model
 * are what the row's own columns say; where it has none, what the catalogue knows under its names.
 *
 * Returns: (nullable): NULL: predicted; else why not, in words that no language changes
 */
const char *rig_measurement_predict (const RigMeasurement *measurement,
                                     const RigCatalog     *catalog,
                                     RigEstimate          *tokens_per_s);

G_END_DECLS
