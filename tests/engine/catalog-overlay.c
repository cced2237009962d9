/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog.h"

#include "rig-test.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* A folder with one file, and a catalogue overlaid with it. */
typedef struct
{
  char *folder, *path;
  RigCatalog *catalog;
  gboolean ok;
} Overlay;

static void
overlay_text (Overlay *overlay, const char *text, gssize length)
{
  overlay->folder = g_dir_make_tmp ("rig-overlay-XXXXXX", NULL);
  overlay->path = g_build_filename (overlay->folder, "my.json", NULL);
  ck_assert (g_file_set_contents (overlay->path, text, length, NULL));
  overlay->catalog = rig_catalog_new ();
  overlay->ok = rig_catalog_overlay (overlay->catalog, overlay->path);
}

static void
overlay_clear (Overlay *overlay)
{
  rig_catalog_free (overlay->catalog);
  g_remove (overlay->path);
  g_rmdir (overlay->folder);
  g_free (overlay->path);
  g_free (overlay->folder);
}

static const GError *
get_problem (const RigCatalog *catalog, guint i)
{
  const GPtrArray *problems = rig_catalog_get_problems (catalog);

  ck_assert_uint_lt (i, problems->len);
  return g_ptr_array_index (problems, i);
}

#define SHAPE                                                                                   \
  "\"id\": \"m\", \"name\": \"M\", \"architecture\": \"llama\", \"n_layers\": 4, "               \
  "\"layers\": \"(f)x4\", \"hidden_size\": 64, \"n_heads\": 4, \"n_kv_heads\": 2, "              \
  "\"head_dim\": 16, \"value_head_dim\": 16, \"intermediate_size\": 128, \"vocab_size\": 100, "  \
  "\"max_context\": 4096"
#define MODEL(more) "{\"models\": [{" SHAPE ", " more "}]}"
#define MACHINE(more) "{\"machines\": [{\"id\": \"rtx-3090\", " more "}]}"

