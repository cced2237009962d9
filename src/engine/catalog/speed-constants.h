/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RigSpeedConstants:
 *
 * The fitted constants of the speed model (data/catalog/speed.json). Parameters are natural
 * logarithms, by block and key: "eta_s" / "metal", "eta_c" / "cuda|ada". Opaque because only
 * the speed estimator needs to see inside: see estimate/speed.h.
 */
typedef struct _RigSpeedConstants RigSpeedConstants;

typedef enum
{
  RIG_SPEED_DECODE,
  RIG_SPEED_PREFILL,
} RigSpeedKind;

/** A parameter; FALSE if the block has no such key. */
gboolean    rig_speed_constants_lookup (const RigSpeedConstants *self,
                                        RigSpeedKind             kind,
                                        const char              *block,
                                        const char              *key,
                                        double                  *value);
/** The half-width (ln) of a group, "machine|cuda|0.0"; FALSE if unknown. */
gboolean    rig_speed_constants_lookup_interval (const RigSpeedConstants *self,
                                                 RigSpeedKind             kind,
                                                 const char              *group,
                                                 double                  *half_width);
/** "machine" or "model". */
double      rig_speed_constants_get_kind_quantile (const RigSpeedConstants *self,
                                                   RigSpeedKind             kind,
                                                   const char              *novelty);
/** @unseen: 0 known, 1 GPU class new for the stack, 2 stack of fewer than three chips. */
double      rig_speed_constants_get_unseen_factor (const RigSpeedConstants *self,
                                                   RigSpeedKind             kind,
                                                   guint                    unseen);
double      rig_speed_constants_get_estimated_compute_factor (const RigSpeedConstants *self,
                                                              RigSpeedKind             kind);
/** NULL where there is none. */
const char *rig_speed_constants_get_parent_stack (const RigSpeedConstants *self,
                                                  const char              *stack);
const char *rig_speed_constants_get_class_parent (const RigSpeedConstants *self,
                                                  const char              *gpu_class);
/** "nv", "ap", "amd", "in"; NULL for an unknown stack. */
const char *rig_speed_constants_get_family (const RigSpeedConstants *self,
                                            const char              *stack);
/** Constants of batched decoding: "matmul_efficiency", "per_sequence_s", … */
double      rig_speed_constants_get_batch (const RigSpeedConstants *self,
                                           const char              *key);
/** Whether the fit has seen this chip / this model shape (novelty of the interval). */
gboolean    rig_speed_constants_has_seen_chip (const RigSpeedConstants *self,
                                               const char              *chip);
gboolean    rig_speed_constants_has_seen_model (const RigSpeedConstants *self,
                                                const char              *model_id);
const char *rig_speed_constants_get_version (const RigSpeedConstants *self);

G_END_DECLS
