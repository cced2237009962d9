/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/scenario/scenario.h"

G_BEGIN_DECLS

/* Shares of a coding agent's traffic, for bills that are typed in dollars.
 * Source: economics.json: 25 input tokens per output token, 86 % of them read from the cache. */
#define RIG_USE_INPUT_PER_OUTPUT 25.0
#define RIG_USE_CACHE_HITS 0.86

/* List prices on a day, US$ per million tokens. A missing cache price is the full input price. */
typedef struct
{
  double input, cached, output;
} RigPrices;

/** FALSE where the API lists no input or output price. */
gboolean rig_prices_init (RigPrices    *prices,
                          const RigApi *api,
                          const char   *date);

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
 * follow from the dollars at the shares above; without prices they stay zero.
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
