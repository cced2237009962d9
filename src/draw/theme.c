/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/theme.h"

#define RGB(hex)                                                                \
  {                                                                             \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0,              \
        ((hex) &0xff) / 255.0, 1.0                                              \
  }

/* Slots: green, blue, orange, purple, brown or yellow, and the foreground. The hues start from
 * Okabe and Ito (2008) and were moved until contrast and distance held in each theme; window, view
 * and card are libadwaita's, with the card's translucent white laid over the window. */
static const RigTheme themes[RIG_N_THEMES] = {
  {
      .kind = RIG_THEME_LIGHT,
      .window = RGB (0xfafafa),
      .view = RGB (0xffffff),
      .card = RGB (0xffffff),
      .border = RGB (0xe3e3e5),
      .text = RGB (0x2e3436),
      .dim = RGB (0x68686e),
      .grid = RGB (0xe9e9eb),
      .track = RGB (0xf0f0f2),
      .slots = { RGB (0x009e73), RGB (0x0072b2), RGB (0xd55e00), RGB (0x8f3a73), RGB (0x4d3a00),
                 RGB (0x2e3436) },
      .slot_text = { RGB (0x0d7f61), RGB (0x0072b2), RGB (0xb4560b), RGB (0x8f3a73),
                     RGB (0x4d3a00), RGB (0x2e3436) },
      .neutral = RGB (0x77767b),
      .claim = RGB (0x7a6a4f),
      .good = RGB (0x1b7a4b),
      .warn = RGB (0x8f5f00),
      .bad = RGB (0xc01c28),
      .accent = RGB (0x1c71d8),
      .line_width = 2.0,
      .grid_width = 1.0,
  },
  {
      .kind = RIG_THEME_DARK,
      .window = RGB (0x242424),
      .view = RGB (0x1e1e1e),
      .card = RGB (0x363636),
      .border = RGB (0x454545),
      .text = RGB (0xffffff),
      .dim = RGB (0xb8b8bc),
      .grid = RGB (0x4a4a4c),
      .track = RGB (0x444446),
      .slots = { RGB (0x8fe6cb), RGB (0x0e84d8), RGB (0xe8701a), RGB (0xcc79a7), RGB (0xf0e442),
                 RGB (0xffffff) },
      .slot_text = { RGB (0x8fe6cb), RGB (0x56a9e4), RGB (0xec8841), RGB (0xd48db4),
                     RGB (0xf0e442), RGB (0xffffff) },
      .neutral = RGB (0xa9a9ad),
      .claim = RGB (0xc9b79a),
      .good = RGB (0x8ff0a4),
      .warn = RGB (0xf8e45c),
      .bad = RGB (0xff8a75),
      .accent = RGB (0x78aeed),
      .line_width = 2.0,
      .grid_width = 1.0,
  },
  {
      .kind = RIG_THEME_HIGH_CONTRAST,
      .window = RGB (0xffffff),
      .view = RGB (0xffffff),
      .card = RGB (0xffffff),
      .border = RGB (0x5e5c64),
      .text = RGB (0x000000),
      .dim = RGB (0x3d3c42),
      .grid = RGB (0x8e8d93),
      .track = RGB (0xffffff),
      .slots = { RGB (0x1a7a58), RGB (0x0a48a8), RGB (0xc04a00), RGB (0xa0328a), RGB (0x562604),
                 RGB (0x000000) },
      .slot_text = { RGB (0x0f6b4b), RGB (0x0a48a8), RGB (0x983c00), RGB (0x8e2a7a),
                     RGB (0x562604), RGB (0x000000) },
      .neutral = RGB (0x5e5c64),
      .claim = RGB (0x5a4a2f),
      .good = RGB (0x00602f),
      .warn = RGB (0x6b4700),
      .bad = RGB (0xa51d2d),
      .accent = RGB (0x0a50a8),
      .line_width = 3.0,
      .grid_width = 1.0,
  },
  {
      .kind = RIG_THEME_HIGH_CONTRAST_DARK,
      .window = RGB (0x1e1e1e),
      .view = RGB (0x000000),
      .card = RGB (0x242424),
      .border = RGB (0xb0afb5),
      .text = RGB (0xffffff),
      .dim = RGB (0xdedde2),
      .grid = RGB (0x8a898f),
      .track = RGB (0x242424),
      .slots = { RGB (0xa5f7c0), RGB (0x2f9cec), RGB (0xec7c20), RGB (0xd488ae), RGB (0xfadb78),
                 RGB (0xffffff) },
      .slot_text = { RGB (0xa5f7c0), RGB (0x67b6f3), RGB (0xf29955), RGB (0xe39cc4),
                     RGB (0xfadb78), RGB (0xffffff) },
      .neutral = RGB (0xc6c5cb),
      .claim = RGB (0xe3d2b6),
      .good = RGB (0xa6f5b6),
      .warn = RGB (0xfbec85),
      .bad = RGB (0xffa596),
      .accent = RGB (0x9cc6f7),
      .line_width = 3.0,
      .grid_width = 1.0,
  },
};

