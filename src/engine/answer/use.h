/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/scenario/scenario.h"

G_BEGIN_DECLS

/* What a bill that is typed in dollars stands for. Sources: docs/method-money.md, "Kinds of use" */
typedef struct
{
  const char *id;          /* a word of use-mix */
  double input_per_output; /* tokens read per token written */
  double cache_hits;       /* share of them that a cache serves */
} RigUseMix;

/** The scenario's kind of use. */
const RigUseMix *rig_use_get_mix (const RigScenario *scenario);
/** Whether tokens were typed: then the spend has no effect. */
gboolean         rig_use_has_typed_tokens (const RigScenario *scenario);

/* List prices on a day, US$ per million tokens. A missing cache price is the full input price. */
typedef struct
{
  double input, cached, output;
} RigPrices;

/**
 * rig_prices_init:
 * @scenario: (nullable): whose own prices ("api-input.ID") stand in for the list's, on every day
 *
 * Returns: FALSE where the input or output price is not known
 */
gboolean rig_prices_init (RigPrices         *prices,
                          const RigApi      *api,
                          const RigScenario *scenario,
                          const char        *date);

/* What is used in a month, and what it costs today. */
typedef struct
{
  double tokens_in, tokens_cached, tokens_out; /* tokens_in: not read from a cache */
  double usd;
} RigUse;

/**
 * rig_use_init:
 * @prices: (nullable): those of the scenario's API
 *
 * Typed tokens win over typed dollars: the bill follows from them. Without typed tokens, they
 * follow from the dollars by the kind of use; without prices they stay zero.
 */
void   rig_use_init (RigUse            *use,
                     const RigScenario *scenario,
                     const RigPrices   *prices);
/** The bill for the same tokens at other prices. */
double rig_use_get_bill_usd (const RigUse    *use,
                             const RigPrices *prices);
/** The scenario's date, or today's: YYYY-MM-DD. @buffer: at least 11 bytes. */
const char *rig_use_get_date (const RigScenario *scenario,
                              char              *buffer,
                              gsize              size);

G_END_DECLS
