/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"

G_BEGIN_DECLS

/* A household's electricity price in a country. */
typedef struct
{
  const char *id;      /* "DE", "US-CA", as the source cuts it */
  const char *country; /* "Germany" */
  const char *period;  /* that the price is of, in the source's words: "2025-S2" */
  RigFigure usd_per_kwh;       /* converted at the rate that the record's note names */
  RigFigure local_per_kwh;     /* as published; unit is the currency */
  const char *note, *origin;
} RigTariff;

/* Watts at the wall in a state, as somebody measured them. */
typedef struct
{
  const char *machine, *machine_id; /* machine_id NULL: none of ours */
  const char *state, *workload;     /* "idle", "max", "llm" */
  RigFigure watts;
  gboolean wall;                    /* the whole machine at the wall; FALSE: a card alone */
  double tokens_per_s;              /* NaN: not stated */
  const char *origin;
} RigPower;

/* What is left of a price after some months. */
typedef struct
{
  const char *item;
  const double *months, *share_kept;
  guint n_points;
  RigFigure used_price_usd;
  RigFigure provenance; /* value unused */
  const char *origin;
} RigResale;

/* Any other dated fact with a source: token use, API price trend, rental. Shown, not calculated. */
typedef struct
{
  const char *topic, *what;
  RigFigure figure;
  const char *origin;
} RigEconomicFact;

G_END_DECLS
