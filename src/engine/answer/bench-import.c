/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/bench-import.h"

#include "engine/answer/bench-recognise.h"
#include "engine/answer/speed-case.h"
#include "engine/intake/user-measurements.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_UBATCH 512
/* Builds of about June 2026, when llama-bench's default became "auto" (llama.cpp #23714). Markdown
 * leaves the default out. */
#define FIRST_BUILD_WITH_FLASH 9500
#define DATE_LENGTH 10 /* YYYY-MM-DD */

RigImportKind
rig_import_guess_kind (const char *path)
{
  /* O_NONBLOCK: a pipe that nobody writes to must not be waited for. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  char start[512];
  struct stat info;
  gssize n = -1;

  if (fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    n = read (fd, start, sizeof start);
  if (fd >= 0)
    close (fd);
  if (n <= 0 || (n >= 4 && memcmp (start, "GGUF", 4) == 0))
    return RIG_IMPORT_MODEL;
  for (gssize i = 0; i < n; i++)
    if ((guchar) start[i] < ' ' && strchr ("\t\n\r\x1b", start[i]) == NULL)
      return RIG_IMPORT_MODEL;
  return memchr (start, '\0', (gsize) n) == NULL ? RIG_IMPORT_BENCH : RIG_IMPORT_MODEL;
}

static const RigTensorType *
find_kv_type (const RigCatalog *catalog, const char *word)
{
  g_autofree char *name = g_ascii_strup (word != NULL ? word : "f16", -1);

  return rig_catalog_find_tensor_type (catalog, name);
}

static guint
get_ubatch (const RigBenchResult *result)
{
  double ubatch = result->numbers[RIG_BENCH_N_UBATCH];

  return isnan (ubatch) ? DEFAULT_UBATCH : (guint) ubatch;
}

static RigFlash
get_flash (const RigBenchResult *result)
{
  double flash = result->numbers[RIG_BENCH_FLASH_ATTN];

  if (isnan (flash))
    return result->numbers[RIG_BENCH_BUILD] < FIRST_BUILD_WITH_FLASH ? RIG_FLASH_OFF
                                                                     : RIG_FLASH_AUTO;
  return flash == 0 ? RIG_FLASH_OFF : flash == 1 ? RIG_FLASH_ON : RIG_FLASH_AUTO;
}

static double
get_number (const RigBenchResult *result, RigBenchNumber which)
{
  return isnan (result->numbers[which]) ? 0 : result->numbers[which];
}

/* What a row is about, and how fast it was; llama-bench's mean is of speeds. */
static void
row_init (RigBenchRow *row, const RigBenchResult *result, const RigBenchModel *found)
{
  double speed = result->numbers[RIG_BENCH_AVG_TS];
  double deviation = get_number (result, RIG_BENCH_STDDEV_TS);
  gboolean writes = result->numbers[RIG_BENCH_N_GEN] > 0;

  *row = (RigBenchRow){
    .result = result,
    .model = found->model,
    .quant = found->quant,
    .stack = RIG_STACK_NONE,
    .kind = writes ? RIG_SPEED_DECODE : RIG_SPEED_PREFILL,
    .tokens = result->numbers[writes ? RIG_BENCH_N_GEN : RIG_BENCH_N_PROMPT],
    .depth = get_number (result, RIG_BENCH_N_DEPTH),
    .measured = { speed, MAX (speed - deviation, speed / 100), speed + deviation,
                  RIG_BASIS_MEASURED },
    .predicted = RIG_ESTIMATE_UNKNOWN,
  };
}

/* Several GPUs share a model by its layers, as predictions have it, or else nobody can tell what
 * each of them did. */
static const char *
check_split (const RigBenchResult *result)
{
  const char *gpu = result->words[RIG_BENCH_GPU], *split = result->words[RIG_BENCH_SPLIT];
  const char *devices = result->words[RIG_BENCH_DEVICES];

  if (gpu == NULL || strstr (gpu, ", ") == NULL)
    return NULL;
  if (devices != NULL && !g_str_equal (devices, "auto"))
    return N_("on only some of the GPUs");
  return split != NULL && !g_str_equal (split, "layer")
           ? N_("not shared between the GPUs by layers, as predictions are")
           : NULL;
}

/* The reasons that no machine changes. */
static const char *
check_row (const RigBenchRow *row, const RigBenchModel *found, const RigBenchResult *first)
{
  const RigBenchResult *result = row->result;
  RigStack stack;

  if (result->numbers[RIG_BENCH_N_GEN] > 0 && result->numbers[RIG_BENCH_N_PROMPT] > 0)
    return N_("reads and writes in one test: nobody can tell the two apart");
  if (g_strcmp0 (result->words[RIG_BENCH_GPU], first->words[RIG_BENCH_GPU]) != 0)
    return N_("on other GPUs than the first result");
  if (check_split (result) != NULL)
    return check_split (result);
  if (found->skipped != NULL)
    return found->skipped;
  if (result->numbers[RIG_BENCH_STDDEV_TS]
      > RIG_SPEED_RECORD_MAX_DEVIATION * result->numbers[RIG_BENCH_AVG_TS])
    return N_("its runs lie too far apart to say anything");
  return rig_bench_find_stack (result, NULL, row->model, row->quant, &stack);
}

static gboolean
has_results_alike (const RigBenchResult *a, const RigBenchResult *b)
{
  return g_strcmp0 (a->words[RIG_BENCH_MODEL_FILE], b->words[RIG_BENCH_MODEL_FILE]) == 0
         && g_strcmp0 (a->words[RIG_BENCH_MODEL_TYPE], b->words[RIG_BENCH_MODEL_TYPE]) == 0
         && a->numbers[RIG_BENCH_N_PARAMS] == b->numbers[RIG_BENCH_N_PARAMS]
         && a->numbers[RIG_BENCH_MODEL_SIZE] == b->numbers[RIG_BENCH_MODEL_SIZE];
}

static void
warn_of_twin (RigBenchImport *self, const RigBenchModel *found)
{
  g_autofree char *warning = NULL;

  if (found->model == NULL || found->twin == NULL)
    return;
  warning = g_strdup_printf (
    /* Translators: both are names of models. */
    _("The output does not say whether it was %1$s or %2$s. It is taken as %1$s; both are built "
      "alike, so that their speed is the same."),
    found->model->name, found->twin->name);
  for (guint i = 0; i < self->warnings->len; i++)
    if (g_str_equal (g_ptr_array_index (self->warnings, i), warning))
      return;
  g_ptr_array_add (self->warnings, g_steal_pointer (&warning));
}

/* Results of one model mostly follow each other. */
static void
fill_rows (RigBenchImport *self)
{
  const GPtrArray *results = self->bench->results;
  const RigBenchResult *first = g_ptr_array_index (results, 0), *previous = NULL;
  RigBenchModel found = { NULL };

  for (guint i = 0; i < results->len; i++)
    {
      const RigBenchResult *result = g_ptr_array_index (results, i);
      RigBenchRow row;

      if (previous == NULL || !has_results_alike (result, previous))
        rig_bench_find_model (self->catalog, result, &found);
      previous = result;
      row_init (&row, result, &found);
      row.skipped = row.unusable = check_row (&row, &found, first);
      warn_of_twin (self, &found);
      g_array_append_val (self->rows, row);
    }
}

/* Nothing that is faster than it can be was measured as it says. */
static void
predict_row (RigBenchRow *row, RigBenchImport *self, const RigWeights *weights)
{
  const char *const *words = (const char *const *) row->result->words;
  RigSpeedCase test = {
    .machine = self->machine,
    .model = row->model,
    .quant = row->quant,
    .stack = row->stack,
    .kind = row->kind,
    .tokens = row->tokens,
    .depth = row->depth,
    .kv_k = find_kv_type (self->catalog, words[RIG_BENCH_TYPE_K]),
    .kv_v = find_kv_type (self->catalog, words[RIG_BENCH_TYPE_V]),
    .flash_attention = get_flash (row->result) != RIG_FLASH_OFF,
    .ubatch = get_ubatch (row->result),
  };
  RigSpeedCaseAnswer answer;

  if (test.kv_k == NULL || test.kv_v == NULL)
    {
      row->skipped = N_("with a KV cache of a type that Rigwise does not know");
      return;
    }
  row->skipped = rig_speed_case_predict (&test, self->catalog, weights, &answer);
  if (row->skipped != NULL)
    return;
  row->predicted = answer.speed.tokens_per_s;
  if (row->measured.value > answer.ceiling_tokens_per_s)
    row->skipped = row->kind == RIG_SPEED_DECODE
                     ? N_("faster than the machine’s memory can deliver")
                     : N_("faster than the machine can compute");
}

void
rig_bench_import_set_machine (RigBenchImport *self, const RigMachine *machine)
{
  const RigBenchRow *weighed = NULL;
  RigWeights weights;

  self->machine = machine;
  for (guint i = 0; i < self->rows->len; i++)
    {
      RigBenchRow *row = &g_array_index (self->rows, RigBenchRow, i);

      row->stack = RIG_STACK_NONE;
      row->predicted = (RigEstimate) RIG_ESTIMATE_UNKNOWN;
      row->skipped = row->unusable;
      if (row->skipped != NULL || machine == NULL)
        continue;
      row->skipped
        = rig_bench_find_stack (row->result, machine, row->model, row->quant, &row->stack);
      if (row->skipped != NULL)
        continue;
      if (weighed == NULL || weighed->model != row->model || weighed->quant != row->quant)
        rig_speed_case_get_weights (self->catalog, row->model, row->quant, &weights);
      weighed = row;
      predict_row (row, self, &weights);
    }
}

guint
rig_bench_import_count_usable (const RigBenchImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += g_array_index (self->rows, RigBenchRow, i).skipped == NULL;
  return n;
}

/* Takes @bench. */
static RigBenchImport *
import_new (const RigCatalog *catalog, const char *name, RigBench *bench)
{
  RigBenchImport *self = g_new0 (RigBenchImport, 1);

  self->path = g_strdup (name);
  self->bench = bench;
  self->catalog = catalog;
  self->candidates = g_ptr_array_new ();
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (RigBenchRow));
  fill_rows (self);
  rig_bench_find_machines (catalog, g_ptr_array_index (bench->results, 0), self->candidates);
  if (self->candidates->len == 1)
    rig_bench_import_set_machine (self, g_ptr_array_index (self->candidates, 0));
  return self;
}

