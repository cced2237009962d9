/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"
#include "engine/answer/use.h"

G_BEGIN_DECLS

/* Which end of what is known as a range. */
typedef enum
{
  RIG_MONEY_BEST = -1,  /* cheapest, fastest, fewest watts */
  RIG_MONEY_MIDDLE = 0,
  RIG_MONEY_WORST = 1,
} RigMoneyEnd;

/* What a machine is priced and powered at: the user's word, else the catalogue's. */
RigEstimate rig_machine_answer_get_price (const RigScenario *scenario,
                                          const RigMachine  *machine);
/**
 * Watts at the wall while the GPU works. Measured under a language model where that is known.
 * Else the rating of the box or chip bounds it: between half of it and all of it. Else it lies
 * where machines of its kind do.
 */
RigEstimate rig_machine_answer_get_load_w (const RigScenario *scenario,
                                           const RigCatalog  *catalog,
                                           const RigMachine  *machine,
                                           RigLoadOrigin     *origin);
/** Unknown idle power lies between nothing and 15 % of the load: an assumption, marked as one. */
RigEstimate rig_machine_answer_get_idle_w (const RigScenario *scenario,
                                           const RigMachine  *machine,
                                           const RigEstimate *load_w);
/** What a processor has for a model: nine tenths of the memory that it shares with the GPU or,
 * beside a graphics card, of what the scenario gives. NaN: not given. */
double      rig_machine_answer_get_host_bytes (const RigScenario *scenario,
                                               const RigMachine  *machine);
/** The share of memory that the GPU may take: the user's word, else the default. NaN: unknown. */
double      rig_machine_answer_get_usable_share (const RigScenario *scenario,
                                                 const RigMachine  *machine);
/**
 * The memory that a machine offers under the scenario's settings: shares, what the runtime of the
 * program takes, and how a model is split over several GPUs.
 */
void        rig_machine_answer_get_space (const RigScenario *scenario,
                                          const RigCatalog  *catalog,
                                          const RigMachine  *machine,
                                          RigFormat          format,
                                          RigFitSpace       *space);
/** US$ per kWh: a chosen country's tariff, else the typed price. */
double      rig_machine_answer_get_usd_per_kwh (const RigScenario *scenario,
                                                const RigCatalog  *catalog);

/** Speed, time and money of a machine whose fit, run, price and watts are already there. Speed
 * comes first. */
void rig_machine_answer_fill_speed (RigMachineAnswer  *self,
                                    const RigScenario *scenario,
                                    double             prompt_tokens);
/** Speed alone. */
void rig_machine_answer_update_speed (RigMachineAnswer *self,
                                      double            prompt_tokens);
/** @answer: whose API and announced changes are already there */
void rig_machine_answer_fill_money (RigMachineAnswer  *self,
                                    const RigScenario *scenario,
                                    const RigCatalog  *catalog,
                                    const RigAnswer   *answer,
                                    const RigUse      *use);
/**
 * The inputs at one end of everything that is known as a range: price, watts and speed together.
 * Good for any answer whose money is known.
 */
RigMoneyInputs rig_machine_answer_get_money_inputs (const RigMachineAnswer *self,
                                                    RigMoneyEnd             end);
/** Why nothing is known of the machine's money, an untranslated N_() string; NULL: it is known. */
const char    *rig_machine_answer_get_money_unknown  (const RigMachineAnswer *self);
/** The two halves of the above: all inputs but those of a machine, and those of a machine. */
void           rig_machine_answer_init_common_inputs (RigMoneyInputs     *inputs,
                                                      const RigScenario  *scenario,
                                                      const RigCatalog   *catalog,
                                                      const RigUse       *use,
                                                      const RigMoneyStep *steps,
                                                      guint               n_steps);
void           rig_machine_answer_put_inputs         (const RigMachineAnswer *self,
                                                      RigMoneyEnd             end,
                                                      double                  loan_share,
                                                      RigMoneyInputs         *inputs);

G_END_DECLS
