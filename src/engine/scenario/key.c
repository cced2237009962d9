/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scenario/key.h"

#include "engine/scenario/key-table.h"

#include <glib/gi18n.h>
#include <math.h>

/* Where a logarithmic range that begins at zero bends from linear to logarithmic. */
#define KNEE 1e-4
/* And where its first value above zero is, as a share of its end. */
#define LEAST_STEP 1e-6

const RigKeyInfo *
rig_key_get_info (RigKey key)
{
  g_return_val_if_fail (key < RIG_N_KEYS, &rig_key_table[0]);
  return &rig_key_table[key];
}

gboolean
rig_key_find (const char *name, RigKey *key)
{
  g_return_val_if_fail (name != NULL && key != NULL, FALSE);

  for (guint i = 0; i < RIG_N_KEYS; i++)
    if (g_str_equal (name, rig_key_table[i].name))
      {
        *key = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
rig_key_is_number (RigKey key)
{
  RigKeyType type = rig_key_get_info (key)->type;

  return type == RIG_TYPE_NUMBER || type == RIG_TYPE_INTEGER || type == RIG_TYPE_SHARE
         || type == RIG_TYPE_FLAG;
}

static double
get_slider_low (const RigKeyInfo *info)
{
  return info->slider_low != 0 ? info->slider_low : info->low;
}

static double
get_slider_high (const RigKeyInfo *info)
{
  return info->slider_high != 0 ? info->slider_high : info->high;
}

double
rig_key_to_fraction (RigKey key, double value)
{
  const RigKeyInfo *info = rig_key_get_info (key);
  double low = get_slider_low (info), high = get_slider_high (info);
  double knee = high * KNEE;

  g_return_val_if_fail (rig_key_is_number (key), 0);

  if (isnan (value))
    return 0;
  value = CLAMP (value, low, high);
  if (info->scale == RIG_SCALE_LINEAR)
    return (value - low) / (high - low);
  if (low > 0)
    return log (value / low) / log (high / low);
  return log1p (value / knee) / log1p (high / knee);
}

/* The nearest multiple of @grid, as the double that is nearest to its decimal notation. */
static double
snap (double value, double grid)
{
  return round (round (value / grid) * grid * 1e9) / 1e9;
}

/* How far apart the values are that a slider stops at there; not for 0 on a logarithmic scale. */
static double
get_grid (const RigKeyInfo *info, double value)
{
  if (info->scale == RIG_SCALE_LINEAR)
    return info->step;
  if (g_strcmp0 (info->unit, RIG_UNIT_TOKENS) == 0)
    return exp2 (MAX (0, floor (log2 (value)) - 4));
  return pow (10, floor (log10 (value)) - 1);
}

/* What a slider would rather stop at than at @value. */
static double
snap_to_grid (const RigKeyInfo *info, double value)
{
  if (info->scale == RIG_SCALE_LINEAR || value > 0)
    value = snap (value, get_grid (info, value));
  return info->type == RIG_TYPE_INTEGER ? round (value) : value;
}

double
rig_key_from_fraction (RigKey key, double fraction)
{
  const RigKeyInfo *info = rig_key_get_info (key);
  double low = get_slider_low (info), high = get_slider_high (info);
  double knee = high * KNEE;
  double value;

  g_return_val_if_fail (rig_key_is_number (key), 0);

  if (!(fraction > 0))
    return low;
  if (fraction >= 1)
    return high;

  if (info->scale == RIG_SCALE_LINEAR)
    value = low + fraction * (high - low);
  else if (low > 0)
    value = low * pow (high / low, fraction);
  else
    value = knee * expm1 (fraction * log1p (high / knee));
  return CLAMP (snap_to_grid (info, value), low, high);
}

/* The first value of the grid above @value. */
static double
get_next_step (const RigKeyInfo *info, double value)
{
  double grid = get_grid (info, value);

  if (info->type == RIG_TYPE_INTEGER)
    grid = MAX (grid, 1);
  return snap ((floor (value / grid + 1e-6) + 1) * grid, grid);
}

guint
rig_key_list_steps (RigKey key, double *values)
{
  const RigKeyInfo *info = rig_key_get_info (key);
  double high = get_slider_high (info), value = get_slider_low (info);
  guint n = 0;

  g_return_val_if_fail (rig_key_is_number (key), 0);

  values[n++] = value;
  if (info->scale == RIG_SCALE_LOG && !(value > 0))
    values[n++] = value = snap_to_grid (info, high * LEAST_STEP);
  while (value < high && n < RIG_MAX_STEPS)
    {
      value = MIN (get_next_step (info, value), high);
      values[n++] = value;
    }
  return n;
}

const char *
rig_key_group_get_title (RigKeyGroup group)
{
  static const char *const titles[] = {
    [RIG_GROUP_MODEL] = N_("Model"), [RIG_GROUP_USE] = N_("Your use"),
    [RIG_GROUP_MONEY] = N_("Money"), [RIG_GROUP_NEEDS] = N_("Needs"),
    [RIG_GROUP_VIEW] = N_("View"),
  };

  g_return_val_if_fail (group < G_N_ELEMENTS (titles), "");
  return titles[group];
}
