/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "report/chart.h"

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue, alpha;
} RigColor;

typedef enum
{
  RIG_THEME_LIGHT,
  RIG_THEME_DARK,
  RIG_THEME_HIGH_CONTRAST,
  RIG_THEME_HIGH_CONTRAST_DARK,
  RIG_N_THEMES,
} RigThemeKind;

#define RIG_N_SLOTS 6

/** The shape that goes with a slot, so that hue is never alone. */
typedef enum
{
  RIG_MARKER_CIRCLE,
  RIG_MARKER_SQUARE,
  RIG_MARKER_TRIANGLE,
  RIG_MARKER_DIAMOND,
  RIG_MARKER_TRIANGLE_DOWN,
  RIG_MARKER_CROSS,
} RigMarker;

/**
 * RigTheme:
 *
 * Colours and weights of everything painted. A test checks the palette: contrast of slots at
 * least 3:1 and of text at least 4.5:1 on every background (WCAG 2.1), slots pairwise distinct
 * (CIE76 15 or more) under four kinds of colour vision. The last slot is the foreground, and
 * dashed.
 */
typedef struct
{
  RigThemeKind kind;
  RigColor window, view, card, border, text, dim, grid;
  RigColor track; /* the empty rest of an outlined bar */
  RigColor slots[RIG_N_SLOTS];
  RigColor slot_text[RIG_N_SLOTS]; /* the same hues, as text */
  RigColor neutral, claim, good, warn, bad, accent;
  double line_width, grid_width;
} RigTheme;

const RigTheme *rig_theme_get (RigThemeKind kind);
/** "light", "dark", "high-contrast" or "high-contrast-dark". */
gboolean        rig_theme_find (const char   *id,
                                RigThemeKind *kind);
gboolean        rig_theme_is_high_contrast (const RigTheme *theme);

/** @tint: 0 is the full colour, each further step is lighter, down to a floor. Always opaque. */
RigColor        rig_theme_get_ink (const RigTheme *theme,
                                   RigInk          ink,
                                   guint           tint);
/** The ink as text: the same hue, readable at 4.5:1. */
RigColor        rig_theme_get_text_ink (const RigTheme *theme,
                                        RigInk          ink);

/** Dash pattern in line widths; @n is 0 and the result NULL for a solid line. */
const double   *rig_theme_get_dash (guint  slot,
                                    guint *n);
RigMarker       rig_theme_get_marker (guint slot);

/** @share of @b in @a, opaque: 0 is @a. */
RigColor        rig_color_mix (RigColor a,
                               RigColor b,
                               double   share);

G_END_DECLS