/* Texts that are refused, with the code and a part of the message. */
static const struct
{
  const char *text;
  RigCatalogError code;
  const char *message;
} refused[] = {
  { "", RIG_CATALOG_ERROR_SYNTAX, "my.json: line 1: " },
  { "{\n\"machines\": [\n{]", RIG_CATALOG_ERROR_SYNTAX, "my.json: line 3: " },
  { "{\"machines\": [\n{\"id\": NaN}]}", RIG_CATALOG_ERROR_SYNTAX, "my.json: line 2: " },
  { "{\n/* no */}", RIG_CATALOG_ERROR_SYNTAX, "my.json: line 2: a character" },
  { "{\n\"a\": '\"'}", RIG_CATALOG_ERROR_SYNTAX, "my.json: line 2: a character" },
  { "{\"machines\": [\n\n\"\xff\"]}", RIG_CATALOG_ERROR_SYNTAX, "my.json: line 3: " },
  { "[]", RIG_CATALOG_ERROR_SHAPE, "my.json: $: expected an object, found a list" },
  { "3", RIG_CATALOG_ERROR_SHAPE, "expected an object, found a number" },
  { "{\"machines\": {}}", RIG_CATALOG_ERROR_SHAPE, "machines: expected a list, found an object" },
  { "{\"machines\": [null]}", RIG_CATALOG_ERROR_SHAPE,
    "machines[0]: expected an object, found null" },
  { "{\"machines\": [{}]}", RIG_CATALOG_ERROR_SHAPE, "machines[0]: expected the key “id”" },
  { "{\"machines\": [{\"id\": \"\"}]}", RIG_CATALOG_ERROR_SHAPE, "expected the key “id”" },
  { "{\"machines\": [{\"id\": \"x\", \"name\": \"X\"}]}", RIG_CATALOG_ERROR_SHAPE,
    "machines[0]: expected the key “memory_gb”" },
  { "{\"machine\": []}", RIG_CATALOG_ERROR_UNKNOWN_KEY,
    "machine: unknown key; did you mean “machines”?" },
  { MACHINE ("\"memory_gbs\": 3"), RIG_CATALOG_ERROR_UNKNOWN_KEY,
    "machines[0].memory_gbs: unknown key; did you mean “memory_gb”?" },
  { MACHINE ("\"colour\": \"red\""), RIG_CATALOG_ERROR_UNKNOWN_KEY,
    "machines[0].colour: unknown key" },
  { MACHINE ("\"memory_gb\": {\"value\": \"24\"}"), RIG_CATALOG_ERROR_SHAPE,
    "machines[0].memory_gb.value: expected a number, found a string" },
  { MACHINE ("\"memory_gb\": {\"value\": 24, \"worth\": 3}"), RIG_CATALOG_ERROR_UNKNOWN_KEY,
    "machines[0].memory_gb.worth: unknown key" },
  { MACHINE ("\"memory_gb\": true"), RIG_CATALOG_ERROR_SHAPE,
    "expected an object with a value, or a number, found true or false" },
  { MACHINE ("\"memory_gb\": 0"), RIG_CATALOG_ERROR_SHAPE, "from 0.1 to 1000000, found 0" },
  { MACHINE ("\"memory_gb\": -1e308"), RIG_CATALOG_ERROR_SHAPE, "found -1e+308" },
  { MACHINE ("\"memory_gb\": null"), RIG_CATALOG_ERROR_SHAPE, "expected the key “memory_gb”" },
  { MACHINE ("\"price_recent_usd\": 1e999"), RIG_CATALOG_ERROR_SHAPE, "expected a finite number" },
  { MACHINE ("\"usable_gpu_fraction_max\": 1.01"), RIG_CATALOG_ERROR_SHAPE, "from 0 to 1" },
  { MACHINE ("\"bandwidth_gb_per_s\": {\"value\": 9, \"low\": 10, \"high\": 11}"),
    RIG_CATALOG_ERROR_SHAPE, "bandwidth_gb_per_s: expected low ≤ value ≤ high" },
  { MACHINE ("\"bandwidth_gb_per_s\": {\"value\": 9, \"high\": 8}"), RIG_CATALOG_ERROR_SHAPE,
    "expected low ≤ value ≤ high" },
  { MACHINE ("\"bandwidth_gb_per_s\": {\"value\": 1, \"unit\": \"TB/s\"}"),
    RIG_CATALOG_ERROR_SHAPE, "expected the unit “GB/s”, found “TB/s”" },
  { MACHINE ("\"idle_w\": {\"value\": 1, \"basis\": \"guessed\"}"), RIG_CATALOG_ERROR_SHAPE,
    "idle_w.basis: expected how it is known" },
  { MACHINE ("\"idle_w\": {\"value\": 1, \"date\": \"May 2026\"}"), RIG_CATALOG_ERROR_SHAPE,
    "idle_w.date: expected a date like 2026-05-31" },
  { MACHINE ("\"on_sale_from\": \"2026-13-01\""), RIG_CATALOG_ERROR_SHAPE, "expected a date" },
  { MACHINE ("\"kind\": \"toaster\""), RIG_CATALOG_ERROR_SHAPE,
    "kind: expected one of laptop, mini, desktop, workstation, server, card, found “toaster”" },
  { MACHINE ("\"n_gpus\": 1.5"), RIG_CATALOG_ERROR_SHAPE, "expected a whole number, found 1.5" },
  { MACHINE ("\"n_gpus\": 100"), RIG_CATALOG_ERROR_SHAPE, "from 1 to 64, found 100" },
  { MACHINE ("\"os\": \"Linux\""), RIG_CATALOG_ERROR_SHAPE, "expected a list of strings" },
  { MACHINE ("\"os\": [\"a\", 2]"), RIG_CATALOG_ERROR_SHAPE, "os[1]: expected a string" },
  { MACHINE ("\"unified\": 1"), RIG_CATALOG_ERROR_SHAPE,
    "unified: expected true or false, found a number" },
  { MACHINE ("\"software\": {\"vllm\": {\"support\": \"maybe\"}}"), RIG_CATALOG_ERROR_SHAPE,
    "software.vllm.support: expected one of unknown, no, partial, yes" },
  { MACHINE ("\"benchmarks\": [{\"model\": \"x\"}, {}]"), RIG_CATALOG_ERROR_SHAPE,
    "benchmarks[1]: expected the key “model”" },
  { MODEL ("\"n_layers\": 1e9"), RIG_CATALOG_ERROR_SHAPE, "n_layers: expected a number from 0" },
  { MODEL ("\"n_layers\": 0"), RIG_CATALOG_ERROR_SHAPE, "expected the key “n_layers”" },
  { MODEL ("\"n_layers\": 5"), RIG_CATALOG_ERROR_SHAPE, "expected 5 layers as n_layers says" },
  { MODEL ("\"layers\": \"(f)x4000000000\""), RIG_CATALOG_ERROR_SHAPE, "expected layers like" },
  { MODEL ("\"layers\": \"(f)x99999999999999999999999\""), RIG_CATALOG_ERROR_SHAPE,
    "expected layers like" },
  { MODEL ("\"layers\": \"(ff\""), RIG_CATALOG_ERROR_SHAPE, "expected layers like" },
  { MODEL ("\"layers\": \"ffzf\""), RIG_CATALOG_ERROR_SHAPE, "expected layers like" },
  { MODEL ("\"layers\": \"fffs\""), RIG_CATALOG_ERROR_SHAPE, "“sliding_window”" },
  { MODEL ("\"layers\": \"fffl\""), RIG_CATALOG_ERROR_SHAPE, "“linear”" },
  { MODEL ("\"layers\": \"fffm\""), RIG_CATALOG_ERROR_SHAPE, "“ssm”" },
  { MODEL ("\"layers\": \"fffc\""), RIG_CATALOG_ERROR_SHAPE, "“mla.kv_latent”" },
  { MODEL ("\"n_heads\": 0"), RIG_CATALOG_ERROR_SHAPE, "“n_heads”" },
  { MODEL ("\"n_kv_heads\": 0"), RIG_CATALOG_ERROR_SHAPE, "“n_kv_heads”" },
  { MODEL ("\"head_dim\": 0"), RIG_CATALOG_ERROR_SHAPE, "“head_dim”" },
  { MODEL ("\"hidden_size\": -64"), RIG_CATALOG_ERROR_SHAPE, "found -64" },
  { MODEL ("\"vocab_size\": 0"), RIG_CATALOG_ERROR_SHAPE, "“vocab_size”" },
  { MODEL ("\"mla\": {}"), RIG_CATALOG_ERROR_SHAPE, "“mla.kv_lora_rank”" },
  { MODEL ("\"moe\": {}"), RIG_CATALOG_ERROR_SHAPE, "“moe”" },
  { MODEL ("\"moe\": {\"n_experts\": 4, \"n_active\": 5, \"expert_ffn\": 8}"),
    RIG_CATALOG_ERROR_SHAPE, "expected at most 4 active experts, found 5" },
  { MODEL ("\"kv_shared_layers\": 4"), RIG_CATALOG_ERROR_SHAPE, "no group of layers larger" },
  { MODEL ("\"mtp\": {\"native\": \"yes\"}"), RIG_CATALOG_ERROR_SHAPE, "mtp.native: expected" },
  { "{\"models\": [{\"id\": \"g\", \"name\": \"G\", \"same_shape_as\": \"none\"}]}",
    RIG_CATALOG_ERROR_SHAPE, "expected same_shape_as to be the id of a model" },
  { "{\"models\": [{\"id\": \"g\", \"name\": \"G\", \"same_shape_as\": \"generic-70b\"}]}",
    RIG_CATALOG_ERROR_SHAPE, "expected same_shape_as to be the id of a model" },
  { "{\"quants\": [{\"id\": \"q\", \"name\": \"Q\", \"default_type\": \"Q9\"}]}",
    RIG_CATALOG_ERROR_SHAPE, "expected default_type to be the name of a tensor type" },
  { "{\"quants\": [{\"id\": \"q\", \"name\": \"Q\"}]}", RIG_CATALOG_ERROR_SHAPE,
    "expected the key “default_type”" },
  { "{\"quants\": [{\"id\": \"q\", \"name\": \"Q\", \"format\": \"mlx\"}]}",
    RIG_CATALOG_ERROR_SHAPE, "expected the key “bits_per_weight”" },
  { "{\"tensor_types\": [{\"name\": \"T\", \"block_elems\": 0, \"block_bytes\": 4}]}",
    RIG_CATALOG_ERROR_SHAPE, "tensor_types[0].block_elems: expected a number from 1" },
  { "{\"apis\": [{\"id\": \"a\", \"model\": \"m\", \"host\": \"h\", \"tiers\": [{}]}]}",
    RIG_CATALOG_ERROR_SHAPE, "tiers[0]: expected either above_input_tokens or from_date" },
  { "{\"apis\": [{\"id\": \"a\", \"model\": \"m\", \"host\": \"h\", \"input\": -1}]}",
    RIG_CATALOG_ERROR_SHAPE, "apis[0].input: expected a number from 0" },
  { "{\"resales\": [{\"item\": \"r\", \"months\": [12, 24], \"share_kept\": [0.5]}]}",
    RIG_CATALOG_ERROR_SHAPE, "expected as many shares as months, found 1 and 2" },
  { "{\"resales\": [{\"item\": \"r\", \"months\": [12, null], \"share_kept\": [0.5, 1]}]}",
    RIG_CATALOG_ERROR_SHAPE, "months[1]: expected a number, found null" },
  { "{\"as_of\": \"soon\"}", RIG_CATALOG_ERROR_SHAPE, "as_of: expected a date" },
};

