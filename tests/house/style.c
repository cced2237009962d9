/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The limits of CONTRIBUTING.md that can be counted. */

#include "rig-test.h"
#include "tree.h"

#define MAX_FILE_LINES 700
#define MAX_FUNCTION_LINES 60 /* after the opening brace, with the closing one */
#define MAX_LINE_CHARS 100
#define MAX_NESTING 4 /* blocks within a function's own */

#define SPDX "SPDX-License-Identifier: GPL-3.0-or-later"

static const char *const folders[] = { "src", "tests", "build-aux", ".ci", "ui", NULL };
static const char *const c_suffixes[] = { ".c", ".h", NULL };
/* Sources with our licence in their head. */
static const char *const source_suffixes[] = { ".c", ".h", ".py", ".sh", ".css", NULL };
/* Text that people write and read, which keeps to the limits of a line. */
static const char *const text_suffixes[] = {
  ".c", ".h", ".py", ".sh", ".css", ".ui", ".xml", "meson.build", NULL,
};
/* Programs that carry no ending. */
static const char *const scripts[] = {
  "build-aux/pictures", "build-aux/run", "build-aux/test", ".ci/run", NULL,
};

static void G_GNUC_PRINTF (4, 5)
add_problem (GPtrArray *problems, const char *name, guint line, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (problems, g_strdup_printf ("%s:%u: %s", name, line, message));
}

/* Where the comment, string or character that begins at @from ends; @from where none begins. */
static const char *
skip_literal (const char *from)
{
  const char *end = from;

  if (g_str_has_prefix (from, "/*"))
    {
      end = strstr (from + 2, "*/");
      return end != NULL ? end + 2 : from + strlen (from);
    }
  if (g_str_has_prefix (from, "//"))
    return from + strcspn (from, "\n");
  if (*from != '"' && *from != '\'')
    return from;

  for (end = from + 1; *end != '\0' && *end != *from && *end != '\n'; end++)
    {
      if (*end == '\\' && end[1] != '\0')
        end++;
    }
  return *end == *from ? end + 1 : end;
}

/* A copy in which nothing but code is left; the lines stay where they are. */
static char *
blank_literals (const char *text)
{
  char *copy = g_strdup (text);
  const char *from = text;

  while (*from != '\0')
    {
      const char *end = skip_literal (from);

      if (end == from)
        {
          from++;
          continue;
        }
      for (; from < end; from++)
        {
          if (*from != '\n')
            copy[from - text] = ' ';
        }
    }
  return copy;
}

static void
check_text (const char *name, const char *text, GPtrArray *problems)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = g_strv_length (lines);

  if (n_lines > 0 && !g_str_has_suffix (text, "\n"))
    add_problem (problems, name, n_lines, "does not end in a line feed");
  if (g_str_has_suffix (text, "\n\n"))
    add_problem (problems, name, n_lines, "ends in an empty line");
  if (n_lines > MAX_FILE_LINES + 1)
    add_problem (problems, name, n_lines - 1, "more than %d lines", MAX_FILE_LINES);

  for (guint i = 0; i < n_lines; i++)
    {
      const char *line = lines[i];
      gsize length = strlen (line);

      if (!g_utf8_validate (line, -1, NULL))
        add_problem (problems, name, i + 1, "is not UTF-8");
      else if (g_utf8_strlen (line, -1) > MAX_LINE_CHARS)
        add_problem (problems, name, i + 1, "longer than %d characters", MAX_LINE_CHARS);
      if (strchr (line, '\t') != NULL)
        add_problem (problems, name, i + 1, "a tab");
      if (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\r'))
        add_problem (problems, name, i + 1, "white space at the end of the line");
    }
}

static void
check_licence (const char *name, const char *text, GPtrArray *problems)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  guint n_lines = g_strv_length (lines);
  gboolean found = FALSE;

  /* In the first line, or in the second one of a script. */
  for (guint i = 0; i < MIN (n_lines, 2); i++)
    found = found || strstr (lines[i], SPDX) != NULL;
  if (!found)
    add_problem (problems, name, 1, "has no \"%s\" in its head", SPDX);
}

