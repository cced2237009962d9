/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/speed-memo.h"

#include <string.h>

/* All that rig_speed_coefficients_init() reads. Set to zero before it is filled: compared and
 * hashed by its bytes. */
typedef struct
{
  const char *gpu_class, *speed_class;
  double fp32_flop_per_s, fp16_flop_per_s;
  guint32 stack, n_gpus, ubatch, flags;
} Key;

typedef struct
{
  Key key;
  RigSpeedCoefficients coefficients;
} Entry;

struct _RigSpeedMemo
{
  const RigSpeedConstants *constants;
  GHashTable *entries; /* set of Entry *, by their keys, with which they begin */
};

/* FNV-1a, by words. */
static guint
hash_key (gconstpointer data)
{
  guint32 words[sizeof (Key) / sizeof (guint32)];
  guint32 hash = 2166136261u;

  memcpy (words, data, sizeof words);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    hash = (hash ^ words[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

RigSpeedMemo *
rig_speed_memo_new (const RigSpeedConstants *constants)
{
  RigSpeedMemo *self = g_new (RigSpeedMemo, 1);

  self->constants = constants;
  self->entries = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  return self;
}

void
rig_speed_memo_free (RigSpeedMemo *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->entries);
  g_free (self);
}

static void
key_init (Key *key, RigStack stack, const RigSpeedMachine *machine, const RigSpeedWork *work)
{
  memset (key, 0, sizeof *key);
  key->gpu_class = machine->gpu_class;
  key->speed_class = work->speed_class;
  key->fp32_flop_per_s = machine->fp32_flop_per_s;
  key->fp16_flop_per_s = machine->fp16_flop_per_s;
  key->stack = stack;
  key->n_gpus = machine->n_gpus;
  key->ubatch = work->use.ubatch;
  key->flags = (machine->unified ? 1 << 0 : 0) | (machine->compute_known ? 1 << 1 : 0)
               | (machine->chip_seen ? 1 << 2 : 0) | (work->moe ? 1 << 3 : 0)
               | (work->model_seen ? 1 << 4 : 0) | (work->use.flash_attention ? 1 << 5 : 0);
}

const RigSpeedCoefficients *
rig_speed_memo_get (RigSpeedMemo *self, RigStack stack, const RigSpeedMachine *machine,
                    const RigSpeedWork *work)
{
  Entry *entry;
  Key key;

  key_init (&key, stack, machine, work);
  entry = g_hash_table_lookup (self->entries, &key);
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->key = key;
      rig_speed_coefficients_init (&entry->coefficients, self->constants, stack, machine, work);
      g_hash_table_add (self->entries, entry);
    }
  return &entry->coefficients;
}

RigStack
rig_speed_choose_stack (guint available, RigSpeedMemo *memo, const RigSpeedMachine *machine,
                        const RigSpeedWork *work, double context,
                        RigSpeedCoefficients *coefficients)
{
  const double equal = 1.1;
  RigStack chosen = RIG_STACK_NONE;
  double best = 0;

  for (guint stack = 0; stack < RIG_N_STACKS; stack++)
    {
      const RigSpeedCoefficients *candidate;
      RigSpeed speed;

      if ((available & (1u << stack)) == 0)
        continue;
      candidate = rig_speed_memo_get (memo, stack, machine, work);
      rig_speed_decode (&speed, candidate, machine, work, context, 1);
      if (speed.tokens_per_s.value > best * equal)
        {
          best = speed.tokens_per_s.value;
          chosen = stack;
          *coefficients = *candidate;
        }
    }
  return chosen;
}
