/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog.h"
#include "engine/estimate/speed-equations.h"

#include "speed-rows.h"

#define EXACT 1e-3 /* the vectors print seven digits, the constants five decimals of a logarithm */

/* The constants that ship, and those of the first fit, which came with terms of its own program:
 * the equations serve both. */
static const struct
{
  const char *constants, *vectors;
} fits[] = {
  { "../data/catalog/speed.json", "oracles/speed-vectors.csv" },
  { "oracles/speed-constants-published.json", "oracles/speed-vectors-published.csv" },
};

static RigSpeedConstants *
load_constants (const char *name)
{
  g_autofree char *path = rig_test_path (name);
  g_autoptr (JsonParser) parser = json_parser_new ();
  RigSpeedConstants *constants;
  ck_assert (json_parser_load_from_file (parser, path, NULL));
  constants = rig_speed_constants_parse (json_parser_get_root (parser), NULL);
  ck_assert_ptr_nonnull (constants);
  return constants;
}

/* A row of the calibration file as the equations take it. */
typedef struct
{
  RigSpeedMachine machine;
  RigSpeedWork work;
  RigSpeedCoefficients coefficients;
  RigSpeedTerms terms;
} Row;

static double
get_log (const RigSpeedConstants *constants, RigSpeedKind kind, const char *block, const char *key)
{
  double value;
  return rig_speed_constants_lookup (constants, kind, block, key, &value) ? exp (value) : 1;
}

/* Old builds are slower in ways that only the fit has to know: no buyer gets one. */
static void
apply_era (Row *row, const RigSpeedConstants *constants, const SpeedRows *rows, guint i)
{
  RigSpeedCoefficients *c = &row->coefficients;
  const char *family
    = rig_speed_constants_get_family (constants, speed_rows_get (rows, i, "stack"));
  g_autofree char *era
    = g_strdup_printf ("%s|%s", family, speed_rows_get (rows, i, "build_era"));
  double per_layer = get_log (constants, RIG_SPEED_DECODE, "era_c", era);
  g_autofree char *class_era = g_strdup_printf ("%s|%s", speed_rows_get (rows, i, "gpu_class"),
                                                speed_rows_get (rows, i, "build_era"));
  double fixed = get_log (constants, RIG_SPEED_PREFILL, "era_f", era);

  c->eta *= get_log (constants, RIG_SPEED_DECODE, "era", era)
            * get_log (constants, RIG_SPEED_DECODE, "era_g", class_era);
  c->layer_s *= per_layer;
  c->moe_layer_s *= per_layer;
  c->pp_eta *= get_log (constants, RIG_SPEED_PREFILL, "era", era);
  c->pp_layer_s *= fixed;
  c->pp_prompt_s *= fixed;
  if (speed_rows_get_number (rows, i, "delta_old_build") != 0)
    {
      c->layer_s += get_log (constants, RIG_SPEED_DECODE, "cs_old", "all");
      c->pp_delta *= get_log (constants, RIG_SPEED_PREFILL, "cs_old", "all");
    }
}

static void
read_machine (RigSpeedMachine *machine, const SpeedRows *rows, guint i)
{
  double tensor_parallel = speed_rows_get_number (rows, i, "tensor_parallel");
  double layer_split = speed_rows_get_number (rows, i, "layer_split");
  *machine = (RigSpeedMachine){
    .bandwidth_bytes_per_s = rig_estimate_exact (
      speed_rows_get_number (rows, i, "bandwidth_GBps") * 1e9, RIG_BASIS_SPEC),
    .fp32_flop_per_s = speed_rows_get_number (rows, i, "fp32_tflops") * 1e12,
    .fp16_flop_per_s = speed_rows_get_number (rows, i, "fp16_dense_tflops") * 1e12,
    .compute_known = TRUE,
    .chip_seen = TRUE,
    .gpu_class = speed_rows_get (rows, i, "gpu_class"),
    .n_gpus = (guint) MAX (tensor_parallel, layer_split),
  };
}

