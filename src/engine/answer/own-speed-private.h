/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/answer: what own-speed.c makes ready and speed-run.c applies. */

#include "engine/answer/own-speed.h"

G_BEGIN_DECLS

/* One test. */
typedef struct
{
  double position;     /* tokens behind it, by rig_own_get_position() */
  double measured;     /* tokens/s */
  double deviation;    /* of the runs, as a share */
  double ln_predicted; /* of tokens/s */
  double ln_ratio;     /* of measured over predicted */
} RigOwnPoint;

/* All tests of one file with the same settings. */
typedef struct
{
  const RigModel *model;
  const RigQuant *quant;
  gboolean moe, flash_attention;
  const RigTensorType *kv_k, *kv_v;
  GArray *points;      /* RigOwnPoint, by position */
} RigOwnFile;

/* Everything of one machine, program and kind of test. */
struct _RigOwnSet
{
  const RigMachine *machine;
  RigStack stack;
  RigSpeedKind kind;
  GPtrArray *files;    /* RigOwnFile */
};

/** How far a test reaches: the mean context of decoding, the last token of a prompt. */
double rig_own_get_position (RigSpeedKind kind,
                             double       tokens,
                             double       depth);
/** Whether the file says something about a run, and what it is to it. */
gboolean rig_own_file_relates (const RigOwnFile  *file,
                               const RigSpeedRun *run,
                               RigOwnRelation    *relation);

G_END_DECLS
