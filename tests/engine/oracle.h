/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rig-test.h"

#include "engine/catalog/catalog.h"

#include <math.h>

/* One line of a CSV file as a string vector. A field in quotes may hold commas. */
static inline char **
oracle_split_line (const char *line)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GString) field = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *c = line;; c++)
    {
      if (*c == '"' && quoted && c[1] == '"')
        g_string_append_c (field, *c++);
      else if (*c == '"')
        quoted = !quoted;
      else if (*c == '\0' || (*c == ',' && !quoted))
        {
          g_ptr_array_add (fields, g_strdup (field->str));
          g_string_truncate (field, 0);
          if (*c == '\0')
            break;
        }
      else
        g_string_append_c (field, *c);
    }
  g_ptr_array_add (fields, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&fields), FALSE);
}

/* A CSV file: an array of rows, each a string vector; the first row (the names of the columns) is
 * left out. */
static inline GPtrArray *
oracle_read_csv (const char *name)
{
  g_autofree char *path = rig_test_path (name);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  ck_assert_msg (g_file_get_contents (path, &text, NULL, NULL), "cannot read %s", path);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (*g_strchomp (lines[i]) != '\0')
      g_ptr_array_add (rows, oracle_split_line (lines[i]));
  return rows;
}

static inline double
oracle_number (const char *text)
{
  return g_ascii_strtod (text, NULL);
}

static inline int
oracle_compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* The @share quantile (0.5: median, 1: worst) of an array of doubles, which it sorts. */
static inline double
oracle_quantile (GArray *values, double share)
{
  guint last = values->len - 1;

  ck_assert_uint_gt (values->len, 0);
  g_array_sort (values, oracle_compare_doubles);
  return g_array_index (values, double, MIN ((guint) (share * values->len), last));
}

#define SHAPE_OF_FULL_LAYERS                                                                       \
  "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

/* Models of the oracles that are not in the catalogue, from their published configurations. */
static const RigModel oracle_models[] = {
  { .id = "qwen2.5-0.5b",
    .architecture = "llama",
    .n_layers = 24,
    .layers = (guint8 *) SHAPE_OF_FULL_LAYERS,
    .hidden_size = 896,
    .n_heads = 14,
    .n_kv_heads = 2,
    .head_dim = 64,
    .value_head_dim = 64,
    .intermediate_size = 4864,
    .vocab_size = 151936,
    .max_context = 32768,
    .tied_embeddings = TRUE,
    .qkv_bias = TRUE },
  { .id = "gemma-2-9b",
    .architecture = "gemma2",
    .n_layers = 42,
    .layers = (guint8 *) "sfsfsfsfsfsfsfsfsfsfsfsfsfsfsfsfsfsfsfsfsf",
    .hidden_size = 3584,
    .n_heads = 16,
    .n_kv_heads = 8,
    .head_dim = 256,
    .value_head_dim = 256,
    .intermediate_size = 14336,
    .vocab_size = 256000,
    .max_context = 8192,
    .sliding_window = 4096,
    .tied_embeddings = TRUE },
  { .id = "deepseek-v2-lite",
    .architecture = "deepseek2",
    .n_layers = 27,
    .layers = (guint8 *) SHAPE_OF_FULL_LAYERS,
    .hidden_size = 2048,
    .n_heads = 16,
    .n_kv_heads = 16,
    .value_head_dim = 128,
    .intermediate_size = 10944,
    .vocab_size = 102400,
    .max_context = 163840,
    .mla = { .present = TRUE,
             .kv_lora_rank = 512,
             .qk_nope_head_dim = 128,
             .qk_rope_head_dim = 64,
             .v_head_dim = 128 },
    .moe = { .present = TRUE,
             .n_experts = 64,
             .n_active = 6,
             .expert_ffn = 1408,
             .shared_expert_ffn = 2816,
             .dense_lead_layers = 1 } },
  { .id = "phi-3-mini-128k",
    .architecture = "llama",
    .n_layers = 32,
    .layers = (guint8 *) SHAPE_OF_FULL_LAYERS,
    .hidden_size = 3072,
    .n_heads = 32,
    .n_kv_heads = 32,
    .head_dim = 96,
    .value_head_dim = 96,
    .intermediate_size = 8192,
    .vocab_size = 32064,
    .max_context = 131072,
    .fused_qkv = TRUE },
  { .id = "granite-4.0-h-micro",
    .architecture = "granitehybrid",
    .n_layers = 40,
    .layers = (guint8 *) "mmmmmfmmmmmmmmmfmmmmmmmmmfmmmmmmmmmfmmmm",
    .hidden_size = 2048,
    .n_heads = 32,
    .n_kv_heads = 8,
    .head_dim = 64,
    .value_head_dim = 64,
    .intermediate_size = 8192,
    .vocab_size = 100352,
    .max_context = 131072,
    .tied_embeddings = TRUE,
    .ssm = { .present = TRUE,
             .n_heads = 64,
             .head_dim = 64,
             .n_groups = 1,
             .state_size = 128,
             .conv_kernel = 4 } },
  { .id = "granite-4.0-h-tiny",
    .architecture = "granitehybrid",
    .n_layers = 40,
    .layers = (guint8 *) "mmmmmfmmmmmmmmmfmmmmmmmmmfmmmmmmmmmfmmmm",
    .hidden_size = 1536,
    .n_heads = 12,
    .n_kv_heads = 4,
    .head_dim = 128,
    .value_head_dim = 128,
    .vocab_size = 100352,
    .max_context = 131072,
    .tied_embeddings = TRUE,
    .moe = { .present = TRUE,
             .n_experts = 64,
             .n_active = 6,
             .expert_ffn = 512,
             .shared_expert_ffn = 1024 },
    .ssm = { .present = TRUE,
             .n_heads = 48,
             .head_dim = 64,
             .n_groups = 1,
             .state_size = 128,
             .conv_kernel = 4 } },
};

/* A model of the oracles; NULL where its architecture is not among the catalogue's. */
static inline const RigModel *
oracle_find_model (const RigCatalog *catalog, const char *id)
{
  if (g_str_equal (id, "mistral-small-24b"))
    id = "mistral-small-3.1-24b"; /* the same shape */
  for (guint i = 0; i < G_N_ELEMENTS (oracle_models); i++)
    if (g_str_equal (oracle_models[i].id, id))
      return &oracle_models[i];
  return rig_catalog_find_model (catalog, id);
}