static void
read_work (RigSpeedWork *work, const SpeedRows *rows, guint i)
{
  *work = (RigSpeedWork){
    .weights_bytes = speed_rows_get_number (rows, i, "weights_bytes_per_token"),
    .expert_bytes = speed_rows_get_number (rows, i, "expert_bytes_per_token"),
    .active_params = speed_rows_get_number (rows, i, "active_params"),
    .flop_per_prompt_token = speed_rows_get_number (rows, i, "flop_per_prompt_token"),
    .expert_flop_per_prompt_token = speed_rows_get_number (rows, i, "expert_flop_per_prompt_token"),
    .n_layers = (guint) speed_rows_get_number (rows, i, "n_layers"),
    .n_moe_layers = (guint) speed_rows_get_number (rows, i, "n_moe_layers"),
    .hidden = (guint) speed_rows_get_number (rows, i, "hidden"),
    .n_experts = (guint) speed_rows_get_number (rows, i, "experts"),
    .n_active = (guint) speed_rows_get_number (rows, i, "experts_used"),
    .moe = speed_rows_get_number (rows, i, "moe") != 0,
    .delta_net = speed_rows_get_number (rows, i, "delta_net") != 0,
    .model_seen = TRUE,
    .speed_class = speed_rows_get (rows, i, "quant_class"),
    .use = { .sequences = 1,
             .ubatch = 512,
             .flash_attention = speed_rows_get_number (rows, i, "fa_assumed") != 0 },
  };
}

static void
predict (Row *row, const RigSpeedConstants *constants, const SpeedRows *rows, guint i)
{
  double attention = speed_rows_get_number (rows, i, "attention_flop");
  read_machine (&row->machine, rows, i);
  read_work (&row->work, rows, i);
  rig_speed_coefficients_init_by_id (&row->coefficients, constants,
                                     speed_rows_get (rows, i, "stack"), &row->machine,
                                     &row->work);
  row->coefficients.tensor_parallel = (guint) speed_rows_get_number (rows, i, "tensor_parallel");
  row->coefficients.layer_split = (guint) speed_rows_get_number (rows, i, "layer_split");
  apply_era (row, constants, rows, i);
  if (g_str_equal (speed_rows_get (rows, i, "kind"), "tg"))
    {
      RigDecodeLoad load = { row->machine.bandwidth_bytes_per_s.value,
                             speed_rows_get_number (rows, i, "kv_bytes_at_depth"), attention, 1 };
      rig_speed_fill_decode_terms (&row->terms, &row->coefficients, &row->machine, &row->work,
                                   &load);
    }
  else
    {
      RigPrefillLoad load = { row->machine.bandwidth_bytes_per_s.value, attention,
                              speed_rows_get_number (rows, i, "n_tokens"),
                              speed_rows_get_number (rows, i, "ubatch") };
      rig_speed_fill_prefill_terms (&row->terms, &row->coefficients, &row->machine, &row->work,
                                    &load);
    }
}

static void
assert_term (const SpeedRows *vectors, guint i, const char *column, double actual, double total)
{
  double expected = speed_rows_get_number (vectors, i, column);
  ck_assert_msg (fabs (actual - expected) <= EXACT * fabs (expected) + 1e-9 * total,
                 "%s %s: %.9g, expected %.9g", speed_rows_get (vectors, i, "id"), column, actual,
                 expected);
}

static void
assert_decode_terms (const SpeedRows *vectors, guint i, const RigSpeedTerms *terms)
{
  double total = rig_speed_terms_sum (terms);
  double old_build = speed_rows_get_number (vectors, i, "term_cs_s");
  assert_term (vectors, i, "term_w_s", terms->weights_s, total);
  assert_term (vectors, i, "term_kv_s", terms->kv_s, total);
  assert_term (vectors, i, "term_af_s", terms->attention_s, total);
  assert_term (vectors, i, "term_kap_s", terms->dequant_s, total);
  assert_term (vectors, i, "term_cl_s", terms->layers_s - old_build, total);
  assert_term (vectors, i, "term_cm_s", terms->moe_s, total);
  assert_term (vectors, i, "term_mg_s", terms->cards_s, total);
}

