/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/bundle.h"
#include "engine/answer/situations.h"

G_BEGIN_DECLS

#define RIG_BOTH_PARTS 2

/* What two machines are asked for: the article's situations as needs. */
typedef enum
{
  RIG_BOTH_CUDA,
  RIG_BOTH_MORE_THAN_128_GB,
  RIG_BOTH_NOW,
  RIG_BOTH_BUDGET,   /* no more than the machine that they are compared with */
  RIG_BOTH_LAPTOP,
  RIG_BOTH_OLLAMA_LM_STUDIO,
  RIG_BOTH_SEVERAL_MODELS, /* two at once, one on each machine */
  RIG_BOTH_WINDOWS,
  RIG_BOTH_MACOS,
  RIG_N_BOTH_NEEDS,
} RigBothNeed;

extern const char *const rig_both_need_ids[RIG_N_BOTH_NEEDS];

/**
 * RigBoth:
 *
 * The article's advice to buy two machines instead of the larger Mac Studio: prices add up, what
 * one of them can the two can, and the largest model is that of the larger memory.
 */
typedef struct
{
  const RigMachine *machines[RIG_BOTH_PARTS]; /* NULL: none on sale */
  const RigMachine *compared;                 /* with which; NULL: none on sale */
  RigSpan price_usd, compared_usd;
  RigBasis basis, compared_basis;             /* how well the prices are founded */
  RigSpan memory_gb;                          /* for one model */
  RigTruth meets[RIG_N_BOTH_NEEDS];
  gboolean partly[RIG_N_BOTH_NEEDS];          /* one of them does, or both side by side */
} RigBoth;

/** As the article describes it: its prices, and no word on the laptop's memory. */
void rig_both_init_article (RigBoth          *self,
                            const RigCatalog *catalog,
                            const char       *date);
/** What can be bought instead on a day, at the catalogue's prices. */
void rig_both_init_on_sale (RigBoth          *self,
                            const RigCatalog *catalog,
                            const char       *date);

G_END_DECLS
