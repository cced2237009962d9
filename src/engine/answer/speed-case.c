/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/speed-case.h"

#include <glib/gi18n.h>

#define FLOP_PER_TFLOP 1e12
/* Dot products of four bytes at once, which GPUs have had since NVIDIA's Pascal and AMD's Vega 20,
 * but Apple's have not: llama.cpp multiplies quantised weights with them. */
#define INT8_PER_FP32 4

double
rig_speed_case_get_mean_context (double tokens, double depth)
{
  return depth + tokens / 2;
}

void
rig_speed_case_get_weights (const RigCatalog *catalog, const RigModel *model,
                            const RigQuant *quant, RigWeights *weights)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);

  rig_weights_init_by_layer (weights, model, quant, (const RigTensorType *const *) types->pdata,
                             types->len, RIG_IMATRIX_AUTO, NULL);
}

double
rig_speed_case_get_prefill_ceiling (const RigMachine *machine,
                                    const RigSpeedMachine *speed_machine, const RigSpeedWork *work)
{
  const RigFigure *figures[] = { &machine->fp32_tflops, &machine->fp16_tflops_dense,
                                 &machine->fp8_tflops_dense, &machine->int8_tops_dense };
  gboolean apple
    = speed_machine->gpu_class != NULL && g_str_has_prefix (speed_machine->gpu_class, "apple");
  double int8 = speed_machine->fp32_flop_per_s * (apple ? 1 : INT8_PER_FP32);
  double peak = MAX (int8, speed_machine->fp16_flop_per_s) * speed_machine->n_gpus;

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (rig_figure_is_known (figures[i]))
      peak = MAX (peak, figures[i]->high * FLOP_PER_TFLOP);
  return work->flop_per_prompt_token > 0 ? peak / work->flop_per_prompt_token : (double) NAN;
}

const char *
rig_speed_case_predict (const RigSpeedCase *self, const RigCatalog *catalog,
                        const RigWeights *weights, RigSpeedCaseAnswer *answer)
{
  const RigSpeedConstants *constants = rig_catalog_get_speed_constants (catalog);
  double context = rig_speed_case_get_mean_context (self->tokens, self->depth);
  RigSpeedCoefficients coefficients;
  RigSpeedMachine machine;
  RigSpeedWork work;
  RigMemoryUse use = {
    .context = (guint) MIN (context, G_MAXUINT),
    .sequences = 1,
    .ubatch = self->ubatch,
    .kv_k = self->kv_k,
    .kv_v = self->kv_v,
    .flash_attention = self->flash_attention,
  };

  if (!rig_speed_work_init (&work, self->model, self->quant, weights, &use, constants))
    return N_("the model’s shape is not known well enough");
  if (!rig_speed_machine_init (&machine, self->machine, constants))
    return N_("the machine’s bandwidth or compute is not known");
  rig_speed_coefficients_init (&coefficients, constants, self->stack, &machine, &work);
  answer->moe = work.moe;
  if (self->kind == RIG_SPEED_DECODE)
    {
      rig_speed_decode (&answer->speed, &coefficients, &machine, &work, context, 1);
      answer->ceiling_tokens_per_s = answer->speed.ceiling_tokens_per_s;
    }
  else
    {
      rig_speed_prefill (&answer->speed, &coefficients, &machine, &work, self->tokens,
                         self->depth);
      answer->ceiling_tokens_per_s
        = rig_speed_case_get_prefill_ceiling (self->machine, &machine, &work);
    }
  return NULL;
}