static void
assert_prefill_terms (const SpeedRows *vectors, guint i, const RigSpeedTerms *terms)
{
  double total = rig_speed_terms_sum (terms);
  assert_term (vectors, i, "term_w_s", terms->weights_s, total);
  assert_term (vectors, i, "term_c_s", terms->compute_s, total);
  assert_term (vectors, i, "term_a_s", terms->attention_s, total);
  assert_term (vectors, i, "term_l_s", terms->layers_s, total);
  assert_term (vectors, i, "term_p_s", terms->fixed_s, total);
  assert_term (vectors, i, "term_m_s", terms->moe_s, total);
  assert_term (vectors, i, "term_s_s", terms->state_s, total);
  /* The first fit had no such term. */
  if (g_strv_contains ((const char *const *) vectors->header, "term_x_s"))
    assert_term (vectors, i, "term_x_s", terms->cards_s, total);
  else
    ck_assert_double_eq (terms->cards_s, 0);
}

START_TEST (terms_are_those_of_the_fit)
{
  g_autoptr (RigSpeedConstants) constants = load_constants (fits[_i].constants);
  SpeedRows vectors, rows;
  guint checked[2] = { 0 };
  speed_rows_init (&vectors, fits[_i].vectors);
  speed_rows_init (&rows, "oracles/speed-calibration.csv");
  for (guint i = 0; i < vectors.rows->len; i++)
    {
      gboolean decode = g_str_equal (speed_rows_get (&vectors, i, "kind"), "tg");
      Row row;
      predict (&row, constants, &rows, speed_rows_find (&rows, speed_rows_get (&vectors, i, "id")));
      if (decode)
        assert_decode_terms (&vectors, i, &row.terms);
      else
        assert_prefill_terms (&vectors, i, &row.terms);
      rig_assert_close (1 / rig_speed_terms_sum (&row.terms),
                        speed_rows_get_number (&vectors, i, "predicted_tps"), EXACT);
      checked[decode]++;
    }
  ck_assert_uint_eq (checked[0], 40);
  ck_assert_uint_eq (checked[1], 40);
  speed_rows_clear (&vectors);
  speed_rows_clear (&rows);
}
END_TEST

/* What the product asks for: a model and a machine of the catalogue. */
typedef struct
{
  RigCatalog *catalog;
  RigWeights weights;
  RigMemoryUse use;
  RigSpeedMachine machine;
  RigSpeedWork work;
  RigSpeedCoefficients coefficients;
} Case;

static void
case_init (Case *self, const char *model_id, const char *quant_id, const char *machine_id,
           RigStack stack)
{
  const RigSpeedConstants *constants;
  const RigMachine *machine;
  const RigModel *model;
  const RigQuant *quant;
  const GPtrArray *types;
  self->catalog = rig_catalog_new ();
  constants = rig_catalog_get_speed_constants (self->catalog);
  machine = rig_catalog_find_machine (self->catalog, machine_id);
  model = rig_catalog_find_model (self->catalog, model_id);
  quant = rig_catalog_find_quant (self->catalog, quant_id);
  types = rig_catalog_get_tensor_types (self->catalog);
  ck_assert (machine != NULL && model != NULL && quant != NULL);
  self->use = (RigMemoryUse){ .context = 8192,
                              .sequences = 1,
                              .ubatch = 512,
                              .kv_k = rig_catalog_find_tensor_type (self->catalog, "F16"),
                              .kv_v = rig_catalog_find_tensor_type (self->catalog, "F16"),
                              .flash_attention = TRUE };
  rig_weights_init (&self->weights, model, quant, (const RigTensorType *const *) types->pdata,
                    types->len);
  ck_assert (rig_speed_work_init (&self->work, model, quant, &self->weights, &self->use,
                                  constants));
  ck_assert (rig_speed_machine_init (&self->machine, machine, constants));
  rig_speed_coefficients_init (&self->coefficients, constants, stack, &self->machine,
                               &self->work);
}

