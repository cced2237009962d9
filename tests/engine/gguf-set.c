/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Models in several files: any of them stands for all, and all have to be there. */

#include "gguf-notation.h"

#include <sys/stat.h>

#define N_FILES 3
#define ENDING_1 "m-00001-of-00003.gguf"
#define ENDING_2 "m-00002-of-00003.gguf"
#define ENDING_3 "m-00003-of-00003.gguf"

/* The keys of a set: number from 0, files, tensors of all files. */
#define SPLIT(no, count, tensors)                                                                  \
  "s:split.no u32:2 u16:" no " s:split.count u32:2 u16:" count                                     \
  " s:split.tensors.count u32:5 u32:" tensors " "
#define ARCHITECTURE(name) "s:general.architecture u32:8 s:" name " "
#define TENSOR(name, offset) "s:" name " u32:1 u64:8 u32:0 u64:" offset " "
#define HEAD(n_tensors, n_keys) "G u64:" n_tensors " u64:" n_keys " "

#define FILE_1                                                                                     \
  HEAD ("2", "5") ARCHITECTURE ("llama") "s:llama.block_count u32:4 u32:7 " SPLIT ("0", "3", "4")  \
  TENSOR ("a", "0") TENSOR ("b", "32") "pad:32 z:64"
#define FILE_2 HEAD ("1", "3") SPLIT ("1", "3", "4") TENSOR ("c", "0") "pad:32 z:32"
#define FILE_3 HEAD ("1", "3") SPLIT ("2", "3", "4") TENSOR ("d", "0") "pad:32 z:32"

static const char *const names[N_FILES] = { ENDING_1, ENDING_2, ENDING_3 };
static const char *const good[N_FILES] = { FILE_1, FILE_2, FILE_3 };

static RigCatalog *catalog;
static char *folder;

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  folder = g_dir_make_tmp ("rigwise-gguf-XXXXXX", NULL);
}

static void
tear_down (void)
{
  notation_remove_folder (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&catalog, rig_catalog_free);
}

/* A NULL among @files is one that is missing. */
static void
write_files (const char *const *files)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_remove (path);
      if (files[i] != NULL)
        notation_save (files[i], FALSE, path);
    }
}

START_TEST (test_any_file_names_the_set)
{
  write_files (good);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr (RigGguf) gguf = notation_read (catalog, path, NULL);
      const GArray *tensors;
      guint64 n_layers = 0;
      ck_assert_ptr_nonnull (gguf);
      tensors = rig_gguf_get_tensors (gguf);
      ck_assert_uint_eq (rig_gguf_get_n_shards (gguf), N_FILES);
      ck_assert_uint_eq (tensors->len, 4);
      for (guint k = 0; k < tensors->len; k++)
        {
          const RigGgufTensor *tensor = &g_array_index (tensors, RigGgufTensor, k);
          ck_assert_int_eq (tensor->name[0], "abcd"[k]);
          ck_assert_uint_eq (tensor->shard, k < 2 ? 0 : k - 1);
          ck_assert_uint_eq (tensor->bytes, 32);
        }
      /* Of the first file, whichever was asked for. */
      ck_assert (rig_gguf_get_uint (gguf, "llama.block_count", &n_layers) && n_layers == 7);
      ck_assert_str_eq (rig_gguf_get_text (gguf, "general.architecture"), "llama");
      ck_assert_uint_eq (rig_gguf_get_warnings (gguf)->len, 0);
      /* Head, architecture, layers, set, tensors: 24 + 45 + 33 + 82 + 2 * 33, padded to 256, and 64
       * of data; in the others 24 + 82 + 33, padded to 160, and 32. */
      ck_assert_uint_eq (rig_gguf_get_file_bytes (gguf), 256 + 64 + 2 * (160 + 32));
    }
}
END_TEST

typedef struct
{
  const char *what;
  const char *files[N_FILES];
  guint asked;
  RigGgufError code;
  const char *message; /* %s is the folder */
} Refusal;

