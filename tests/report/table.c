/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "report/table-wrap.h"
#include "report/table.h"

#include <math.h>
#include <string.h>

#define NBSP "\u00a0"

/* Two groups, a best cell, a contradicted one, a range, an unknown one. */
static RigTable *
make_table (void)
{
  RigTable *table = rig_table_new ("specs", "Head to head", "The article’s figures");
  guint row;

  rig_table_add_column (table, "figure", "Figure", NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "rtx-spark-128", "RTX Spark", NULL, RIG_ALIGN_END, 0);
  rig_table_add_column (table, "mac-studio", "Mac Studio", NULL, RIG_ALIGN_END, 1);

  row = rig_table_add_row (table, "memory_gb", "Memory");
  rig_cell_take (rig_table_get_cell (table, row, 0), g_strdup ("Capacity"), NAN, RIG_BASIS_UNKNOWN,
                 0, NULL);
  rig_cell_take (rig_table_get_cell (table, row, 1), g_strdup ("128" NBSP "GB"), 128,
                 RIG_BASIS_ANNOUNCED, 0, g_strdup ("Vendor, 2026-05"));
  rig_cell_take (rig_table_get_cell (table, row, 2), g_strdup ("192" NBSP "GB"), 192,
                 RIG_BASIS_CLAIMED, RIG_MARK_BEST | RIG_MARK_WRONG,
                 g_strdup ("No such machine was released."));
  row = rig_table_add_row (table, "price_usd", "Money");
  rig_cell_take (rig_table_get_cell (table, row, 0), g_strdup ("Price"), NAN, RIG_BASIS_UNKNOWN, 0,
                 NULL);
  rig_cell_take (rig_table_get_cell (table, row, 1), g_strdup ("$2,000–4,000"), 3000,
                 RIG_BASIS_ESTIMATED, 0, NULL);
  rig_table_get_cell (table, row, 1)->low = 2000;
  rig_table_get_cell (table, row, 1)->high = 4000;
  rig_cell_take (rig_table_get_cell (table, row, 2), g_strdup ("—"), NAN, RIG_BASIS_UNKNOWN,
                 RIG_MARK_DIM, NULL);
  rig_table_add_footnote (table, "Prices were read in August 2026.");
  return table;
}

static void
assert_text (const RigTable *table, guint width, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);

  rig_table_write_text (table, out, width);
  ck_assert_str_eq (out->str, expected);
}

START_TEST (test_cells_start_empty)
{
  g_autoptr (RigTable) table = rig_table_new ("t", "T", NULL);
  const RigCell *cell;

  rig_table_add_column (table, "a", "A", "GB", RIG_ALIGN_START, 3);
  rig_table_add_row (table, "r", NULL);
  cell = rig_table_get_cell (table, 0, 0);
  ck_assert_str_eq (cell->text, "");
  ck_assert (isnan (cell->value) && isnan (cell->low) && isnan (cell->high));
  ck_assert_int_eq (cell->basis, RIG_BASIS_UNKNOWN);
  ck_assert_uint_eq (cell->marks, RIG_MARK_NONE);
  ck_assert_ptr_null (cell->note);
  ck_assert_str_eq (rig_table_get_column (table, 0)->unit, "GB");
  ck_assert_int_eq (rig_table_get_column (table, 0)->slot, 3);
  ck_assert_ptr_null (rig_table_get_row (table, 0)->group);
}
END_TEST

START_TEST (test_take_replaces)
{
  g_autoptr (RigTable) table = make_table ();
  RigCell *cell = rig_table_get_cell (table, 0, 2);

  rig_cell_take (cell, g_strdup ("new"), 7, RIG_BASIS_TYPED, RIG_MARK_DIM, g_strdup ("why"));
  ck_assert_str_eq (cell->text, "new");
  ck_assert_str_eq (cell->note, "why");
  ck_assert (cell->low == 7 && cell->high == 7);
  rig_cell_take (cell, NULL, NAN, RIG_BASIS_UNKNOWN, 0, NULL);
  ck_assert_str_eq (cell->text, "");
}
END_TEST

