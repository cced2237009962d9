/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "draw/theme.h"
#include "report/report.h"

G_BEGIN_DECLS

#define RIG_DRAW_ERROR (rig_draw_error_quark ())
GQuark rig_draw_error_quark (void);

typedef enum
{
  RIG_DRAW_ERROR_FORMAT, /* the file's ending is none of .png, .svg, .pdf */
  RIG_DRAW_ERROR_SIZE,   /* too small to show anything, or larger than a picture may be */
  RIG_DRAW_ERROR_WRITE,  /* the file cannot be written; nothing is left behind */
} RigDrawError;

#define RIG_PAGE_MIN_WIDTH 240
#define RIG_PAGE_MIN_HEIGHT 160
#define RIG_PAGE_MAX_SIDE 16384 /* of the file, in its own pixels */

typedef struct
{
  int width, height; /* in logical pixels; height 0: as much as the page needs */
  double scale;      /* device pixels per logical pixel, PNG only; 0: 1 */
  RigThemeKind theme;
} RigPageOptions;

/**
 * Paints a page as a card that explains itself: machines, finding, assumptions, charts, tables,
 * dates. Where the height is given and the page needs more, all of it is made smaller.
 */
void     rig_page_draw (const RigReport      *report,
                        const RigPageOptions *options,
                        cairo_t              *cr);
/** The height that @options ask for, or that the page needs at their width. */
double   rig_page_get_height (const RigReport      *report,
                              const RigPageOptions *options);
/** By the file's ending: .png, .svg or .pdf. Whole or not at all; same input, same bytes. */
gboolean rig_page_save (const RigReport      *report,
                        const RigPageOptions *options,
                        const char           *path,
                        GError              **error);

G_END_DECLS
