/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"
#include "answer-fixture.h"

#include "report/page-speed.h"
#include "report/words.h"

/* The Speed page: charts that say why, tables that say how sure, verdicts on the article. */

static void
compare (const char *first, const char *second)
{
  const char *const ids[] = { first, second, NULL };

  ck_assert (rig_scenario_set_machines (scenario, ids));
}

static RigReport *
make (void)
{
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  return rig_report_new (RIG_PAGE_SPEED, evaluator, scenario, &answer);
}

static const RigChart *
find_chart (const RigReport *report, const char *id)
{
  for (guint i = 0; i < report->charts->len; i++)
    {
      const RigChart *chart = g_ptr_array_index (report->charts, i);
      if (g_str_equal (chart->id, id))
        return chart;
    }
  ck_abort_msg ("there is no chart %s", id);
  return NULL;
}

static const RigTable *
find_table (const RigReport *report, const char *id)
{
  for (guint i = 0; i < report->tables->len; i++)
    {
      const RigTable *table = g_ptr_array_index (report->tables, i);
      if (g_str_equal (table->id, id))
        return table;
    }
  return NULL;
}

/* NULL: no such row. */
static const RigCell *
find_cell (const RigReport *report, const char *table_id, const char *row_id, guint column)
{
  const RigTable *table = find_table (report, table_id);

  ck_assert_msg (table != NULL, "there is no table %s", table_id);
  for (guint r = 0; r < table->rows->len; r++)
    if (g_str_equal (rig_table_get_row (table, r)->id, row_id))
      return rig_table_get_cell (table, r, column);
  return NULL;
}

static const RigSeries *
find_series (const RigChart *chart, const char *id)
{
  for (guint i = 0; i < chart->series->len; i++)
    {
      const RigSeries *series = g_ptr_array_index (chart->series, i);
      if (g_str_equal (series->id, id))
        return series;
    }
  return NULL;
}

static void
assert_has (const char *text, const char *part)
{
  ck_assert_msg (text != NULL && strstr (text, part) != NULL, "“%s” does not say “%s”", text,
                 part);
}

/* Source: geerlingguy/ai-benchmarks, Llama 3.1 70B at Q4_K_M on a GB10: 4.71 tokens/s. */
START_TEST (published_measurements_are_points)
{
  g_autoptr (RigReport) report = NULL;
  const RigChart *chart;
  const RigBar *bar;
  const RigMeasured *measured;

  compare ("dgx-spark-128", "rtx-4090");
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "llama-3.1-70b");
  report = make ();
  chart = find_chart (report, "decode");
  bar = g_ptr_array_index (chart->bars, 0);
  ck_assert_uint_eq (bar->measured->len, 1);
  measured = &g_array_index (bar->measured, RigMeasured, 0);
  rig_assert_close (measured->value, 4.71, 1e-9);
  ck_assert (!measured->similar);
  assert_has (measured->label, "Ollama");
  assert_has (chart->description, "4.71");
  assert_has (chart->source, "Brysbaert");
  /* What does not fit is no bar, and has no points. */
  bar = g_ptr_array_index (chart->bars, 1);
  ck_assert (bar->unknown);
  assert_has (chart->description, "does not fit");
}
END_TEST