static const char *const theme_ids[RIG_N_THEMES] = { "light", "dark", "high-contrast",
                                                     "high-contrast-dark" };

const RigTheme *
rig_theme_get (RigThemeKind kind)
{
  g_return_val_if_fail ((guint) kind < RIG_N_THEMES, &themes[RIG_THEME_LIGHT]);
  return &themes[kind];
}

gboolean
rig_theme_find (const char *id, RigThemeKind *kind)
{
  g_return_val_if_fail (id != NULL && kind != NULL, FALSE);

  for (guint i = 0; i < RIG_N_THEMES; i++)
    {
      if (g_str_equal (id, theme_ids[i]))
        {
          *kind = (RigThemeKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
rig_theme_is_high_contrast (const RigTheme *theme)
{
  return theme->kind == RIG_THEME_HIGH_CONTRAST || theme->kind == RIG_THEME_HIGH_CONTRAST_DARK;
}

RigColor
rig_color_mix (RigColor a, RigColor b, double share)
{
  RigColor mixed = { a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
                     a.blue + (b.blue - a.blue) * share, 1.0 };
  return mixed;
}

RigColor
rig_theme_get_ink (const RigTheme *theme, RigInk ink, guint tint)
{
  /* How much of the card shows through: far enough apart to tell neighbours, the last still
   * visible. */
  static const double shares[] = { 0.0, 0.38, 0.62, 0.78 };
  RigColor base = theme->text;

  switch (ink)
    {
    case RIG_INK_SLOT_0:
    case RIG_INK_SLOT_1:
    case RIG_INK_SLOT_2:
    case RIG_INK_SLOT_3:
    case RIG_INK_SLOT_4:
    case RIG_INK_SLOT_5:
      base = theme->slots[ink - RIG_INK_SLOT_0];
      break;
    case RIG_INK_NEUTRAL:
    case RIG_INK_SYSTEM:
      base = theme->neutral;
      break;
    case RIG_INK_CLAIM:
      base = theme->claim;
      break;
    case RIG_INK_OVER:
      base = theme->bad;
      break;
    default:
      break;
    }
  return rig_color_mix (base, theme->card, shares[MIN (tint, G_N_ELEMENTS (shares) - 1)]);
}

RigColor
rig_theme_get_text_ink (const RigTheme *theme, RigInk ink)
{
  switch (ink)
    {
    case RIG_INK_SLOT_0:
    case RIG_INK_SLOT_1:
    case RIG_INK_SLOT_2:
    case RIG_INK_SLOT_3:
    case RIG_INK_SLOT_4:
    case RIG_INK_SLOT_5:
      return theme->slot_text[ink - RIG_INK_SLOT_0];
    case RIG_INK_NEUTRAL:
    case RIG_INK_SYSTEM:
      return theme->dim;
    case RIG_INK_CLAIM:
      return theme->claim;
    case RIG_INK_OVER:
      return theme->bad;
    default:
      return theme->text;
    }
}

const double *
rig_theme_get_dash (guint slot, guint *n)
{
  static const double dashes[RIG_N_SLOTS][4] = {
    { 0, 0, 0, 0 },     { 7, 1.6, 0, 0 }, { 4, 1.6, 0, 0 },
    { 7, 1.6, 1, 1.6 }, { 2, 1.4, 0, 0 }, { 3, 2, 0, 0 },
  };
  static const guint lengths[RIG_N_SLOTS] = { 0, 2, 2, 4, 2, 2 };

  slot %= RIG_N_SLOTS;
  *n = lengths[slot];
  return *n > 0 ? dashes[slot] : NULL;
}

RigMarker
rig_theme_get_marker (guint slot)
{
  static const RigMarker markers[RIG_N_SLOTS] = {
    RIG_MARKER_CIRCLE,  RIG_MARKER_SQUARE,        RIG_MARKER_TRIANGLE,
    RIG_MARKER_DIAMOND, RIG_MARKER_TRIANGLE_DOWN, RIG_MARKER_CROSS,
  };
  return markers[slot % RIG_N_SLOTS];
}
