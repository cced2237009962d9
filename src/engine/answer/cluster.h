/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"
#include "engine/answer/bundle.h"

G_BEGIN_DECLS

/* A machine that runs some of a model's layers. */
typedef struct
{
  double usable_bytes;  /* for models, after what the runtime takes; NaN: unknown */
  double needed_bytes;  /* for the whole model there; NaN: unknown */
  double compute_bytes; /* of it, what every further machine takes once more */
  RigSpan memory_gb;    /* all that it has */
  RigSpan decode, prefill; /* tokens/s, with all layers there */
} RigClusterMember;

typedef struct
{
  double bytes_per_s;
  RigSpan latency_s;   /* of one message */
  double hidden_bytes; /* what one token hands on */
  double batch_tokens; /* that one message carries while a prompt is read */
} RigClusterLink;

/** The link of a scenario's machines: docs/method-decision.md, "Linked machines". */
void rig_cluster_link_init   (RigClusterLink                *self,
                              const RigScenario             *scenario,
                              const RigAnswer               *answer);
/** @option: of the same machine */
void rig_cluster_member_init (RigClusterMember              *self,
                              RigEvaluator                  *evaluator,
                              const RigScenario             *scenario,
                              const RigAnswer               *answer,
                              guint                          machine,
                              const RigOption               *option);
/**
 * rig_cluster_init:
 * @members: (array length=n): 1 to RIG_MAX_BUNDLE
 *
 * What machines do that share one model: layers in proportion to usable memory, one machine after
 * the other. Nothing is known of them where something is unknown of one.
 */
void rig_cluster_init        (RigLink                       *self,
                              const RigClusterMember *const *members,
                              guint                          n,
                              const RigClusterLink          *link);

G_END_DECLS
