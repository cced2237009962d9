/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every row of what others published: logs of llama.cpp and its forks, and sizes of files. A row
 * that our rules do not reproduce stands in oracles/published-excused.csv with its cause, which
 * docs/method-memory.md explains. An excused row that starts to agree fails as well. */
#include "oracle.h"

#include "engine/estimate/memory.h"
#include "engine/estimate/preset.h"
#include "engine/estimate/weights-private.h"

#include <string.h>

#define MIB 1048576.0
#define GIB 1073741824.0

/* Logs print MiB to two decimals; what is a sum of several lines may be off by half of each. */
#define HALF_LOG_DIGIT 0.00501

/* Columns of oracles/memory-breakdowns.csv. */
enum
{
  LOG_CASE,
  LOG_FILE_GIB = 6,
  LOG_CONTEXT = 8,
  LOG_UBATCH = 10,
  LOG_FLASH_ATTENTION,
  LOG_TYPE_K = 13,
  LOG_TYPE_V,
  LOG_WEIGHTS,
  LOG_KV,
  LOG_STATE,
  LOG_COMPUTE,
  LOG_OUTPUT,
  LOG_ENGINE,
  LOG_NOTE = 22,
};

/* Columns of oracles/published-cases.csv: what we know of the same row. */
enum
{
  CASE_MODEL = 1,
  CASE_QUANT,
  CASE_SEQUENCES,
  CASE_SNAPSHOTS,
  CASE_CONTEXT,
  CASE_BOTH_LAYOUTS,
};

/* Columns of oracles/published-files.csv, after those that it shares with the cases. */
enum
{
  FILE_PRINTED_GB_HALF = 3, /* where the source prints GB: half of its last digit */
  FILE_MTP,
};

/* Columns of oracles/gguf-sizes.csv. */
enum
{
  SIZE_CASE,
  SIZE_MODEL = 2,
  SIZE_QUANT,
  SIZE_KIND,
  SIZE_BYTES,
  SIZE_GIB,
};

static RigCatalog *catalog;
static GHashTable *excused; /* "file case quantity" -> cause; what was met is taken out */
static guint n_agreed, n_excused, n_wrong;

static void
read_excused (const char *file)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/published-excused.csv");

  excused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      if (g_str_equal (row[0], file))
        g_hash_table_insert (excused, g_strdup_printf ("%s %s", row[1], row[2]),
                             g_strdup (row[3]));
    }
}

static void
setup (void)
{
  g_autofree char *shapes = rig_test_path ("oracles/published-shapes.json");

  catalog = rig_catalog_new ();
  ck_assert (rig_catalog_overlay (catalog, shapes));
  n_agreed = n_excused = n_wrong = 0;
}

static void
teardown (void)
{
  g_clear_pointer (&catalog, rig_catalog_free);
  g_clear_pointer (&excused, g_hash_table_unref);
}

/* Notes whether @ours lies between @low and @high, and whether that was to be expected. */
static void
check (const char *id, const char *quantity, double ours, double low, double high)
{
  g_autofree char *key = g_strdup_printf ("%s %s", id, quantity);
  gboolean agrees = ours >= low && ours <= high;
  gboolean expected = g_hash_table_lookup (excused, key) == NULL;

  g_hash_table_remove (excused, key);
  if (agrees != expected)
    {
      g_printerr ("%s,%s,%s: ours %.3f, published %.3f to %.3f\n", id, quantity,
                  agrees ? "agrees although excused" : "differs", ours, low, high);
      n_wrong++;
    }
  else if (agrees)
    n_agreed++;
  else
    n_excused++;
}

static void
check_near (const char *id, const char *quantity, double ours, double printed, double half)
{
  check (id, quantity, ours, printed - half, printed + half);
}

/* Every excuse was met by a row of the file, and nothing else differs. */
static void
check_end (guint agreed, guint excuses)
{
  ck_assert_uint_eq (n_wrong, 0);
  ck_assert_uint_eq (g_hash_table_size (excused), 0);
  ck_assert_uint_eq (n_agreed, agreed);
  ck_assert_uint_eq (n_excused, excuses);
}

/* "IQ4_XS", or "IQ4_XS+imatrix" where the file's maker is known to use one. FALSE for types that
 * our engine does not have. */
static gboolean
init_weights (RigWeights *weights, const RigModel *model, const char *text)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  g_auto (GStrv) parts = g_strsplit (text, "+", 2);
  const RigQuant *quant = parts[0] != NULL ? rig_catalog_find_quant (catalog, parts[0]) : NULL;
  gboolean known = quant != NULL, imatrix;

  if (!known)
    quant = rig_catalog_find_quant (catalog, "F16");
  imatrix = rig_preset_needs_imatrix (rig_preset_from_name (quant->id)) ||
            (known && parts[1] != NULL);
  rig_weights_init_with_imatrix (weights, model, quant, (const RigTensorType *const *) types->pdata,
                                 types->len, imatrix);
  ck_assert_ptr_null (weights->unknown);
  return known;
}