static RigSpeed
case_decode (const Case *self, double context, guint sequences)
{
  RigSpeed speed;
  rig_speed_decode (&speed, &self->coefficients, &self->machine, &self->work, context, sequences);
  return speed;
}

static RigSpeed
case_prefill (const Case *self, double tokens, double depth)
{
  RigSpeed speed;
  rig_speed_prefill (&speed, &self->coefficients, &self->machine, &self->work, tokens, depth);
  return speed;
}

/* A published measurement that the fit has not seen, since the model is new to it: gpt-oss 120B on
 * the DGX Spark, 58.7 tokens/s at an almost empty context (llama.cpp's own benchmark page). */
START_TEST (a_known_machine_with_an_unknown_model)
{
  Case dgx;
  RigSpeed decode;
  case_init (&dgx, "gpt-oss-120b", "MXFP4_MOE", "dgx-spark-128", RIG_STACK_LLAMA_CUDA);
  ck_assert_uint_eq (dgx.coefficients.novelty, RIG_NOVEL_MODEL | RIG_NOVEL_COMPUTE);
  decode = case_decode (&dgx, 64, 1);
  ck_assert_double_lt (decode.tokens_per_s.low, 58.7);
  ck_assert_double_gt (decode.tokens_per_s.high, 58.7);
  ck_assert_int_eq (decode.tokens_per_s.basis, RIG_BASIS_PREDICTED);
  ck_assert_int_eq (decode.stack, RIG_STACK_LLAMA_CUDA);
  rig_assert_close (decode.tokens_per_s.value * decode.seconds, 1, 1e-12);
  rig_assert_close (decode.tokens_per_s.value / decode.tokens_per_s.low,
                    exp (dgx.coefficients.half_width[RIG_SPEED_DECODE]), 1e-12);
  rig_catalog_free (dgx.catalog);
}
END_TEST

/* Half-widths by hand, from data/catalog/speed.json and from the first fit's constants, which have
 * none of their own for a new model on a new machine and for a known one on a known one. */
static const struct
{
  const char *machine, *model, *quant;
  RigStack stack;
  guint novelty;
  double expected[2][2]; /* by fit, by RigSpeedKind */
} intervals[] = {
  /* Neither new: of old 0.75 of the smaller one. */
  { "rtx-4090", "llama-3.1-8b", "Q4_K_M", RIG_STACK_LLAMA_CUDA, 0,
    { { 0.1149, 0.2947 }, { 0.75 * 0.1315, 0.75 * 0.2173 } } },
  { "rtx-4090", "llama-3.3-70b", "Q4_K_M", RIG_STACK_LLAMA_CUDA, RIG_NOVEL_MODEL,
    { { 0.1181, 0.3263 }, { 0.1508, 0.4597 } } },
  { "rtx-4090", "gpt-oss-120b", "MXFP4_MOE", RIG_STACK_LLAMA_CUDA, RIG_NOVEL_MODEL,
    { { 0.1559, 0.3809 }, { 0.2278, 0.5436 } } },
  { "mac-studio-m2-ultra-192", "llama-3.1-8b", "Q4_K_M", RIG_STACK_METAL, RIG_NOVEL_MACHINE,
    { { 0.3134, 0.2743 }, { 0.3672, 0.1305 } } },
  { "rtx-5080", "llama-3.3-70b", "Q4_K_M", RIG_STACK_LLAMA_CUDA,
    RIG_NOVEL_MACHINE | RIG_NOVEL_MODEL, { { 0.1708, 0.3723 }, { 0.168627, 0.388291 } } },
  /* Strix Halo: chip and class new for the stack. */
  { "framework-desktop-128", "llama-3.1-8b", "Q4_K_M", RIG_STACK_ROCM,
    RIG_NOVEL_MACHINE | RIG_NOVEL_CLASS,
    { { 0.2109 * 1.0091, 0.3477 * 1.1097 }, { 0.2253 * 1.478474, 0.4437 * 1.683366 } } },
  /* The article's Spark: chip new, class known, compute estimated. */
  { "rtx-spark-128", "llama-3.1-8b", "Q4_K_M", RIG_STACK_LLAMA_CUDA,
    RIG_NOVEL_MACHINE | RIG_NOVEL_COMPUTE,
    { { 0.1631 * 1.0116, 0.3185 * 1.1413 }, { 0.1315 * 1.15, 0.2173 * 1.15 } } },
  /* A stack of two chips; of old no group of its own for prefill with a new machine. */
  { "arc-pro-b60", "llama-3.1-8b", "Q4_K_M", RIG_STACK_SYCL, RIG_NOVEL_MACHINE | RIG_NOVEL_STACK,
    { { 0.2328 * 1.1367, 0.5433 * 1.2255 }, { 0.2241 * 1.903664, 0.327034 * 3.223959 } } },
};

