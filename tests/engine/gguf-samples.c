/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files written by llama.cpp's own Python package, and what it says is in them
 * (tests/oracles/gguf-samples/expected.json). The data of most are cut off. */

#include "engine/catalog/catalog.h"
#include "engine/intake/gguf-file.h"
#include "engine/intake/gguf-values.h"
#include "rig-test.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define SAMPLES "oracles/gguf-samples"
#define SET_1 "qwen3-30b-a3b.Q4_K_M-00001-of-00002.gguf"
#define SET_2 "qwen3-30b-a3b.Q4_K_M-00002-of-00002.gguf"

static RigCatalog *catalog;
static JsonParser *parser;
static JsonObject *expected;
static char *folder;

static void
set_up (void)
{
  g_autofree char *path = rig_test_path (SAMPLES "/expected.json");

  catalog = rig_catalog_new ();
  parser = json_parser_new_immutable ();
  ck_assert (json_parser_load_from_file (parser, path, NULL));
  expected = json_node_get_object (json_parser_get_root (parser));
  folder = g_dir_make_tmp ("rigwise-gguf-XXXXXX", NULL);
  ck_assert_ptr_nonnull (folder);
}

static void
tear_down (void)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_object (&parser);
  g_clear_pointer (&catalog, rig_catalog_free);
}

/* Unpacks "NAME.gguf.gz" into the folder and returns the path there. */
static char *
unpack (const char *packed)
{
  g_autofree char *from = g_build_filename (RIG_TEST_SRCDIR, SAMPLES, packed, NULL);
  g_autofree char *name = g_strndup (packed, strlen (packed) - strlen (".gz"));
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GConverter) gunzip
      = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GFileInputStream) raw = g_file_read (source, NULL, NULL);
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GFileOutputStream) output
      = g_file_replace (target, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);

  ck_assert_msg (raw != NULL && output != NULL, "cannot unpack %s", from);
  input = g_converter_input_stream_new (G_INPUT_STREAM (raw), gunzip);
  ck_assert_int_ge (g_output_stream_splice (G_OUTPUT_STREAM (output), input,
                                            G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL),
                    0);
  return g_steal_pointer (&to);
}

static RigGguf *
read_set (const char *path, GError **error)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);

  return rig_gguf_new (path, (const RigTensorType *const *) types->pdata, types->len, NULL, error);
}

static RigGgufFile *
read_file (const char *path, GError **error)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);

  return rig_gguf_file_read (path, (const RigTensorType *const *) types->pdata, types->len, NULL,
                             error);
}

static guint64
get_count (JsonObject *object, const char *key)
{
  ck_assert_msg (json_object_has_member (object, key), "no %s", key);
  return (guint64) json_object_get_int_member (object, key);
}

static guint64
count_elements (const RigGgufTensor *tensor)
{
  return tensor->dims[0] * tensor->dims[1] * tensor->dims[2] * tensor->dims[3];
}

static const RigGgufTensor *
get_tensor (const GArray *tensors, guint i)
{
  return &g_array_index (tensors, RigGgufTensor, i);
}

static void
check_tensor (const char *what, const RigGgufTensor *tensor, JsonObject *object)
{
  JsonArray *shape = json_object_get_array_member (object, "shape");

  ck_assert_str_eq (tensor->name, json_object_get_string_member (object, "name"));
  ck_assert_msg (tensor->n_dims == json_array_get_length (shape), "%s: %s", what, tensor->name);
  for (guint i = 0; i < RIG_GGUF_MAX_DIMS; i++)
    ck_assert_uint_eq (tensor->dims[i],
                       i < tensor->n_dims ? (guint64) json_array_get_int_element (shape, i) : 1);
  ck_assert_str_eq (tensor->type->name, json_object_get_string_member (object, "type"));
  ck_assert (tensor->bytes_known);
  ck_assert_uint_eq (tensor->bytes, get_count (object, "bytes"));
  ck_assert_uint_eq (tensor->offset, get_count (object, "offset"));
}

/* The first three and the last two. */
static void
check_head_and_tail (const char *what, const GArray *tensors, JsonObject *sample)
{
  JsonArray *list = json_object_get_array_member (sample, "tensors_head_tail");
  guint n_head = MIN (3, tensors->len), n_tail = MIN (2, tensors->len);

  ck_assert_uint_eq (json_array_get_length (list), n_head + n_tail);
  for (guint i = 0; i < n_head + n_tail; i++)
    check_tensor (what, get_tensor (tensors, i < n_head ? i : tensors->len - n_head - n_tail + i),
                  json_array_get_object_element (list, i));
}

