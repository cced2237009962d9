/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"

G_BEGIN_DECLS

/* Prices that apply from a prompt length or a date on. */
typedef struct
{
  double above_input_tokens; /* NaN: not a tier by length */
  const char *from_date;     /* YYYY-MM-DD; NULL: not a change by date */
  double input, cached_input, cache_write, output; /* US$ per million tokens, NaN unknown */
} RigApiTier;

/**
 * RigApi:
 *
 * One model at one host, with its list prices in US$ per million tokens.
 */
typedef struct
{
  const char *id;          /* "openrouter/llama-3.3-70b" */
  const char *vendor, *model, *host;
  gboolean open_weights;
  const char *local_model; /* id of the same model in our catalogue; NULL: none */
  RigFigure input, cached_input, cache_write, output;
  const RigApiTier *tiers;
  guint n_tiers;
  const char *agreement;   /* "all_agree", "majority", "conflict", "single_source" */
  const char *note, *origin;
} RigApi;

G_END_DECLS