START_TEST (half_widths)
{
  Case one;
  case_init (&one, intervals[_i].model, intervals[_i].quant, intervals[_i].machine,
             intervals[_i].stack);
  for (guint fit = 0; fit < G_N_ELEMENTS (fits); fit++)
    {
      g_autoptr (RigSpeedConstants) constants = load_constants (fits[fit].constants);
      const double *expected = intervals[_i].expected[fit];
      rig_speed_coefficients_init (&one.coefficients, constants, intervals[_i].stack,
                                   &one.machine, &one.work);
      ck_assert_uint_eq (one.coefficients.novelty, intervals[_i].novelty);
      for (guint kind = 0; kind < 2; kind++)
        rig_assert_close (one.coefficients.half_width[kind], expected[kind], 1e-4);
    }
  rig_catalog_free (one.catalog);
}
END_TEST

START_TEST (a_range_of_bandwidth_widens_the_interval)
{
  Case known, range;
  RigSpeed narrow, wide;
  case_init (&range, "llama-3.1-8b", "Q4_K_M", "mac-studio-m4-ultra-192", RIG_STACK_METAL);
  ck_assert (!rig_estimate_is_exact (&range.machine.bandwidth_bytes_per_s));
  known = range;
  known.machine.bandwidth_bytes_per_s
    = rig_estimate_exact (range.machine.bandwidth_bytes_per_s.value, RIG_BASIS_ESTIMATED);
  narrow = case_decode (&known, 1000, 1);
  wide = case_decode (&range, 1000, 1);
  ck_assert_double_eq (wide.tokens_per_s.value, narrow.tokens_per_s.value);
  ck_assert_double_eq (wide.tokens_per_s.low, narrow.tokens_per_s.low);
  ck_assert_double_gt (wide.tokens_per_s.high, 1.15 * narrow.tokens_per_s.high);
  narrow = case_prefill (&known, 1000, 0);
  wide = case_prefill (&range, 1000, 0);
  ck_assert_double_gt (wide.tokens_per_s.high, narrow.tokens_per_s.high);
  rig_catalog_free (range.catalog);
}
END_TEST

START_TEST (nothing_is_faster_than_its_memory)
{
  static const char *const machines[] = { "rtx-4090", "mac-studio-m4-ultra-192", "arc-b580" };
  static const RigStack stacks[] = { RIG_STACK_LLAMA_CUDA, RIG_STACK_METAL, RIG_STACK_SYCL };
  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      Case one;
      case_init (&one, "llama-3.1-8b", "Q8_0", machines[i], stacks[i]);
      for (guint sequences = 1; sequences <= 32; sequences *= 2)
        {
          RigSpeed speed = case_decode (&one, 100, sequences);
          ck_assert_double_le (speed.tokens_per_s.high, speed.ceiling_tokens_per_s);
          ck_assert_double_le (speed.tokens_per_s.value, speed.tokens_per_s.high);
          ck_assert_double_le (speed.tokens_per_s.low, speed.tokens_per_s.value);
          rig_assert_close (speed.tokens_per_s.value, sequences * speed.each_tokens_per_s.value,
                            1e-12);
        }
      rig_catalog_free (one.catalog);
    }
}
END_TEST