static void
check_type (const char *what, const GArray *tensors, const char *type, JsonObject *object)
{
  guint64 n = 0, elements = 0, bytes = 0;

  for (guint i = 0; i < tensors->len; i++)
    if (g_str_equal (get_tensor (tensors, i)->type->name, type))
      {
        n++;
        elements += count_elements (get_tensor (tensors, i));
        bytes += get_tensor (tensors, i)->bytes;
      }
  ck_assert_msg (n == get_count (object, "tensors") && elements == get_count (object, "params")
                     && bytes == get_count (object, "bytes"),
                 "%s: %s", what, type);
}

static void
check_tensors (const char *what, const GArray *tensors, JsonObject *sample)
{
  JsonObject *types = json_object_get_object_member (sample, "by_type");
  g_autoptr (GList) names = json_object_get_members (types);
  guint64 elements = 0, bytes = 0;

  ck_assert_uint_eq (tensors->len, get_count (sample, "tensor_count"));
  for (guint i = 0; i < tensors->len; i++)
    {
      elements += count_elements (get_tensor (tensors, i));
      bytes += get_tensor (tensors, i)->bytes;
    }
  ck_assert_msg (elements == get_count (sample, "params"), "%s: parameters", what);
  ck_assert_msg (bytes == get_count (sample, "tensor_bytes"), "%s: bytes", what);
  for (GList *l = names; l != NULL; l = l->next)
    check_type (what, tensors, l->data, json_object_get_object_member (types, l->data));
  check_head_and_tail (what, tensors, sample);
}

static const char *const kind_names[RIG_GGUF_N_KINDS] = {
  "UINT8", "INT8",   "UINT16", "INT16",  "UINT32", "INT32",   "FLOAT32",
  "BOOL",  "STRING", "ARRAY",  "UINT64", "INT64",  "FLOAT64",
};

static void
check_element (const char *key, const RigGgufValue *value, guint64 index, JsonNode *node)
{
  GType type = json_node_get_value_type (node);
  guint64 whole = 0;
  double number = NAN;

  if (type == G_TYPE_BOOLEAN)
    ck_assert_msg (rig_gguf_value_get_uint (value, index, &whole)
                       && whole == (guint64) json_node_get_boolean (node),
                   "%s", key);
  else if (type == G_TYPE_DOUBLE)
    ck_assert_msg (rig_gguf_value_get_double (value, index, &number)
                       && number == json_node_get_double (node),
                   "%s: %.17g", key, number);
  else if (g_str_has_prefix (kind_names[value->kind], "INT"))
    ck_assert_msg (rig_gguf_value_get_double (value, index, &number)
                       && number == (double) json_node_get_int (node),
                   "%s: %.17g", key, number);
  else
    ck_assert_msg (rig_gguf_value_get_uint (value, index, &whole)
                       && whole == (guint64) json_node_get_int (node),
                   "%s: %" G_GUINT64_FORMAT, key, whole);
}

/* Strings of arrays are not kept, only where they are. Files that have any are little-endian. */
static void
check_strings (const char *key, const RigGgufValue *value, JsonArray *head, const char *data)
{
  const char *p = data + value->offset;

  for (guint i = 0; i < json_array_get_length (head); i++)
    {
      const char *string = json_array_get_string_element (head, i);
      guint64 length;
      memcpy (&length, p, sizeof length);
      length = GUINT64_FROM_LE (length);
      p += sizeof length;
      ck_assert_msg (length == strlen (string) && memcmp (p, string, length) == 0, "%s[%u]", key,
                     i);
      p += length;
    }
}

static void
check_value (const char *key, const RigGgufValue *value, JsonObject *object, const char *data)
{
  JsonArray *types = json_object_get_array_member (object, "type");
  JsonArray *head;

  ck_assert_msg (value != NULL, "no %s", key);
  ck_assert_uint_eq (value->is_array, json_array_get_length (types) == 2);
  ck_assert_str_eq (kind_names[value->kind],
                    json_array_get_string_element (types, value->is_array));
  if (!value->is_array && value->kind == RIG_GGUF_STRING)
    ck_assert_str_eq (value->text, json_object_get_string_member (object, "value"));
  else if (!value->is_array)
    check_element (key, value, 0, json_object_get_member (object, "value"));
  if (!value->is_array)
    return;
  ck_assert_msg (value->length == get_count (object, "len"), "%s", key);
  head = json_object_get_array_member (object, "head");
  if (value->kind == RIG_GGUF_STRING)
    check_strings (key, value, head, data);
  else
    for (guint i = 0; i < json_array_get_length (head); i++)
      check_element (key, value, i, json_array_get_element (head, i));
}

