/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/catalog.h"

G_BEGIN_DECLS

#define RIG_CUSTOM_MAX_LAYERS 256

/* A model that the size sliders describe, with the memory that its shape needs. */
typedef struct
{
  RigModel model;
  guint8 layers[RIG_CUSTOM_MAX_LAYERS];
  double params, active_share; /* what it was made for */
  char name[48];
} RigCustomModel;

/**
 * rig_custom_model_init:
 * @params: parameters, all together
 * @active_share: the share of them that one token uses; 1 for a dense model
 *
 * Interpolates, on logarithms, depth, width, heads and vocabulary between the catalogue's dense
 * models next in size; the feed-forward width then takes up the rest, so that the parameters are
 * met. Below an active share of 0.95 the feed-forward part becomes as many experts
 * as the parameters ask for.
 */
void rig_custom_model_init (RigCustomModel   *self,
                            const RigCatalog *catalog,
                            double            params,
                            double            active_share);

G_END_DECLS