/* All on one catalogue: whatever is refused, everything else stays as it was. */
START_TEST (test_refused)
{
  g_autofree char *folder = g_dir_make_tmp ("rig-overlay-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "my.json", NULL);
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      guint n = rig_catalog_get_problems (catalog)->len;
      const GError *error;
      ck_assert (g_file_set_contents (path, refused[i].text, -1, NULL));
      ck_assert_msg (!rig_catalog_overlay (catalog, path), "%s", refused[i].text);
      error = get_problem (catalog, n);
      ck_assert_msg (g_error_matches (error, RIG_CATALOG_ERROR, refused[i].code), "%s",
                     error->message);
      ck_assert_msg (strstr (error->message, refused[i].message) != NULL, "%s", error->message);
      ck_assert_msg (strstr (error->message, "my.json: ") != NULL, "%s", error->message);
      ck_assert (g_utf8_validate (error->message, -1, NULL));
    }
  ck_assert_uint_eq (rig_catalog_get_machines (catalog)->len, 63);
  ck_assert_double_eq (rig_catalog_find_machine (catalog, "rtx-3090")->memory_gb.value, 24);
  ck_assert_uint_eq (rig_catalog_get_models (catalog)->len, 87);
  ck_assert_uint_eq (rig_catalog_get_quants (catalog)->len, 69);
  ck_assert_uint_eq (rig_catalog_get_apis (catalog)->len, 89);
  g_remove (path);
  g_rmdir (folder);
}
END_TEST

