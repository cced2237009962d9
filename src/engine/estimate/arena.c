/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/arena.h"

#include <string.h>

double
rig_extent_measure (const RigExtent *extent, const RigExtent *settings)
{
  double sum = 0.0;
  guint i;

  for (i = 0; i < RIG_N_GROWTHS; i++)
    sum += extent->of[i] * settings->of[i];
  return sum;
}

static void
extent_add (RigExtent *self, const RigExtent *other, double sign)
{
  guint i;

  for (i = 0; i < RIG_N_GROWTHS; i++)
    self->of[i] += sign * other->of[i];
}

static gboolean
extent_exceeds (const RigExtent *self, const RigExtent *other)
{
  guint i;

  for (i = 0; i < RIG_N_GROWTHS; i++)
    if (self->of[i] < other->of[i])
      return FALSE;
  return TRUE;
}

void
rig_arena_init (RigArena *self, const RigExtent *reference)
{
  memset (self, 0, sizeof *self);
  self->reference = *reference;
}

void
rig_arena_get_end (const RigArena *self, RigExtent *end)
{
  guint i;

  memset (end, 0, sizeof *end);
  for (i = 0; i < self->n_pieces; i++)
    extent_add (end, &self->pieces[i].extent, 1.0);
}

/* Of ends that others exceed under every setting nothing has to be known. Where there are more than
 * can be kept, the smallest at the reference goes. */
static void
note_peak (RigArena *self)
{
  RigExtent end;
  guint i, kept = 0, least = 0;

  rig_arena_get_end (self, &end);
  for (i = 0; i < self->n_peaks; i++)
    if (extent_exceeds (&self->peaks[i], &end))
      return;
  for (i = 0; i < self->n_peaks; i++)
    if (!extent_exceeds (&end, &self->peaks[i]))
      self->peaks[kept++] = self->peaks[i];
  self->n_peaks = kept;
  if (kept < RIG_MAX_PEAKS)
    {
      self->peaks[self->n_peaks++] = end;
      return;
    }
  for (i = 1; i < kept; i++)
    if (rig_extent_measure (&self->peaks[i], &self->reference) <
        rig_extent_measure (&self->peaks[least], &self->reference))
      least = i;
  self->peaks[least] = end;
}

static void
remove_piece (RigArena *self, guint at)
{
  self->n_pieces--;
  memmove (&self->pieces[at], &self->pieces[at + 1],
           (self->n_pieces - at) * sizeof self->pieces[0]);
}

/* Of holes alike the last. */
static guint
find_hole (const RigArena *self, double size)
{
  guint best = self->n_pieces, i;

  for (i = 0; i < self->n_pieces; i++)
    if (self->pieces[i].id == 0 && self->pieces[i].size >= size &&
        (best == self->n_pieces || self->pieces[i].size < self->pieces[best].size))
      best = i;
  return best;
}

/* The front of the hole @at becomes the tensor. */
static void
fill_hole (RigArena *self, guint at, const RigPiece *piece)
{
  RigPiece *hole = &self->pieces[at];

  if (hole->size > piece->size && self->n_pieces < RIG_MAX_PIECES)
    {
      memmove (hole + 1, hole, (self->n_pieces - at) * sizeof *hole);
      self->n_pieces++;
      hole[1].size -= piece->size;
      extent_add (&hole[1].extent, &piece->extent, -1.0);
      *hole = *piece;
    }
  else
    hole->id = piece->id;
}

guint
rig_arena_take (RigArena *self, RigExtent extent)
{
  RigPiece piece = { ++self->last_id, rig_extent_measure (&extent, &self->reference), extent };
  guint at;

  if (piece.size <= 0.0)
    return 0;
  at = find_hole (self, piece.size);
  if (at < self->n_pieces)
    fill_hole (self, at, &piece);
  else
    {
      g_return_val_if_fail (self->n_pieces < RIG_MAX_PIECES, 0);
      self->pieces[self->n_pieces++] = piece;
      note_peak (self);
    }
  return piece.id;
}

/* Takes the hole @at into the one before it. */
static void
merge_holes (RigArena *self, guint at)
{
  if (at == 0 || at >= self->n_pieces || self->pieces[at].id != 0 ||
      self->pieces[at - 1].id != 0)
    return;
  self->pieces[at - 1].size += self->pieces[at].size;
  extent_add (&self->pieces[at - 1].extent, &self->pieces[at].extent, 1.0);
  remove_piece (self, at);
}

void
rig_arena_give (RigArena *self, guint id)
{
  guint at;

  if (id == 0)
    return;
  for (at = 0; at < self->n_pieces && self->pieces[at].id != id;)
    at++;
  g_return_if_fail (at < self->n_pieces);
  self->pieces[at].id = 0;
  merge_holes (self, at + 1);
  merge_holes (self, at);
  if (self->pieces[self->n_pieces - 1].id == 0)
    self->n_pieces--;
}