RigBenchImport *
rig_bench_import_new_from_text (const RigCatalog *catalog, const char *name, char *text,
                                GError **error)
{
  g_autofree char *owned = text;
  g_autofree char *shown = rig_text_get_shown_name (name);
  RigBench *bench = NULL;

  if (rig_text_check (shown, owned, strlen (owned), error))
    bench = rig_bench_new (shown, g_steal_pointer (&owned), error);
  return bench != NULL ? import_new (catalog, name, bench) : NULL;
}

RigBenchImport *
rig_bench_import_new (const RigCatalog *catalog, const char *path, GCancellable *cancellable,
                      GError **error)
{
  RigBench *bench;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  bench = rig_bench_new_from_file (path, error);
  if (bench != NULL && g_cancellable_set_error_if_cancelled (cancellable, error))
    g_clear_pointer (&bench, rig_bench_free);
  return bench != NULL ? import_new (catalog, path, bench) : NULL;
}

void
rig_bench_import_free (RigBenchImport *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_clear_pointer (&self->bench, rig_bench_free);
  g_ptr_array_unref (self->candidates);
  g_ptr_array_unref (self->warnings);
  g_array_unref (self->rows);
  g_free (self);
}

/* Everything that a record keeps; texts live as long as it does. */
typedef struct
{
  GStringChunk *strings;
  const char *source, *today;
} Keeper;