/* A run that guessed ahead is no measurement of this case; another program's is only similar. */
START_TEST (benchmarks_match_their_case)
{
  const RigModel *model = rig_catalog_find_model (catalog, "qwen3.6-27b");
  const RigQuant *quant = rig_catalog_find_quant (catalog, "Q4_K_M");
  static const struct
  {
    const char *model, *quant, *engine;
    RigStack stack;
    RigMatch match;
  } cases[] = {
    { "qwen3.6-27b", "Q4_K_M", "llama.cpp", RIG_STACK_LLAMA_CUDA, RIG_MATCH_SAME },
    { "qwen3.6-27b", "Q4_K_M", "Ollama", RIG_STACK_METAL, RIG_MATCH_SAME },
    { "qwen3.6-27b", "Q4_K_M", "Ollama Vulkan", RIG_STACK_ROCM, RIG_MATCH_SIMILAR },
    { "qwen3.6-27b", "Q4_K_M", "llama.cpp Vulkan", RIG_STACK_VULKAN_AMD, RIG_MATCH_SAME },
    { "qwen3.6-27b", "Q4_K_M", "MLX", RIG_STACK_METAL, RIG_MATCH_SIMILAR },
    { "qwen3.6-27b", "Q4_K_M", NULL, RIG_STACK_METAL, RIG_MATCH_SIMILAR },
    { "qwen3.6-27b", "int4", "llama.cpp", RIG_STACK_METAL, RIG_MATCH_SIMILAR },
    { "qwen3.6-27b", "UD-Q4_K_XL", "llama.cpp", RIG_STACK_METAL, RIG_MATCH_SIMILAR },
    { "qwen3.6-27b", "Q8_0", "llama.cpp", RIG_STACK_METAL, RIG_MATCH_NONE },
    { "qwen3.6-27b", "GPTQ-INT4 + MTP4", "vLLM", RIG_STACK_VLLM_CUDA, RIG_MATCH_NONE },
    { "qwen3.6-27b", NULL, "llama.cpp", RIG_STACK_METAL, RIG_MATCH_NONE },
    { "llama-3.1-8b", "Q4_K_M", "llama.cpp", RIG_STACK_METAL, RIG_MATCH_NONE },
    { NULL, "Q4_K_M", "llama.cpp", RIG_STACK_METAL, RIG_MATCH_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RigBenchmark benchmark = { .model_id = cases[i].model, .quant = cases[i].quant,
                                 .engine = cases[i].engine };
      ck_assert_msg (rig_benchmark_match (&benchmark, model, quant, cases[i].stack)
                       == cases[i].match, "case %u", i);
    }
}
END_TEST

/* 16 GB a token at 300 GB/s allow 18.8 tokens/s at most, less behind a context. Source: the record
 * on the article, by arithmetic. */
START_TEST (bars_end_below_their_ceiling)
{
  g_autoptr (RigReport) report = make ();
  const RigChart *chart = find_chart (report, "decode");
  const RigBar *spark = g_ptr_array_index (chart->bars, 0);

  ck_assert_double_lt (spark->ceiling, 18.8);
  ck_assert_double_gt (spark->ceiling, 14);
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      ck_assert_double_le (bar->high, bar->ceiling);
    }
  ck_assert (isnan (((RigBar *) g_ptr_array_index (find_chart (report, "prefill")->bars, 0))
                      ->ceiling));
}
END_TEST

static double
get_loss (const char *model)
{
  g_autoptr (RigReport) report = NULL;
  const RigSeries *series;
  double first, last;

  compare ("mac-studio-m3-ultra-512", "rtx-4090");
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, model);
  report = make ();
  series = find_series (find_chart (report, "decode-over-context"), "mac-studio-m3-ultra-512");
  ck_assert_ptr_nonnull (series);
  first = g_array_index (series->points, RigPoint, 0).y;
  last = NAN;
  for (guint i = 0; i < series->points->len; i++)
    if (g_array_index (series->points, RigPoint, i).x <= 65536 * 1.001)
      last = g_array_index (series->points, RigPoint, i).y;
  return 1 - last / first;
}

/* Windows and states keep the curve up: a dense model of full attention loses far more. */
START_TEST (windowed_and_hybrid_models_are_flatter)
{
  double full = get_loss ("llama-3.1-8b");

  ck_assert_double_gt (full, 0.4);
  ck_assert_double_lt (get_loss ("gemma-3-27b"), full / 2);
  ck_assert_double_lt (get_loss ("gpt-oss-120b"), full * 0.75);
  ck_assert_double_lt (get_loss ("qwen3-next-80b-a3b"), full * 0.75);
}
END_TEST