START_TEST (the_ceiling_is_bandwidth_over_bytes)
{
  Case one;
  RigSpeed speed;
  double bytes;
  case_init (&one, "llama-3.1-8b", "Q4_K_M", "rtx-4090", RIG_STACK_LLAMA_CUDA);
  speed = case_decode (&one, 4096, 1);
  bytes = one.weights.bytes_per_token + 4096 * 131072.0;
  rig_assert_close (speed.ceiling_tokens_per_s, 1008e9 / bytes, 1e-6);
  ck_assert (isnan (case_prefill (&one, 512, 0).ceiling_tokens_per_s));
  rig_catalog_free (one.catalog);
}
END_TEST

START_TEST (longer_is_slower)
{
  Case one;
  double decode = INFINITY, prefill = INFINITY;
  case_init (&one, "qwen3.5-35b-a3b", "Q4_K_M", "mac-studio-m3-ultra-512", RIG_STACK_METAL);
  for (double context = 0; context <= 262144; context = context * 2 + 1024)
    {
      RigSpeed speed = case_decode (&one, context, 1);
      ck_assert_double_lt (speed.tokens_per_s.value, decode);
      decode = speed.tokens_per_s.value;
      speed = case_prefill (&one, 2048, context);
      ck_assert_double_lt (speed.tokens_per_s.value, prefill);
      prefill = speed.tokens_per_s.value;
    }
  ck_assert_double_gt (decode, 0);
  ck_assert_double_gt (prefill, 0);
  rig_catalog_free (one.catalog);
}
END_TEST

START_TEST (more_sequences_give_more_together_and_less_each)
{
  Case one;
  RigSpeed before, after;
  double widening;
  case_init (&one, "qwen3.5-35b-a3b", "Q4_K_M", "rtx-4090", RIG_STACK_LLAMA_CUDA);
  before = case_decode (&one, 1000, 1);
  ck_assert_double_eq (before.tokens_per_s.value, before.each_tokens_per_s.value);
  ck_assert_double_eq (before.terms.fixed_s, 0);
  /* By hand: 7 further sequences of 0.446 ms, and 18.9 us for each of 40 layers with a state. */
  after = case_decode (&one, 1000, 8);
  rig_assert_close (after.terms.fixed_s, 7 * (4.462942e-4 + 40 * 1.887476e-5), 1e-6);
  rig_assert_close (after.terms.kv_s, 8 * before.terms.kv_s, 1e-12);
  rig_assert_close (after.terms.dequant_s, 2 * before.terms.dequant_s, 1e-12);
  ck_assert_double_gt (after.tokens_per_s.value, before.tokens_per_s.value);
  ck_assert_double_lt (after.each_tokens_per_s.value, before.each_tokens_per_s.value);
  /* The errors of the model grow with the number of sequences, so its intervals do. */
  ck_assert_double_gt (after.tokens_per_s.value / after.tokens_per_s.low,
                       before.tokens_per_s.value / before.tokens_per_s.low);
  widening = rig_speed_constants_get_batch (rig_catalog_get_speed_constants (one.catalog),
                                            "half_width_per_doubling");
  rig_assert_close (log (after.tokens_per_s.value / after.tokens_per_s.low),
                    one.coefficients.half_width[RIG_SPEED_DECODE] + 3 * widening, 1e-9);
  /* No sequence at all is one. */
  after = case_decode (&one, 1000, 0);
  ck_assert_double_eq (after.tokens_per_s.value, before.tokens_per_s.value);
  rig_catalog_free (one.catalog);
}
END_TEST