/* In GNU style a function, and only a function, begins and ends with a brace alone in column 0. */
static void
check_functions (const char *name, const char *text, GPtrArray *problems)
{
  g_autofree char *code = blank_literals (text);
  g_auto (GStrv) lines = g_strsplit (code, "\n", -1);
  guint start = 0;
  int depth = 0, deepest = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (lines[i][0] == '{')
        {
          start = i + 1;
          depth = deepest = 0;
        }
      for (const char *c = lines[i]; *c != '\0'; c++)
        {
          depth += (*c == '{') - (*c == '}');
          deepest = MAX (deepest, depth);
        }
      if (start == 0 || !g_str_equal (lines[i], "}"))
        continue;

      if (i + 1 - start > MAX_FUNCTION_LINES)
        add_problem (problems, name, start, "a function of %u lines, more than %d",
                     i + 1 - start, MAX_FUNCTION_LINES);
      if (deepest > MAX_NESTING + 1)
        add_problem (problems, name, start, "blocks nested %d deep, more than %d",
                     deepest - 1, MAX_NESTING);
      start = 0;
    }
}

static void
check_file (const char *name, const char *text, GPtrArray *problems)
{
  check_text (name, text, problems);
  if (rig_tree_has_suffix (name, source_suffixes) || g_strv_contains (scripts, name))
    check_licence (name, text, problems);
  if (rig_tree_has_suffix (name, c_suffixes))
    check_functions (name, text, problems);
}

START_TEST (test_tree)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) files = rig_tree_list (folders[i], text_suffixes);

      for (guint j = 0; j < files->len; j++)
        {
          const char *name = g_ptr_array_index (files, j);
          g_autofree char *text = rig_tree_read (name);

          check_file (name, text, problems);
        }
    }
  for (guint i = 0; scripts[i] != NULL; i++)
    {
      g_autofree char *text = rig_tree_read (scripts[i]);

      check_file (scripts[i], text, problems);
    }
  rig_tree_expect_none (problems);
}
END_TEST

/* A file of @n times @line between a head and a tail. */
static char *
repeat (const char *head, const char *line, guint n, const char *tail)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append (text, line);
  g_string_append (text, tail);
  return g_string_free (text, FALSE);
}

#define HEAD "/* " SPDX " */\n"

typedef struct
{
  const char *what, *head, *line;
  guint n;
  const char *tail;
  guint n_problems;
} Case;

static const Case cases[] = {
  { "an ordinary file", HEAD, "int x;\n", 699, "", 0 },
  { "a long file", HEAD, "int x;\n", 700, "", 1 },
  { "a line of 100 characters, not bytes", HEAD, "ä", 100, "\n", 0 },
  { "a line of 101 characters", HEAD, "x", 101, "\n", 1 },
  { "no licence", "int x;\n", "", 0, "", 1 },
  { "a licence in the third line", "int x;\n\n" HEAD, "", 0, "", 1 },
  { "a tab", HEAD, "\tint x;\n", 1, "", 1 },
  { "space at the end", HEAD, "int x; \n", 1, "", 1 },
  { "a carriage return", HEAD, "int x;\r\n", 1, "", 1 },
  { "not UTF-8", HEAD, "/* \xff */\n", 1, "", 1 },
  { "no line feed at the end", HEAD, "int x;", 1, "", 1 },
  { "an empty line at the end", HEAD, "int x;\n", 1, "\n", 1 },
  { "a body of 59 lines", HEAD "void\nf (void)\n{\n", "  x;\n", 59, "}\n", 0 },
  { "a body of 60 lines", HEAD "void\nf (void)\n{\n", "  x;\n", 60, "}\n", 1 },
  { "a long table is no function", HEAD "int x[] =\n{\n", "  1,\n", 100, "};\n", 0 },
  { "four blocks within a function", HEAD "void\nf (void)\n{\n", "if (x) {\n", 4, "}}}}\n}\n", 0 },
  { "five blocks within a function", HEAD "void\nf (void)\n{\n", "if (x) {\n", 5, "}}}}}\n}\n", 1 },
  { "braces in literals", HEAD "void\nf (void)\n{\n", "g (\"{\\\"\", '{'); /* { */ // {\n", 9,
    "}\n", 0 },
};

START_TEST (test_planted)
{
  const Case *c = &cases[_i];
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = repeat (c->head, c->line, c->n, c->tail);

  check_file ("src/planted.c", text, problems);
  ck_assert_msg (problems->len == c->n_problems, "%s: %u problems, expected %u; first: %s", c->what,
                 problems->len, c->n_problems,
                 problems->len > 0 ? (const char *) g_ptr_array_index (problems, 0) : "none");
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("style");
  TCase *tcase = tcase_create ("style");

  tcase_add_test (tcase, test_tree);
  tcase_add_loop_test (tcase, test_planted, 0, G_N_ELEMENTS (cases));
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
