/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/machine.h"
#include "engine/catalog/model.h"
#include "engine/catalog/quant.h"
#include "engine/estimate/stack.h"

G_BEGIN_DECLS

typedef enum
{
  RIG_MATCH_NONE,
  RIG_MATCH_SIMILAR, /* the same model on the same machine, but another program or file */
  RIG_MATCH_SAME,
} RigMatch;

/** Whether a published measurement is one of this case. Runs that guessed ahead never are. */
RigMatch rig_benchmark_match (const RigBenchmark *benchmark,
                              const RigModel     *model,
                              const RigQuant     *quant,
                              RigStack            stack);

/** The bits of a weight as people name them: "UD-Q4_K_XL", "int4", "F16"; 0: not said. */
guint    rig_quant_name_get_bits (const char *quant);

G_END_DECLS
