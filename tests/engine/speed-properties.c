/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What holds of every speed, whatever the machine, the model and the settings: a million random
 * cases from a fixed seed. RIGWISE_PROPERTY_CASES=N tries as many; sanitizers try fewer. */

#include "rig-test.h"

#include <math.h>
#include <stdlib.h>

#include "engine/catalog/catalog.h"
#include "engine/estimate/speed-equations.h"

#define SEED 20261122
#ifdef __SANITIZE_ADDRESS__
#define CASES 100000
#else
#define CASES 1000000
#endif

#define RANDOM_SHAPES 400
#define MAX_LAYERS 128
#define EPSILON 1e-9 /* of rounding, relative */
#define TESTED_SEQUENCES 32

/* A model at a quantisation, ready; of one model those of all quantisations stand together. */
typedef struct
{
  RigSpeedWork work;
  const RigQuant *quant;
} Work;

typedef struct
{
  RigModel model;
  guint8 layers[MAX_LAYERS];
} RandomShape;

typedef struct
{
  RigCatalog *catalog;
  const RigSpeedConstants *constants;
  GRand *rand;
  GArray *works;       /* Work */
  GArray *first_works; /* guint: where the works of a model begin; at the end, how many there are */
  RandomShape *shapes;
} World;

/* One random case. */
typedef struct
{
  guint number;
  const Work *one, *other; /* of the same model */
  RigStack stack;
  RigSpeedMachine machine;
  RigSpeedCoefficients coefficients;
  double context, prompt, depth;
  guint sequences;
  RigSpeed decode, prefill;
} Case;

static double
random_log (GRand *rand, double low, double high)
{
  return exp (g_rand_double_range (rand, log (low), log (high)));
}

static gboolean
toss (GRand *rand)
{
  return g_rand_boolean (rand);
}

/* Says what the case was, so that it can be tried again. */
static void G_GNUC_NORETURN
give_up (const Case *c, const char *property, double a, double b)
{
  ck_abort_msg (
    "case %u of seed %d: %s: %.10g, %.10g\n%s at %s and %s by %s on %s x%u, %.4g GB/s, %.4g and "
    "%.4g TFLOPS; context %.0f, %u sequences, prompt %.0f behind %.0f",
    c->number, SEED, property, a, b, c->one->work.model->id, c->one->quant->id, c->other->quant->id,
    rig_stack_get_id (c->stack), c->machine.gpu_class != NULL ? c->machine.gpu_class : "no class",
    c->machine.n_gpus, c->machine.bandwidth_bytes_per_s.value / 1e9,
    c->machine.fp32_flop_per_s / 1e12, c->machine.fp16_flop_per_s / 1e12, c->context, c->sequences,
    c->prompt, c->depth);
}

static void
expect_at_most (const Case *c, const char *property, double a, double b)
{
  /* Written so that NaN fails. */
  if (!(a <= b * (1 + EPSILON)))
    give_up (c, property, a, b);
}

/* ---- What is tried ---- */

static void
fill_use (RigMemoryUse *use, const RigCatalog *catalog, GRand *rand)
{
  static const char *const types[] = { "F32", "F16", "Q8_0", "Q4_0" };

  *use = (RigMemoryUse){
    .context = 8192,
    .sequences = 1,
    .ubatch = 1u << g_rand_int_range (rand, 5, 13),
    .kv_k = rig_catalog_find_tensor_type (catalog, types[g_rand_int_range (rand, 0, 4)]),
    .kv_v = rig_catalog_find_tensor_type (catalog, types[g_rand_int_range (rand, 0, 4)]),
    .flash_attention = toss (rand),
    .swa_full = toss (rand),
  };
}

static void
add_work (World *world, const RigModel *model, const RigQuant *quant, const RigWeights *weights,
          const RigMemoryUse *use)
{
  Work work = { .quant = quant };

  if (!rig_speed_work_init (&work.work, model, quant, weights, use, world->constants))
    return;
  work.work.model_seen = toss (world->rand);
  g_array_append_val (world->works, work);
}