START_TEST (curves_say_what_one_sees)
{
  static const struct
  {
    const char *model, *says;
  } cases[] = {
    { "gemma-3-27b", "Most of its layers look back no further than a sliding window." },
    { "gpt-oss-120b", "Half of its layers look back no further than a sliding window." },
    { "qwen3-next-80b-a3b", "keep a state of constant size" },
    { "deepseek-r1", "compressed cache" },
    { "llama-3.1-8b", "by 64k" },
  };

  compare ("mac-studio-m3-ultra-512", "framework-desktop-128");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RigReport) report = NULL;
      rig_scenario_set_text (scenario, RIG_KEY_MODEL, cases[i].model);
      report = make ();
      assert_has (find_chart (report, "decode-over-context")->subtitle, cases[i].says);
    }
}
END_TEST

/* The article's two Macs have one bandwidth and one GPU: their curves are one. */
START_TEST (equal_curves_are_named)
{
  g_autoptr (RigReport) report = make ();
  g_autoptr (RigReport) other = NULL;

  assert_has (find_chart (report, "decode-over-context")->source,
              "M4 Ultra 192 and M4 Ultra 128 coincide.");
  compare ("mac-studio-m3-ultra-512", "framework-desktop-128");
  other = make ();
  ck_assert_ptr_null (find_chart (other, "decode-over-context")->source);
}
END_TEST

/* No work beyond the roof where memory is the limit; the roof bends at peak over bandwidth. */
START_TEST (points_lie_under_the_roof)
{
  g_autoptr (RigReport) report = NULL;
  const RigChart *chart;
  const RigSeries *writing;

  compare ("mac-studio-m3-ultra-512", "framework-desktop-128");
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "llama-3.1-8b");
  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 8);
  report = make ();
  chart = find_chart (report, "roofline");
  ck_assert_uint_eq (chart->zones->len, 2);
  for (guint i = 0; i < answer.n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer.machines[i];
      const char *const kinds[] = { "writing", "all-chats" };
      double bandwidth = machine->machine->bandwidth_gb_per_s.value * 1e9;
      double last = 0;
      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          g_autofree char *id = g_strdup_printf ("%s/%s", machine->machine->id, kinds[k]);
          const RigSeries *series = find_series (chart, id);
          const RigPoint *point;
          ck_assert_msg (series != NULL, "%s", id);
          point = &g_array_index (series->points, RigPoint, 0);
          ck_assert (series->points_only && series->quiet);
          ck_assert_double_le (point->y * 1e12, bandwidth * point->x);
          /* More chats do more work for each byte read. */
          ck_assert_double_gt (point->x, last);
          last = point->x;
        }
      ck_assert_ptr_nonnull (find_series (chart, machine->machine->id));
    }
  writing = find_series (chart, "mac-studio-m3-ultra-512/writing");
  ck_assert (writing != NULL && writing->points->len == 1);
  /* A dense model at four to five bits: two operations for each weight of 0.6 bytes. */
  ck_assert_double_gt (g_array_index (writing->points, RigPoint, 0).x, 2);
  ck_assert_double_lt (g_array_index (writing->points, RigPoint, 0).x, 5);
  assert_has (chart->subtitle, "the memory decides");
  assert_has (chart->source, "Points: what it does with Llama 3.1 8B.");
}
END_TEST

/* Of a machine whose speed is not known there is no roof; of none there is a picture that says
 * so. */
START_TEST (roofline_of_unknowns)
{
  g_autoptr (RigReport) report = NULL;
  const RigChart *chart;

  compare ("rtx-4090", "rtx-5090");
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "deepseek-r1");
  report = make ();
  chart = find_chart (report, "roofline");
  ck_assert_uint_eq (chart->series->len, 0);
  ck_assert_ptr_nonnull (chart->description);
  ck_assert_ptr_null (chart->subtitle);
  for (guint i = 0; i < 2; i++)
    ck_assert (((RigBar *) g_ptr_array_index (find_chart (report, "time-of-a-token")->bars, i))
                 ->unknown);
  ck_assert (find_cell (report, "certainty", "rtx-4090", 1)->marks & RIG_MARK_DIM);
}
END_TEST