START_TEST (test_text)
{
  g_autoptr (RigTable) table = make_table ();

  assert_text (table, 0,
               "Head to head\n"
               "The article’s figures\n"
               "\n"
               "  Figure       RTX Spark  Mac Studio\n"
               "  ────────  ────────────  ────────────\n"
               "Memory\n"
               "  Capacity        128" NBSP "GB  192" NBSP "GB •≠[1]\n"
               "Money\n"
               "  Price     $2,000–4,000       —\n"
               "\n"
               "• best in its row, ≠ contradicted by the record\n"
               "[1] No such machine was released.\n"
               "Prices were read in August 2026.\n");
}
END_TEST

/* Everything that was said in one line is still said, and no line is too long. */
static void
assert_wrapped (const RigTable *table, guint width)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  rig_table_write_text (table, out, width);
  lines = g_strsplit (out->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      ck_assert_msg (rig_text_get_width (lines[i]) <= width, "%u columns: %s", width, lines[i]);
      ck_assert_msg (!g_str_has_suffix (lines[i], " "), "trailing space: %s", lines[i]);
    }
}

/* @text without spaces and rules. */
static char *
squeeze (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (*text != ' ' && *text != '\n' && g_utf8_get_char (text) != 0x2500)
      g_string_append_unichar (out, g_utf8_get_char (text));
  return g_string_free (out, FALSE);
}

START_TEST (test_text_wraps)
{
  g_autoptr (RigTable) table = rig_table_new ("t", "A title that is longer than the terminal",
                                              NULL);

  rig_table_add_column (table, "a", "What", NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "b", "Why", NULL, RIG_ALIGN_CENTER, -1);
  rig_table_add_row (table, "r", NULL);
  rig_cell_take (rig_table_get_cell (table, 0, 0), g_strdup ("short"), NAN, 0, 0, NULL);
  rig_cell_take (rig_table_get_cell (table, 0, 1),
                 g_strdup ("a sentence with many words, 日本語 too, and auncommonlylongwordofthirty"),
                 NAN, 0, RIG_MARK_FITS, NULL);
  assert_text (table, 40,
               "A title that is longer than the terminal\n"
               "\n"
               "What                  Why\n"
               "─────  ─────────────────────────────────\n"
               "short     a sentence with many words,\n"
               "                日本語 too, and\n"
               "         auncommonlylongwordofthirty ✓\n"
               "\n"
               "✓ fits\n");
}
END_TEST

START_TEST (test_text_any_width)
{
  g_autoptr (RigTable) table = make_table ();

  for (guint width = 20; width <= 120; width++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *squeezed = NULL;

      assert_wrapped (table, width);
      rig_table_write_text (table, out, width);
      squeezed = squeeze (out->str);
      ck_assert_ptr_nonnull (strstr (squeezed, "$2,000–4,000"));
      ck_assert_ptr_nonnull (strstr (squeezed, "Nosuchmachinewasreleased."));
    }
}
END_TEST

START_TEST (test_text_records_where_narrow)
{
  g_autoptr (RigTable) table = make_table ();

  assert_text (table, 24,
               "Head to head\n"
               "The article’s figures\n"
               "\n"
               "Memory\n"
               "Capacity\n"
               "  RTX Spark: 128" NBSP "GB\n"
               "  Mac Studio: 192" NBSP "GB\n"
               "    •≠[1]\n"
               "Money\n"
               "Price\n"
               "  RTX Spark:\n"
               "    $2,000–4,000\n"
               "  Mac Studio: —\n"
               "\n"
               "• best in its row, ≠\n"
               "contradicted by the\n"
               "record\n"
               "[1] No such machine was\n"
               "    released.\n"
               "Prices were read in\n"
               "August 2026.\n");
}
END_TEST