/* A model is tried where it has at least one work. */
static void
close_model (World *world)
{
  if (g_array_index (world->first_works, guint, world->first_works->len - 1) < world->works->len)
    g_array_append_val (world->first_works, world->works->len);
}

static void
add_catalogue (World *world)
{
  const GPtrArray *models = rig_catalog_get_models (world->catalog);
  const GPtrArray *quants = rig_catalog_get_quants (world->catalog);
  const GPtrArray *types = rig_catalog_get_tensor_types (world->catalog);

  for (guint m = 0; m < models->len; m++)
    {
      const RigModel *model = g_ptr_array_index (models, m);
      RigMemoryUse use;

      fill_use (&use, world->catalog, world->rand);
      for (guint q = 0; q < quants->len; q++)
        {
          RigWeights weights;

          rig_weights_init (&weights, model, g_ptr_array_index (quants, q),
                            (const RigTensorType *const *) types->pdata, types->len);
          add_work (world, model, g_ptr_array_index (quants, q), &weights, &use);
        }
      close_model (world);
    }
}

static void
make_heads (RigModel *model, GRand *rand)
{
  model->head_dim = 32u << g_rand_int_range (rand, 0, 4);
  model->value_head_dim = toss (rand) ? model->head_dim : 128;
  model->n_kv_heads = 1u << g_rand_int_range (rand, 0, 5);
  model->n_heads = model->n_kv_heads * g_rand_int_range (rand, 1, 17);
  if (g_rand_int_range (rand, 0, 4) > 0)
    return;
  model->mla.present = TRUE;
  model->mla.q_lora_rank = 1536;
  model->mla.kv_lora_rank = 64 * g_rand_int_range (rand, 2, 17);
  model->mla.qk_nope_head_dim = 128;
  model->mla.qk_rope_head_dim = 64;
  model->mla.v_head_dim = 128;
}

static void
make_states (RigModel *model, GRand *rand)
{
  model->linear.present = model->ssm.present = TRUE;
  model->linear.n_k_heads = 16;
  model->linear.n_v_heads = 16 * g_rand_int_range (rand, 1, 5);
  model->linear.k_head_dim = model->linear.v_head_dim = 128;
  model->linear.conv_kernel = model->ssm.conv_kernel = 4;
  model->ssm.n_heads = 16 * g_rand_int_range (rand, 1, 9);
  model->ssm.head_dim = 64;
  model->ssm.n_groups = 8;
  model->ssm.state_size = 128;
}

static void
make_experts (RigModel *model, GRand *rand)
{
  model->moe.present = TRUE;
  model->moe.n_experts = 1u << g_rand_int_range (rand, 3, 10);
  model->moe.n_active = g_rand_int_range (rand, 1, MIN (17, (int) model->moe.n_experts + 1));
  model->moe.expert_ffn = 64 * g_rand_int_range (rand, 4, 64);
  model->moe.dense_lead_layers = g_rand_int_range (rand, 0, 4);
}

/* Layers of one to three kinds in a pattern: all of one, or one of so many. */
static void
make_layers (RandomShape *shape, GRand *rand)
{
  static const char kinds[] = { RIG_LAYER_FULL, RIG_LAYER_SLIDING, RIG_LAYER_LINEAR,
                                RIG_LAYER_MAMBA, RIG_LAYER_BOTH };
  char first = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
  char second = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
  guint every = g_rand_int_range (rand, 1, 9);

  shape->model.n_layers = g_rand_int_range (rand, 4, MAX_LAYERS + 1);
  for (guint i = 0; i < shape->model.n_layers; i++)
    shape->layers[i] = i % every == 0 ? first : second;
  shape->model.layers = shape->layers;
  shape->model.sliding_window = 1u << g_rand_int_range (rand, 7, 14);
}

