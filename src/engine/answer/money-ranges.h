/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"
#include "engine/estimate/money-range.h"

G_BEGIN_DECLS

/* One input of money that is uncertain, in words. */
typedef struct
{
  RigMoneyInput input;
  RigKey key;         /* whose range bounds it, and as what it is written; RIG_N_KEYS: none */
  const char *id;     /* "api-drift": in files and tables */
  const char *label;  /* an untranslated N_() string, as is the next */
  const char *reason; /* why it may be that much less or more */
} RigMoneyRangeInfo;

/** How many inputs are varied, of every machine in the same order. */
guint                    rig_money_ranges_count (void);
const RigMoneyRangeInfo *rig_money_ranges_get_info (guint index);
/** NULL where that input is not varied. */
const RigMoneyRangeInfo *rig_money_ranges_find_info (RigMoneyInput input);

/**
 * rig_money_ranges_fill:
 * @ranges: (array): room for rig_money_ranges_count()
 *
 * How far the inputs of a machine's money may be off, around what the scenario says. Where a figure
 * is known to the point its range is empty, so that all machines have the same ranges at the same
 * places, as a simulation that compares them needs it. Source: docs/method-money.md, Ranges.
 *
 * Returns: how many; 0 where the machine's money is not known
 */
guint                    rig_money_ranges_fill (const RigMachineAnswer *machine,
                                                RigMoneyRange          *ranges);

G_END_DECLS
