/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JSON that scripts may rely on (docs of the command line): keys, types, null for unknown. */

#include "members.h"
#include "rig-test.h"
#include "run.h"

static const struct
{
  const char *command;
  guint at_least;
} lists[] = {
  { "machines", 62 },
  { "models", 87 },
  { "quants", 34 },
  { "apis", 89 },
};

/* What the catalogue was made from had that many records: none may be lost. */
START_TEST (test_lists)
{
  static const Member members[] = { { "id", STRING }, { "name", STRING }, { "origin", STRING },
                                    { NULL, 0 } };
  g_autoptr (JsonNode) root = cli_run_json (lists[_i].command);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *records = json_node_get_array (root);

  check_list (records, members, lists[_i].command);
  ck_assert_uint_ge (json_array_get_length (records), lists[_i].at_least);
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = json_array_get_object_element (records, i);
      const char *id = json_object_get_string_member (record, "id");

      ck_assert_msg (g_hash_table_add (ids, (gpointer) id), "%s: two records “%s”",
                     lists[_i].command, id);
    }
}
END_TEST

START_TEST (test_figures)
{
  static const Member members[] = {
    { "value", NUMBER }, { "low", NUMBER },            { "high", NUMBER },
    { "unit", STRING },  { "basis", STRING },          { "source", STRING },
    { "date", STRING },  { "stand_in", STRING_OR_NULL }, { NULL, 0 },
  };
  g_autoptr (JsonNode) root = cli_run_json ("show mac-studio-m5-max-128");
  JsonObject *record = json_node_get_object (root);

  ck_assert_str_eq (json_object_get_string_member (record, "record"), "machine");
  check_members (json_object_get_object_member (record, "bandwidth_gb_per_s"), members,
                 "bandwidth_gb_per_s");
  ck_assert (json_object_get_null_member (record, "noise_dba"));
}
END_TEST

static const Member fit_members[] = {
  { "id", STRING },
  { "verdict", STRING },
  { "needed_bytes", NUMBER_OR_NULL },
  { "usable_bytes", NUMBER_OR_NULL },
  { "room_bytes", NUMBER_OR_NULL },
  { NULL, 0 },
};

static const char *const default_machines[] = { "rtx-spark-128", "mac-studio-m4-ultra-192",
                                                "mac-studio-m4-ultra-128" };

static void
check_default_machines (JsonArray *machines)
{
  ck_assert_uint_eq (json_array_get_length (machines), G_N_ELEMENTS (default_machines));
  for (guint i = 0; i < G_N_ELEMENTS (default_machines); i++)
    ck_assert_str_eq (
      json_object_get_string_member (json_array_get_object_element (machines, i), "id"),
      default_machines[i]);
}

START_TEST (test_memory)
{
  static const Member members[] = {
    { "model", STRING },         { "quant", STRING },      { "context", NUMBER },
    { "kv_type", STRING },       { "sequences", NUMBER },  { "weights_bytes", NUMBER },
    { "tied_bytes", NUMBER },
    { "kv_bytes", NUMBER },      { "state_bytes", NUMBER }, { "compute_bytes", NUMBER },
    { "total_bytes", NUMBER },   { "device", OBJECT },     { "host", OBJECT },
    { "machines", ARRAY },       { NULL, 0 },
  };
  static const Member place[] = {
    { "weights_bytes", NUMBER }, { "context_bytes", NUMBER }, { "compute_bytes", NUMBER },
    { NULL, 0 },
  };
  g_autoptr (JsonNode) root = cli_run_json ("memory --set context=64k --set kv-type-k=q8_0");
  JsonObject *memory = json_node_get_object (root);
  JsonObject *device = json_object_get_object_member (memory, "device");
  JsonObject *host = json_object_get_object_member (memory, "host");

  check_members (memory, members, "memory");
  check_members (device, place, "device");
  check_members (host, place, "host");
  check_list (json_object_get_array_member (memory, "machines"), fit_members, "machines");
  check_default_machines (json_object_get_array_member (memory, "machines"));
  ck_assert_int_eq (json_object_get_int_member (memory, "context"), 65536);
  ck_assert_str_eq (json_object_get_string_member (memory, "kv_type"), "q8_0/f16");
  ck_assert_int_eq (json_object_get_int_member (device, "weights_bytes")
                      + json_object_get_int_member (host, "weights_bytes"),
                    json_object_get_int_member (memory, "weights_bytes"));
  ck_assert_int_eq (json_object_get_int_member (memory, "tied_bytes"), 0);
  ck_assert_int_eq (json_object_get_int_member (memory, "weights_bytes")
                      + json_object_get_int_member (memory, "kv_bytes")
                      + json_object_get_int_member (memory, "state_bytes")
                      + json_object_get_int_member (memory, "compute_bytes"),
                    json_object_get_int_member (memory, "total_bytes"));
}
END_TEST