/* Parameters that could belong to such a shape: dense or expert matrices, and the output. */
static void
count_parameters (RigModel *model)
{
  double hidden = model->hidden_size, layers = model->n_layers;
  double attention = 4 * hidden * hidden;
  double dense = 3 * hidden * model->intermediate_size;
  double experts = 3 * hidden * model->moe.expert_ffn * (double) model->moe.n_active;
  double block = model->moe.present ? experts : dense;

  model->active_params = (RigFigure) RIG_FIGURE_UNKNOWN;
  model->active_params.value = layers * (attention + block) + hidden * model->vocab_size;
  model->active_params.basis = RIG_BASIS_ESTIMATED;
}

static void
make_shape (RandomShape *shape, GRand *rand)
{
  RigModel *model = &shape->model;

  model->id = "random";
  model->architecture = "llama";
  model->hidden_size = 256 * g_rand_int_range (rand, 2, 65);
  model->intermediate_size = model->hidden_size * g_rand_int_range (rand, 1, 6);
  model->vocab_size = 1000 * g_rand_int_range (rand, 8, 263);
  make_layers (shape, rand);
  make_heads (model, rand);
  make_states (model, rand);
  if (toss (rand))
    make_experts (model, rand);
  count_parameters (model);
}

/* Weights of a random shape: bits per weight are those of the quantisation, give or take. */
static void
fill_weights (RigWeights *weights, const RigModel *model, const RigQuant *quant, double spread)
{
  double bits = rig_figure_is_known (&quant->bits_per_weight) ? quant->bits_per_weight.value : 4.5;
  double expert_params = 3.0 * model->n_layers * model->hidden_size * model->moe.expert_ffn
                         * (double) model->moe.n_active;
  double share = model->moe.present ? expert_params / model->active_params.value : 0;

  *weights = (RigWeights){ .bytes_per_token = model->active_params.value * bits / 8 * spread };
  weights->expert_bytes_per_token = weights->bytes_per_token * share;
}

static void
add_random_shapes (World *world)
{
  const GPtrArray *quants = rig_catalog_get_quants (world->catalog);

  world->shapes = g_new0 (RandomShape, RANDOM_SHAPES);
  for (guint i = 0; i < RANDOM_SHAPES; i++)
    {
      double spread = g_rand_double_range (world->rand, 0.95, 1.15);
      RigMemoryUse use;

      make_shape (&world->shapes[i], world->rand);
      fill_use (&use, world->catalog, world->rand);
      for (guint q = 0; q < quants->len; q++)
        {
          RigWeights weights;

          fill_weights (&weights, &world->shapes[i].model, g_ptr_array_index (quants, q), spread);
          add_work (world, &world->shapes[i].model, g_ptr_array_index (quants, q), &weights, &use);
        }
      close_model (world);
    }
}

static void
world_init (World *world)
{
  const guint none = 0;

  world->catalog = rig_catalog_new ();
  world->constants = rig_catalog_get_speed_constants (world->catalog);
  world->rand = g_rand_new_with_seed (SEED);
  world->works = g_array_new (FALSE, FALSE, sizeof (Work));
  world->first_works = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (world->first_works, none);
  add_catalogue (world);
  add_random_shapes (world);
}

static void
world_clear (World *world)
{
  g_array_unref (world->works);
  g_array_unref (world->first_works);
  g_rand_free (world->rand);
  g_free (world->shapes);
  rig_catalog_free (world->catalog);
}

