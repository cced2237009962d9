/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/**
 * RigBasis:
 *
 * How well a number is founded. One scale for figures of the catalogue and for results, worst
 * founded last among the known; a result is never better founded than its worst input.
 */
typedef enum
{
  RIG_BASIS_UNKNOWN,    /* nobody said; the number is NaN */
  RIG_BASIS_TYPED,      /* the user said so */
  RIG_BASIS_MEASURED,   /* somebody measured it and published how */
  RIG_BASIS_SPEC,       /* the vendor's specification of a thing on sale */
  RIG_BASIS_PREDICTED,  /* our estimators, with a tested interval */
  RIG_BASIS_ANNOUNCED,  /* the vendor's word on a thing that is not on sale yet */
  RIG_BASIS_ESTIMATED,  /* derived from other figures, or a stand-in */
  RIG_BASIS_UNVERIFIED, /* from memory or general knowledge, not read again */
  RIG_BASIS_CLAIMED,    /* the article's word */
} RigBasis;

/** The word used in files and on the command line: "spec", "announced", …; never translated. */
const char *rig_basis_to_string (RigBasis basis);
gboolean    rig_basis_from_string (const char *word,
                                   RigBasis   *basis);
/** The worse founded of two; unknown is worst. */
RigBasis    rig_basis_worst (RigBasis a,
                             RigBasis b);

/**
 * RigFigure:
 *
 * One number (or date, or name) of the catalogue with where it comes from. @value is the best
 * single figure; @low and @high bound it and equal it where the source gives no range. Unknown is
 * NaN with RIG_BASIS_UNKNOWN, never zero. Strings belong to the catalogue.
 */
typedef struct
{
  double value, low, high;
  const char *text;     /* for facts that are words or dates: "2026-10", "Apache-2.0" */
  RigBasis basis;
  const char *unit;     /* as in the file: "GB", "GB/s", "TFLOPS", "USD", "W" */
  const char *source;
  const char *date;     /* when the source said so, else when we read it; YYYY[-MM[-DD]] */
  const char *note;
  const char *stand_in; /* set where another thing's figure stands in: whose it is */
} RigFigure;

#define RIG_FIGURE_UNKNOWN \
  { NAN, NAN, NAN, NULL, RIG_BASIS_UNKNOWN, NULL, NULL, NULL, NULL, NULL }

static inline gboolean
rig_figure_is_known (const RigFigure *figure)
{
  return figure->basis != RIG_BASIS_UNKNOWN && !isnan (figure->value);
}

/* A figure of a record by its key: for loading, showing, comparing, without naming each again. */
typedef struct
{
  const char *key;   /* in the file and in the terminal: "bandwidth_gb_per_s" */
  const char *label; /* translatable */
  const char *unit;  /* as in the file; NULL: it varies */
  gsize offset;      /* of the RigFigure within its record */
  double low, high;  /* what a file may say */
} RigFigureKey;

/** The first of two that is known; @b where none is. */
static inline const RigFigure *
rig_figure_or (const RigFigure *a, const RigFigure *b)
{
  return rig_figure_is_known (a) ? a : b;
}

/**
 * RigEstimate:
 *
 * A computed number with its interval. The unit stands in the name of the field that holds it.
 */
typedef struct
{
  double value, low, high; /* NaN: unknown; +INFINITY where "never" is an answer */
  RigBasis basis;
} RigEstimate;

#define RIG_ESTIMATE_UNKNOWN { NAN, NAN, NAN, RIG_BASIS_UNKNOWN }

static inline gboolean
rig_estimate_is_known (const RigEstimate *estimate)
{
  return estimate->basis != RIG_BASIS_UNKNOWN && !isnan (estimate->value);
}

static inline gboolean
rig_estimate_is_exact (const RigEstimate *estimate)
{
  return estimate->low == estimate->high;
}

/** A figure as an estimate, every bound multiplied by @factor (unit conversion). */
RigEstimate rig_estimate_from_figure (const RigFigure *figure,
                                      double           factor);
RigEstimate rig_estimate_exact (double   value,
                                RigBasis basis);

G_END_DECLS