/* A tied embedding is in the file once (oracles/weights.csv) and in memory twice. */
START_TEST (test_memory_tied)
{
  g_autoptr (JsonNode) root
    = cli_run_json ("memory --set model=gemma-3-12b --set quant=Q8_0 --set context=8k");
  JsonObject *memory = json_node_get_object (root);
  JsonObject *device = json_object_get_object_member (memory, "device");
  JsonObject *host = json_object_get_object_member (memory, "host");
  gint64 weights = json_object_get_int_member (memory, "weights_bytes");
  gint64 tied = json_object_get_int_member (memory, "tied_bytes");

  ck_assert_int_eq (weights, 12503399424);
  ck_assert_int_eq (tied, json_object_get_int_member (host, "weights_bytes"));
  ck_assert_int_eq (weights, json_object_get_int_member (device, "weights_bytes"));
  ck_assert_int_eq (weights + tied + json_object_get_int_member (memory, "kv_bytes")
                      + json_object_get_int_member (memory, "state_bytes")
                      + json_object_get_int_member (memory, "compute_bytes"),
                    json_object_get_int_member (memory, "total_bytes"));
}
END_TEST

/* Two of the ends of what may be asked, with llama.cpp's answers (oracles/memory.csv, rpc, in MiB):
 * 777 tokens, which fill 1,024 cells, and eight times what the model was trained for. */
START_TEST (test_memory_as_asked)
{
  static const struct
  {
    int context;
    double kv, device, host;
  } cases[] = {
    { 777, 512.0, 97.52, 33.02 },
    { 32768, 16384.0, 128.52, 64.02 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *command = g_strdup_printf (
          "memory --set model=llama-2-7b --set context=%d", cases[i].context);
      g_autoptr (JsonNode) root = cli_run_json (command);
      JsonObject *memory = json_node_get_object (root);
      JsonObject *device = json_object_get_object_member (memory, "device");
      JsonObject *host = json_object_get_object_member (memory, "host");

      ck_assert_int_eq (json_object_get_int_member (memory, "context"), cases[i].context);
      ck_assert_int_eq (json_object_get_int_member (memory, "trained_context"), 4096);
      rig_assert_close (json_object_get_double_member (memory, "kv_bytes"),
                        cases[i].kv * 1048576.0, 1e-9);
      rig_assert_close (json_object_get_double_member (device, "compute_bytes"),
                        cases[i].device * 1048576.0, 1e-3);
      rig_assert_close (json_object_get_double_member (host, "compute_bytes"),
                        cases[i].host * 1048576.0, 1e-3);
    }
}
END_TEST

START_TEST (test_fit)
{
  static const Member members[] = { { "model", STRING }, { "quant", STRING },
                                    { "machines", ARRAY }, { NULL, 0 } };
  static const char *const verdicts[] = { "fits", "tight", "no", "unknown", NULL };
  g_autoptr (JsonNode) root = cli_run_json ("fit");
  JsonArray *models = json_node_get_array (root);

  check_list (models, members, "fit");
  ck_assert_uint_ge (json_array_get_length (models), 87);
  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      JsonObject *model = json_array_get_object_element (models, i);
      JsonArray *machines = json_object_get_array_member (model, "machines");

      check_list (machines, fit_members, "fit.machines");
      check_default_machines (machines);
      for (guint j = 0; j < json_array_get_length (machines); j++)
        {
          JsonObject *machine = json_array_get_object_element (machines, j);

          ck_assert (
            g_strv_contains (verdicts, json_object_get_string_member (machine, "verdict")));
        }
    }
}
END_TEST