/* From a small processor's memory to the next but one generation of servers. */
static void
make_machine (RigSpeedMachine *machine, GRand *rand)
{
  static const char *const classes[]
    = { "pascal", "p100", "turing", "ampere", "ada", "blackwell", "hopper", "gb10", "apple-m1",
        "apple-m2", "apple-m4", "apple-m5", "apple-m6", "rdna2", "rdna3", "rdna3.5", "rdna4",
        "gcn", "cdna", "alchemist", "battlemage", "of-tomorrow", NULL };
  double bandwidth = random_log (rand, 15e9, 20e12);
  double spread = toss (rand) ? 1 : g_rand_double_range (rand, 1, 1.5);

  *machine = (RigSpeedMachine){
    .bandwidth_bytes_per_s
    = { bandwidth, bandwidth / spread, bandwidth * spread, RIG_BASIS_SPEC },
    .fp32_flop_per_s = random_log (rand, 0.5e12, 300e12),
    .compute_known = toss (rand),
    .chip_seen = toss (rand),
    .gpu_class = classes[g_rand_int_range (rand, 0, G_N_ELEMENTS (classes))],
    .n_gpus = g_rand_int_range (rand, 0, 4) > 0 ? 1 : g_rand_int_range (rand, 2, 9),
    .unified = toss (rand),
  };
  machine->fp16_flop_per_s = machine->fp32_flop_per_s * random_log (rand, 1, 16);
}

static RigStack
pick_stack (GRand *rand, RigFormat format)
{
  for (;;)
    {
      RigStack stack = g_rand_int_range (rand, 0, RIG_N_STACKS);
      if (rig_stack_reads (stack, format))
        return stack;
    }
}

/* Two quantisations of a model in the same format, and what they run on. */
static void
case_init (Case *c, World *world, guint number)
{
  GRand *rand = world->rand;
  guint model = g_rand_int_range (rand, 0, world->first_works->len - 1);
  guint from = g_array_index (world->first_works, guint, model);
  guint to = g_array_index (world->first_works, guint, model + 1);

  c->number = number;
  c->one = &g_array_index (world->works, Work, g_rand_int_range (rand, from, to));
  do
    c->other = &g_array_index (world->works, Work, g_rand_int_range (rand, from, to));
  while (c->other->quant->format != c->one->quant->format);
  c->stack = pick_stack (rand, c->one->quant->format);
  make_machine (&c->machine, rand);
  c->context = toss (rand) ? random_log (rand, 1, 4e6) : g_rand_int_range (rand, 0, 4096);
  c->prompt = random_log (rand, 1, 1e6);
  c->depth = toss (rand) ? 0 : random_log (rand, 1, 1e6);
  c->sequences = toss (rand) ? 1 : g_rand_int_range (rand, 1, TESTED_SEQUENCES);
  rig_speed_coefficients_init (&c->coefficients, world->constants, c->stack, &c->machine,
                               &c->one->work);
  rig_speed_decode (&c->decode, &c->coefficients, &c->machine, &c->one->work, c->context,
                    c->sequences);
  rig_speed_prefill (&c->prefill, &c->coefficients, &c->machine, &c->one->work, c->prompt,
                     c->depth);
}

/* ---- What holds ---- */

static void
check_interval (const Case *c, const char *what, const RigEstimate *estimate)
{
  if (!(estimate->low > 0 && estimate->low <= estimate->value && isfinite (estimate->high)))
    give_up (c, what, estimate->low, estimate->value);
  if (!(estimate->value <= estimate->high))
    give_up (c, what, estimate->value, estimate->high);
}

static void
check_terms (const Case *c, const RigSpeed *speed)
{
  const RigSpeedTerms *t = &speed->terms;
  const double parts[] = { t->weights_s, t->kv_s, t->compute_s, t->attention_s, t->dequant_s,
                           t->layers_s, t->moe_s, t->state_s, t->cards_s, t->fixed_s };
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      expect_at_most (c, "a term is negative", 0, parts[i]);
      sum += parts[i];
    }
  if (!(fabs (sum - speed->seconds) <= EPSILON * speed->seconds))
    give_up (c, "terms do not add up", sum, speed->seconds);
}

