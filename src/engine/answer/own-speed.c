/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/own-speed.h"

#include "engine/answer/bench-recognise.h"
#include "engine/answer/own-speed-private.h"
#include "engine/answer/speed-case.h"

#define DEFAULT_UBATCH 512

/* The weights of the last record's file: mostly those of the next one too. */
typedef struct
{
  const RigModel *model;
  const RigQuant *quant;
  RigWeights weights;
} Weighed;

struct _RigOwnSpeeds
{
  const RigCatalog *catalog;
  GPtrArray *sets; /* RigOwnSet */
};

double
rig_own_get_position (RigSpeedKind kind, double tokens, double depth)
{
  return kind == RIG_SPEED_DECODE ? rig_speed_case_get_mean_context (tokens, depth)
                                  : depth + tokens;
}

static void
free_file_cb (gpointer data)
{
  RigOwnFile *file = data;

  g_array_unref (file->points);
  g_free (file);
}

static void
free_set_cb (gpointer data)
{
  RigOwnSet *set = data;

  g_ptr_array_unref (set->files);
  g_free (set);
}

static const RigOwnSet *
find_set (const RigOwnSpeeds *self, const RigMachine *machine, RigStack stack, RigSpeedKind kind)
{
  for (guint i = 0; i < self->sets->len; i++)
    {
      const RigOwnSet *set = g_ptr_array_index (self->sets, i);

      if (set->machine == machine && set->stack == stack && set->kind == kind)
        return set;
    }
  return NULL;
}

static const RigOwnSet *
need_set (RigOwnSpeeds *self, const RigSpeedCase *test)
{
  const RigOwnSet *known = find_set (self, test->machine, test->stack, test->kind);
  RigOwnSet *set;

  if (known != NULL)
    return known;
  set = g_new (RigOwnSet, 1);
  *set = (RigOwnSet){ test->machine, test->stack, test->kind,
                      g_ptr_array_new_with_free_func (free_file_cb) };
  g_ptr_array_add (self->sets, set);
  return set;
}

static RigOwnFile *
need_file (const RigOwnSet *set, const RigSpeedCase *test, gboolean moe)
{
  RigOwnFile *file;

  for (guint i = 0; i < set->files->len; i++)
    {
      file = g_ptr_array_index (set->files, i);
      if (file->model == test->model && file->quant == test->quant && file->kv_k == test->kv_k
          && file->kv_v == test->kv_v && file->flash_attention == test->flash_attention)
        return file;
    }
  file = g_new (RigOwnFile, 1);
  *file = (RigOwnFile){ test->model, test->quant, moe, test->flash_attention,
                        test->kv_k,  test->kv_v,
                        g_array_new (FALSE, FALSE, sizeof (RigOwnPoint)) };
  g_ptr_array_add (set->files, file);
  return file;
}

static const RigTensorType *
find_kv_type (const RigCatalog *catalog, const char *name)
{
  return rig_catalog_find_tensor_type (catalog, name != NULL ? name : "F16");
}

/* FALSE where the catalogue does not know what a record is about. */
static gboolean
case_init (RigSpeedCase *test, const RigCatalog *catalog, const RigSpeedRecord *record)
{
  *test = (RigSpeedCase){
    .machine = rig_catalog_find_machine (catalog, record->machine),
    .model = rig_catalog_find_model (catalog, record->model),
    .quant = rig_catalog_find_quant (catalog, record->quant),
    .stack = rig_stack_from_id (record->stack),
    .kind = record->kind,
    .tokens = record->tokens,
    .depth = record->depth,
    .kv_k = find_kv_type (catalog, record->kv_type_k),
    .kv_v = find_kv_type (catalog, record->kv_type_v),
    .flash_attention = record->flash_attention != RIG_FLASH_OFF,
    .ubatch = record->ubatch != 0 ? record->ubatch
                                  : rig_stack_get_ubatch (rig_stack_from_id (record->stack),
                                                          DEFAULT_UBATCH),
  };
  return test->machine != NULL && test->model != NULL && test->quant != NULL
         && test->stack != RIG_STACK_NONE && test->kv_k != NULL && test->kv_v != NULL;
}

static int
compare_points_cb (gconstpointer a, gconstpointer b)
{
  const RigOwnPoint *x = a, *y = b;

  return (x->position > y->position) - (x->position < y->position);
}

static const RigWeights *
weigh (Weighed *weighed, const RigCatalog *catalog, const RigSpeedCase *test)
{
  if (weighed->model != test->model || weighed->quant != test->quant)
    {
      weighed->model = test->model;
      weighed->quant = test->quant;
      rig_speed_case_get_weights (catalog, test->model, test->quant, &weighed->weights);
    }
  return &weighed->weights;
}