START_TEST (two_cards)
{
  Case one, two, parallel;
  const RigSpeedConstants *constants;
  RigSpeed single, split, tensor;
  case_init (&one, "llama-3.1-8b", "Q4_K_M", "rtx-3090", RIG_STACK_LLAMA_CUDA);
  case_init (&two, "llama-3.1-8b", "Q4_K_M", "dual-rtx-3090", RIG_STACK_LLAMA_CUDA);
  constants = rig_catalog_get_speed_constants (two.catalog);
  ck_assert_double_eq (two.machine.fp32_flop_per_s, one.machine.fp32_flop_per_s);
  ck_assert_uint_eq (two.coefficients.layer_split, 2);
  single = case_decode (&one, 100, 1);
  split = case_decode (&two, 100, 1);
  /* The cards work in turn: nothing won, one hop lost. */
  rig_assert_close (split.seconds - single.seconds,
                    get_log (constants, RIG_SPEED_DECODE, "hop", "all"), 1e-4);
  ck_assert_double_gt (case_prefill (&two, 2048, 0).tokens_per_s.value,
                       case_prefill (&one, 2048, 0).tokens_per_s.value);
  case_init (&parallel, "llama-3.1-8b", "AWQ-int4", "dual-rtx-3090", RIG_STACK_VLLM_CUDA);
  ck_assert_uint_eq (parallel.coefficients.tensor_parallel, 2);
  ck_assert_uint_eq (parallel.coefficients.layer_split, 1);
  tensor = case_decode (&parallel, 100, 1);
  rig_assert_close (tensor.terms.cards_s,
                    32 * get_log (constants, RIG_SPEED_DECODE, "ar", "all"), 1e-6);
  tensor = case_prefill (&parallel, 2048, 0);
  rig_assert_close (tensor.terms.cards_s,
                    32 * 4096.0 * get_log (constants, RIG_SPEED_PREFILL, "cx", "all"), 1e-6);
  rig_catalog_free (one.catalog);
  rig_catalog_free (two.catalog);
  rig_catalog_free (parallel.catalog);
}
END_TEST

START_TEST (flash_attention_helps)
{
  Case with, without;
  case_init (&with, "llama-3.1-8b", "Q4_K_M", "rtx-4090", RIG_STACK_LLAMA_CUDA);
  without = with;
  without.work.use.flash_attention = FALSE;
  rig_speed_coefficients_init (&without.coefficients,
                               rig_catalog_get_speed_constants (with.catalog),
                               RIG_STACK_LLAMA_CUDA, &without.machine, &without.work);
  ck_assert_double_lt (without.coefficients.eta_kv, with.coefficients.eta_kv);
  rig_assert_close (without.coefficients.pp_eta_attention / with.coefficients.pp_eta_attention,
                    get_log (rig_catalog_get_speed_constants (with.catalog), RIG_SPEED_PREFILL,
                             "ea_nofa", "0"),
                    1e-9);
  ck_assert_double_lt (without.coefficients.pp_eta_attention,
                       with.coefficients.pp_eta_attention);
  rig_catalog_free (with.catalog);
}
END_TEST

START_TEST (first_token)
{
  Case one;
  RigSpeed decode, prefill;
  RigEstimate ttft;
  case_init (&one, "llama-3.1-8b", "Q4_K_M", "rtx-4090", RIG_STACK_LLAMA_CUDA);
  decode = case_decode (&one, 4096, 1);
  prefill = case_prefill (&one, 4096, 0);
  ttft = rig_speed_get_ttft_s (&prefill, &decode, 4096);
  rig_assert_close (ttft.value, 4096 * prefill.seconds + decode.seconds, 1e-12);
  ck_assert_double_lt (ttft.low, ttft.value);
  ck_assert_double_gt (ttft.high, ttft.value);
  ck_assert_int_eq (ttft.basis, RIG_BASIS_PREDICTED);
  /* A prompt of nothing is read as one token, not as a division by zero. */
  ck_assert (isfinite (case_prefill (&one, 0, 0).tokens_per_s.value));
  rig_catalog_free (one.catalog);
}
END_TEST

