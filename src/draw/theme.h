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

/**
 * RigTheme:
 *
 * Colours and weights of everything painted. The palette is checked by a test: contrast at least
 * 3:1 on every background, pairwise distinct under four kinds of colour vision.
 */
typedef struct
{
  RigThemeKind kind;
  RigColor window, card, border, text, dim, grid;
  RigColor slots[6];
  RigColor neutral, claim, good, warn, bad, accent;
  double line_width, grid_width;
} RigTheme;

const RigTheme *rig_theme_get (RigThemeKind kind);
gboolean        rig_theme_find (const char   *id, /* "light", "dark", "high-contrast" … */
                                RigThemeKind *kind);
RigColor        rig_theme_get_ink (const RigTheme *theme,
                                   RigInk          ink,
                                   guint           tint);
/** Dash and marker that go with a slot, so that hue is never alone. */
const double   *rig_theme_get_dash (guint  slot,
                                    guint *n);

G_END_DECLS
