/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/bench-recognise.h"

#include "engine/answer/speed-case.h"
#include "engine/intake/gguf-architectures.h"

#include <glib/gi18n.h>
#include <string.h>

#define SAME_COUNT 1e-5   /* two counts of parameters that were not rounded */
#define NEAR_COUNT 0.01   /* one of them was, or a vocabulary differs by a few words */
/* What a file's tensors take against what the preset's rules give; versions of the quantiser differ
 * by less. */
#define NEAR_SIZE 0.04
#define SAME_SIZE 0.005

/* What llama.cpp calls what is in a file, and we the preset. Each stands before those that end like
 * it. */
static const struct
{
  const char *words, *quant;
} types[] = {
  { "all F32", "F32" },
  { "BF16", "BF16" },
  { "F16", "F16" },
  { "IQ4_NL - 4.5 bpw", "IQ4_NL" },
  { "IQ4_XS - 4.25 bpw", "IQ4_XS" },
  { "IQ3_S mix - 3.66 bpw", "IQ3_M" },
  { "IQ3_S - 3.4375 bpw", "IQ3_S" },
  { "IQ3_XS - 3.3 bpw", "IQ3_XS" },
  { "IQ3_XXS - 3.0625 bpw", "IQ3_XXS" },
  { "IQ2_M - 2.7 bpw", "IQ2_M" },
  { "IQ2_S - 2.5 bpw", "IQ2_S" },
  { "IQ2_XS - 2.3125 bpw", "IQ2_XS" },
  { "IQ2_XXS - 2.0625 bpw", "IQ2_XXS" },
  { "IQ1_M - 1.75 bpw", "IQ1_M" },
  { "IQ1_S - 1.5625 bpw", "IQ1_S" },
  { "TQ1_0 - 1.69 bpw ternary", "TQ1_0" },
  { "TQ2_0 - 2.06 bpw ternary", "TQ2_0" },
  { "MXFP4 MoE", "MXFP4_MOE" },
  { "NVFP4", "NVFP4" },
  { "Q2_K - Medium", "Q2_K" },
  { "Q2_K - Small", "Q2_K_S" },
  { "Q3_K - Small", "Q3_K_S" },
  { "Q3_K - Medium", "Q3_K_M" },
  { "Q3_K - Large", "Q3_K_L" },
  { "Q4_K - Small", "Q4_K_S" },
  { "Q4_K - Medium", "Q4_K_M" },
  { "Q5_K - Small", "Q5_K_S" },
  { "Q5_K - Medium", "Q5_K_M" },
  { "Q6_K", "Q6_K" },
  { "Q4_0", "Q4_0" },
  { "Q4_1", "Q4_1" },
  { "Q5_0", "Q5_0" },
  { "Q5_1", "Q5_1" },
  { "Q8_0", "Q8_0" },
};

static const RigQuant *
find_quant (const RigCatalog *catalog, const char *model_type)
{
  gsize length = strlen (model_type);

  if (g_str_has_suffix (model_type, " (guessed)"))
    length -= strlen (" (guessed)");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gsize words = strlen (types[i].words);

      if (length > words && model_type[length - words - 1] == ' '
          && strncmp (model_type + length - words, types[i].words, words) == 0)
        return rig_catalog_find_quant (catalog, types[i].quant);
    }
  return NULL;
}

gboolean
rig_models_have_one_shape (const RigModel *a, const RigModel *b)
{
  return a->n_layers == b->n_layers && a->hidden_size == b->hidden_size
         && a->vocab_size == b->vocab_size && a->n_heads == b->n_heads
         && a->n_kv_heads == b->n_kv_heads && a->sliding_window == b->sliding_window
         && a->moe.n_experts == b->moe.n_experts && a->moe.n_active == b->moe.n_active
         && g_strcmp0 (a->architecture, b->architecture) == 0
         && fabs (a->total_params.value - b->total_params.value)
              <= SAME_COUNT * a->total_params.value;
}

