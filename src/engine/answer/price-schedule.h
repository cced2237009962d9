/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/use.h"
#include "engine/estimate/money.h"

G_BEGIN_DECLS

/**
 * rig_price_schedule_fill:
 * @scenario: (nullable): as in rig_prices_init(): a price of the user's own is not announced to
 *   change
 * @date: of the purchase, YYYY-MM-DD
 * @steps: (array length=RIG_MONEY_MAX_STEPS)
 *
 * What an API's announced changes after @date do to the bill for @use. Month 1 begins on @date; a
 * change counts from the first month on that begins on its day or later. Tiers by length do not
 * count, and of more changes than there is room for the earliest do.
 *
 * Returns: how many were filled, for RigMoneyInputs.n_api_steps; 0 where today's bill is nothing
 */
guint rig_price_schedule_fill (const RigApi      *api,
                               const RigScenario *scenario,
                               const RigUse      *use,
                               const char        *date,
                               RigMoneyStep      *steps);

G_END_DECLS