/* Figures are there, in order, and of each other. */
static void
check_figures (const Case *c)
{
  gboolean knows_prefill = c->stack != RIG_STACK_CPU;
  RigEstimate ttft = rig_speed_get_ttft_s (&c->prefill, &c->decode, c->prompt);

  check_interval (c, "decode", &c->decode.tokens_per_s);
  check_interval (c, "decode of each", &c->decode.each_tokens_per_s);
  check_terms (c, &c->decode);
  if (rig_estimate_is_known (&c->prefill.tokens_per_s) != knows_prefill)
    give_up (c, "prefill is known where it should not be, or the reverse", NAN, NAN);
  if (!knows_prefill)
    return;
  check_interval (c, "prefill", &c->prefill.tokens_per_s);
  check_terms (c, &c->prefill);
  check_interval (c, "time to first token", &ttft);
  expect_at_most (c, "the first token comes before the prompt is read",
                  c->prompt / c->prefill.tokens_per_s.value, ttft.value);
}

/* Memory delivers what it delivers, matrix units multiply what they multiply; written out again
 * from the figures, apart from the code that is tested. */
static void
check_bounds (const Case *c)
{
  const RigSpeedWork *work = &c->one->work;
  double parallel = c->coefficients.tensor_parallel;
  double cards = MAX (parallel, c->coefficients.layer_split);
  double fastest = c->machine.bandwidth_bytes_per_s.high;
  /* Of the experts at least those of one token are read, of the cache every sequence's. */
  double step = work->weights_bytes + c->sequences * rig_speed_work_get_kv_bytes (work, c->context);
  double flop = work->flop_per_prompt_token
                + rig_speed_work_get_prefill_attention_flop (work, c->prompt, c->depth);
  double batch = MIN (c->prompt, c->coefficients.pp_ubatch);

  expect_at_most (c, "decode is above what memory delivers", c->decode.tokens_per_s.high,
                  c->sequences * parallel * fastest / step);
  expect_at_most (c, "decode is above its ceiling", c->decode.tokens_per_s.high,
                  c->decode.ceiling_tokens_per_s);
  if (c->stack == RIG_STACK_CPU)
    return;
  expect_at_most (c, "prefill is above what matrix units multiply", c->prefill.tokens_per_s.high,
                  4 * cards * c->machine.fp16_flop_per_s / flop);
  expect_at_most (c, "prefill is above what memory delivers", c->prefill.tokens_per_s.high,
                  batch * cards * fastest / work->weights_bytes);
}

static void
predict (const Case *c, const RigSpeedMachine *machine, const RigSpeedWork *work,
         const World *world, RigSpeed *decode, RigSpeed *prefill)
{
  RigSpeedCoefficients coefficients = c->coefficients;

  if (machine != NULL)
    rig_speed_coefficients_init (&coefficients, world->constants, c->stack, machine, work);
  machine = machine != NULL ? machine : &c->machine;
  rig_speed_decode (decode, &coefficients, machine, work, c->context, c->sequences);
  rig_speed_prefill (prefill, &coefficients, machine, work, c->prompt, c->depth);
}

static void
expect_no_slower (const Case *c, const char *property, const RigSpeed *slow, const RigSpeed *fast)
{
  if (!rig_estimate_is_known (&slow->tokens_per_s))
    return;
  expect_at_most (c, property, slow->tokens_per_s.low, fast->tokens_per_s.low);
  expect_at_most (c, property, slow->tokens_per_s.value, fast->tokens_per_s.value);
  expect_at_most (c, property, slow->tokens_per_s.high, fast->tokens_per_s.high);
}