static const Member speed_members[] = {
  { "id", STRING },
  { "stack", STRING_OR_NULL },
  { "decode_tokens_per_s", ESTIMATE_OR_NULL },
  { "decode_interval", STRING_OR_NULL },
  { "decode_own", STRING_OR_NULL },
  { "decode_all_tokens_per_s", ESTIMATE_OR_NULL },
  { "decode_each_tokens_per_s", ESTIMATE_OR_NULL },
  { "decode_ceiling_tokens_per_s", NUMBER_OR_NULL },
  { "decode_terms", OBJECT_OR_NULL },
  { "prefill_tokens_per_s", ESTIMATE_OR_NULL },
  { "prefill_interval", STRING_OR_NULL },
  { "prefill_own", STRING_OR_NULL },
  { "prefill_terms", OBJECT_OR_NULL },
  { "ttft_s", ESTIMATE_OR_NULL },
  { "answer_s", ESTIMATE_OR_NULL },
  { "speculation", ESTIMATE_OR_NULL },
  { "tokens_per_joule", ESTIMATE_OR_NULL },
  { "tokens_per_s_per_usd", ESTIMATE_OR_NULL },
  { "novelty", ARRAY },
  { "warnings", ARRAY },
  { "offload", OBJECT_OR_NULL },
  { "unknown", STRING_OR_NULL },
  { NULL, 0 },
};

/* The parts of the time of a token are the whole of it, unless physics cut the speed. */
static void
check_terms (JsonObject *machine, const char *terms_name, const char *speed_name)
{
  JsonObject *terms = json_object_get_object_member (machine, terms_name);
  JsonObject *speed = json_object_get_object_member (machine, speed_name);
  JsonObjectIter iter;
  const char *name;
  JsonNode *part;
  double sum = 0;

  json_object_iter_init (&iter, terms);
  while (json_object_iter_next (&iter, &name, &part))
    {
      ck_assert_msg (g_str_has_suffix (name, "_s"), "%s", name);
      ck_assert_double_ge (json_node_get_double (part), 0);
      sum += json_node_get_double (part);
    }
  ck_assert_double_eq_tol (sum * json_object_get_double_member (speed, "value"), 1, 1e-6);
}

START_TEST (test_speed)
{
  g_autoptr (JsonNode) root = cli_run_json ("speed --set chats=4");
  JsonArray *machines = json_object_get_array_member (json_node_get_object (root), "machines");

  check_list (machines, speed_members, "speed");
  check_default_machines (machines);
  for (guint i = 0; i < json_array_get_length (machines); i++)
    {
      JsonObject *machine = json_array_get_object_element (machines, i);

      check_estimate (json_object_get_member (machine, "decode_tokens_per_s"),
                      "decode_tokens_per_s");
      check_terms (machine, "decode_terms", "decode_tokens_per_s");
      check_terms (machine, "prefill_terms", "prefill_tokens_per_s");
      /* Of four chats each has a quarter of what all write. */
      ck_assert_double_eq_tol (
        4 * json_object_get_double_member (
              json_object_get_object_member (machine, "decode_each_tokens_per_s"), "value"),
        json_object_get_double_member (
          json_object_get_object_member (machine, "decode_all_tokens_per_s"), "value"), 1e-6);
    }
}
END_TEST

