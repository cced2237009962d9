/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/speed-run.h"
#include "engine/catalog/catalog.h"

G_BEGIN_DECLS

/**
 * RigOwnSpeeds:
 *
 * What the user measured, against what the speed model says of the same tests: made once, then
 * read-only. docs/measurements.md has the rules.
 */
typedef struct _RigOwnSpeeds RigOwnSpeeds;

/** All measurements of the catalogue whose machine, model, quantisation and program it knows, and
 * that are no faster than the machine can be. It points into the catalogue. */
RigOwnSpeeds *rig_own_speeds_new (const RigCatalog *catalog) G_GNUC_WARN_UNUSED_RESULT;
void          rig_own_speeds_free (RigOwnSpeeds *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigOwnSpeeds, rig_own_speeds_free)

/** Bit set (1 << RigStack) of the programs that the user measured on a machine. */
guint rig_own_speeds_get_stacks (const RigOwnSpeeds *self,
                                 const RigMachine   *machine);
/** Lets a run that is otherwise ready know of them. Does not allocate; @self must outlive @run. */
void  rig_own_speeds_prepare (const RigOwnSpeeds *self,
                              const RigMachine   *machine,
                              const RigQuant     *quant,
                              RigSpeedRun        *run);

G_END_DECLS