static void
check_better_machines (const Case *c, World *world)
{
  double factor = random_log (world->rand, 1, 8);
  RigSpeedMachine better = c->machine;
  RigSpeed decode, prefill;

  better.bandwidth_bytes_per_s.value *= factor;
  better.bandwidth_bytes_per_s.low *= factor;
  better.bandwidth_bytes_per_s.high *= factor;
  predict (c, &better, &c->one->work, world, &decode, &prefill);
  expect_no_slower (c, "more bandwidth is slower to decode", &c->decode, &decode);
  expect_no_slower (c, "more bandwidth is slower to prefill", &c->prefill, &prefill);

  better = c->machine;
  better.fp32_flop_per_s *= toss (world->rand) ? factor : 1;
  better.fp16_flop_per_s *= factor;
  predict (c, &better, &c->one->work, world, &decode, &prefill);
  expect_no_slower (c, "more compute is slower to decode", &c->decode, &decode);
  expect_no_slower (c, "more compute is slower to prefill", &c->prefill, &prefill);
}

static void
check_longer_contexts (const Case *c, World *world)
{
  Case longer = *c;
  RigSpeed decode, prefill;

  longer.context = c->context + random_log (world->rand, 1, 1e6);
  longer.depth = c->depth + random_log (world->rand, 1, 1e6);
  predict (&longer, NULL, &c->one->work, world, &decode, &prefill);
  expect_no_slower (c, "more context is faster to decode", &decode, &c->decode);
  expect_no_slower (c, "more context is faster to prefill", &prefill, &c->prefill);
}

/* A longer prompt may be read at a better pace, but is never done earlier. */
static void
check_longer_prompts (const Case *c, World *world)
{
  Case longer = *c;
  RigSpeed decode, prefill;
  RigEstimate before = rig_speed_get_ttft_s (&c->prefill, &c->decode, c->prompt), after;

  longer.prompt = c->prompt * random_log (world->rand, 1, 16);
  predict (&longer, NULL, &c->one->work, world, &decode, &prefill);
  after = rig_speed_get_ttft_s (&prefill, &decode, longer.prompt);
  if (!rig_estimate_is_known (&before))
    return;
  expect_at_most (c, "a longer prompt is answered earlier", before.value, after.value);
  expect_at_most (c, "a longer prompt is answered earlier", before.low, after.low);
  expect_at_most (c, "a longer prompt is answered earlier", before.high, after.high);
}

/* The interval of several sequences grows with them, so that only the prediction is compared. */
static void
check_more_sequences (const Case *c, World *world)
{
  guint more = g_rand_int_range (world->rand, c->sequences, TESTED_SEQUENCES + 1);
  RigSpeed single, many;

  rig_speed_decode (&many, &c->coefficients, &c->machine, &c->one->work, c->context, more);
  expect_at_most (c, "more sequences are slower together", c->decode.tokens_per_s.value,
                  many.tokens_per_s.value);
  expect_at_most (c, "more sequences are faster each", many.each_tokens_per_s.value,
                  c->decode.each_tokens_per_s.value);
  rig_speed_decode (&single, &c->coefficients, &c->machine, &c->one->work, c->context, 1);
  if (single.tokens_per_s.value != single.each_tokens_per_s.value)
    give_up (c, "one sequence is not itself", single.tokens_per_s.value,
          single.each_tokens_per_s.value);
}

/* Where fewer bytes may take longer: docs/method-speed.md, "Fewer bits, and yet slower", has the
 * reasons. NULL: any class. They hold for every program that reads the class: the fit has no factor
 * of a quantisation by program. */
static const struct
{
  RigSpeedKind kind;
  const char *smaller, *larger;
} slow_kernels[] = {
  { RIG_SPEED_DECODE, "nvfp4", NULL },
  { RIG_SPEED_DECODE, "iq", NULL },
  { RIG_SPEED_DECODE, "q3", NULL },
  { RIG_SPEED_DECODE, NULL, "q4_0" },
  { RIG_SPEED_DECODE, NULL, "int4" },
  { RIG_SPEED_PREFILL, NULL, "f16" },
  { RIG_SPEED_PREFILL, NULL, "q6" },
  { RIG_SPEED_PREFILL, "q4k", NULL },
  { RIG_SPEED_PREFILL, "q3", NULL },
  { RIG_SPEED_PREFILL, "q2", NULL },
  { RIG_SPEED_PREFILL, "iq", NULL },
  { RIG_SPEED_PREFILL, "nvfp4", NULL },
  { RIG_SPEED_PREFILL, "mxfp4", NULL },
  { RIG_SPEED_PREFILL, "fp8", NULL },
  { RIG_SPEED_PREFILL, "mlx5", NULL },
};