static void
check_metadata (const RigGgufFile *file, JsonObject *sample)
{
  JsonObject *metadata = json_object_get_object_member (sample, "metadata");
  g_autoptr (GList) keys = json_object_get_members (metadata);
  g_autofree char *data = NULL;

  ck_assert (g_file_get_contents (file->path, &data, NULL, NULL));
  ck_assert_uint_eq (file->values->len, get_count (sample, "kv_count"));
  ck_assert_uint_eq (g_list_length (keys), file->values->len);
  for (GList *l = keys; l != NULL; l = l->next)
    check_value (l->data, rig_gguf_values_find (file->values, l->data),
                 json_object_get_object_member (metadata, l->data), data);
}

static void
check_sample (const char *packed, JsonObject *sample)
{
  g_autofree char *path = unpack (packed);
  g_autoptr (GError) error = NULL;
  g_autoptr (RigGgufFile) file = read_file (path, &error);
  guint64 alignment = get_count (sample, "alignment");

  ck_assert_msg (file != NULL, "%s", error != NULL ? error->message : packed);
  ck_assert_uint_eq (file->version, get_count (sample, "version"));
  ck_assert_int_eq (file->big_endian, g_str_has_prefix (packed, "big-endian"));
  ck_assert_uint_eq (file->bytes, get_count (sample, "sample_size"));
  ck_assert_uint_eq (file->alignment, alignment);
  ck_assert_uint_eq (file->data_offset, get_count (sample, "data_offset"));
  ck_assert_uint_eq ((file->needed_bytes + alignment - 1) / alignment * alignment,
                     get_count (sample, "complete_file_size"));
  ck_assert_int_eq (file->bytes >= file->needed_bytes,
                    json_object_get_boolean_member (sample, "data_present"));
  check_tensors (packed, file->tensors, sample);
  check_metadata (file, sample);
}

static gboolean
is_valid (JsonObject *sample)
{
  return json_object_get_boolean_member_with_default (sample, "valid", TRUE);
}

START_TEST (test_samples)
{
  g_autoptr (GList) names = json_object_get_members (expected);
  guint n = 0;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *sample = json_object_get_object_member (expected, l->data);
      if (is_valid (sample))
        {
          check_sample (l->data, sample);
          n++;
        }
    }
  ck_assert_uint_eq (n, 17);
}
END_TEST

/* One message each, with the file, the place and what was expected. */
START_TEST (test_bad_samples)
{
  static const struct
  {
    const char *name;
    RigGgufError code;
    const char *message;
  } cases[] = {
    { "bad-magic", RIG_GGUF_ERROR_MAGIC, "byte 0: expected “GGUF”, found “GGML”" },
    { "bad-v1", RIG_GGUF_ERROR_VERSION, "byte 4: expected version 2 or 3, found 1, which no " },
    { "bad-v99", RIG_GGUF_ERROR_VERSION, "byte 4: expected version 2 or 3, found 99" },
    { "bad-truncated-kv", RIG_GGUF_ERROR_TRUNCATED,
      "byte 8: expected room for 21 tensors, found 284 more bytes: the file is cut off" },
    { "bad-truncated-tensors", RIG_GGUF_ERROR_TRUNCATED,
      "byte 20916: tensor “blk.1.ffn_down.weight”: expected 8 more bytes of the header, found 4" },
    { "bad-huge-string", RIG_GGUF_ERROR_LIMIT,
      "byte 24: expected at most 65535 bytes of a key, found 4611686018427387904" },
    { "bad-huge-count", RIG_GGUF_ERROR_LIMIT,
      "byte 8: expected at most 1048576 tensors, found 1152921504606846976" },
    { "bad-huge-array", RIG_GGUF_ERROR_LIMIT,
      "byte 41: key “a”: expected at most 16777216 elements of an array, found "
      "2305843009213693952" },
    { "bad-type", RIG_GGUF_ERROR_SHAPE,
      "byte 33: key “a”: expected a type of value from 0 to 12, found 77" },
    { "bad-dims", RIG_GGUF_ERROR_SHAPE,
      "byte 33: tensor “t”: expected 1 to 4 dimensions, found 9" },
    { "bad-overflow", RIG_GGUF_ERROR_LIMIT,
      "byte 53: tensor “t”: expected fewer than 2^63 elements, found more" },
    { "bad-empty", RIG_GGUF_ERROR_MAGIC, "byte 0: expected “GGUF”, found an empty file" },
  };
  g_autoptr (GList) names = json_object_get_members (expected);
  guint n = 0;

  for (GList *l = names; l != NULL; l = l->next)
    n += !is_valid (json_object_get_object_member (expected, l->data));
  ck_assert_uint_eq (n, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *packed = g_strconcat (cases[i].name, ".gguf.gz", NULL);
      g_autofree char *path = unpack (packed);
      g_autofree char *prefix = g_strdup_printf ("%s: %s", path, cases[i].message);
      g_autoptr (GError) error = NULL;
      g_autoptr (RigGguf) gguf = read_set (path, &error);
      ck_assert_ptr_null (gguf);
      ck_assert (g_error_matches (error, RIG_GGUF_ERROR, (int) cases[i].code));
      ck_assert_msg (g_str_has_prefix (error->message, prefix), "%s", error->message);
    }
}
END_TEST