/* What the bars and the table show adds up to the time of a token. */
START_TEST (terms_add_up)
{
  g_autoptr (RigReport) report = make ();
  const RigChart *chart = find_chart (report, "time-of-a-token");
  const RigTable *table = find_table (report, "time");

  for (guint i = 0; i < answer.n_machines; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      double bars = 0, rows[2] = { 0 };
      ck_assert_uint_le (bar->parts->len, 4);
      for (guint p = 0; p < bar->parts->len; p++)
        bars += g_array_index (bar->parts, RigPart, p).value;
      for (guint r = 0; r < table->rows->len; r++)
        {
          const char *id = rig_table_get_row (table, r)->id;
          if (!g_str_has_suffix (id, "/sum"))
            rows[g_str_has_prefix (id, "prefill")] += rig_table_get_cell (table, r, i + 1)->value;
        }
      rig_assert_close (bars, 1 / answer.machines[i].decode.tokens_per_s.value, 1e-6);
      rig_assert_close (rows[0], bars, 1e-9);
      rig_assert_close (rows[1], 1 / answer.machines[i].prefill.tokens_per_s.value, 1e-6);
      rig_assert_close (find_cell (report, "time", "decode/sum", i + 1)->value, rows[0], 1e-9);
    }
  ck_assert_uint_eq (chart->legend->len, 4);
}
END_TEST

START_TEST (figures_come_where_they_say_something)
{
  g_autoptr (RigReport) one = make ();
  g_autoptr (RigReport) four = NULL, beside = NULL;
  const RigCell *guessed = find_cell (one, "speed", "speculated_tokens_per_s", 1);

  ck_assert_ptr_null (find_cell (one, "speed", "decode_all_tokens_per_s", 1));
  ck_assert_ptr_null (find_cell (one, "speed", "offload_tokens_per_s", 1));
  /* A range, with no middle to be read as a headline. */
  ck_assert_ptr_nonnull (strstr (guessed->text, "–"));
  ck_assert_ptr_null (strstr (guessed->text, "("));
  compare ("rtx-4090", "mac-studio-m3-ultra-512");
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "llama-3.3-70b");
  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 4);
  four = make ();
  ck_assert_ptr_nonnull (find_cell (four, "speed", "decode_all_tokens_per_s", 2));
  ck_assert_ptr_nonnull (find_cell (four, "speed", "each_tokens_per_s", 2));
  assert_has (find_cell (four, "speed", "offload_tokens_per_s", 1)->text, "host-memory");
  assert_has (find_cell (four, "speed", "stack", 1)->text, "does not fit");
  rig_scenario_set_number (scenario, RIG_KEY_HOST_MEMORY, 128);
  rig_scenario_set_number (scenario, RIG_KEY_HOST_BANDWIDTH, 90);
  beside = make ();
  assert_has (find_cell (beside, "speed", "offload_tokens_per_s", 1)->text, "of the layers");
}
END_TEST

START_TEST (certainty_is_in_sentences)
{
  RigSpeed speed = { .tokens_per_s = { 10, 8, 13, RIG_BASIS_PREDICTED } };
  g_autofree char *known = rig_words_certainty (&speed);
  g_autofree char *width = rig_words_width (&speed.tokens_per_s);
  g_autofree char *nothing = rig_words_speed_warnings (0);
  g_autofree char *two
    = rig_words_speed_warnings (RIG_SPEED_WARN_BF16 | RIG_SPEED_WARN_SEQUENCES);
  g_autofree char *novel = NULL, *own = NULL;

  assert_has (known, "as narrow as it gets.");
  ck_assert_str_eq (width, "×1.6");
  ck_assert_ptr_null (nothing);
  assert_has (two, "BF16");
  assert_has (two, ". No measurement had so many chats");
  speed.novelty = RIG_NOVEL_CLASS | RIG_NOVEL_MODEL;
  novel = rig_words_certainty (&speed);
  assert_has (novel, "No machine of this kind was measured with this program: wide. This model");
  speed.novelty = 0;
  speed.own = RIG_SPEED_OWN_MEASURED;
  own = rig_words_certainty (&speed);
  ck_assert_str_eq (own, "You have measured this very case.");
  /* Each warning that there is has words. */
  for (guint bit = RIG_SPEED_WARN_BF16; bit <= RIG_SPEED_WARN_RULE; bit <<= 1)
    ck_assert_ptr_nonnull (rig_words_speed_warning ((RigSpeedWarning) bit));
}
END_TEST