/* Words for scripts, and what a card that is too small would do with help. */
START_TEST (test_speed_words)
{
  static const Member offload_members[] = {
    { "decode_tokens_per_s", ESTIMATE_OR_NULL },
    { "gpu_share", NUMBER_OR_NULL },
    { "unknown", STRING_OR_NULL },
    { NULL, 0 },
  };
  g_autoptr (JsonNode) root
    = cli_run_json ("speed --set model=llama-3.3-70b --set host-memory=64 --set host-bandwidth=96 "
                    "--machines rtx-4090,rtx-spark-desktop-128");
  JsonArray *machines = json_object_get_array_member (json_node_get_object (root), "machines");
  JsonObject *card = json_array_get_object_element (machines, 0);
  JsonObject *box = json_array_get_object_element (machines, 1);
  JsonObject *offload = json_object_get_object_member (card, "offload");
  JsonArray *warnings = json_object_get_array_member (box, "warnings");

  check_members (offload, offload_members, "offload");
  check_estimate (json_object_get_member (offload, "decode_tokens_per_s"), "offload");
  ck_assert_str_eq (json_object_get_string_member (
                      json_object_get_object_member (offload, "decode_tokens_per_s"), "basis"),
                    "estimated");
  ck_assert (json_object_get_null_member (card, "decode_tokens_per_s"));
  ck_assert (json_object_get_null_member (box, "offload"));
  ck_assert_uint_eq (json_array_get_length (warnings), 2);
  ck_assert_str_eq (json_array_get_string_element (warnings, 0), "compute");
  ck_assert_str_eq (json_array_get_string_element (warnings, 1), "bandwidth");
  ck_assert_str_eq (json_object_get_string_member (box, "decode_interval"), "medium");
}
END_TEST

/* A model of whose shape too little is known has null for a speed, and a reason. */
START_TEST (test_unknown)
{
  g_autoptr (JsonNode) root
    = cli_run_json ("speed --set model=kimi-k2 --set quant=F16 --machines rtx-4060-ti-16,rtx-5080");
  JsonArray *machines = json_object_get_array_member (json_node_get_object (root), "machines");

  for (guint i = 0; i < json_array_get_length (machines); i++)
    {
      JsonObject *machine = json_array_get_object_element (machines, i);

      ck_assert (json_object_get_null_member (machine, "decode_tokens_per_s"));
      ck_assert (is_string (json_object_get_member (machine, "unknown")));
    }
}
END_TEST

static const Member cost_members[] = {
  { "id", STRING },
  { "price_usd", ESTIMATE_OR_NULL },
  { "payback_months", NUMBER_OR_NULL },
  { "never", BOOLEAN },
  { "discounted_payback_months", NUMBER_OR_NULL },
  { "exit_payback_months", NUMBER_OR_NULL },
  { "npv_usd", NUMBER_OR_NULL },
  { "irr_per_year", NUMBER_OR_NULL },
  { "usd_per_million_tokens", NUMBER_OR_NULL },
  { "served_share", NUMBER_OR_NULL },
  { "energy_usd_per_month", NUMBER_OR_NULL },
  { "cumulative_usd", ARRAY },
  { NULL, 0 },
};

START_TEST (test_cost)
{
  static const Member members[] = {
    { "machines", ARRAY }, { "api", OBJECT }, { "same_model_hosted", OBJECT_OR_NULL }, { NULL, 0 },
  };
  g_autoptr (JsonNode) root = cli_run_json ("cost --set api-spend=800 --set horizon=24");
  JsonObject *cost = json_node_get_object (root);
  JsonArray *machines;
  JsonObject *first;

  check_members (cost, members, "cost");
  machines = json_object_get_array_member (cost, "machines");
  check_list (machines, cost_members, "cost.machines");
  check_default_machines (machines);
  first = json_array_get_object_element (machines, 0);
  /* The purchase and 24 months. */
  ck_assert_uint_eq (
    json_array_get_length (json_object_get_array_member (first, "cumulative_usd")), 25);
  rig_assert_close (json_object_get_double_member (json_object_get_object_member (cost, "api"),
                                                   "usd_per_month"),
                    800, 1e-9);
}
END_TEST

/* One dollar a month never pays for a computer. */
START_TEST (test_never)
{
  g_autoptr (JsonNode) root = cli_run_json ("cost --set api-spend=1");
  JsonArray *machines = json_object_get_array_member (json_node_get_object (root), "machines");

  for (guint i = 0; i < json_array_get_length (machines); i++)
    {
      JsonObject *machine = json_array_get_object_element (machines, i);

      ck_assert (json_object_get_null_member (machine, "payback_months"));
      ck_assert (json_object_get_boolean_member (machine, "never"));
    }
}
END_TEST

/* Every need of a machine is met, failed or unknown; what to drop is asked for only where nothing
 * is left. */
