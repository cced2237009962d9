/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/money.h"

G_BEGIN_DECLS

/* The comparisons beside "against the bill of today". Both are inputs for rig_money_init(), so that
 * everything it computes is there for them. */

/** The same machine against the same open model at a host: like for like. @host_usd_per_month: what
 * the host asks for the whole of today's tokens. */
RigMoneyInputs rig_money_inputs_against_host (const RigMoneyInputs *inputs,
                                              double                host_usd_per_month);
/**
 * rig_money_inputs_switch:
 * @host_usd_per_month: what the host asks for the whole of today's tokens
 * @switching_usd: what it costs once to change over
 *
 * No machine at all: the share that the open model may take over goes to its host. Growth, price
 * path, discount, tax and horizon stay those of the scenario; a host has no limit of hours.
 */
RigMoneyInputs rig_money_inputs_switch       (const RigMoneyInputs *inputs,
                                              double                host_usd_per_month,
                                              double                switching_usd);
/** Spent up to and with each month by who switches; the first element is the purchase's month.
 * @spent_usd: (array length=n) */
void           rig_money_fill_switch         (const RigMoneyInputs *inputs,
                                              double                host_usd_per_month,
                                              double                switching_usd,
                                              guint                 n,
                                              double               *spent_usd);

G_END_DECLS
