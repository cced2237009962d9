/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a GGUF header to a model, against what llama.cpp's own allocator says of the same header. */

#include "oracle.h"

#include "engine/answer/import.h"
#include "engine/estimate/memory.h"
#include "engine/intake/gguf.h"
#include "gguf-head.h"

#include <glib/gstdio.h>

#define MIB (1024.0 * 1024.0)

static JsonParser *parser;
static JsonObject *heads;
static char *folder;
static char *file;

static void
set_up (void)
{
  parser = json_parser_new ();
  heads = head_load_all (parser);
  folder = g_dir_make_tmp ("rigwise-gguf-XXXXXX", NULL);
  ck_assert_ptr_nonnull (folder);
  file = g_build_filename (folder, "head.gguf", NULL);
}

static void
tear_down (void)
{
  g_unlink (file);
  g_rmdir (folder);
  g_free (file);
  g_free (folder);
  g_object_unref (parser);
}

/* The head's model, laid over the built-in catalogue. */
static const RigModel *
load (RigCatalog *catalog, const char *head, JsonObject *changes, RigImport **import)
{
  g_autoptr (GError) error = NULL;

  head_write (file, json_object_get_object_member (heads, head), changes);
  *import = rig_import_new (catalog, file, NULL, NULL, &error);
  ck_assert_msg (*import != NULL, "%s: %s", head, error != NULL ? error->message : "");
  ck_assert (rig_catalog_overlay_json (catalog, file, (*import)->root));
  return rig_catalog_find_model (catalog, (*import)->id);
}

static const RigTensorType *
find_type (const RigCatalog *catalog, const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);

  return rig_catalog_find_tensor_type (catalog, upper);
}

static void
init_memory (RigMemory *memory, const RigCatalog *catalog, const RigModel *model, char **row)
{
  const RigQuant *quant = rig_catalog_find_quant (catalog, model->file.quant);
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  RigMemoryUse use = { .context = (guint) oracle_number (row[1]),
                       .kv_k = find_type (catalog, row[2]),
                       .kv_v = find_type (catalog, row[3]),
                       .flash_attention = g_str_equal (row[4], "on"),
                       .ubatch = (guint) oracle_number (row[5]),
                       .sequences = (guint) oracle_number (row[6]) };
  RigWeights weights;

  ck_assert_ptr_nonnull (quant);
  rig_weights_init (&weights, model, quant, (const RigTensorType *const *) types->pdata,
                    types->len);
  rig_memory_init_for_model (memory, model, &weights, &use);
  ck_assert_ptr_null (memory->unknown);
}

/* The oracle prints hundredths of a MiB for each kind of cache; there are at most three. */
static void
check_bytes (const char *what, char **row, double bytes, const char *mib)
{
  double expected = *mib != '\0' ? oracle_number (mib) * MIB : 0.0;

  ck_assert_msg (fabs (bytes - expected) <= 0.03 * MIB + 1e-4 * expected,
                 "%s, %s tokens, %s/%s, flash attention %s, ubatch %s, %s sequences: %s is %.2f "
                 "MiB instead of %s",
                 row[0], row[1], row[2], row[3], row[4], row[5], row[6], what, bytes / MIB, mib);
}

/* Sixty architectures, each in several settings. */
START_TEST (caches_are_llama_cpps)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/gguf-kv.csv");
  const char *last = "";
  g_autoptr (RigCatalog) catalog = NULL;
  const RigModel *model = NULL;
  RigImport *import = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      RigMemory memory;

      if (!g_str_equal (row[0], last))
        {
          g_clear_pointer (&import, rig_import_free);
          g_clear_pointer (&catalog, rig_catalog_free);
          catalog = rig_catalog_new ();
          model = load (catalog, row[0], NULL, &import);
          last = row[0];
        }
      init_memory (&memory, catalog, model, row);
      check_bytes ("the cache", row, memory.kv_bytes, row[7]);
      check_bytes ("the state", row, memory.state_bytes, row[8]);
    }
  g_clear_pointer (&import, rig_import_free);
  ck_assert_uint_gt (rows->len, 500);
}
END_TEST

