/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/estimate/stack.h"
#include "engine/intake/bench.h"

G_BEGIN_DECLS

/* What of the catalogue the words and numbers of llama-bench mean. Nothing is guessed in silence:
 * what several records fit is none of them. */

/**
 * rig_bench_find_machines:
 * @candidates: (element-type RigMachine): those that have the GPUs that the results name are added
 *
 * By the first result's words. Machines that only the article describes are none.
 */
void rig_bench_find_machines (const RigCatalog     *catalog,
                              const RigBenchResult *result,
                              GPtrArray            *candidates);

/* Which model and quantisation a result is about. */
typedef struct
{
  const RigModel *model;
  const RigQuant *quant;
  const RigModel *twin;   /* another model of the same shape that the words allow too; or NULL */
  const char *skipped;    /* NULL, or why one of the two is unknown, an untranslated N_() string */
} RigBenchModel;

void rig_bench_find_model (const RigCatalog     *catalog,
                           const RigBenchResult *result,
                           RigBenchModel        *found);

/**
 * rig_bench_find_stack:
 * @stack: (out): which of the machine's programs the result's backends are
 *
 * Returns: NULL, or why the result is none of a whole model on the machine's GPUs, an untranslated
 *   N_() string
 */
const char *rig_bench_find_stack (const RigBenchResult *result,
                                  const RigMachine     *machine,
                                  const RigModel       *model,
                                  const RigQuant       *quant,
                                  RigStack             *stack);

/** Whether two models have the same work in every token: fine-tunes of one another. */
gboolean rig_models_have_one_shape (const RigModel *a,
                                    const RigModel *b);

G_END_DECLS