static const RigTensorType *
find_type (const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);
  const RigTensorType *type = rig_catalog_find_tensor_type (catalog, upper);

  return type != NULL ? type : rig_catalog_find_tensor_type (catalog, "F16");
}

/* Sums of "CPU=281.81; CUDA0=4403.49" in MiB, of the host's part and of the devices'. A processor
 * is the host only beside other devices. */
typedef struct
{
  double host, device;
  guint n_host, n_devices;
} Buffers;

static Buffers
parse_buffers (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "; ", -1);
  Buffers sum = { 0 };
  gboolean alone = strstr (text, "; ") == NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *value = strchr (parts[i], '=');
      gboolean host = strstr (parts[i], "Host") != NULL || g_str_has_prefix (parts[i], "host") ||
                      (!alone && g_str_has_prefix (parts[i], "CPU"));

      if (value == NULL)
        continue;
      *(host ? &sum.host : &sum.device) += oracle_number (value + 1);
      *(host ? &sum.n_host : &sum.n_devices) += 1;
    }
  return sum;
}

/* The logs' engines keep every token in sliding layers; the types stand for today's default where
 * the log says none. Without "none" for the type of V, latents were unfolded into heads. */
static void
init_use (RigMemoryUse *use, RigModel *model, char **log, char **row)
{
  gboolean forked = strstr (log[LOG_ENGINE], "ik_llama") != NULL;
  gboolean recent = strstr (log[LOG_ENGINE], "(202") != NULL &&
                    strstr (log[LOG_ENGINE], "(2024)") == NULL;

  *use = (RigMemoryUse){ .context = (guint) oracle_number (row[CASE_CONTEXT]),
                         .sequences = (guint) oracle_number (row[CASE_SEQUENCES]),
                         .ubatch = 512,
                         .kv_k = find_type (log[LOG_TYPE_K]),
                         .kv_v = find_type (log[LOG_TYPE_V]),
                         .flash_attention = log[LOG_FLASH_ATTENTION][0] != '0',
                         .swa_full = forked,
                         .profile = recent ? &rig_memory_profile_2026 : &rig_memory_profile_2025 };
  if (g_str_has_prefix (log[LOG_COMPUTE], "CPU=") && strchr (log[LOG_COMPUTE], ';') == NULL)
    use->device = RIG_MEMORY_DEVICE_NONE;
  if (log[LOG_UBATCH][0] != '\0')
    use->ubatch = (guint) oracle_number (log[LOG_UBATCH]);
  if (!forked || !model->mla.present || g_str_has_prefix (log[LOG_TYPE_V], "none"))
    return;
  model->mla.present = FALSE;
  model->n_kv_heads = model->n_heads;
  model->head_dim = model->mla.qk_nope_head_dim + model->mla.qk_rope_head_dim;
  model->value_head_dim = model->mla.v_head_dim;
}

/* A log reserves output rows for as many sequences as the program asked for, which it does not say;
 * what is printed must be a few times the vocabulary. */
static void
check_output (const char *id, const RigModel *model, const char *text)
{
  double one = model->vocab_size * 4.0 / MIB;
  Buffers output = parse_buffers (text);
  double printed = output.host + output.device;
  double rows = CLAMP (round (printed / one), 1.0, 8.0);

  if (printed > 0.0)
    check_near (id, "output", rows * one, printed, HALF_LOG_DIGIT);
}

static void
check_compute (const char *id, const RigMemory *memory, double sequences, const RigModel *model,
               const char *text)
{
  Buffers compute = parse_buffers (text);
  double output = model->vocab_size * 4.0 * sequences;

  if (compute.n_devices > 0)
    check_near (id, "compute", memory->device.compute_bytes / MIB, compute.device,
                compute.n_devices * HALF_LOG_DIGIT);
  if (compute.n_host > 0)
    check_near (id, "inputs", (memory->host.compute_bytes - output) / MIB, compute.host,
                compute.n_host * HALF_LOG_DIGIT);
}

/* Files of spring 2025 hold the latents' two matrices merged into one beside the two themselves. */
static double
merged_bytes (const RigModel *model, const RigQuant *quant)
{
  double elements = (double) model->n_layers * model->mla.kv_lora_rank * model->n_heads *
                    (model->mla.qk_nope_head_dim + model->mla.v_head_dim);
  const RigTensorType *type = rig_catalog_find_tensor_type (catalog, quant->default_type);

  return elements / type->block_elems * type->block_bytes;
}

