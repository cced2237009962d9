/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/cluster.h"

#define BYTES_PER_GB 1e9
#define BYTES_PER_VALUE 4.0 /* llama.cpp hands on floats of 32 bits */
/* Seconds per message: RDMA over Thunderbolt 5 takes less than the first, TCP the second.
 * docs/method-decision.md has the source. */
#define LEAST_LATENCY_S 50e-6
#define MOST_LATENCY_S 300e-6

void
rig_cluster_link_init (RigClusterLink *self, const RigScenario *scenario, const RigAnswer *answer)
{
  guint hidden = 0;

  for (guint i = 0; i < answer->n_machines; i++)
    hidden = MAX (hidden, answer->machines[i].run.work.hidden);
  *self = (RigClusterLink){
    .bytes_per_s = rig_scenario_get_number (scenario, RIG_KEY_CLUSTER_LINK) * BYTES_PER_GB,
    .latency_s = { LEAST_LATENCY_S, MOST_LATENCY_S },
    .hidden_bytes = hidden > 0 ? hidden * BYTES_PER_VALUE : NAN,
    .batch_tokens = rig_scenario_get_number (scenario, RIG_KEY_UBATCH),
  };
}

static RigSpan
get_span (const RigSpeed *speed)
{
  return (RigSpan){ speed->tokens_per_s.low, speed->tokens_per_s.high };
}

/* As if there were room for all layers: an answer says nothing of what does not fit. */
static void
fill_speeds (RigClusterMember *self, RigEvaluator *evaluator, const RigScenario *scenario,
             const RigAnswer *answer, const RigMachine *machine)
{
  RigSpeedRun run;
  RigSpeed speed;

  self->decode = self->prefill = RIG_SPAN_UNKNOWN;
  if (!rig_evaluator_prepare_speed (evaluator, scenario, answer->model, answer->quant, machine,
                                    &run))
    return;
  rig_speed_run_decode (&run, rig_speed_run_get_depth (&run), 1, &speed);
  self->decode = get_span (&speed);
  rig_speed_run_prefill (&run, answer->prompt_tokens, 0, &speed);
  self->prefill = get_span (&speed);
}

void
rig_cluster_member_init (RigClusterMember *self, RigEvaluator *evaluator,
                         const RigScenario *scenario, const RigAnswer *answer, guint machine,
                         const RigOption *option)
{
  const RigFit *fit = &answer->machines[machine].fit;

  *self = (RigClusterMember){
    .usable_bytes = fit->usable_bytes - (isnan (fit->runtime_bytes) ? 0 : fit->runtime_bytes),
    .needed_bytes = fit->verdict == RIG_FIT_UNKNOWN ? NAN : fit->needed_bytes,
    .compute_bytes = answer->memory.device.compute_bytes,
    .memory_gb = option->traits[RIG_TRAIT_MEMORY_GB],
  };
  fill_speeds (self, evaluator, scenario, answer, answer->machines[machine].machine);
}

/* From one machine to the next, and the result back to the first: as many messages as machines. */
static double
get_hops (guint n)
{
  return n > 1 ? n : 0;
}

/* Machine after machine: each takes its share of what all layers would take it. */
static RigSpan
mix (const RigClusterMember *const *members, guint n, const RigClusterLink *link, gboolean prefill)
{
  double hand_on = link->hidden_bytes / link->bytes_per_s;
  double tokens = prefill ? link->batch_tokens : 1;
  double shortest = get_hops (n) * (link->latency_s.low / tokens + hand_on);
  double longest = get_hops (n) * (link->latency_s.high / tokens + hand_on);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += members[i]->usable_bytes;
  for (guint i = 0; i < n; i++)
    {
      const RigSpan *speed = prefill ? &members[i]->prefill : &members[i]->decode;

      shortest += members[i]->usable_bytes / sum / speed->high;
      longest += members[i]->usable_bytes / sum / speed->low;
    }
  return isnan (shortest) || isnan (longest) ? RIG_SPAN_UNKNOWN
                                             : (RigSpan){ 1 / longest, 1 / shortest };
}

/* The most that any of them would need, and buffers once more for every further machine. */
static RigTruth
has_room (const RigClusterMember *const *members, guint n)
{
  double usable = 0, needed = 0;

  for (guint i = 0; i < n; i++)
    {
      if (isnan (members[i]->usable_bytes) || isnan (members[i]->needed_bytes))
        return RIG_TRUTH_UNKNOWN;
      usable += members[i]->usable_bytes;
      needed = MAX (needed, members[i]->needed_bytes);
    }
  for (guint i = 1; i < n; i++)
    needed += members[i]->compute_bytes;
  if (isnan (needed))
    return RIG_TRUTH_UNKNOWN;
  return needed <= usable ? RIG_TRUTH_YES : RIG_TRUTH_NO;
}

void
rig_cluster_init (RigLink *self, const RigClusterMember *const *members, guint n,
                  const RigClusterLink *link)
{
  self->memory_gb = (RigSpan){ 0, 0 };
  for (guint i = 0; i < n; i++)
    {
      self->memory_gb.low += members[i]->memory_gb.low;
      self->memory_gb.high += members[i]->memory_gb.high;
    }
  self->decode = mix (members, n, link, FALSE);
  self->prefill = mix (members, n, link, TRUE);
  self->runs_model = has_room (members, n);
}