START_TEST (test_decide)
{
  static const Member members[] = {
    { "verdict", STRING }, { "needs", ARRAY }, { "ranking", ARRAY }, { "drop", ARRAY },
    { "bundles", ARRAY },  { "flips", ARRAY }, { NULL, 0 },
  };
  static const Member choice_members[] = {
    { "id", STRING },     { "score_low", NUMBER },   { "score_high", NUMBER }, { "meets", STRING },
    { "unmet", ARRAY },   { "unknown", ARRAY },      { "could_win", BOOLEAN },
    { "dominated_by", ARRAY }, { "certainly_dominated_by", ARRAY }, { NULL, 0 },
  };
  static const Member flip_members[] = {
    { "key", STRING }, { "value", NUMBER_OR_NULL }, { "below", OBJECT_OR_NULL },
    { "above", OBJECT_OR_NULL }, { "cheapest_below", OBJECT_OR_NULL },
    { "cheapest_above", OBJECT_OR_NULL }, { NULL, 0 },
  };
  g_autoptr (JsonNode) root = cli_run_json ("decide --set as-of=2026-11-22");
  g_autoptr (JsonNode) none
    = cli_run_json ("decide --set need-software=cuda --set need-os=macos");
  JsonObject *decision = json_node_get_object (root);
  JsonArray *drop;

  check_members (decision, members, "decide");
  check_list (json_object_get_array_member (decision, "ranking"), choice_members, "ranking");
  check_list (json_object_get_array_member (decision, "flips"), flip_members, "flips");
  ck_assert_uint_eq (json_array_get_length (json_object_get_array_member (decision, "drop")), 0);
  ck_assert_str_ne (json_object_get_string_member (decision, "verdict"), "none");
  decision = json_node_get_object (none);
  check_members (decision, members, "decide");
  ck_assert_str_eq (json_object_get_string_member (decision, "verdict"), "none");
  /* docs/method-decision.md: without CUDA the Macs, without macOS the Spark. */
  drop = json_object_get_array_member (decision, "drop");
  ck_assert_uint_eq (json_array_get_length (drop), 2);
  ck_assert_str_eq (json_array_get_string_element (json_array_get_array_element (drop, 0), 0),
                    "need-os=macos");
  ck_assert_str_eq (json_array_get_string_element (json_array_get_array_element (drop, 1), 0),
                    "need-software=cuda");
  check_list (json_object_get_array_member (decision, "ranking"), choice_members, "ranking");
}
END_TEST

START_TEST (test_flips)
{
  static const Member members[] = { { "key", STRING }, { "value", NUMBER_OR_NULL }, { NULL, 0 } };
  static const Member side_members[] = { { "value", NUMBER }, { "verdict", STRING },
                                         { "best", STRING_OR_NULL }, { "fits", ARRAY },
                                         { "cheapest", STRING },     { "pays", ARRAY },
                                         { NULL, 0 } };
  g_autoptr (JsonNode) root = cli_run_json ("flips");
  JsonArray *flips = json_node_get_array (root);
  guint sides = 0, prices = 0;

  check_list (flips, members, "flips");
  for (guint i = 0; i < json_array_get_length (flips); i++)
    for (guint above = 0; above < 2; above++)
      {
        JsonObject *flip = json_array_get_object_element (flips, i);
        double value = json_object_get_double_member_with_default (flip, "value", NAN);
        JsonNode *node = json_object_get_member (flip, above ? "above" : "below");
        double other;

        prices += above && g_str_has_prefix (json_object_get_string_member (flip, "key"), "price.");
        if (JSON_NODE_HOLDS_NULL (node))
          continue;
        check_members (json_node_get_object (node), side_members, "flips");
        other = json_object_get_double_member (json_node_get_object (node), "value");
        ck_assert (above ? other > value : other < value);
        sides++;
      }
  ck_assert_uint_eq (prices, 3);
  ck_assert_uint_gt (sides, 0);
}
END_TEST

