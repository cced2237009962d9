/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"

G_BEGIN_DECLS

/* What can be changed so that a model fits, the least harm first. */
typedef enum
{
  RIG_CHANGE_KV_TYPE, /* keys and values in q8_0 */
  RIG_CHANGE_CONTEXT, /* a shorter one, down to a quarter */
  RIG_CHANGE_CHATS,   /* fewer at once, each with as much context as before */
  RIG_CHANGE_QUANT,   /* a smaller preset of the same family, down to three bits and a half */
  RIG_CHANGE_SHARE,   /* the GPU's share of the memory, raised to its maximum */
  RIG_CHANGE_MACHINE, /* another machine, or another model: the last resort */
  RIG_N_CHANGES,
} RigFitChangeKind;

typedef struct
{
  RigFitChangeKind kind;
  double frees_bytes;            /* of what is needed; SHARE: what the GPU may take in addition */
  const RigTensorType *kv_type;  /* KV_TYPE */
  guint context, chats;          /* CONTEXT and CHATS: both as they are then */
  guint was_context, was_chats;  /* and as they were */
  const RigQuant *quant;         /* QUANT */
  double limit_bytes;            /* SHARE: what the GPU may take then */
  const RigFigure *setting;      /* SHARE: what raises it; unknown where nobody says */
  double more_bytes;             /* MACHINE: memory that this machine lacks */
  const RigMachine *machine;     /* MACHINE: the cheapest on sale that fits; NULL: none */
  const RigModel *model;         /* MACHINE: the largest of the family that fits here; NULL: none */
} RigFitChange;

/**
 * RigFitAdvice:
 *
 * What to change first. None where a model fits with room to spare, where that is unknown, or where
 * a tight fit cannot be had roomier.
 */
typedef struct
{
  guint n_changes;         /* 0, 1, or 2 where no single one does it */
  RigFitChange changes[2];
  RigFit fit;              /* as it is after them: computed, not promised; MACHINE: on that machine,
                              or as it is now where there is none */
} RigFitAdvice;

/**
 * rig_evaluator_advise:
 *
 * The first change of the list above that makes the model fit by default, found by evaluating each
 * in turn in its smallest step; else the first two that do together; else a machine. A tight fit
 * is made roomy, if a single change of the settings can. Tens to hundreds of evaluations, so not
 * for every cell of a large table.
 */
void rig_evaluator_advise (RigEvaluator      *self,
                           const RigScenario *scenario,
                           const RigModel    *model,
                           const RigQuant    *quant,
                           const RigMachine  *machine,
                           RigFitAdvice      *advice);

G_END_DECLS
