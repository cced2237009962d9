/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "report/report.h"

G_BEGIN_DECLS

/* Charts, tables and pages as the report makes them, with invented numbers, to test painting. */
typedef enum
{
  SAMPLE_MEMORY,   /* stacked bars in outlines, hatched ends */
  SAMPLE_SPEED,    /* whiskers, claims, a reference, a measured point, an unknown */
  SAMPLE_PAYBACK,  /* crossing lines with callouts */
  SAMPLE_CONTEXT,  /* bands over a logarithmic axis */
  SAMPLE_CROWDED,  /* six lines of 60 points that end in one place, and many callouts */
  SAMPLE_LONG,     /* long German labels */
  SAMPLE_MANY,     /* twelve bars */
  SAMPLE_ROOFLINE, /* both axes logarithmic, points, a gap */
  SAMPLE_TORNADO,  /* bars to both sides of a base, one with both ends on one side, one without */
  SAMPLE_EMPTY,    /* nothing known */
  N_SAMPLES,
} Sample;

const char   *sample_get_name (Sample sample);
RigChart     *sample_chart_new (Sample sample) G_GNUC_WARN_UNUSED_RESULT;
RigTable     *sample_table_new (void) G_GNUC_WARN_UNUSED_RESULT;
RigReport    *sample_report_new (void) G_GNUC_WARN_UNUSED_RESULT;
void          sample_report_free (RigReport *report);
/** Cantarell, or NULL where it is not installed. @scale: as the desktop's text scaling. */
PangoContext *sample_context_new (double scale) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