/* Letters and digits alone, in lower case: "qwen330ba3b" of "Qwen3-30B-A3B". */
static char *
squeeze (const char *text, gsize length)
{
  GString *squeezed = g_string_new (NULL);

  for (gsize i = 0; i < length && text[i] != '\0'; i++)
    if (g_ascii_isalnum (text[i]))
      g_string_append_c (squeezed, g_ascii_tolower (text[i]));
  return g_string_free (squeezed, FALSE);
}

/* The last part of a path of whatever system llama-bench ran on. */
static const char *
get_base_name (const char *path)
{
  const char *slash = strrchr (path, '/'), *backslash = strrchr (path, '\\');
  const char *last = MAX (slash, backslash);

  return last != NULL ? last + 1 : path;
}

static double
get_distance (double a, double b)
{
  return fabs (a - b) / b;
}

/* What a result says of its model, made ready once. */
typedef struct
{
  const RigCatalog *catalog;
  const char *file;          /* "" where the output does not say */
  char *stem;                /* squeezed */
  char *family;              /* what llama.cpp calls the architecture, without "moe", squeezed */
  const char *architecture;  /* whose rules of tensors hold; NULL: one that we do not know */
  double n_params, bytes;
  const RigQuant *quant;     /* by the words; NULL: none that we know */
} Words;

static void
words_init (Words *self, const RigCatalog *catalog, const RigBenchResult *result)
{
  const char *type = result->words[RIG_BENCH_MODEL_TYPE];
  const char *path = result->words[RIG_BENCH_MODEL_FILE];
  gsize length = strcspn (type, " ");
  g_autofree char *name = g_strndup (type, length);
  const RigGgufArchitecture *known = rig_gguf_architecture_find (name);

  self->catalog = catalog;
  self->file = path != NULL ? get_base_name (path) : "";
  self->stem = squeeze (self->file, strlen (self->file));
  if (known != NULL)
    self->architecture = known->tensors != NULL ? known->tensors : known->name;
  else
    self->architecture = NULL;
  if (g_str_has_suffix (name, "moe"))
    length -= strlen ("moe");
  self->family = squeeze (name, length);
  self->n_params = result->numbers[RIG_BENCH_N_PARAMS];
  self->bytes = result->numbers[RIG_BENCH_MODEL_SIZE];
  self->quant = find_quant (catalog, type);
}

static void
words_clear (Words *self)
{
  g_free (self->stem);
  g_free (self->family);
}

/* Imported from a file of that name, with as many parameters in as many bytes. */
static gboolean
is_imported_from (const RigModel *model, const Words *words)
{
  return model->file.present && model->file.path != NULL && model->file.quant != NULL
         && g_str_equal (get_base_name (model->file.path), words->file)
         && get_distance (words->n_params, model->total_params.value) <= NEAR_COUNT
         && get_distance (words->bytes, (double) model->file.bytes) <= NEAR_SIZE;
}

static gboolean
is_of_family (const RigModel *model, const Words *words)
{
  g_autofree char *id = squeeze (model->id, strlen (model->id));

  return *words->family != '\0' && g_str_has_prefix (id, words->family);
}

/* Mixtral's files say "llama". */
static gboolean
has_architecture (const RigModel *model, const Words *words)
{
  return g_strcmp0 (model->architecture, words->architecture) == 0 || is_of_family (model, words)
         || (g_str_equal (words->family, "llama")
             && g_strcmp0 (model->architecture, "mixtral") == 0);
}

static gboolean
is_possible (const RigModel *model, const Words *words)
{
  double distance = get_distance (words->n_params, model->total_params.value);

  /* Written so that NaN fails. */
  if (!(distance <= NEAR_COUNT) || model->n_layers == 0)
    return FALSE;
  if (model->file.present
      && !(get_distance (words->bytes, (double) model->file.bytes) <= SAME_SIZE))
    return FALSE;
  if (words->architecture == NULL)
    return distance <= SAME_COUNT;
  return has_architecture (model, words);
}

