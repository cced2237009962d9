/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RigSpeedConstants:
 *
 * The fitted constants of the speed model (data/catalog/speed.json). Parameters are natural
 * logarithms, by block and key: "eta_s" / "metal", "eta_c" / "cuda|ada". Opaque because only
 * the speed estimator needs to see inside: see estimate/speed.h. Read-only once parsed, and so
 * safe to share between threads.
 */
typedef struct _RigSpeedConstants RigSpeedConstants;

typedef enum
{
  RIG_SPEED_DECODE,
  RIG_SPEED_PREFILL,
} RigSpeedKind;

/* How a case relates to one that was measured on the same machine with the same stack. */
typedef enum
{
  RIG_OWN_SAME_FILE,  /* same model and quantisation, other prompt or context */
  RIG_OWN_SAME_MODEL, /* another quantisation of the model */
  RIG_OWN_SAME_CLASS, /* another model, dense or a mixture as the measured one */
  RIG_N_OWN_RELATIONS,
} RigOwnRelation;

/* A chip with the compute figures that the constants were fitted on; they follow one convention
 * (docs/method-speed.md), which data sheets do not. */
typedef struct
{
  const char *name;          /* "RTX 3090", "Apple M4 Max (40-core GPU)" */
  const char *gpu_class;     /* "ampere", "apple-m4" */
  double fp32_flop_per_s, fp16_flop_per_s; /* of one chip */
  gboolean compute_known;    /* FALSE: the figures are only estimated */
  gboolean seen;             /* the fit has measurements of it */
} RigSpeedChip;

/**
 * rig_speed_constants_parse:
 * @root: (nullable): the root of the file
 *
 * Errors are RIG_CATALOG_ERROR_SHAPE and RIG_CATALOG_ERROR_UNKNOWN_KEY; the message has the JSON
 * path and what was expected there. The caller adds the name of the file.
 */
RigSpeedConstants *rig_speed_constants_parse (JsonNode *root,
                                              GError  **error) G_GNUC_WARN_UNUSED_RESULT;
void               rig_speed_constants_free (RigSpeedConstants *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigSpeedConstants, rig_speed_constants_free)

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
/** The half-width (ln) over all groups. @novelty: what is new, "machine", "model", "both" or
 * "neither"; NaN where the constants have none for it, which of the last two may happen. */
double      rig_speed_constants_get_kind_quantile (const RigSpeedConstants *self,
                                                   RigSpeedKind             kind,
                                                   const char              *novelty);
/** @unseen: 0 known, 1 GPU class new for the stack, 2 stack of fewer than three chips. */
double      rig_speed_constants_get_unseen_factor (const RigSpeedConstants *self,
                                                   RigSpeedKind             kind,
                                                   guint                    unseen);
double      rig_speed_constants_get_estimated_compute_factor (const RigSpeedConstants *self,
                                                              RigSpeedKind             kind);
/**
 * rig_speed_constants_get_own_measurement:
 * @share: (out): how much of the measured case's error, ln (measured / predicted), the related
 *   case has as well: its prediction is to be multiplied by (measured / predicted) to the power
 *   of this. 0 to 1
 * @half_width: (out): the half-width (ln) of the 80 % interval that then remains, on average of
 *   all machines; where the estimate's own is narrower, that one holds
 *
 * What a measurement of the user says about other cases on that machine: docs/method-speed.md.
 *
 * Returns: FALSE where the constants say nothing of it, as the first fit's; both are untouched
 */
gboolean    rig_speed_constants_get_own_measurement (const RigSpeedConstants *self,
                                                     RigSpeedKind             kind,
                                                     RigOwnRelation           relation,
                                                     double                  *share,
                                                     double                  *half_width);
/** How far repeated measurements of one set-up lie apart, as a share; NaN if unknown. */
double      rig_speed_constants_get_repeatability (const RigSpeedConstants *self,
                                                   RigSpeedKind             kind);
/** The stack whose effects stand in for those of @stack. NULL where there is none. */
const char *rig_speed_constants_get_parent_stack (const RigSpeedConstants *self,
                                                  const char              *stack);
/** The relative whose effects stand in for those of @gpu_class. NULL where there is none. */
const char *rig_speed_constants_get_class_parent (const RigSpeedConstants *self,
                                                  const char              *gpu_class);
/** "nv", "ap", "amd", "in"; NULL for an unknown stack. */
const char *rig_speed_constants_get_family (const RigSpeedConstants *self,
                                            const char              *stack);
/** Constants of batched decoding: "matmul_efficiency", "per_sequence_s", …; NaN if unknown. */
double      rig_speed_constants_get_batch (const RigSpeedConstants *self,
                                           const char              *key);
/** FP16 over FP32 peak of a class, by the fit's convention; NaN for an unknown class. */
double      rig_speed_constants_get_fp16_per_fp32 (const RigSpeedConstants *self,
                                                   const char              *gpu_class);
/** How many different chips the fit has seen with a stack. */
guint       rig_speed_constants_get_n_chips (const RigSpeedConstants *self,
                                             const char              *stack);
/** The chip of a machine of the catalogue, by the machine's id or by the chip's name; or NULL. */
const RigSpeedChip *rig_speed_constants_find_chip (const RigSpeedConstants *self,
                                                   const char              *machine_id,
                                                   const char              *chip);
/** Whether the fit has seen this chip / this model shape (novelty of the interval). */
gboolean    rig_speed_constants_has_seen_chip (const RigSpeedConstants *self,
                                               const char              *chip);
gboolean    rig_speed_constants_has_seen_model (const RigSpeedConstants *self,
                                                const char              *model_id);
const char *rig_speed_constants_get_version (const RigSpeedConstants *self);

G_END_DECLS