static RigWeights
get_weights (const RigCatalog *catalog, const RigModel *model, const char *quant)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  RigWeights weights;

  rig_weights_init (&weights, model, rig_catalog_find_quant (catalog, quant),
                    (const RigTensorType *const *) types->pdata, types->len);
  ck_assert_ptr_null (weights.unknown);
  return weights;
}

/* In the file's own types to the byte (without blocks for multi-token prediction, which are not
 * loaded); in any other preset, predicted from the list, to the MiB that the oracle prints. */
START_TEST (weights_are_llama_cpps)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/gguf-weights.csv");

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      g_autoptr (RigCatalog) catalog = rig_catalog_new ();
      g_autoptr (RigImport) import = NULL;
      const RigModel *model = load (catalog, row[0], NULL, &import);
      JsonObject *head = json_object_get_object_member (heads, row[0]);
      const char *quant = g_str_equal (row[1], "native") ? model->file.quant : row[1];
      RigWeights own = get_weights (catalog, model, model->file.quant);
      RigWeights asked = get_weights (catalog, model, quant);

      if (model->mtp.n_layers == 0)
        ck_assert_msg (own.total_bytes == json_object_get_int_member (head, "tensor_bytes"),
                       "%s takes %.0f bytes", row[0], own.total_bytes);
      ck_assert_msg (fabs (asked.device_bytes / MIB - oracle_number (row[2])) <= 1.0,
                     "%s in %s: %.2f MiB on the device instead of %s", row[0], quant,
                     asked.device_bytes / MIB, row[2]);
      ck_assert_msg (fabs (asked.host_bytes / MIB - oracle_number (row[3])) <= 1.0,
                     "%s in %s: %.2f MiB on the host instead of %s", row[0], quant,
                     asked.host_bytes / MIB, row[3]);
      ck_assert (own.bytes_per_token > 0 && own.bytes_per_token <= own.device_bytes);
    }
}
END_TEST

/* What a file may say, and what is answered: an error that has all of the words, or a warning. */
static const struct
{
  const char *head, *changes;
  gboolean refused;
  const char *says[3];
} odd[] = {
  { "gemma-2b", "{\"gemma.block_count\": 4294967295}", TRUE, { "gemma.block_count", "1000" } },
  { "gemma-2b", "{\"gemma.block_count\": 0}", TRUE, { "gemma.block_count", "from 1" } },
  { "gemma-2b", "{\"gemma.block_count\": \"many\"}", TRUE, { "gemma.block_count", "number" } },
  { "gemma-2b", "{\"gemma.attention.head_count\": 0}", TRUE, { "head_count", "at least one" } },
  { "gemma-2b", "{\"gemma.attention.head_count_kv\": [1, 1, 1]}", TRUE,
    { "head_count_kv", "18 blocks", "found 3" } },
  { "gemma-2b", "{\"gemma.attention.head_count_kv\": -1}", TRUE, { "head_count_kv" } },
  { "gemma-2b", "{\"gemma.embedding_length\": 99999999999}", TRUE, { "embedding_length" } },
  { "gemma-2b", "{\"gemma.nextn_predict_layers\": 18}", TRUE, { "nextn_predict_layers", "17" } },
  { "gemma-2b", "{\"gemma.context_length\": -1}", FALSE, { "context_length" } },
  { "gemma-2b", "{\"gemma.context_length\": 9223372036854775807}", FALSE,
    { "context_length", "1000000000" } },
  { "olmoe-1b-7b", "{\"olmoe.expert_used_count\": 65}", TRUE, { "expert_used_count", "64" } },
  { "olmoe-1b-7b", "{\"olmoe.expert_count\": 4294967296}", TRUE, { "olmoe.expert_count" } },
  { "command-r7b", "{\"cohere2.attention.sliding_window_pattern\": [true]}", TRUE,
    { "sliding_window_pattern", "32 blocks" } },
  { "mamba-2.8b", "{\"mamba.ssm.state_size\": 0}", TRUE, { "ssm.state_size" } },
  { "deepseek-v2-236b", "{\"deepseek2.attention.kv_lora_rank\": 0}", TRUE, { "kv_lora_rank" } },
  { "gemma-2b", "{\"general.architecture\": \"nobodys\"}", FALSE, { "nobodys", "block_count" } },
  { "gemma-2b", "{\"general.architecture\": null}", FALSE, { "general.architecture" } },
  { "gemma-2b", "{\"general.architecture\": \"clip\"}", FALSE, { "no language model" } },
};

