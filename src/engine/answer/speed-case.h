/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/estimate/speed.h"

G_BEGIN_DECLS

/**
 * RigSpeedCase:
 *
 * One test of one program on one machine, with settings of its own: what a measurement is about,
 * whatever the scenario says.
 */
typedef struct
{
  const RigMachine *machine;
  const RigModel *model;
  const RigQuant *quant;
  RigStack stack;
  RigSpeedKind kind;
  double tokens, depth;  /* written (decode) or read (prefill); standing before them */
  const RigTensorType *kv_k, *kv_v;
  gboolean flash_attention;
  guint ubatch;          /* tokens per micro-batch */
} RigSpeedCase;

/* What the speed model says of it. */
typedef struct
{
  RigSpeed speed;
  double ceiling_tokens_per_s; /* nothing real is faster: rig_speed_case_get_prefill_ceiling(), or
                                  what memory delivers */
  gboolean moe;
} RigSpeedCaseAnswer;

/**
 * rig_speed_case_predict:
 * @weights: of the model at the quantisation
 *
 * The prediction alone, which the user's measurements are no part of.
 *
 * Returns: NULL, or why nothing can be predicted, an untranslated N_() string
 */
const char *rig_speed_case_predict (const RigSpeedCase *self,
                                    const RigCatalog   *catalog,
                                    const RigWeights   *weights,
                                    RigSpeedCaseAnswer *answer);
/** Tokens that stand before the middle one of a decoding test. */
double      rig_speed_case_get_mean_context (double tokens,
                                             double depth);
/** Weights as answers have them: an importance matrix only where the preset asks for one. */
void        rig_speed_case_get_weights (const RigCatalog *catalog,
                                        const RigModel   *model,
                                        const RigQuant   *quant,
                                        RigWeights       *weights);
/**
 * rig_speed_case_get_prefill_ceiling:
 *
 * Tokens/s at which matrix products alone would take all that the machine computes at its fastest
 * dense format known (FP32, FP16, FP8, INT8). Nothing real is faster. NaN: unknown
 */
double      rig_speed_case_get_prefill_ceiling (const RigMachine      *machine,
                                                const RigSpeedMachine *speed_machine,
                                                const RigSpeedWork    *work);

G_END_DECLS