START_TEST (test_change)
{
  Overlay overlay;
  g_autoptr (RigCatalog) original = rig_catalog_new ();
  const RigMachine *before = rig_catalog_find_machine (original, "rtx-3090");
  const RigMachine *after;

  overlay_text (&overlay,
                MACHINE ("\"price_recent_usd\": 999, \"idle_w\": {\"value\": 20, \"low\": 15, "
                         "\"high\": 30, \"unit\": \"W\", \"basis\": \"measured\", \"source\": "
                         "\"my meter\", \"date\": \"2026-11-22\"}"),
                -1);
  ck_assert (overlay.ok);
  after = rig_catalog_find_machine (overlay.catalog, "rtx-3090");
  ck_assert_double_eq (after->price_recent_usd.value, 999);
  ck_assert_uint_eq (after->price_recent_usd.basis, RIG_BASIS_TYPED);
  ck_assert_str_eq (after->price_recent_usd.unit, "USD");
  ck_assert_double_eq (after->idle_w.low, 15);
  ck_assert_str_eq (after->idle_w.source, "my meter");
  ck_assert_str_eq (after->name, before->name);
  ck_assert_double_eq (after->bandwidth_gb_per_s.value, before->bandwidth_gb_per_s.value);
  ck_assert_uint_eq (after->n_benchmarks, before->n_benchmarks);
  ck_assert_str_eq (after->origin, overlay.path);
  ck_assert_str_eq (before->origin, "machines.json");
  ck_assert_uint_eq (rig_catalog_get_machines (overlay.catalog)->len, 63);
  ck_assert (g_ptr_array_find ((GPtrArray *) rig_catalog_get_machines (overlay.catalog), after,
                               NULL));
  overlay_clear (&overlay);
}
END_TEST

START_TEST (test_null_makes_unknown)
{
  Overlay overlay;

  overlay_text (&overlay, MACHINE ("\"price_recent_usd\": null, \"chip\": null"), -1);
  ck_assert (overlay.ok);
  ck_assert (!rig_figure_is_known (
      &rig_catalog_find_machine (overlay.catalog, "rtx-3090")->price_recent_usd));
  ck_assert_ptr_null (rig_catalog_find_machine (overlay.catalog, "rtx-3090")->chip);
  overlay_clear (&overlay);
}
END_TEST