START_TEST (every_machine_with_bandwidth_has_a_speed)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  guint known = 0;
  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      RigSpeedMachine speed_machine;
      if (rig_speed_machine_init (&speed_machine, machine,
                                  rig_catalog_get_speed_constants (catalog)))
        known++;
      else
        ck_assert_msg (!rig_figure_is_known (&machine->bandwidth_gb_per_s), "%s", machine->id);
      ck_assert_msg (rig_stack_get_available (machine, RIG_FORMAT_GGUF) != 0, "%s", machine->id);
    }
  ck_assert_uint_ge (known, 60);
}
END_TEST

START_TEST (unknown_figures_give_no_speed)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const RigSpeedConstants *constants = rig_catalog_get_speed_constants (catalog);
  RigMachine machine = *rig_catalog_find_machine (catalog, "rtx-4090");
  RigModel model = *rig_catalog_find_model (catalog, "llama-3.1-8b");
  const RigQuant *quant = rig_catalog_find_quant (catalog, "Q4_K_M");
  const RigFigure unknown = RIG_FIGURE_UNKNOWN;
  RigWeights weights = { .bytes_per_token = 5e9 };
  RigMemoryUse use = { .context = 4096, .sequences = 1, .ubatch = 512 };
  RigSpeedMachine speed_machine;
  RigSpeedWork work;
  /* A machine of the user's own, which the constants do not know: by class, then by figure. */
  machine.id = "mine";
  machine.chip = "mine";
  ck_assert (rig_speed_machine_init (&speed_machine, &machine, constants));
  ck_assert (!speed_machine.chip_seen);
  rig_assert_close (speed_machine.fp16_flop_per_s, 82.58e12 * 4, 1e-9);
  machine.gpu_class = "abacus";
  ck_assert (rig_speed_machine_init (&speed_machine, &machine, constants));
  rig_assert_close (speed_machine.fp16_flop_per_s, 165.2e12, 1e-9);
  machine.fp16_tflops_dense = unknown;
  ck_assert (!rig_speed_machine_init (&speed_machine, &machine, constants));
  machine = *rig_catalog_find_machine (catalog, "rtx-4090");
  machine.bandwidth_gb_per_s = unknown;
  ck_assert (!rig_speed_machine_init (&speed_machine, &machine, constants));

  use.kv_k = use.kv_v = rig_catalog_find_tensor_type (catalog, "F16");
  ck_assert (rig_speed_work_init (&work, &model, quant, &weights, &use, constants));
  weights.unknown = "no list of tensors";
  ck_assert (!rig_speed_work_init (&work, &model, quant, &weights, &use, constants));
  weights = (RigWeights){ .bytes_per_token = NAN };
  ck_assert (!rig_speed_work_init (&work, &model, quant, &weights, &use, constants));
  weights.bytes_per_token = 5e9;
  model.active_params = unknown;
  ck_assert (!rig_speed_work_init (&work, &model, quant, &weights, &use, constants));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("speed");
  TCase *tcase = tcase_create ("speed");
  tcase_add_loop_test (tcase, terms_are_those_of_the_fit, 0, G_N_ELEMENTS (fits));
  tcase_add_test (tcase, a_known_machine_with_an_unknown_model);
  tcase_add_loop_test (tcase, half_widths, 0, G_N_ELEMENTS (intervals));
  tcase_add_test (tcase, a_range_of_bandwidth_widens_the_interval);
  tcase_add_test (tcase, nothing_is_faster_than_its_memory);
  tcase_add_test (tcase, the_ceiling_is_bandwidth_over_bytes);
  tcase_add_test (tcase, longer_is_slower);
  tcase_add_test (tcase, more_sequences_give_more_together_and_less_each);
  tcase_add_test (tcase, two_cards);
  tcase_add_test (tcase, flash_attention_helps);
  tcase_add_test (tcase, first_token);
  tcase_add_test (tcase, every_machine_with_bandwidth_has_a_speed);
  tcase_add_test (tcase, unknown_figures_give_no_speed);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