static gboolean
says (const char *text, const char *const *words)
{
  for (guint i = 0; i < 3 && words[i] != NULL; i++)
    if (strstr (text, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

START_TEST (odd_values_are_refused_or_said)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (JsonNode) changes = json_from_string (odd[_i].changes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RigImport) import = NULL;
  g_autoptr (GString) warnings = g_string_new (NULL);

  head_write (file, json_object_get_object_member (heads, odd[_i].head),
              json_node_get_object (changes));
  import = rig_import_new (catalog, file, NULL, NULL, &error);
  if (odd[_i].refused)
    {
      ck_assert_msg (import == NULL, "%s was taken", odd[_i].changes);
      ck_assert (g_error_matches (error, RIG_GGUF_ERROR, RIG_GGUF_ERROR_SHAPE));
      ck_assert_msg (strstr (error->message, "head.gguf") != NULL, "%s", error->message);
      ck_assert_msg (says (error->message, odd[_i].says), "%s: %s", odd[_i].changes,
                     error->message);
      return;
    }
  ck_assert_msg (import != NULL, "%s: %s", odd[_i].changes, error != NULL ? error->message : "");
  for (guint i = 0; i < import->warnings->len; i++)
    g_string_append (warnings, g_ptr_array_index (import->warnings, i));
  ck_assert_msg (says (warnings->str, odd[_i].says), "%s: %s", odd[_i].changes, warnings->str);
}
END_TEST

/* Names that a file has for itself are shown in lists: what cannot be seen there is no name, and
 * one that fills the window is cut. */
START_TEST (names_are_labels)
{
  g_autofree char *a_lot = g_strnfill (5000, 'x');
  const struct
  {
    const char *name;
    glong length;
    const char *starts;
  } names[] = {
    { " \n\t ", 9, "head.gguf" },
    { "", 9, "head.gguf" },
    { " Two\nlines ", 9, "Two lines" },
    { a_lot, RIG_USER_CATALOG_MAX_NAME, "xxx" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (JsonObject) changes = json_object_new ();
      g_autoptr (RigCatalog) catalog = rig_catalog_new ();
      g_autoptr (RigImport) import = NULL;
      const RigModel *model;

      json_object_set_string_member (changes, "general.name", names[i].name);
      json_object_set_string_member (changes, "general.basename", names[i].name);
      model = load (catalog, "gemma-2b", changes, &import);
      ck_assert_int_eq (g_utf8_strlen (model->name, -1), names[i].length);
      ck_assert_msg (g_str_has_prefix (model->name, names[i].starts), "%s", model->name);
      ck_assert_int_le (g_utf8_strlen (model->family, -1), RIG_USER_CATALOG_MAX_NAME);
    }
}
END_TEST

/* Keys that all architectures share are enough for a cache; without them it is unknown, and the
 * weights are known all the same. */
START_TEST (an_architecture_that_nobody_knows)
{
  g_autoptr (JsonNode) changes = json_from_string (
    "{\"general.architecture\": \"nobodys\", \"nobodys.block_count\": 10,"
    " \"nobodys.embedding_length\": 2048, \"nobodys.attention.head_count\": 16,"
    " \"nobodys.attention.head_count_kv\": 4, \"nobodys.context_length\": 8192}", NULL);
  char *row[] = { (char *) "", (char *) "4096", (char *) "f16", (char *) "f16", (char *) "on",
                  (char *) "512", (char *) "1" };
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (RigImport) import = NULL;
  const RigModel *model;
  RigMemory memory;

  model = load (catalog, "gemma-2b", json_node_get_object (changes), &import);
  init_memory (&memory, catalog, model, row);
  /* Layers, cells, KV heads of 2048 / 16 elements, keys and values, two bytes. */
  ck_assert_double_eq (memory.kv_bytes, 10.0 * 4096 * 4 * 128 * 2 * 2);
  ck_assert_double_eq (memory.host.weights_bytes, 256000.0 * 2048 * 2);
}
END_TEST

START_TEST (weights_without_a_shape)
{
  g_autoptr (JsonNode) changes = json_from_string ("{\"general.architecture\": \"nobodys\"}", NULL);
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (RigImport) import = NULL;
  const RigModel *model = load (catalog, "gemma-2b", json_node_get_object (changes), &import);
  RigWeights weights = get_weights (catalog, model, model->file.quant);
  RigMemoryUse use = { .context = 4096, .sequences = 1, .ubatch = 512,
                       .kv_k = find_type (catalog, "f16"), .kv_v = find_type (catalog, "f16") };
  RigMemory memory;

  rig_memory_init_for_model (&memory, model, &weights, &use);
  ck_assert_ptr_nonnull (memory.unknown);
  ck_assert (isnan (memory.kv_bytes) && isnan (memory.total_bytes));
  ck_assert_double_eq (memory.device.weights_bytes + memory.host.weights_bytes,
                       2 * 256000.0 * 2048 * 2);
}
END_TEST

/* The preset that the file names, where its rules give such a file; else one of its own. */
START_TEST (the_quantisation_of_a_file)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (RigImport) plain = NULL, dynamic = NULL, unknown = NULL;
  g_autoptr (JsonNode) other = json_from_string ("{\"general.file_type\": 14}", NULL);
  g_autoptr (JsonNode) private = json_from_string ("{\"general.file_type\": 1139}", NULL);

  load (catalog, "llama-3.1-8b.Q4_K_M", NULL, &plain);
  ck_assert_str_eq (plain->quant, "Q4_K_M");
  ck_assert (!plain->own_quant);
  /* Says that it is Q4_K_S, and is larger. */
  load (catalog, "llama-3.1-8b.Q4_K_M", json_node_get_object (other), &dynamic);
  ck_assert (dynamic->own_quant);
  ck_assert_ptr_nonnull (rig_catalog_find_quant (catalog, dynamic->quant));
  ck_assert_str_eq (rig_catalog_find_quant (catalog, dynamic->quant)->default_type, "Q4_K");
  ck_assert_str_eq (rig_catalog_find_quant (catalog, dynamic->quant)->speed_class, "q4k");
  load (catalog, "llama-3.1-8b.Q4_K_M", json_node_get_object (private), &unknown);
  ck_assert (unknown->own_quant);
}
END_TEST

/* A type that the catalogue does not have: its bytes are the places of the tensors. */
START_TEST (types_of_other_programs)
{
  g_autoptr (JsonNode) head = json_from_string (
    "{\"keys\": {\"general.architecture\": \"llama\"}, \"tensors\": ["
    "[\"token_embd.weight\", \"F16\", 256, 100], [\"blk.0.attn_q.weight\", \"private\", 512, 512],"
    "[\"output.weight\", \"F16\", 256, 100]]}", NULL);
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RigImport) import = NULL;
  const RigModel *model;

  head_write (file, json_node_get_object (head), NULL);
  import = rig_import_new (catalog, file, NULL, NULL, &error);
  ck_assert_msg (import != NULL, "%s", error != NULL ? error->message : "");
  ck_assert (rig_catalog_overlay_json (catalog, file, import->root));
  model = rig_catalog_find_model (catalog, import->id);
  /* In the quantiser's order, whatever the file's. */
  ck_assert_str_eq (model->tensors[0].name, "output.weight");
  ck_assert (get_weights (catalog, model, import->quant).total_bytes
             == 2 * 256 * 100 * 2 + 512 / 256 * 76 * 512);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("gguf-model");
  TCase *tcase = tcase_create ("gguf-model");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_set_timeout (tcase, 60);
  tcase_add_test (tcase, caches_are_llama_cpps);
  tcase_add_test (tcase, weights_are_llama_cpps);
  tcase_add_loop_test (tcase, odd_values_are_refused_or_said, 0, G_N_ELEMENTS (odd));
  tcase_add_test (tcase, an_architecture_that_nobody_knows);
  tcase_add_test (tcase, weights_without_a_shape);
  tcase_add_test (tcase, the_quantisation_of_a_file);
  tcase_add_test (tcase, types_of_other_programs);
  tcase_add_test (tcase, names_are_labels);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