START_TEST (test_add)
{
  Overlay overlay;
  const RigMachine *machine;
  const RigModel *model;

  overlay_text (&overlay,
                "{\"machines\": [{\"id\": \"mine\", \"name\": \"Mine\", \"memory_gb\": 48}],"
                " \"models\": [{" SHAPE "}],"
                " \"quants\": [{\"id\": \"q\", \"name\": \"Q\", \"default_type\": \"T\"}],"
                " \"tensor_types\": [{\"name\": \"T\", \"block_elems\": 32, \"block_bytes\": 9}]}",
                -1);
  ck_assert (overlay.ok);
  machine = rig_catalog_find_machine (overlay.catalog, "mine");
  ck_assert_ptr_eq (g_ptr_array_index (rig_catalog_get_machines (overlay.catalog), 63), machine);
  ck_assert_str_eq (machine->short_name, "Mine");
  ck_assert_uint_eq (machine->n_gpus, 1);
  ck_assert (!rig_figure_is_known (&machine->bandwidth_gb_per_s));
  ck_assert_ptr_null (machine->os[0]);
  ck_assert (!rig_machine_is_on_sale (machine, "2026-11-22"));
  model = rig_catalog_find_model (overlay.catalog, "m");
  ck_assert_uint_eq (model->n_layers, 4);
  ck_assert_uint_eq (model->layers[3], RIG_LAYER_FULL);
  ck_assert_uint_eq (rig_catalog_get_models (overlay.catalog)->len, 88);
  ck_assert_str_eq (rig_catalog_find_quant (overlay.catalog, "q")->default_type, "T");
  overlay_clear (&overlay);
}
END_TEST

/* One record is bad; its neighbours, before and after, are taken. */
START_TEST (test_bad_record_alone_is_left_out)
{
  Overlay overlay;

  overlay_text (&overlay,
                "{\"machines\": [{\"id\": \"a\", \"name\": \"A\", \"memory_gb\": 1},"
                " {\"id\": \"rtx-3090\", \"name\": \"Other\", \"memory_gb\": \"x\"},"
                " {\"id\": \"c\", \"name\": \"C\", \"memory_gb\": 3}]}",
                -1);
  ck_assert (!overlay.ok);
  ck_assert_uint_eq (rig_catalog_get_problems (overlay.catalog)->len, 1);
  ck_assert_uint_eq (rig_catalog_get_machines (overlay.catalog)->len, 65);
  ck_assert_str_eq (rig_catalog_find_machine (overlay.catalog, "rtx-3090")->name,
                    "GeForce RTX 3090 24 GB");
  overlay_clear (&overlay);
}
END_TEST

START_TEST (test_same_id_twice)
{
  Overlay overlay;

  overlay_text (&overlay,
                "{\"machines\": [{\"id\": \"a\", \"name\": \"A\", \"memory_gb\": 1},"
                " {\"id\": \"a\", \"memory_gb\": 2}]}",
                -1);
  ck_assert (overlay.ok);
  ck_assert_uint_eq (rig_catalog_get_machines (overlay.catalog)->len, 64);
  ck_assert_str_eq (rig_catalog_find_machine (overlay.catalog, "a")->name, "A");
  ck_assert_double_eq (rig_catalog_find_machine (overlay.catalog, "a")->memory_gb.value, 2);
  overlay_clear (&overlay);
}
END_TEST

START_TEST (test_group_is_removed_by_null)
{
  Overlay overlay;
  const RigModel *model;

  overlay_text (&overlay,
                "{\"models\": [{\"id\": \"gpt-oss-20b\", \"moe\": null,"
                " \"intermediate_size\": 2880}]}",
                -1);
  ck_assert (overlay.ok);
  model = rig_catalog_find_model (overlay.catalog, "gpt-oss-20b");
  ck_assert (!model->moe.present);
  ck_assert_uint_eq (model->moe.n_experts, 0);
  ck_assert_uint_eq (model->intermediate_size, 2880);
  overlay_clear (&overlay);
}
END_TEST

START_TEST (test_price_date)
{
  Overlay overlay;

  overlay_text (&overlay, "{\"as_of\": \"2026-11-01\", \"apis\": []}", -1);
  ck_assert (overlay.ok);
  ck_assert_str_eq (rig_catalog_get_price_date (overlay.catalog), "2026-11-01");
  overlay_clear (&overlay);
}
END_TEST

/* Neither the parser's stack nor its comments: 100,000 brackets, seen and hidden. */
START_TEST (test_deep_nesting)
{
  static const char *const heads[] = { "", "{\"a\": ", "/*\"*/", "{\"\\\\\": ", "{\"\\\"\": " };
  Overlay overlay;

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *brackets = g_strnfill (100000, '[');
      g_autofree char *text = g_strconcat (heads[i], brackets, NULL);
      overlay_text (&overlay, text, -1);
      ck_assert (!overlay.ok);
      ck_assert (g_error_matches (get_problem (overlay.catalog, 0), RIG_CATALOG_ERROR,
                                  RIG_CATALOG_ERROR_SYNTAX));
      overlay_clear (&overlay);
    }
}
END_TEST