START_TEST (test_text_is_harmless)
{
  g_autoptr (RigTable) table = rig_table_new ("t", "T", NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  rig_table_add_column (table, "a", "A", NULL, RIG_ALIGN_START, -1);
  rig_table_add_row (table, "r", NULL);
  rig_cell_take (rig_table_get_cell (table, 0, 0), g_strdup ("\033[2Jx\ny\xff"), NAN, 0, 0, NULL);
  rig_table_write_text (table, out, 80);
  ck_assert_ptr_null (strchr (out->str, '\033'));
  ck_assert_ptr_nonnull (strstr (out->str, "x y"));
  ck_assert (g_utf8_validate (out->str, -1, NULL));
}
END_TEST

START_TEST (test_same_note_once)
{
  g_autoptr (RigTable) table = rig_table_new ("t", "T", NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  rig_table_add_column (table, "a", "A", NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);

      rig_table_add_row (table, id, NULL);
      rig_cell_take (rig_table_get_cell (table, i, 0), g_strdup (id), NAN, 0, RIG_MARK_STAND_IN,
                     g_strdup (i < 2 ? "M2 Ultra" : "GB10"));
    }
  rig_table_write_text (table, out, 0);
  ck_assert_str_eq (out->str, "T\n\nA\n───────\nr0 §[1]\nr1 §[1]\nr2 §[2]\n\n"
                              "§ another machine’s figure stands in\n[1] M2 Ultra\n[2] GB10\n");
}
END_TEST

START_TEST (test_every_mark_is_explained)
{
  for (guint bit = 0; (1u << bit) <= RIG_MARK_STAND_IN; bit++)
    {
      g_autoptr (RigTable) table = rig_table_new ("t", "T", NULL);
      g_autoptr (GString) out = g_string_new (NULL);
      g_auto (GStrv) lines = NULL;

      rig_table_add_column (table, "a", "A", NULL, RIG_ALIGN_START, -1);
      rig_table_add_row (table, "r", NULL);
      rig_cell_take (rig_table_get_cell (table, 0, 0), g_strdup ("x"), NAN, 0, 1u << bit, NULL);
      rig_table_write_text (table, out, 0);
      lines = g_strsplit (out->str, "\n", -1);
      if ((1u << bit) == RIG_MARK_DIM)
        ck_assert_str_eq (lines[4], "x");
      else
        {
          const char *sign = lines[4] + 2;

          ck_assert_uint_eq (rig_text_get_width (sign), 1);
          ck_assert (g_str_has_prefix (lines[6], sign));
        }
    }
}
END_TEST

START_TEST (test_markdown)
{
  g_autoptr (RigTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);

  rig_cell_take (rig_table_get_cell (table, 1, 0), g_strdup ("a|b <i> *c*\nd"), NAN, 0, 0, NULL);
  rig_table_write_markdown (table, out);
  ck_assert_str_eq (out->str, "## Head to head\n"
                              "\n"
                              "The article’s figures\n"
                              "\n"
                              "| Figure | RTX Spark | Mac Studio |\n"
                              "| :--- | ---: | ---: |\n"
                              "| **Memory** | | |\n"
                              "| Capacity | 128" NBSP "GB | **192" NBSP "GB** ≠\\[1\\] |\n"
                              "| **Money** | | |\n"
                              "| a\\|b &lt;i\\> \\*c\\*<br>d | $2,000–4,000 | — |\n"
                              "\n"
                              "Bold: best in its row.\n"
                              "\n"
                              "≠ contradicted by the record\n"
                              "\n"
                              "\\[1\\] No such machine was released.\n"
                              "\n"
                              "Prices were read in August 2026.\n");
}
END_TEST

START_TEST (test_csv)
{
  g_autoptr (RigTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);

  rig_table_write_csv (table, out);
  ck_assert_str_eq (out->str,
                    "row,group,figure,rtx-spark-128,rtx-spark-128_low,rtx-spark-128_high,"
                    "mac-studio\r\n"
                    "memory_gb,Memory,Capacity,128,128,128,192\r\n"
                    "price_usd,Money,Price,3000,2000,4000,\r\n");
}
END_TEST

START_TEST (test_csv_texts)
{
  static const struct
  {
    const char *text;
    double value;
    const char *expected;
  } cases[] = {
    { "plain", NAN, "plain" },
    { "a,b", NAN, "\"a,b\"" },
    { "say \"x\"", NAN, "\"say \"\"x\"\"\"" },
    { "two\nlines", NAN, "\"two\nlines\"" },
    { "=1+1", NAN, "'=1+1" },
    { "@cmd,x", NAN, "\"'@cmd,x\"" },
    { "-1 or so", NAN, "'-1 or so" },
    { "+1 or so", NAN, "'+1 or so" },
    { "−0.3", -0.3, "-0.3" },
    { "0.30", 0.1 + 0.2, "0.3" },
    { "never", INFINITY, "inf" },
    { "1.234,5", 1234.5, "1234.5" },
    { "—", NAN, "" },
    { "", NAN, "" },
  };
  g_autoptr (RigTable) table = rig_table_new ("t", "T", NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new ("row,a\r\n");

  rig_table_add_column (table, "a", "A", NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      rig_table_add_row (table, "r", NULL);
      rig_cell_take (rig_table_get_cell (table, i, 0), g_strdup (cases[i].text), cases[i].value,
                     RIG_BASIS_SPEC, 0, NULL);
      g_string_append_printf (expected, "r,%s\r\n", cases[i].expected);
    }
  rig_table_write_csv (table, out);
  ck_assert_str_eq (out->str, expected->str);
}
END_TEST

START_TEST (test_wrap)
{
  static const struct
  {
    const char *text;
    guint width;
    const char *expected; /* lines separated by / */
  } cases[] = {
    { "", 5, "" },
    { "one two", 0, "one two" },
    { "one two", 7, "one two" },
    { "one two", 6, "one/two" },
    { "onetwothree", 4, "onet/woth/ree" },
    { "a onetwothree", 4, "a/onet/woth/ree" },
    { "日本語", 4, "日本/語" },
    { "日本語", 1, "日/本/語" },
    { "e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301/e\u0301" },
    { "16" NBSP "GB of it", 6, "16" NBSP "GB/of it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) lines = rig_text_wrap (cases[i].text, cases[i].width);
      g_autofree char *joined = NULL;

      g_ptr_array_add (lines, NULL);
      joined = g_strjoinv ("/", (char **) lines->pdata);
      ck_assert_str_eq (joined, cases[i].expected);
    }
}
END_TEST

/* Every choice is offered once, in the order of its coming; rows say theirs by its place. */
START_TEST (test_facets)
{
  g_autoptr (RigTable) table = rig_table_new ("t", "T", NULL);
  RigFacet *facet = rig_table_add_facet (table, "licence", "Licence", "Any licence");
  static const char *const of_rows[] = { "MIT", "Apache-2.0", "MIT", "Llama" };
  static const guint places[] = { 1, 0, 1, 2 };

  ck_assert_uint_eq (table->facets->len, 1);
  ck_assert_ptr_eq (table->facets->pdata[0], facet);
  ck_assert_str_eq (facet->any, "Any licence");
  ck_assert_uint_eq (rig_facet_add_choice (facet, "Apache-2.0"), 0);
  ck_assert_uint_eq (rig_facet_add_choice (facet, "MIT"), 1);
  ck_assert_uint_eq (rig_facet_add_choice (facet, "Apache-2.0"), 0);
  ck_assert_uint_eq (facet->of_rows->len, 0);
  for (guint i = 0; i < G_N_ELEMENTS (of_rows); i++)
    rig_facet_add_row (facet, of_rows[i]);
  ck_assert_uint_eq (facet->choices->len, 3);
  ck_assert_str_eq (facet->choices->pdata[2], "Llama");
  ck_assert_uint_eq (facet->of_rows->len, G_N_ELEMENTS (of_rows));
  for (guint i = 0; i < G_N_ELEMENTS (of_rows); i++)
    ck_assert_uint_eq (g_array_index (facet->of_rows, guint, i), places[i]);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("table");
  TCase *tcase = tcase_create ("table");

  tcase_add_test (tcase, test_cells_start_empty);
  tcase_add_test (tcase, test_take_replaces);
  tcase_add_test (tcase, test_text);
  tcase_add_test (tcase, test_text_wraps);
  tcase_add_test (tcase, test_text_any_width);
  tcase_add_test (tcase, test_text_records_where_narrow);
  tcase_add_test (tcase, test_text_is_harmless);
  tcase_add_test (tcase, test_same_note_once);
  tcase_add_test (tcase, test_every_mark_is_explained);
  tcase_add_test (tcase, test_markdown);
  tcase_add_test (tcase, test_csv);
  tcase_add_test (tcase, test_csv_texts);
  tcase_add_test (tcase, test_wrap);
  tcase_add_test (tcase, test_facets);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