START_TEST (test_set)
{
  static const char *const names[] = { SET_1, SET_2 };
  g_autofree char *first = unpack (SET_1 ".gz"), *second = unpack (SET_2 ".gz");
  JsonObject *samples[] = {
    json_object_get_object_member (expected, SET_1 ".gz"),
    json_object_get_object_member (expected, SET_2 ".gz"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RigGguf) gguf = read_set (i == 0 ? first : second, NULL);
      guint64 bytes = 0, n_layers = 0;
      const GArray *tensors;
      ck_assert_ptr_nonnull (gguf);
      tensors = rig_gguf_get_tensors (gguf);
      ck_assert_uint_eq (rig_gguf_get_n_shards (gguf), 2);
      ck_assert_uint_eq (tensors->len, 579);
      for (guint k = 0; k < tensors->len; k++)
        {
          ck_assert_uint_eq (get_tensor (tensors, k)->shard, k < 290 ? 0 : 1);
          bytes += get_tensor (tensors, k)->bytes;
        }
      ck_assert_uint_eq (bytes, get_count (samples[0], "tensor_bytes")
                                    + get_count (samples[1], "tensor_bytes"));
      ck_assert_uint_eq (rig_gguf_get_file_bytes (gguf), get_count (samples[0], "sample_size")
                                                             + get_count (samples[1],
                                                                          "sample_size"));
      /* Only the first file has it. */
      ck_assert (rig_gguf_get_uint (gguf, "qwen3moe.block_count", &n_layers));
      ck_assert_uint_eq (n_layers, 48);
      ck_assert_uint_eq (rig_gguf_get_length (gguf, "tokenizer.ggml.tokens"), 151936);
      ck_assert_uint_eq (rig_gguf_get_warnings (gguf)->len, 2); /* both are cut off */
    }
}
END_TEST

START_TEST (test_missing_shard)
{
  g_autofree char *second = unpack (SET_2 ".gz");
  g_autofree char *first = g_build_filename (folder, SET_1, NULL);
  g_autofree char *message = g_strdup_printf ("%s: it is file 2 of 2: expected the others beside "
                                              "it, but %s is missing",
                                              second, first);
  g_autoptr (GError) error = NULL;
  g_autoptr (RigGguf) gguf = NULL;

  g_unlink (first);
  gguf = read_set (second, &error);
  ck_assert_ptr_null (gguf);
  ck_assert (g_error_matches (error, RIG_GGUF_ERROR, RIG_GGUF_ERROR_SHARD));
  ck_assert_str_eq (error->message, message);
}
END_TEST

/* A file that is shorter than its tensors is worth a sentence, not a refusal. */
START_TEST (test_cut_off_data)
{
  g_autofree char *path = unpack ("llama-3.1-8b.Q4_K_M.gguf.gz");
  g_autofree char *message = g_strdup_printf ("%s: the file is shorter than its tensors: expected "
                                              "at least 4915753856 bytes, found 2855552",
                                              path);
  g_autoptr (RigGguf) gguf = read_set (path, NULL);

  ck_assert_ptr_nonnull (gguf);
  ck_assert_uint_eq (rig_gguf_get_warnings (gguf)->len, 1);
  ck_assert_str_eq (g_ptr_array_index (rig_gguf_get_warnings (gguf), 0), message);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("gguf-samples");
  TCase *tcase = tcase_create ("gguf-samples");

  tcase_add_unchecked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, test_samples);
  tcase_add_test (tcase, test_bad_samples);
  tcase_add_test (tcase, test_set);
  tcase_add_test (tcase, test_missing_shard);
  tcase_add_test (tcase, test_cut_off_data);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