static const char *
keep (Keeper *keeper, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (keeper->strings, text) : NULL;
}

/* The day of an ISO 8601 time, where it has one. */
static const char *
get_day (Keeper *keeper, const char *time)
{
  g_autoptr (GDateTime) parsed = time != NULL ? g_date_time_new_from_iso8601 (time, NULL) : NULL;
  g_autofree char *day = parsed != NULL ? g_date_time_format (parsed, "%Y-%m-%d") : NULL;

  return day != NULL && strlen (day) == DATE_LENGTH ? keep (keeper, day) : keeper->today;
}

static const char *
get_build (Keeper *keeper, const RigBenchResult *result)
{
  double number = result->numbers[RIG_BENCH_BUILD];
  const char *commit = result->words[RIG_BENCH_COMMIT];
  g_autofree char *build = NULL;

  if (isnan (number))
    return keep (keeper, commit);
  build = commit != NULL ? g_strdup_printf ("b%.0f (%s)", number, commit)
                         : g_strdup_printf ("b%.0f", number);
  return keep (keeper, build);
}

/* F16 is what everybody has: only what is otherwise is said. */
static const char *
get_kv_type (Keeper *keeper, const char *word)
{
  g_autofree char *name = g_ascii_strup (word != NULL ? word : "f16", -1);

  return g_str_equal (name, "F16") ? NULL : keep (keeper, name);
}

