/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/speed-run.h"
#include "engine/estimate/fit.h"
#include "engine/estimate/money.h"
#include "engine/scenario/scenario.h"

G_BEGIN_DECLS

/* Where the watts under load come from. */
typedef enum
{
  RIG_LOAD_TYPED,    /* the user said so */
  RIG_LOAD_MEASURED, /* at the wall, under a language model */
  RIG_LOAD_RATING,   /* between half of the box's or the chip's rating and all of it */
  RIG_LOAD_KIND,     /* nobody said: between the least and the most of machines of its kind */
} RigLoadOrigin;

/* What a machine would do whose GPU has too little memory, with the rest of the layers on the
 * processor. A first rule that nobody has tested; never part of the verdict or of other figures. */
typedef struct
{
  RigEstimate decode_tokens_per_s; /* one stream; unknown where @unknown says why */
  double gpu_share;                /* of the layers, 0-1 */
  const char *unknown;             /* an untranslated N_() string; NULL: known, or no question
                                      because the model fits */
} RigOffload;

/* What one machine does with the scenario. */
typedef struct
{
  const RigMachine *machine;
  RigFit fit;
  RigSpeedRun run;
  RigSpeed decode, prefill;    /* one stream, at the scenario's context and prompt */
  RigSpeed decode_all;         /* all chats together */
  RigEstimate ttft_s, answer_s; /* until the first token; until the whole answer */
  /* Decode with tokens guessed ahead: a range. It may exceed the ceiling of decode, since several
   * tokens then come from one reading of the weights. Unknown where it is not offered. */
  RigEstimate speculated;
  RigEstimate tokens_per_joule;      /* written by all chats, by the watts under load */
  RigEstimate tokens_per_s_per_usd;  /* the same by the price */
  RigOffload offload;
  RigEstimate price_usd, load_w, idle_w;
  RigLoadOrigin load_origin;
  const char *money_unknown;   /* NULL: money is known. Else why not, an untranslated N_() string */
  RigMoneyInputs money_inputs; /* at the middle of every range */
  double loan_share;           /* of the price, at whichever end */
  RigMoney money;
  RigMoney money_low, money_high; /* cheapest and dearest end of price, speed and watts together */
  RigEstimate payback_months, npv_usd, usd_per_million_tokens, energy_usd_per_month;
  double article_payback_low, article_payback_high; /* price over spend, the article's rule */
} RigMachineAnswer;

/* The same model at somebody else's. */
typedef struct
{
  const RigApi *api;
  double usd_per_month; /* for the scenario's tokens */
  RigMoneyStep steps[RIG_MONEY_MAX_STEPS]; /* its announced changes to that bill */
  guint n_steps;
} RigHosted;

#define RIG_MAX_HOSTED 12

/**
 * RigAnswer:
 *
 * Everything that follows from one scenario. A plain value without owned memory; it points into
 * the catalogue and into the evaluator, and lives no longer than they do.
 */
typedef struct
{
  const RigModel *model;
  const RigQuant *quant;
  RigWeights weights;
  RigMemoryShape shape;
  RigMemoryUse use;
  RigMemory memory;
  double prompt_tokens; /* that every speed is for: the scenario's, but no more than a chat's share
                           of the context holds */
  double tokens_in_per_month, tokens_cached_per_month, tokens_out_per_month;
  double api_usd_per_month;
  const RigApi *api;           /* whose prices stand behind the bill; NULL: none */
  RigMoneyStep api_steps[RIG_MONEY_MAX_STEPS]; /* its announced changes to that bill */
  guint n_api_steps;
  RigHosted hosted[RIG_MAX_HOSTED]; /* cheapest first */
  guint n_hosted;
  guint n_machines;
  RigMachineAnswer machines[RIG_MAX_COMPARED];
} RigAnswer;

/**
 * RigEvaluator:
 *
 * Answers scenarios over one catalogue. It keeps what does not change while a slider moves (the
 * weights of a model at a quantisation), so that an answer takes microseconds. Not thread-safe:
 * one per thread.
 */
typedef struct _RigEvaluator RigEvaluator;

RigEvaluator *rig_evaluator_new (const RigCatalog *catalog) G_GNUC_WARN_UNUSED_RESULT;
void          rig_evaluator_free (RigEvaluator *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigEvaluator, rig_evaluator_free)
const RigCatalog *rig_evaluator_get_catalog (const RigEvaluator *self);

void rig_evaluator_evaluate (RigEvaluator      *self,
                             const RigScenario *scenario,
                             RigAnswer         *answer);
/** The same without money, APIs and the model's own figures: what the machines do. */
void rig_evaluator_evaluate_machines (RigEvaluator      *self,
                                      const RigScenario *scenario,
                                      RigAnswer         *answer);
/**
 * rig_evaluator_evaluate_machine:
 * @answer: of @scenario by this evaluator; its list of machines does not matter
 * @machine: any of the catalogue
 *
 * What it would do if it were compared.
 */
void rig_evaluator_evaluate_machine (RigEvaluator      *self,
                                     const RigScenario *scenario,
                                     const RigAnswer   *answer,
                                     const RigMachine  *machine,
                                     RigMachineAnswer  *out);
/**
 * rig_evaluator_update_machines:
 * @scenario: of @answer, but for numbers
 *
 * Brings fit and speed (reading, writing by one and by all) of an answer's machines up to date.
 * Prices and watts, which no number changes, stay; warnings, times and what is made of them are
 * those of before.
 */
void rig_evaluator_update_machines (RigEvaluator      *self,
                                    const RigScenario *scenario,
                                    RigAnswer         *answer);
/** Kept weights of a model at a quantisation; the pointer is good until the evaluator is freed. */
const RigWeights *rig_evaluator_get_weights (RigEvaluator      *self,
                                             const RigScenario *scenario,
                                             const RigModel    *model,
                                             const RigQuant    *quant);
/** Kept in the same way, for rig_memory_init(). */
const RigMemoryShape *rig_evaluator_get_shape (RigEvaluator      *self,
                                               const RigScenario *scenario,
                                               const RigModel    *model,
                                               const RigQuant    *quant);
/** One model on one machine under the scenario's settings: a cell of the models page. */
void rig_evaluator_fit (RigEvaluator      *self,
                        const RigScenario *scenario,
                        const RigModel    *model,
                        const RigQuant    *quant,
                        const RigMachine  *machine,
                        RigMemory         *memory,
                        RigFit            *fit);
/** The same as a case, to ask for its limits or to change it. */
void rig_evaluator_prepare_fit (RigEvaluator      *self,
                                const RigScenario *scenario,
                                const RigModel    *model,
                                const RigQuant    *quant,
                                const RigMachine  *machine,
                                RigFitCase        *fit_case);
/**
 * rig_evaluator_prepare_speed:
 *
 * Any model on any machine under the scenario's settings, with the program that the scenario names
 * or, for "auto", the one that decodes fastest there.
 *
 * Returns: FALSE where the speed cannot be known; @run->unknown says why
 */
gboolean rig_evaluator_prepare_speed (RigEvaluator      *self,
                                      const RigScenario *scenario,
                                      const RigModel    *model,
                                      const RigQuant    *quant,
                                      const RigMachine  *machine,
                                      RigSpeedRun       *run);
/** The model that the scenario names, or the one that its size sliders describe. */
const RigModel *rig_evaluator_get_model (RigEvaluator      *self,
                                         const RigScenario *scenario);
const RigQuant *rig_evaluator_get_quant (RigEvaluator      *self,
                                         const RigScenario *scenario);

G_END_DECLS
