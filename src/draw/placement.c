/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/placement.h"

/* Labels that touch and therefore move as one. @position is the upper edge of the first. */
typedef struct
{
  double position, height, wanted_sum;
  guint n;
} Block;

static void
settle_block (Block *block, double low, double high)
{
  double position = block->wanted_sum / block->n;
  block->position = CLAMP (position, low, MAX (low, high - block->height));
}

/* @wanted of a block: the mean of what each member wants the block's upper edge to be. */
static void
join_blocks (Block *into, const Block *next, double low, double high)
{
  into->wanted_sum += next->wanted_sum - next->n * into->height;
  into->n += next->n;
  into->height += next->height;
  settle_block (into, low, high);
}

static guint *
sort_by_center (const double *centers, guint n)
{
  guint *order = g_new (guint, n);

  /* Insertion: there are never more than a few, and equal ones keep their order. */
  for (guint i = 0; i < n; i++)
    {
      guint j = i;
      for (; j > 0 && centers[order[j - 1]] > centers[i]; j--)
        order[j] = order[j - 1];
      order[j] = i;
    }
  return order;
}

gboolean
rig_placement_spread (double *centers, const double *heights, guint n, double low, double high)
{
  g_autofree guint *order = NULL;
  g_autofree Block *blocks = NULL;
  double total = 0;
  guint n_blocks = 0, next = 0;

  for (guint i = 0; i < n; i++)
    total += heights[i];
  if (n == 0 || total > high - low + 1e-9)
    return n == 0;

  order = sort_by_center (centers, n);
  blocks = g_new (Block, n);
  for (guint i = 0; i < n; i++)
    {
      double height = heights[order[i]];
      Block block = { 0, height, centers[order[i]] - height / 2, 1 };
      settle_block (&block, low, high);
      blocks[n_blocks++] = block;
      while (n_blocks > 1
             && blocks[n_blocks - 2].position + blocks[n_blocks - 2].height
                    > blocks[n_blocks - 1].position)
        {
          join_blocks (&blocks[n_blocks - 2], &blocks[n_blocks - 1], low, high);
          n_blocks--;
        }
    }
  for (guint b = 0; b < n_blocks; b++)
    {
      double edge = blocks[b].position;
      for (guint i = 0; i < blocks[b].n; i++)
        {
          double height = heights[order[next]];
          centers[order[next++]] = edge + height / 2;
          edge += height;
        }
    }
  return TRUE;
}

double
rig_placement_find_gap (const RigBox *obstacles, guint n, double from, double width,
                        double padding)
{
  gboolean moved = TRUE;

  /* Each pass moves beyond at least one obstacle for good, so it ends. */
  while (moved)
    {
      moved = FALSE;
      for (guint i = 0; i < n; i++)
        {
          double left = obstacles[i].x - padding;
          double right = obstacles[i].x + obstacles[i].width + padding;
          if (from < right && from + width > left)
            {
              from = right;
              moved = TRUE;
            }
        }
    }
  return from;
}

gboolean
rig_placement_is_taken (const GArray *taken, const RigBox *box)
{
  for (guint i = 0; i < taken->len; i++)
    {
      if (rig_box_overlaps (&g_array_index (taken, RigBox, i), box))
        return TRUE;
    }
  return FALSE;
}