static void
add_record (RigOwnSpeeds *self, const RigSpeedRecord *record, Weighed *weighed)
{
  double measured = record->tokens_per_s.value, predicted;
  RigSpeedCaseAnswer answer;
  const RigWeights *weights;
  RigSpeedCase test;
  RigOwnFile *file;
  RigOwnPoint point;

  if (record->deviation > RIG_SPEED_RECORD_MAX_DEVIATION * measured
      || !case_init (&test, self->catalog, record))
    return;
  weights = weigh (weighed, self->catalog, &test);
  if (weights->unknown != NULL
      || rig_speed_case_predict (&test, self->catalog, weights, &answer) != NULL
      || measured > answer.ceiling_tokens_per_s)
    return;
  predicted = answer.speed.tokens_per_s.value;
  point = (RigOwnPoint){
    .position = rig_own_get_position (test.kind, test.tokens, test.depth),
    .measured = measured,
    .deviation = isnan (record->deviation) ? 0 : record->deviation / measured,
    .ln_predicted = log (predicted),
    .ln_ratio = log (measured / predicted),
  };
  file = need_file (need_set (self, &test), &test, answer.moe);
  g_array_append_val (file->points, point);
}

static void
sort_points (RigOwnSpeeds *self)
{
  for (guint i = 0; i < self->sets->len; i++)
    {
      const RigOwnSet *set = g_ptr_array_index (self->sets, i);

      for (guint j = 0; j < set->files->len; j++)
        g_array_sort (((RigOwnFile *) g_ptr_array_index (set->files, j))->points,
                      compare_points_cb);
    }
}

RigOwnSpeeds *
rig_own_speeds_new (const RigCatalog *catalog)
{
  const GPtrArray *records = rig_catalog_get_speed_records (catalog);
  RigOwnSpeeds *self = g_new (RigOwnSpeeds, 1);
  Weighed weighed = { NULL };

  self->catalog = catalog;
  self->sets = g_ptr_array_new_with_free_func (free_set_cb);
  for (guint i = 0; i < records->len; i++)
    add_record (self, g_ptr_array_index (records, i), &weighed);
  sort_points (self);
  return self;
}

void
rig_own_speeds_free (RigOwnSpeeds *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sets);
  g_free (self);
}

guint
rig_own_speeds_get_stacks (const RigOwnSpeeds *self, const RigMachine *machine)
{
  guint stacks = 0;

  for (guint i = 0; i < self->sets->len; i++)
    {
      const RigOwnSet *set = g_ptr_array_index (self->sets, i);

      if (set->machine == machine)
        stacks |= 1u << set->stack;
    }
  return stacks;
}

/* Dense models say nothing about mixtures, and the reverse; nor do other cache types. */
gboolean
rig_own_file_relates (const RigOwnFile *file, const RigSpeedRun *run, RigOwnRelation *relation)
{
  const RigMemoryUse *use = &run->work.use;

  if (file->moe != run->work.moe || file->kv_k != use->kv_k || file->kv_v != use->kv_v)
    return FALSE;
  if (file->model != run->work.model && !rig_models_have_one_shape (file->model, run->work.model))
    *relation = RIG_OWN_SAME_CLASS;
  else if (file->quant == run->quant && file->flash_attention == use->flash_attention)
    *relation = RIG_OWN_SAME_FILE;
  else
    *relation = RIG_OWN_SAME_MODEL;
  return TRUE;
}

/* The nearest relation that any file has. */
static gboolean
find_relation (const RigOwnSet *set, const RigSpeedRun *run, RigOwnRelation *nearest)
{
  gboolean any = FALSE;

  for (guint i = 0; i < set->files->len; i++)
    {
      RigOwnRelation relation;

      if (!rig_own_file_relates (g_ptr_array_index (set->files, i), run, &relation))
        continue;
      *nearest = any ? MIN (*nearest, relation) : relation;
      any = TRUE;
    }
  return any;
}

void
rig_own_speeds_prepare (const RigOwnSpeeds *self, const RigMachine *machine, const RigQuant *quant,
                        RigSpeedRun *run)
{
  run->quant = quant;
  run->own[RIG_SPEED_DECODE] = run->own[RIG_SPEED_PREFILL] = (RigOwnSpeed){ NULL };
  run->constants = rig_catalog_get_speed_constants (self->catalog);
  if (run->unknown != NULL)
    return;
  run->prefill_ceiling_tokens_per_s
    = rig_speed_case_get_prefill_ceiling (machine, &run->machine, &run->work);
  for (guint kind = RIG_SPEED_DECODE; kind <= RIG_SPEED_PREFILL; kind++)
    {
      RigOwnSpeed *own = &run->own[kind];

      own->set = find_set (self, machine, run->stack, kind);
      if (own->set != NULL && !find_relation (own->set, run, &own->relation))
        own->set = NULL;
    }
}