static const Refusal refusals[] = {
  { "second of three missing", { FILE_1, NULL, FILE_3 }, 0, RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_1 ": it is file 1 of 3: expected the others beside it, but %s/" ENDING_2
    " is missing" },
  { "first missing", { NULL, NULL, FILE_3 }, 2, RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_3 ": it is file 3 of 3: expected the others beside it, but %s/" ENDING_1
    " is missing" },
  { "number that is not in the name",
    { HEAD ("1", "3") SPLIT ("1", "3", "4") TENSOR ("a", "0"), FILE_2, FILE_3 }, 0,
    RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_1 ": it is file 2 of 3: expected a name that ends in “-00002-of-00003.gguf”, to "
    "look for the others by" },
  { "file of another number", { FILE_1, FILE_3, FILE_3 }, 0, RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_2 ": expected file 2 of a set of 3, found file 3 of 3" },
  { "file of a larger set",
    { FILE_1, FILE_2, HEAD ("1", "3") SPLIT ("2", "4", "4") TENSOR ("d", "0") }, 0,
    RIG_GGUF_ERROR_SHARD, "%s/" ENDING_3 ": expected file 3 of a set of 3, found file 3 of 4" },
  { "file that stands alone",
    { FILE_1, HEAD ("1", "1") ARCHITECTURE ("llama") TENSOR ("c", "0"), FILE_3 }, 0,
    RIG_GGUF_ERROR_SHARD, "%s/" ENDING_2 ": expected file 2 of a set of 3, found file 1 of 1" },
  { "file of a set with more tensors",
    { FILE_1, HEAD ("1", "3") SPLIT ("1", "3", "5") TENSOR ("c", "0"), FILE_3 }, 0,
    RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_2 ": expected a file of the same set as %s/" ENDING_1 ", found one of another" },
  { "file of another architecture",
    { FILE_1, HEAD ("1", "4") ARCHITECTURE ("qwen2") SPLIT ("1", "3", "4") TENSOR ("c", "0"),
      FILE_3 }, 0, RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_2 ": expected a file of the same set as %s/" ENDING_1 ", found one of another" },
  { "file of another version",
    { FILE_1, "x:47475546 u32:2 u64:1 u64:3 " SPLIT ("1", "3", "4") TENSOR ("c", "0"), FILE_3 },
    1, RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_1 ": expected a file of the same set as %s/" ENDING_2 ", found one of another" },
  { "a tensor too few", { FILE_1, FILE_2, HEAD ("0", "3") SPLIT ("2", "3", "4") }, 0,
    RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_1 ": expected 4 tensors in all files of the set together, found 3" },
  { "a tensor too many",
    { FILE_1, FILE_2, HEAD ("2", "3") SPLIT ("2", "3", "4") TENSOR ("d", "0") TENSOR ("e", "32") },
    0, RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_3 ": expected 4 tensors in all files of the set together, found more" },
  { "a tensor in two files",
    { FILE_1, FILE_2, HEAD ("1", "3") SPLIT ("2", "3", "4") TENSOR ("a", "0") }, 0,
    RIG_GGUF_ERROR_SHAPE,
    "%s/" ENDING_3 ": tensor “a”: expected every name once, found it twice" },
  { "no number", { HEAD ("0", "1") "s:split.count u32:2 u16:3", FILE_2, FILE_3 }, 0,
    RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_1 ": key “split.no”: expected a whole number up to 2, as the file is one of a "
    "set" },
  { "number beyond the count", { HEAD ("0", "3") SPLIT ("3", "3", "4"), FILE_2, FILE_3 }, 0,
    RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_1 ": key “split.no”: expected a whole number up to 2, as the file is one of a "
    "set" },
  { "negative number of tensors", { HEAD ("0", "3") SPLIT ("0", "3", "-1"), FILE_2, FILE_3 }, 0,
    RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_1 ": key “split.tensors.count”: expected a whole number up to 1048576, as the "
    "file is one of a set" },
  { "count that is no number", { HEAD ("0", "1") "s:split.count u32:8 s:x", FILE_2, FILE_3 }, 0,
    RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_1 ": key “split.count”: expected a whole number up to 65535, as the file is one "
    "of a set" },
  { "count of 2^32-1", { HEAD ("0", "1") "s:split.count u32:4 u32:-1", FILE_2, FILE_3 }, 0,
    RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_1 ": key “split.count”: expected a whole number up to 65535, as the file is one "
    "of a set" },
  { "damaged file", { FILE_1, "x:00", FILE_3 }, 0, RIG_GGUF_ERROR_TRUNCATED,
    "%s/" ENDING_2 ": byte 0: expected 4 more bytes of the header, found 1: the file is cut off "
    "or damaged" },
};

static void
check_refusal (const Refusal *c)
{
  g_autofree char *path = g_build_filename (folder, names[c->asked], NULL);
  g_auto (GStrv) parts = g_strsplit (c->message, "%s", -1);
  g_autofree char *message = g_strjoinv (folder, parts);
  g_autoptr (GError) error = NULL;
  g_autoptr (RigGguf) gguf = notation_read (catalog, path, &error);

  ck_assert_msg (gguf == NULL, "%s: not refused", c->what);
  ck_assert_msg (g_error_matches (error, RIG_GGUF_ERROR, (int) c->code), "%s: %s", c->what,
                 error->message);
  ck_assert_str_eq (error->message, message);
}

START_TEST (test_refused)
{
  write_files (refusals[_i].files);
  check_refusal (&refusals[_i]);
}
END_TEST

START_TEST (test_other_byte_order)
{
  g_autofree char *second = g_build_filename (folder, names[1], NULL);
  static const Refusal refusal = {
    "file of the other byte order", { NULL }, 0, RIG_GGUF_ERROR_SHARD,
    "%s/" ENDING_2 ": expected a file of the same set as %s/" ENDING_1 ", found one of another",
  };

  write_files (good);
  notation_save (FILE_2, TRUE, second);
  check_refusal (&refusal);
}
END_TEST

/* Must not wait for somebody to write to it. */
START_TEST (test_pipe_among_them)
{
  static const Refusal refusal = {
    "pipe", { NULL }, 0, RIG_GGUF_ERROR_READ, "%s/" ENDING_2 ": expected a file, found a pipe",
  };
  g_autofree char *second = g_build_filename (folder, names[1], NULL);

  write_files (good);
  g_unlink (second);
  ck_assert_int_eq (mkfifo (second, 0600), 0);
  check_refusal (&refusal);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("gguf-set");
  TCase *tcase = tcase_create ("gguf-set");

  tcase_add_unchecked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, test_any_file_names_the_set);
  tcase_add_loop_test (tcase, test_refused, 0, G_N_ELEMENTS (refusals));
  tcase_add_test (tcase, test_other_byte_order);
  tcase_add_test (tcase, test_pipe_among_them);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