static RigSpeedRecord *
make_record (Keeper *keeper, const RigBenchImport *self, const RigBenchRow *row)
{
  const RigBenchResult *result = row->result;
  RigSpeedRecord *record = g_new0 (RigSpeedRecord, 1);
  g_autofree char *id = NULL;

  *record = (RigSpeedRecord){
    .machine = self->machine->id,
    .model = row->model->id,
    .quant = row->quant->id,
    .stack = rig_stack_get_id (row->stack),
    .kind = row->kind,
    .tokens = row->tokens,
    .depth = row->depth,
    .tokens_per_s = { row->measured.value, row->measured.low, row->measured.high, NULL,
                      RIG_BASIS_MEASURED, "tokens/s", keeper->source, NULL, NULL, NULL },
    .deviation = result->numbers[RIG_BENCH_STDDEV_TS],
    .kv_type_k = get_kv_type (keeper, result->words[RIG_BENCH_TYPE_K]),
    .kv_type_v = get_kv_type (keeper, result->words[RIG_BENCH_TYPE_V]),
    .flash_attention = get_flash (result),
    .ubatch = get_ubatch (result),
    .build = get_build (keeper, result),
    .test_time = keep (keeper, result->words[RIG_BENCH_DATE]),
    .gpu = keep (keeper, result->words[RIG_BENCH_GPU]),
  };
  record->tokens_per_s.date = get_day (keeper, record->test_time);
  id = rig_speed_record_make_id (record);
  record->id = keep (keeper, id);
  return record;
}

gboolean
rig_bench_import_save (const RigBenchImport *self, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *source = rig_text_get_shown_name (self->path);
  g_autofree char *base = g_path_get_basename (source);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  Keeper keeper = { g_string_chunk_new (1024), base, today };
  gboolean saved;

  g_return_val_if_fail (self->machine != NULL, FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const RigBenchRow *row = &g_array_index (self->rows, RigBenchRow, i);

      if (row->skipped == NULL)
        g_ptr_array_add (records, make_record (&keeper, self, row));
    }
  saved = rig_user_catalog_save_speed_records ((const RigSpeedRecord *const *) records->pdata,
                                               records->len, error);
  g_string_chunk_free (keeper.strings);
  return saved;
}