/* A key of another script, of control characters, of a million letters. */
START_TEST (test_odd_keys)
{
  Overlay overlay;
  g_autofree char *long_key = g_strnfill (1000000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"machines\": [{\"%s\": 1}]}", long_key);

  overlay_text (&overlay, text, -1);
  ck_assert (g_error_matches (get_problem (overlay.catalog, 0), RIG_CATALOG_ERROR,
                              RIG_CATALOG_ERROR_UNKNOWN_KEY));
  overlay_clear (&overlay);
  overlay_text (&overlay, "{\"machines\": [{\"\\u0001%s%n\": 1}, {\"\": 2}]}", -1);
  ck_assert_uint_eq (rig_catalog_get_problems (overlay.catalog)->len, 2);
  overlay_clear (&overlay);
}
END_TEST

START_TEST (test_unreadable)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();

  ck_assert (!rig_catalog_overlay (catalog, "/nonexistent/my.json"));
  ck_assert (!rig_catalog_overlay (catalog, "/dev/null"));
  for (guint i = 0; i < 2; i++)
    ck_assert (g_error_matches (get_problem (catalog, i), RIG_CATALOG_ERROR,
                                RIG_CATALOG_ERROR_READ));
  ck_assert_ptr_nonnull (strstr (get_problem (catalog, 0)->message, "/nonexistent/my.json"));
  ck_assert_uint_eq (rig_catalog_get_machines (catalog)->len, 63);
}
END_TEST

/* In the order of their names, so that the last has the last word; other files are not read. */
START_TEST (test_folder)
{
  g_autofree char *folder = g_dir_make_tmp ("rig-overlay-XXXXXX", NULL);
  static const char *const names[] = { "20-b.json", "10-a.json", "notes.txt" };
  static const char *const texts[]
      = { MACHINE ("\"price_recent_usd\": 2"), MACHINE ("\"price_recent_usd\": 1"), "not JSON" };
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      ck_assert (g_file_set_contents (path, texts[i], -1, NULL));
    }
  ck_assert (rig_catalog_overlay (catalog, folder));
  ck_assert_double_eq (rig_catalog_find_machine (catalog, "rtx-3090")->price_recent_usd.value, 2);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_remove (path);
    }
  g_rmdir (folder);
}
END_TEST

/* The user's own folder is $XDG_DATA_HOME/rigwise/catalog, which the tests have to themselves. */
START_TEST (test_user_folder)
{
  g_autofree char *folder
      = g_build_filename (g_get_user_data_dir (), "rigwise", "catalog", NULL);
  g_autofree char *path = g_build_filename (folder, "catalog-overlay-test.json", NULL);
  g_autoptr (RigCatalog) without = rig_catalog_new ();
  g_autoptr (RigCatalog) with = rig_catalog_new ();

  g_remove (path);
  ck_assert (rig_catalog_overlay_user (without));
  ck_assert_int_eq (g_mkdir_with_parents (folder, 0700), 0);
  ck_assert (g_file_set_contents (path, MACHINE ("\"price_recent_usd\": 5"), -1, NULL));
  ck_assert (rig_catalog_overlay_user (with));
  ck_assert_double_eq (rig_catalog_find_machine (with, "rtx-3090")->price_recent_usd.value, 5);
  g_remove (path);
  g_rmdir (folder);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("catalog-overlay");
  TCase *tcase = tcase_create ("catalog-overlay");

  tcase_add_test (tcase, test_refused);
  tcase_add_test (tcase, test_change);
  tcase_add_test (tcase, test_null_makes_unknown);
  tcase_add_test (tcase, test_add);
  tcase_add_test (tcase, test_bad_record_alone_is_left_out);
  tcase_add_test (tcase, test_same_id_twice);
  tcase_add_test (tcase, test_group_is_removed_by_null);
  tcase_add_test (tcase, test_price_date);
  tcase_add_test (tcase, test_deep_nesting);
  tcase_add_test (tcase, test_odd_keys);
  tcase_add_test (tcase, test_unreadable);
  tcase_add_test (tcase, test_folder);
  tcase_add_test (tcase, test_user_folder);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
