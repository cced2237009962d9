/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV as RFC 4180 has it: every command's, read back by a reader of our own. */

#include "rig-test.h"
#include "run.h"

#include "cli/json-output.h"

/* Reads one field and moves *@text behind its comma or line end; *@last: it ended the line. */
static char *
read_field (const char **text, gboolean *last)
{
  const char *p = *text;
  GString *field = g_string_new (NULL);

  if (*p == '"')
    {
      for (p++; *p != '\0' && (*p != '"' || p[1] == '"'); p++)
        {
          p += *p == '"';
          g_string_append_c (field, *p);
        }
      ck_assert_int_eq (*p, '"');
      p++;
    }
  else
    for (; *p != ',' && *p != '\r' && *p != '\0'; p++)
      {
        ck_assert_msg (*p != '"' && *p != '\n', "a field needs quotation marks: %.40s", *text);
        g_string_append_c (field, *p);
      }
  *last = *p == '\r';
  if (*last)
    {
      ck_assert_int_eq (p[1], '\n');
      p++;
    }
  else
    ck_assert_int_eq (*p, ',');
  *text = p + 1;
  return g_string_free (field, FALSE);
}

/* Element type GPtrArray of char *. */
static GPtrArray *
parse_csv (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  while (*text != '\0')
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
      gboolean last = FALSE;

      while (!last)
        g_ptr_array_add (row, read_field (&text, &last));
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static int
find_column (const GPtrArray *rows, const char *name)
{
  const GPtrArray *head = g_ptr_array_index (rows, 0);

  for (guint j = 0; j < head->len; j++)
    if (g_str_equal (g_ptr_array_index (head, j), name))
      return (int) j;
  return -1;
}

static const char *
get_field (const GPtrArray *rows, guint row, const char *column)
{
  int j = find_column (rows, column);

  ck_assert_msg (j >= 0, "there is no column “%s”", column);
  return g_ptr_array_index ((const GPtrArray *) g_ptr_array_index (rows, row), j);
}

static const struct
{
  const char *command_line;
  guint at_least; /* rows without the head */
  const char *columns[5];
} tables[] = {
  { "machines", 62, { "id", "bandwidth_gb_per_s", "bandwidth_gb_per_s_basis", "os" } },
  { "models", 87, { "id", "total_params", "n_layers" } },
  { "quants", 34, { "id", "bits_per_weight" } },
  { "apis", 89, { "id", "input", "output" } },
  { "show dgx-spark-128", 10, { "figure", "value", "unit", "source" } },
  { "scenario", 50, { "key", "type", "low", "value" } },
  { "specs", 14, { "row", "rtx-spark-128" } },
  { "fit", 87 * 3, { "id", "verdict", "room_bytes", "model" } },
  { "memory", 3, { "id", "room_bytes", "weights_bytes", "device_weights_bytes" } },
  { "speed", 3, { "id", "decode_tokens_per_s", "decode_tokens_per_s_low", "ttft_s_basis" } },
  { "decide --set need-laptop=yes", 3, { "id", "score_low", "unmet", "verdict" } },
  { "search", 62, { "id", "price_usd", "meets", "cheapest" } },
  { "sweep weight-price", 6 * 3, { "id", "fit", "score_low", "value" } },
  { "cost", 3, { "id", "price_usd", "payback_months", "api_usd_per_month" } },
};

START_TEST (test_tables)
{
  g_autofree char *line = g_strconcat (tables[_i].command_line, " --format csv", NULL);
  g_autoptr (CliRun) run = cli_run (line);
  g_autoptr (GPtrArray) rows = NULL;
  guint n;

  cli_assert_quiet (run, line);
  rows = parse_csv (run->out);
  ck_assert_msg (rows->len > tables[_i].at_least, "%s: %u rows", line, rows->len - 1);
  n = ((const GPtrArray *) g_ptr_array_index (rows, 0))->len;
  for (guint i = 0; i < rows->len; i++)
    ck_assert_uint_eq (((const GPtrArray *) g_ptr_array_index (rows, i))->len, n);
  for (guint i = 0; tables[_i].columns[i] != NULL; i++)
    ck_assert_msg (find_column (rows, tables[_i].columns[i]) >= 0, "%s: no column %s", line,
                   tables[_i].columns[i]);
}
END_TEST

/* The same figure in both formats. */
START_TEST (test_same_as_json)
{
  g_autoptr (CliRun) run = cli_run ("speed --format csv");
  g_autoptr (GPtrArray) rows = parse_csv (run->out);
  g_autoptr (JsonNode) root = cli_run_json ("speed");
  JsonArray *machines = json_object_get_array_member (json_node_get_object (root), "machines");

  ck_assert_uint_eq (rows->len, json_array_get_length (machines) + 1);
  for (guint i = 0; i + 1 < rows->len; i++)
    {
      JsonObject *machine = json_array_get_object_element (machines, i);
      JsonObject *decode = json_object_get_object_member (machine, "decode_tokens_per_s");

      ck_assert_str_eq (get_field (rows, i + 1, "id"),
                        json_object_get_string_member (machine, "id"));
      ck_assert_double_eq (g_ascii_strtod (get_field (rows, i + 1, "decode_tokens_per_s"), NULL),
                           json_object_get_double_member (decode, "value"));
      ck_assert_double_eq (g_ascii_strtod (get_field (rows, i + 1, "decode_tokens_per_s_high"),
                                           NULL),
                           json_object_get_double_member (decode, "high"));
    }
}
END_TEST

static char *
csv_from_json (const char *json, const char *list)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  ck_assert_ptr_nonnull (root);
  rig_csv_append (out, root, list);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static const struct
{
  const char *json, *list, *csv;
} flattenings[] = {
  /* A column that only a later row has stands where it belongs. */
  { "[{\"a\":1,\"c\":null},{\"a\":2,\"b\":true,\"c\":0.5}]", NULL,
    "a,b,c\r\n1,,\r\n2,true,0.5\r\n" },
  /* Figures take columns of their own, without their provenance. */
  { "[{\"x\":null,\"y\":1},{\"x\":{\"value\":3,\"low\":2,\"high\":4,\"unit\":\"W\","
    "\"basis\":\"spec\",\"source\":\"s\"},\"y\":2}]",
    NULL, "x,x_low,x_high,x_basis,y\r\n,,,,1\r\n3,2,4,spec,2\r\n" },
  /* Outer members are repeated behind those of the rows. */
  { "{\"model\":\"m\",\"machines\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"d\":{\"e\":1}}", "machines",
    "id,model,d_e\r\na,m,1\r\nb,m,1\r\n" },
  { "[{\"m\":\"x\",\"l\":[{\"i\":1}]},{\"m\":\"y\",\"l\":[{\"i\":2}]}]", "l",
    "i,m\r\n1,x\r\n2,y\r\n" },
  /* Words are joined; lists of objects and curves are not for tables. */
  { "[{\"w\":[\"a\",\"b\"],\"o\":[{\"x\":1}],\"n\":[1,2],\"e\":[]}]", NULL, "w\r\na;b\r\n" },
  /* What has a meaning in CSV is quoted, what spreadsheets would run is disarmed. */
  { "[{\"a\":\"x,y\",\"b\":\"say \\\"x\\\"\",\"c\":\"two\\nlines\",\"d\":\"=1+1\",\"e\":-1}]",
    NULL, "a,b,c,d,e\r\n\"x,y\",\"say \"\"x\"\"\",\"two\nlines\",'=1+1,-1\r\n" },
};

START_TEST (test_flatten)
{
  g_autofree char *csv = csv_from_json (flattenings[_i].json, flattenings[_i].list);

  ck_assert_str_eq (csv, flattenings[_i].csv);
}
END_TEST

static char *
json_from_numbers (const double *numbers, guint n)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    {
      char name[2] = { (char) ('a' + i), '\0' };

      rig_json_add_number (builder, name, numbers[i]);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  rig_json_append (out, root);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

START_TEST (test_json_numbers)
{
  static const double numbers[] = { 0.1, 3, -2.5, 123456789012345, 1.0 / 3, NAN, INFINITY, -0.0,
                                    1e300 };
  g_autofree char *json = json_from_numbers (numbers, G_N_ELEMENTS (numbers));

  ck_assert_str_eq (json, "{\n  \"a\": 0.1,\n  \"b\": 3,\n  \"c\": -2.5,\n"
                          "  \"d\": 123456789012345,\n  \"e\": 0.3333333333,\n  \"f\": null,\n"
                          "  \"g\": null,\n  \"h\": 0,\n  \"i\": 1e+300\n}\n");
}
END_TEST

START_TEST (test_json_strings)
{
  g_autoptr (JsonNode) root
    = json_from_string ("[\"a\\\"b\\\\c\\nd\\u0007é\", {}, [], true]", NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonNode) again = NULL;

  rig_json_append (out, root);
  again = json_from_string (out->str, NULL);
  ck_assert_ptr_nonnull (again);
  ck_assert (json_node_equal (root, again));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("csv");
  TCase *tcase = tcase_create ("csv");
  TCase *writing = tcase_create ("writing");

  tcase_add_loop_test (tcase, test_tables, 0, G_N_ELEMENTS (tables));
  tcase_add_test (tcase, test_same_as_json);
  suite_add_tcase (suite, tcase);
  tcase_add_loop_test (writing, test_flatten, 0, G_N_ELEMENTS (flattenings));
  tcase_add_test (writing, test_json_numbers);
  tcase_add_test (writing, test_json_strings);
  suite_add_tcase (suite, writing);
  return suite;
}

RIG_TEST_MAIN (make_suite)