START_TEST (test_sweep)
{
  static const Member members[] = { { "value", NUMBER }, { "verdict", STRING },
                                    { "best", STRING_OR_NULL }, { "cheapest", STRING },
                                    { "machines", ARRAY }, { NULL, 0 } };
  static const Member machine_members[] = {
    { "id", STRING },          { "fit", STRING },         { "meets", STRING },
    { "score_low", NUMBER },   { "score_high", NUMBER },
    { "decode_tokens_per_s", NUMBER_OR_NULL },
    { "prefill_tokens_per_s", NUMBER_OR_NULL },
    { "payback_months", NUMBER_OR_NULL }, { "never", BOOLEAN }, { "npv_usd", NUMBER_OR_NULL },
    { "pays", BOOLEAN },       { NULL, 0 },
  };
  g_autoptr (JsonNode) root = cli_run_json ("sweep horizon");
  JsonArray *steps = json_node_get_array (root);

  /* 6 to 120 months. */
  ck_assert_uint_eq (json_array_get_length (steps), 115);
  check_list (steps, members, "sweep");
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *step = json_array_get_object_element (steps, i);

      ck_assert_int_eq (json_object_get_int_member (step, "value"), 6 + i);
      check_list (json_object_get_array_member (step, "machines"), machine_members, "sweep");
      check_default_machines (json_object_get_array_member (step, "machines"));
    }
}
END_TEST

START_TEST (test_scenario)
{
  static const Member members[] = {
    { "key", STRING },   { "group", STRING },           { "type", STRING },
    { "help", STRING },  { "label", STRING },           { "low", NUMBER_OR_NULL },
    { "high", NUMBER_OR_NULL }, { "scale", STRING_OR_NULL }, { "unit", STRING_OR_NULL },
    { "choices", ARRAY }, { "used", BOOLEAN },          { NULL, 0 },
  };
  g_autoptr (JsonNode) root = cli_run_json ("scenario --set context=64k --set need-laptop=yes");
  JsonArray *keys = json_object_get_array_member (json_node_get_object (root), "keys");
  guint found = 0;

  check_list (keys, members, "keys");
  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      JsonObject *key = json_array_get_object_element (keys, i);
      const char *name = json_object_get_string_member (key, "key");

      ck_assert (json_object_has_member (key, "default"));
      if (g_str_equal (name, "context"))
        {
          ck_assert_int_eq (json_object_get_int_member (key, "value"), 65536);
          ck_assert_int_eq (json_object_get_int_member (key, "default"), 32768);
          ck_assert_str_eq (json_object_get_string_member (key, "scale"), "logarithmic");
          ck_assert_str_eq (json_object_get_string_member (key, "unit"), "tokens");
          found++;
        }
      if (g_str_equal (name, "need-laptop"))
        {
          ck_assert (json_object_get_boolean_member (key, "value"));
          ck_assert (!json_object_get_boolean_member (key, "default"));
          found++;
        }
    }
  ck_assert_uint_eq (found, 2);
}
END_TEST

START_TEST (test_specs)
{
  static const Member members[] = { { "id", STRING }, { "group", STRING_OR_NULL },
                                    { "label", STRING }, { "machines", ARRAY }, { NULL, 0 } };
  static const Member cells[] = { { "id", STRING },    { "value", NUMBER_OR_NULL },
                                  { "basis", STRING }, { "text", STRING_OR_NULL },
                                  { "marks", ARRAY },  { NULL, 0 } };
  g_autoptr (JsonNode) root = cli_run_json ("specs");
  JsonArray *rows = json_node_get_array (root);

  check_list (rows, members, "specs");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      check_list (json_object_get_array_member (row, "machines"), cells, "specs.machines");
      check_default_machines (json_object_get_array_member (row, "machines"));
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("contract");
  TCase *tcase = tcase_create ("json");

  tcase_add_loop_test (tcase, test_lists, 0, G_N_ELEMENTS (lists));
  tcase_add_test (tcase, test_figures);
  tcase_add_test (tcase, test_memory);
  tcase_add_test (tcase, test_memory_as_asked);
  tcase_add_test (tcase, test_memory_tied);
  tcase_add_test (tcase, test_fit);
  tcase_add_test (tcase, test_speed);
  tcase_add_test (tcase, test_speed_words);
  tcase_add_test (tcase, test_unknown);
  tcase_add_test (tcase, test_cost);
  tcase_add_test (tcase, test_decide);
  tcase_add_test (tcase, test_flips);
  tcase_add_test (tcase, test_sweep);
  tcase_add_test (tcase, test_never);
  tcase_add_test (tcase, test_scenario);
  tcase_add_test (tcase, test_specs);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