/* The file's tensors as the log counts them, and the buffers that hold them. */
static void
check_weights (const char *id, const RigWeights *weights, double more, char **log)
{
  Buffers buffers = parse_buffers (log[LOG_WEIGHTS]);
  const char *point = strchr (log[LOG_FILE_GIB], '.');
  double half = point != NULL ? 0.501 * pow (10.0, -(double) strlen (point + 1)) : 0.5;
  double held = weights->device_bytes + weights->host_bytes + more;

  /* Without a GPU, a tied embedding is held once. */
  if (buffers.n_host == 0 && g_str_has_prefix (log[LOG_WEIGHTS], "CPU="))
    held = weights->total_bytes + more;
  if (log[LOG_FILE_GIB][0] != '\0')
    check_near (id, "file", (weights->total_bytes + more) / GIB, oracle_number (log[LOG_FILE_GIB]),
                half);
  if (buffers.n_host + buffers.n_devices > 0)
    check_near (id, "weights", held / MIB, buffers.host + buffers.device,
                (buffers.n_host + buffers.n_devices) * HALF_LOG_DIGIT);
}

static void
check_log (char **log, char **row)
{
  const RigModel *found = rig_catalog_find_model (catalog, row[CASE_MODEL]);
  const char *id = log[LOG_CASE];
  RigWeights weights;
  RigMemory memory;
  RigMemoryUse use;
  RigModel model;
  double more = 0.0;

  ck_assert_str_eq (id, row[0]);
  ck_assert_msg (found != NULL, "no model %s", row[CASE_MODEL]);
  model = *found;
  if (!init_weights (&weights, found, row[CASE_QUANT]))
    more = NAN;
  else if (row[CASE_BOTH_LAYOUTS][0] == '1')
    more = merged_bytes (found, rig_catalog_find_quant (catalog, row[CASE_QUANT]));
  init_use (&use, &model, log, row);
  rig_memory_init_for_model (&memory, &model, &weights, &use);
  ck_assert_ptr_null (memory.unknown);

  if (log[LOG_KV][0] != '\0')
    check_near (id, "kv", memory.kv_bytes / MIB, oracle_number (log[LOG_KV]), HALF_LOG_DIGIT);
  if (log[LOG_STATE][0] != '\0')
    check_near (id, "state", memory.state_bytes * oracle_number (row[CASE_SNAPSHOTS]) / MIB,
                oracle_number (log[LOG_STATE]), HALF_LOG_DIGIT);
  check_output (id, &model, log[LOG_OUTPUT]);
  check_compute (id, &memory, use.sequences, &model, log[LOG_COMPUTE]);
  check_weights (id, &weights, more, log);
}

START_TEST (test_logs)
{
  g_autoptr (GPtrArray) logs = oracle_read_csv ("oracles/memory-breakdowns.csv");
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/published-cases.csv");

  read_excused ("log");
  ck_assert_uint_eq (rows->len, logs->len);
  for (guint i = 0; i < logs->len; i++)
    check_log (logs->pdata[i], rows->pdata[i]);
  check_end (210, 251);
}
END_TEST

/* ds4 writes what a session holds in F32, with logits and state beside the cache: what a token adds
 * can be compared, but for four bytes of the token itself. */
START_TEST (test_compressed_cache_growth)
{
  g_autoptr (GPtrArray) logs = oracle_read_csv ("oracles/memory-breakdowns.csv");
  const RigModel *model = rig_catalog_find_model (catalog, "deepseek-v4-flash");
  RigMemoryUse use = { .sequences = 1, .ubatch = 512, .flash_attention = TRUE };
  double ours[2] = { 0 }, theirs[2] = { 0 }, tokens[2] = { 0 };
  RigWeights weights;
  guint n = 0;

  use.kv_k = use.kv_v = rig_catalog_find_tensor_type (catalog, "F32");
  init_weights (&weights, model, "F16");
  for (guint i = 0; i < logs->len; i++)
    {
      char **log = logs->pdata[i];
      RigMemory memory;

      if (!g_str_equal (log[LOG_CASE], "128") && !g_str_equal (log[LOG_CASE], "130"))
        continue;
      /* Where llama.cpp pads nothing: ds4 does not pad at all. */
      use.context = (n + 1) * 256 * 128;
      rig_memory_init_for_model (&memory, model, &weights, &use);
      tokens[n] = oracle_number (log[LOG_CONTEXT]);
      ours[n] = memory.kv_bytes;
      theirs[n++] = oracle_number (log[LOG_KV]) * MIB;
    }
  ck_assert_uint_eq (n, 2);
  /* Printed to a thousandth of a MiB, twice. */
  rig_assert_close ((ours[1] - ours[0]) / (256 * 128) + 4.0,
                    (theirs[1] - theirs[0]) / (tokens[1] - tokens[0]),
                    1.1 * 0.001 * MIB / (theirs[1] - theirs[0]));
}
END_TEST