/* Less is what the classes of a fit differ by without any reason. */
#define NEEDS_REASON 1.05

static gboolean
is_documented (RigSpeedKind kind, const char *smaller, const char *larger)
{
  for (guint i = 0; i < G_N_ELEMENTS (slow_kernels); i++)
    if (slow_kernels[i].kind == kind
        && (slow_kernels[i].smaller == NULL || g_str_equal (slow_kernels[i].smaller, smaller))
        && (slow_kernels[i].larger == NULL || g_str_equal (slow_kernels[i].larger, larger)))
      return TRUE;
  return FALSE;
}

/* How much of a machine the kernels of a class get, as the constants say. */
static double
get_kernel (const World *world, RigSpeedKind kind, const char *speed_class)
{
  static const char *const blocks[] = { "eta_q", "ec_q" };
  double value = 0;

  rig_speed_constants_lookup (world->constants, kind, blocks[kind], speed_class, &value);
  return exp (value);
}

static void
check_kernel (const Case *c, const World *world, RigSpeedKind kind, const char *smaller,
              const char *larger, double slowdown)
{
  double allowed = get_kernel (world, kind, larger) / get_kernel (world, kind, smaller);

  expect_at_most (c, kind == RIG_SPEED_DECODE ? "fewer bytes are slower to decode"
                                              : "fewer bytes are slower to prefill",
                  slowdown, MAX (1, allowed));
  if (slowdown > NEEDS_REASON && !is_documented (kind, smaller, larger))
    give_up (c, "fewer bytes are slower, and no reason is documented", slowdown, kind);
}

/* Smaller in all parts: a file may have small experts and large matrices beside them. */
static gboolean
is_smaller (const RigSpeedWork *a, const RigSpeedWork *b)
{
  return a->weights_bytes < b->weights_bytes && a->expert_bytes <= b->expert_bytes
         && a->weights_bytes - a->expert_bytes <= b->weights_bytes - b->expert_bytes;
}

static void
check_smaller_quant (const Case *c, const World *world)
{
  const RigSpeedWork *smaller = &c->other->work, *larger = &c->one->work;
  RigSpeed decode, prefill;

  if (!is_smaller (smaller, larger))
    return;
  predict (c, &c->machine, smaller, world, &decode, &prefill);
  check_kernel (c, world, RIG_SPEED_DECODE, smaller->speed_class, larger->speed_class,
                c->decode.tokens_per_s.value / decode.tokens_per_s.value);
  if (rig_estimate_is_known (&prefill.tokens_per_s))
    check_kernel (c, world, RIG_SPEED_PREFILL, smaller->speed_class, larger->speed_class,
                  c->prefill.tokens_per_s.value / prefill.tokens_per_s.value);
}

START_TEST (properties)
{
  const char *cases = g_getenv ("RIGWISE_PROPERTY_CASES");
  guint n = cases != NULL ? (guint) g_ascii_strtoull (cases, NULL, 10) : CASES;
  World world;

  world_init (&world);
  for (guint i = 0; i < n; i++)
    {
      Case c;

      case_init (&c, &world, i);
      check_figures (&c);
      check_bounds (&c);
      check_better_machines (&c, &world);
      check_longer_contexts (&c, &world);
      check_longer_prompts (&c, &world);
      check_more_sequences (&c, &world);
      check_smaller_quant (&c, &world);
    }
  world_clear (&world);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("speed-properties");
  TCase *tcase = tcase_create ("speed-properties");

  tcase_set_timeout (tcase, 300);
  tcase_add_test (tcase, properties);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
