/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/machine.h"

G_BEGIN_DECLS

/* Three answers to one question; of two the lower is the worse. */
typedef enum
{
  RIG_TRUTH_NO,
  RIG_TRUTH_UNKNOWN, /* nobody said, or a range that reaches over the limit */
  RIG_TRUTH_YES,
} RigTruth;

/* What an option has or has not. Programs follow: RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_VLLM. */
typedef enum
{
  RIG_FEATURE_CUDA,
  RIG_FEATURE_METAL,
  RIG_FEATURE_ROCM,
  RIG_FEATURE_VULKAN,
  RIG_FEATURE_WINDOWS,
  RIG_FEATURE_MACOS,
  RIG_FEATURE_LINUX,
  RIG_FEATURE_LAPTOP,
  RIG_FEATURE_QUIET,
  RIG_FEATURE_RUNS_MODEL,       /* the model and context that are asked for */
  RIG_FEATURE_CHEAPER_THAN_API, /* than all of them */
  RIG_FEATURE_SOFTWARE,
  RIG_N_FEATURES = RIG_FEATURE_SOFTWARE + RIG_N_SOFTWARE,
} RigFeature;

typedef guint64 RigFeatures; /* a bit for each */
#define RIG_FEATURE_BIT(feature) (G_GUINT64_CONSTANT (1) << (feature))

/* What an option has more or less of. */
typedef enum
{
  RIG_TRAIT_PRICE_USD,
  RIG_TRAIT_MEMORY_GB,      /* for one model */
  RIG_TRAIT_DECODE,         /* tokens/s of the model that is asked for */
  RIG_TRAIT_PREFILL,
  RIG_TRAIT_LOAD_W,
  RIG_TRAIT_MODELS_AT_ONCE,
  RIG_N_TRAITS,
} RigTrait;

/* Both ends are the same where it is certain; both NaN where it is unknown. */
typedef struct
{
  double low, high;
} RigSpan;

#define RIG_SPAN_UNKNOWN \
  (RigSpan) { NAN, NAN }

/**
 * RigOption:
 *
 * One thing to choose: a machine as the scenario makes it, or several machines together. A plain
 * value; @id and @family belong to others.
 */
typedef struct
{
  const char *id;
  const char *family; /* what buyers take for one thing: a desktop and a laptop of one name */
  RigTruth features[RIG_N_FEATURES];
  RigSpan traits[RIG_N_TRAITS];
  char first_day[11], last_day[11]; /* between which it comes on sale, YYYY-MM-DD; "": unknown */
  char end_day[11];                 /* the last on which it is sold; "": none is known */
} RigOption;

/** Knows nothing yet: unknown features, unknown traits, no date. */
void     rig_option_init          (RigOption     *self,
                                   const char    *id,
                                   const char    *family);
/** @from, @until: (nullable): YYYY, YYYY-MM or YYYY-MM-DD: a month is any of its days. */
void     rig_option_set_available (RigOption     *self,
                                   const char    *from,
                                   const char    *until);
gboolean rig_span_is_known        (const RigSpan *self);
/** NaN where unknown. */
double   rig_span_get_middle      (const RigSpan *self);

G_END_DECLS