/* Source: article-check: 40-60 of a dense 27B and 12-20 of a 70B exceed what 300 GB/s allow; Scout
 * at 15-25 holds; the Mac's 10-15 are below a Strix Halo's 18.3. The lead is reversed. */
START_TEST (verdicts_are_computed)
{
  static const struct
  {
    const char *row;
    guint column;
    const char *says;
  } cases[] = {
    { "1/verdict", 1, "impossible" },       { "1/verdict", 2, "holds" },
    { "2/verdict", 2, "too low" },          { "3/verdict", 1, "holds" },
    { "3/verdict", 2, "too low" },          { "4/verdict", 1, "impossible" },
    { "4/verdict", 2, "holds" },            { "1/verdict", 3, "—" },
    { "lead/verdict", 1, "the other way round" }, { "guessing/verdict", 1, "holds" },
    { "1/ceiling", 1, "18." },              { "4/ceiling", 1, "7.1" },
  };
  g_autoptr (RigReport) report = make ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_has (find_cell (report, "article-speed", cases[i].row, cases[i].column)->text,
                cases[i].says);
  assert_has (find_cell (report, "article-speed", "1/ceiling", 1)->note, "300\u00a0GB/s over 16");
  ck_assert (find_cell (report, "article-speed", "1/article", 1)->marks & RIG_MARK_WRONG);
  ck_assert (!(find_cell (report, "article-speed", "3/article", 1)->marks & RIG_MARK_WRONG));
  assert_has (find_cell (report, "article-speed", "3/article", 2)->note, "18.3");
  /* 69.3 over 32.85 tokens/s with and without guessing, published for an Arc Pro B70. */
  assert_has (find_cell (report, "article-speed", "guessing/article", 1)->note, "×2.11");
}
END_TEST

/* The table of measurements lists what is known of the compared machines, and judges it. */
START_TEST (measurements_stand_beside_predictions)
{
  g_autoptr (RigReport) none = make ();
  g_autoptr (RigReport) report = NULL;
  const RigCell *measured, *predicted, *verdict;

  ck_assert_ptr_null (find_table (none, "measured"));
  compare ("dgx-spark-128", "mac-studio-m2-ultra-192");
  report = make ();
  measured = find_cell (report, "measured", "dgx-spark-128/1/decode", 3);
  predicted = find_cell (report, "measured", "dgx-spark-128/1/decode", 4);
  verdict = find_cell (report, "measured", "dgx-spark-128/1/decode", 5);
  rig_assert_close (measured->value, 4.71, 1e-9);
  ck_assert_int_eq (measured->basis, RIG_BASIS_MEASURED);
  assert_has (measured->note, "geerlingguy");
  rig_assert_close (verdict->value, measured->value / predicted->value, 1e-9);
  ck_assert_int_eq (g_str_equal (verdict->text, "within the interval"),
                    measured->value >= predicted->low && measured->value <= predicted->high);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("speed-page");
  TCase *tcase = tcase_create ("speed-page");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, published_measurements_are_points);
  tcase_add_test (tcase, benchmarks_match_their_case);
  tcase_add_test (tcase, bars_end_below_their_ceiling);
  tcase_add_test (tcase, windowed_and_hybrid_models_are_flatter);
  tcase_add_test (tcase, curves_say_what_one_sees);
  tcase_add_test (tcase, equal_curves_are_named);
  tcase_add_test (tcase, points_lie_under_the_roof);
  tcase_add_test (tcase, roofline_of_unknowns);
  tcase_add_test (tcase, terms_add_up);
  tcase_add_test (tcase, figures_come_where_they_say_something);
  tcase_add_test (tcase, certainty_is_in_sentences);
  tcase_add_test (tcase, verdicts_are_computed);
  tcase_add_test (tcase, measurements_stand_beside_predictions);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