/* The number after "peak memory" in a log's note. */
static double
find_peak (GPtrArray *logs, const char *id)
{
  for (guint i = 0; i < logs->len; i++)
    {
      char **log = logs->pdata[i];

      if (g_str_equal (log[LOG_CASE], id))
        return oracle_number (log[LOG_NOTE] + strlen ("peak memory ")) * 1e9;
    }
  return NAN;
}

/* MLX prints the peak of everything that it held, whose working memory we do not model; between two
 * quantisations of a model only the weights differ. (Not between 133 and 138: the peak of the
 * smaller lies elsewhere, 0.1 GB higher.) */
START_TEST (test_mlx_peaks)
{
  static const struct
  {
    const char *model, *large, *large_quant, *small, *small_quant;
    double half; /* of the last digits of both, bytes */
  } pairs[] = {
    { "qwen3-4b", "132", "BF16", "133", "MLX-8bit", 5.6e6 },
    { "qwen3-4b", "137", "MLX-4bit-g32", "138", "MLX-4bit", 5.6e6 },
    { "qwen3-30b-a3b", "139", "MLX-8bit", "141", "MLX-5bit", 10.1e6 },
    { "qwen3-30b-a3b", "141", "MLX-5bit", "142", "MLX-4bit", 10.1e6 },
  };
  g_autoptr (GPtrArray) logs = oracle_read_csv ("oracles/memory-breakdowns.csv");

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const RigModel *model = rig_catalog_find_model (catalog, pairs[i].model);
      double theirs = find_peak (logs, pairs[i].large) - find_peak (logs, pairs[i].small);
      RigWeights large, small;

      init_weights (&large, model, pairs[i].large_quant);
      init_weights (&small, model, pairs[i].small_quant);
      ck_assert_msg (fabs (large.total_bytes - small.total_bytes - theirs) <= pairs[i].half,
                     "%s less %s: %.0f, published %.0f", pairs[i].large, pairs[i].small,
                     large.total_bytes - small.total_bytes, theirs);
    }
}
END_TEST

/* Bytes are of whole files, GiB of their tensors alone or of files, as printed; headers with
 * their vocabulary take 0.2 to 16 MB. Some files hold the block for multi-token prediction. */
static void
check_file (char **size, char **row)
{
  const RigModel *model = rig_catalog_find_model (catalog, row[CASE_MODEL]);
  double printed = oracle_number (size[SIZE_GIB]) * GIB, bytes = oracle_number (size[SIZE_BYTES]);
  const char *point = strchr (size[SIZE_GIB], '.');
  double half = 0.501 * pow (10.0, -(double) strlen (point + 1)) * GIB, ours;
  RigWeights weights;

  ck_assert_str_eq (size[SIZE_CASE], row[0]);
  ck_assert_msg (model != NULL, "no model %s", row[CASE_MODEL]);
  ours = init_weights (&weights, model, row[CASE_QUANT]) ? weights.total_bytes : NAN;
  if (row[FILE_MTP][0] == '1')
    ours *= 1.0 + model->mtp.extra_params / model->total_params.value;
  if (row[FILE_PRINTED_GB_HALF][0] != '\0')
    half = oracle_number (row[FILE_PRINTED_GB_HALF]) * 1e9;
  if (bytes > 0.0)
    check (size[SIZE_CASE], "size", ours, bytes - 16e6, bytes - 2e5);
  else
    check (size[SIZE_CASE], "size", ours, printed - half - 16e6, printed + half);
}

START_TEST (test_files)
{
  g_autoptr (GPtrArray) sizes = oracle_read_csv ("oracles/gguf-sizes.csv");
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/published-files.csv");

  read_excused ("file");
  ck_assert_uint_eq (rows->len, sizes->len);
  for (guint i = 0; i < sizes->len; i++)
    check_file (sizes->pdata[i], rows->pdata[i]);
  check_end (68, 22);
}
END_TEST

static Suite *
published_suite (void)
{
  Suite *suite = suite_create ("published");
  TCase *tcase = tcase_create ("published");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_logs);
  tcase_add_test (tcase, test_files);
  tcase_add_test (tcase, test_compressed_cache_growth);
  tcase_add_test (tcase, test_mlx_peaks);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (published_suite)