/* How much of the file's name is the model's id or name: its length, 0 for none of it. */
static gsize
get_named_length (const RigModel *model, const Words *words)
{
  g_autofree char *id = squeeze (model->id, strlen (model->id));
  g_autofree char *name = squeeze (model->name, strcspn (model->name, "("));
  gsize length = 0;

  if (strstr (words->stem, id) != NULL)
    length = strlen (id);
  if (strstr (words->stem, name) != NULL)
    length = MAX (length, strlen (name));
  return length;
}

static gboolean
is_exact (const RigModel *model, const Words *words)
{
  return get_distance (words->n_params, model->total_params.value) <= SAME_COUNT;
}

/* Keeps those that @test is true for, if there are any. */
static void
narrow (GPtrArray *models, const Words *words,
        gboolean (*test) (const RigModel *model, const Words *words))
{
  gboolean any = FALSE;

  for (guint i = 0; i < models->len && !any; i++)
    any = test (g_ptr_array_index (models, i), words);
  for (guint i = models->len; any && i > 0; i--)
    if (!test (g_ptr_array_index (models, i - 1), words))
      g_ptr_array_remove_index (models, i - 1);
}

/* Keeps those whose name is the longest part of the file's name. */
static void
narrow_by_name (GPtrArray *models, const Words *words)
{
  gsize longest = 0;

  for (guint i = 0; i < models->len; i++)
    longest = MAX (longest, get_named_length (g_ptr_array_index (models, i), words));
  for (guint i = models->len; longest > 0 && i > 0; i--)
    if (get_named_length (g_ptr_array_index (models, i - 1), words) < longest)
      g_ptr_array_remove_index (models, i - 1);
}

static gboolean
is_imported_cb (const RigModel *model, const Words *words)
{
  return model->file.present;
}

/* One of several alike stands for all of them: their speed is the same. */
static void
choose (RigBenchModel *found, const GPtrArray *models)
{
  const RigModel *first = models->len > 0 ? g_ptr_array_index (models, 0) : NULL;

  if (first == NULL)
    found->skipped = N_("not a model of the catalogue: import its GGUF file, then this again");
  for (guint i = 1; i < models->len; i++)
    {
      found->twin = g_ptr_array_index (models, i);
      if (!rig_models_have_one_shape (first, found->twin))
        {
          found->skipped = N_("several models of the catalogue fit: import the GGUF file, then "
                              "this again");
          return;
        }
    }
  found->model = first;
}

static void
check_quant (RigBenchModel *found, const Words *words)
{
  RigWeights weights;

  if (found->quant == NULL)
    {
      found->skipped = N_("a quantisation that the catalogue does not have: import the GGUF file, "
                          "then this again");
      return;
    }
  rig_speed_case_get_weights (words->catalog, found->model, found->quant, &weights);
  if (weights.unknown != NULL)
    found->skipped = N_("the model’s shape is not known well enough");
  else if (get_distance (words->bytes, weights.total_bytes) > NEAR_SIZE)
    found->skipped = N_("not as large as this quantisation makes it: import the GGUF file, then "
                        "this again");
}

void
rig_bench_find_model (const RigCatalog *catalog, const RigBenchResult *result,
                      RigBenchModel *found)
{
  const GPtrArray *models = rig_catalog_get_models (catalog);
  g_autoptr (GPtrArray) possible = g_ptr_array_new ();
  Words words;

  *found = (RigBenchModel){ NULL };
  words_init (&words, catalog, result);
  for (guint i = 0; i < models->len && found->model == NULL; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);

      if (is_imported_from (model, &words))
        found->model = model;
      else if (is_possible (model, &words))
        g_ptr_array_add (possible, (gpointer) model);
    }
  if (found->model == NULL)
    {
      narrow (possible, &words, is_imported_cb);
      narrow_by_name (possible, &words);
      narrow (possible, &words, is_exact);
      narrow (possible, &words, is_of_family);
      choose (found, possible);
    }
  found->quant = found->model != NULL && found->model->file.present
                   ? rig_catalog_find_quant (catalog, found->model->file.quant)
                   : words.quant;
  if (found->model != NULL)
    check_quant (found, &words);
  words_clear (&words);
}
