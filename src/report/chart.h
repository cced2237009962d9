/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"

G_BEGIN_DECLS

typedef enum
{
  RIG_CHART_BARS,   /* horizontal bars, one row per item, stacked parts and whiskers */
  RIG_CHART_LINES,  /* series over a quantitative x axis */
  RIG_CHART_TORNADO, /* bars to both sides of the first reference: what each input does to it */
} RigChartKind;

/* Whether a chart shows what it is about, or what it was about before. */
typedef enum
{
  RIG_CHART_READY,
  RIG_CHART_BUSY,    /* what it is about is being computed */
  RIG_CHART_STOPPED, /* and was not computed to the end */
} RigChartState;

typedef enum
{
  RIG_AXIS_LINEAR,
  RIG_AXIS_LOG,
} RigAxisScale;

/* How numbers on an axis and in a readout are written. */
typedef enum
{
  RIG_NUMBER_PLAIN,  /* 1,234 */
  RIG_NUMBER_TOKENS, /* 32k */
  RIG_NUMBER_BYTES,  /* GB, decimal */
  RIG_NUMBER_USD,    /* $1,234 */
  RIG_NUMBER_MONTHS, /* 16 mo */
  RIG_NUMBER_SECONDS,
} RigNumberKind;

typedef struct
{
  char *title;      /* "Context", with no unit */
  char *unit;       /* "tokens"; NULL: none */
  RigAxisScale scale;
  RigNumberKind number;
  double low, high; /* NaN: from the data */
  gboolean from_zero;
} RigAxis;

/* Colours are given by what a thing is, never by value: the theme has the palette. */
typedef enum
{
  RIG_INK_SLOT_0, RIG_INK_SLOT_1, RIG_INK_SLOT_2, RIG_INK_SLOT_3, RIG_INK_SLOT_4, RIG_INK_SLOT_5,
  RIG_INK_NEUTRAL, /* the API, references */
  RIG_INK_CLAIM,   /* what the article says */
  RIG_INK_SYSTEM,  /* memory kept for the system: hatched */
  RIG_INK_OVER,    /* what goes beyond a limit: hatched */
} RigInk;

/* One part of a stacked bar, from the left. @tint: 0 full colour, 1, 2 … ever lighter. */
typedef struct
{
  char *label;
  double value;
  guint tint;
  RigInk ink;
} RigPart;

/* A dashed outline over a bar: what somebody else says it is. */
typedef struct
{
  double low, high; /* NaN: none */
  char *label;
  gboolean impossible; /* beyond the physical ceiling */
} RigClaimBox;

/* What somebody measured, beside what is predicted. */
typedef struct
{
  double value;
  char *label;      /* of the readout: who measured how */
  gboolean similar; /* not quite this case: drawn hollow */
} RigMeasured;

typedef struct
{
  char *id, *label, *value_text; /* label at the left, value text behind the bar */
  char *note;         /* one line under the bar; NULL: none */
  RigInk ink;
  GArray *parts;      /* RigPart; one part for a plain bar */
  double low, high;   /* whisker; NaN: none. Tornado: what comes out at both ends of the input,
                         either of which may be more */
  char *low_text, *high_text; /* tornado: those ends in words; NULL: none */
  double limit;       /* end of an outlined full length (a machine's memory); NaN: none */
  double ceiling;     /* what nothing can exceed; marked where it is not far beyond; NaN: none */
  GArray *measured;   /* RigMeasured */
  RigClaimBox claim;
  gboolean unknown;   /* no bar: value_text says why */
} RigBar;

typedef struct
{
  double x, y, low, high; /* low, high: band; NaN: none; y NaN: a gap */
} RigPoint;

typedef struct
{
  char *id, *label;
  RigInk ink;
  gboolean dashed;
  gboolean points_only; /* markers without a line */
  gboolean small;       /* those markers are of little weight */
  gboolean measured;    /* those markers are measurements among predictions */
  gboolean quiet;       /* @label is for readouts alone */
  char *legend;         /* what the markers are, for the legend; NULL: it is plain to see */
  GArray *points;       /* RigPoint, x ascending */
} RigSeries;

/* A stretch of the x axis in which something holds. NaN: to the end of the axis. */
typedef struct
{
  double from, to;
  char *label;
} RigZone;

/* A dotted line across the chart at a value that helps to judge the others. */
typedef struct
{
  double value;
  gboolean on_x;  /* at an x, vertical; else at a y. Bars: always the value axis */
  char *label;
} RigReference;

/* A labelled point: a crossing, the scenario's own value. */
typedef struct
{
  double x, y;
  char *label;
  RigInk ink;
} RigCallout;

/**
 * RigChart:
 *
 * One chart as plain data, with words: @title asks or says something, @description tells a
 * person who cannot see it what it shows.
 */
typedef struct
{
  RigChartKind kind;
  RigChartState state;
  char *id, *title, *subtitle, *description, *source;
  RigAxis x, y;       /* bars: x is the value axis, y unused */
  GPtrArray *bars;    /* RigBar * */
  GPtrArray *series;  /* RigSeries * */
  GArray *references; /* RigReference */
  GArray *callouts;   /* RigCallout */
  GArray *zones;      /* RigZone */
  GPtrArray *legend;  /* RigPart *: label, tint, ink of the parts of stacked bars */
} RigChart;

RigChart  *rig_chart_new (RigChartKind kind,
                          const char  *id,
                          const char  *title,
                          const char  *subtitle) G_GNUC_WARN_UNUSED_RESULT;
void       rig_chart_free (RigChart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigChart, rig_chart_free)

void       rig_axis_set (RigAxis       *axis,
                         const char    *title,
                         const char    *unit,
                         RigAxisScale   scale,
                         RigNumberKind  number);
RigBar    *rig_chart_add_bar (RigChart   *self,
                              const char *id,
                              const char *label,
                              RigInk      ink);
void       rig_bar_add_part (RigBar     *bar,
                             const char *label,
                             double      value,
                             guint       tint,
                             RigInk      ink);
/** Where it was measured, and by whom; a hollow point where @similar. */
void       rig_bar_add_measured (RigBar     *bar,
                                 const char *label,
                                 double      value,
                                 gboolean    similar);
RigSeries *rig_chart_add_series (RigChart   *self,
                                 const char *id,
                                 const char *label,
                                 RigInk      ink);
void       rig_series_add_point (RigSeries *series,
                                 double     x,
                                 double     y,
                                 double     low,
                                 double     high);
void       rig_chart_add_reference (RigChart   *self,
                                    double      value,
                                    gboolean    on_x,
                                    const char *label);
void       rig_chart_add_callout (RigChart   *self,
                                  double      x,
                                  double      y,
                                  const char *label,
                                  RigInk      ink);
void       rig_chart_add_zone (RigChart   *self,
                               double      from,
                               double      to,
                               const char *label);
void       rig_chart_add_legend (RigChart   *self,
                                 const char *label,
                                 guint       tint,
                                 RigInk      ink);

G_END_DECLS
