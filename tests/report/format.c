/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "report/format.h"

#include <math.h>
#include <string.h>

#define NBSP "\u00a0"
#define MINUS "\u2212"
#define DASH "\u2013"
#define UNKNOWN "\u2014"

typedef char *(*Format) (double value);

typedef struct
{
  double value;
  const char *expected;
} Case;

static void
check (Format format, const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = format (cases[i].value);

      ck_assert_msg (g_str_equal (text, cases[i].expected), "%.17g is “%s”, expected “%s”",
                     cases[i].value, text, cases[i].expected);
    }
}

#define CHECK(format, ...)                                  \
  do                                                        \
    {                                                       \
      static const Case cases_[] = { __VA_ARGS__ };         \
      check (format, cases_, G_N_ELEMENTS (cases_));        \
    }                                                       \
  while (0)

static char *
format_number_3 (double value)
{
  return rig_format_number (value, 3);
}

START_TEST (test_number)
{
  CHECK (format_number_3,
         { 0, "0" }, { -0.0, "0" }, { 12, "12" }, { 12.34, "12.3" }, { 12.96, "13" },
         { 9.996, "10" }, { 0.9996, "1" }, { 99.96, "100" }, { 0.172, "0.172" },
         { 0.17249, "0.172" }, { 1234, "1234" }, { 1234.5, "1234" }, { 1e9, "1000000000" },
         { -3.25, MINUS "3.25" }, { -0.000123, MINUS "0.000123" }, { 1e-20, "0" }, { -1e-20, "0" },
         { NAN, UNKNOWN }, { INFINITY, "∞" }, { -INFINITY, MINUS "∞" });
}
END_TEST

START_TEST (test_usd)
{
  CHECK (rig_format_usd,
         { 0, "$0" }, { 0.17, "$0.17" }, { 0.5, "$0.50" }, { 5, "$5.00" }, { 9.99, "$9.99" },
         { 9.996, "$10" }, { 10, "$10" }, { 1234.4, "$1234" }, { 0.039, "$0.039" },
         { 0.03, "$0.03" }, { 0.1, "$0.10" }, { 0.0999, "$0.10" }, { 0.0001234, "$0.00012" },
         { -3.5, MINUS "$3.50" }, { -12000, MINUS "$12000" }, { NAN, UNKNOWN }, { INFINITY, "$∞" });
}
END_TEST

START_TEST (test_bytes)
{
  CHECK (rig_format_bytes,
         { 0, "0" NBSP "B" }, { 512, "512" NBSP "B" }, { 1500, "1.5" NBSP "kB" },
         { 512e6, "512" NBSP "MB" }, { 999.6e6, "1" NBSP "GB" }, { 22.5e9, "22.5" NBSP "GB" },
         { 128e9, "128" NBSP "GB" }, { 1.54e12, "1.54" NBSP "TB" },
         { -3.2e9, MINUS "3.2" NBSP "GB" }, { NAN, UNKNOWN });
}
END_TEST

START_TEST (test_tokens)
{
  CHECK (rig_format_tokens,
         { 0, "0" }, { 512, "512" }, { 1000, "1000" }, { 1024, "1k" }, { 1536, "1.5k" },
         { 2048, "2k" }, { 32000, "32000" }, { 32768, "32k" }, { 40123, "40123" },
         { 128000, "128000" }, { 131072, "128k" }, { 131234, "131k" }, { 1e6, "1M" },
         { 1048576, "1M" }, { 5.3e6, "5.3M" }, { 1.25e9, "1.25B" }, { NAN, UNKNOWN });
}
END_TEST

START_TEST (test_months)
{
  CHECK (rig_format_months, { 0, "0" NBSP "months" }, { 1, "1" NBSP "month" },
         { 1.02, "1" NBSP "month" }, { 8.10626, "8.1" NBSP "months" }, { 9.96, "10" NBSP "months" },
         { 16, "16" NBSP "months" }, { 16.4, "16" NBSP "months" }, { 120, "120" NBSP "months" },
         { 120.1, "more than 10 years" }, { INFINITY, "more than 10 years" }, { NAN, UNKNOWN });
}
END_TEST

START_TEST (test_seconds)
{
  CHECK (rig_format_seconds,
         { 0, "0" NBSP "s" }, { 0.0123, "12" NBSP "ms" }, { 0.8, "0.8" NBSP "s" },
         { 8.24, "8.2" NBSP "s" }, { 59.4, "59" NBSP "s" }, { 59.6, "1" NBSP "min 0" NBSP "s" },
         { 125, "2" NBSP "min 5" NBSP "s" }, { 3599.7, "1" NBSP "h 0" NBSP "min" },
         { 3900, "1" NBSP "h 5" NBSP "min" }, { 260000, "3" NBSP "days" }, { NAN, UNKNOWN },
         { INFINITY, "∞" });
}
END_TEST

START_TEST (test_share_and_params)
{
  CHECK (rig_format_share,
         { 0, "0" NBSP "%" }, { 0.45, "45" NBSP "%" }, { 0.125, "12.5" NBSP "%" },
         { 0.005, "0.5" NBSP "%" }, { 1, "100" NBSP "%" }, { -0.9, MINUS "90" NBSP "%" },
         { 0.57, "57" NBSP "%" }, { NAN, UNKNOWN });
  CHECK (rig_format_params,
         { 27e9, "27B" }, { 0.6e9, "0.6B" }, { 30.53e9, "30.5B" }, { 1.6e12, "1.6T" },
         { 999.9e9, "1T" }, { 82e6, "82M" }, { NAN, UNKNOWN });
}
END_TEST

START_TEST (test_range)
{
  static const struct
  {
    double low, high;
    const char *expected;
  } cases[] = {
    { 14, 19, "14" DASH "19" },
    { 14.01, 14.04, "14" },
    { 9.8, 12.4, "9.8" DASH "12.4" },
    { -3, 5, MINUS "3 to 5" },
    { 16, INFINITY, "16" DASH "∞" },
    { NAN, 3, UNKNOWN },
    { 3, NAN, UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rig_format_range (cases[i].low, cases[i].high, 3);

      ck_assert_str_eq (text, cases[i].expected);
    }
}
END_TEST

START_TEST (test_axis)
{
  static const struct
  {
    double value;
    RigNumberKind kind;
    const char *expected;
  } cases[] = {
    { 10.25, RIG_NUMBER_PLAIN, "10.25" },          { 32768, RIG_NUMBER_TOKENS, "32k" },
    { 64e9, RIG_NUMBER_BYTES, "64" NBSP "GB" },    { 2000, RIG_NUMBER_USD, "$2000" },
    { 12, RIG_NUMBER_MONTHS, "12" NBSP "mo" },     { 0.5, RIG_NUMBER_SECONDS, "0.5" NBSP "s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rig_format_axis (cases[i].value, cases[i].kind);

      ck_assert_str_eq (text, cases[i].expected);
    }
}
END_TEST

START_TEST (test_key)
{
  static const struct
  {
    RigKey key;
    double value;
    const char *expected;
  } cases[] = {
    { RIG_KEY_CONTEXT, 32768, "32k" NBSP "tokens" },
    { RIG_KEY_API_SPEND, 200, "$200 a month" },
    { RIG_KEY_ELECTRICITY, 0.17, "$0.17 per kWh" },
    { RIG_KEY_UPKEEP_RATE, 40, "$40 an hour" },
    { RIG_KEY_PLANNED_SPEND, 1500, "$1500" },
    { RIG_KEY_TOKENS_IN, 0, "not given" },
    { RIG_KEY_TOKENS_IN, 5e6, "5M" NBSP "tokens a month" },
    { RIG_KEY_HORIZON, 36, "36" NBSP "months" },
    { RIG_KEY_UPKEEP_HOURS, 1, "1" NBSP "hour a month" },
    { RIG_KEY_HOURS_AVAILABLE, 730, "730" NBSP "hours a month" },
    { RIG_KEY_MODEL_SIZE, 0.5, "0.5B" },
    { RIG_KEY_MODEL_SIZE, 2000, "2T" },
    { RIG_KEY_REPLACE_SHARE, 0.7, "70" NBSP "%" },
    { RIG_KEY_API_DRIFT, -0.9, MINUS "90" NBSP "% a year" },
    { RIG_KEY_API_DRIFT, 0.25, "+25" NBSP "% a year" },
    { RIG_KEY_DISCOUNT_RATE, 0.08, "8" NBSP "% a year" },
    { RIG_KEY_FLASH_ATTENTION, 1, "yes" },
    { RIG_KEY_SWA_FULL, 0, "no" },
    { RIG_KEY_CHATS, 4, "4" },
    { RIG_KEY_NEED_MEMORY, 0, "any" },
    { RIG_KEY_NEED_MEMORY, 128, "128" NBSP "GB" },
    { RIG_KEY_NEED_DECODE, 20, "20" NBSP "tokens/s" },
    { RIG_KEY_NEED_WATTS, 240, "240" NBSP "W" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rig_format_key (cases[i].key, cases[i].value);

      ck_assert_str_eq (text, cases[i].expected);
    }
}
END_TEST

/* No key shows nothing, or its unit as files write it. */
START_TEST (test_every_key)
{
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);
      const double values[] = { info->low, info->standard, info->high };

      if (!rig_key_is_number (key))
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        {
          g_autofree char *text = rig_format_key (key, values[i]);

          ck_assert_msg (*text != '\0', "%s", info->name);
          ck_assert_msg (strstr (text, "USD") == NULL, "%s: %s", info->name, text);
        }
    }
}
END_TEST

START_TEST (test_basis)
{
  for (RigBasis basis = RIG_BASIS_UNKNOWN; basis <= RIG_BASIS_CLAIMED; basis++)
    ck_assert_str_ne (rig_format_basis (basis), "");
  ck_assert_str_eq (rig_format_basis (RIG_BASIS_ANNOUNCED), "announced");
}
END_TEST

/* The locale that Meson compiled, if the system had what it takes. Tests are forked, so that it
 * does not leak into the others. */
static gboolean
use_german (void)
{
  g_setenv ("LOCPATH", RIG_TEST_LOCALES, TRUE);
  if (setlocale (LC_ALL, "de_DE.UTF-8") != NULL)
    return TRUE;
  g_print ("skipped: there is no locale de_DE.UTF-8\n");
  return FALSE;
}

START_TEST (test_german)
{
  static const Case numbers[] = {
    { 1234567, "1.234.567" }, { 0.172, "0,172" }, { 12.5, "12,5" }, { 100, "100" },
  };
  static const Case amounts[] = { { 1234, "$1.234" }, { 0.5, "$0,50" }, { 0.039, "$0,039" } };
  g_autofree char *tokens = NULL;
  g_autofree char *share = NULL;

  if (!use_german ())
    return;
  check (format_number_3, numbers, G_N_ELEMENTS (numbers));
  check (rig_format_usd, amounts, G_N_ELEMENTS (amounts));
  tokens = rig_format_tokens (128000);
  ck_assert_str_eq (tokens, "128.000");
  share = rig_format_share (0.125);
  ck_assert_str_eq (share, "12,5" NBSP "%");
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("format");
  TCase *tcase = tcase_create ("format");

  tcase_add_test (tcase, test_number);
  tcase_add_test (tcase, test_usd);
  tcase_add_test (tcase, test_bytes);
  tcase_add_test (tcase, test_tokens);
  tcase_add_test (tcase, test_months);
  tcase_add_test (tcase, test_seconds);
  tcase_add_test (tcase, test_share_and_params);
  tcase_add_test (tcase, test_range);
  tcase_add_test (tcase, test_axis);
  tcase_add_test (tcase, test_key);
  tcase_add_test (tcase, test_every_key);
  tcase_add_test (tcase, test_basis);
  tcase_add_test (tcase, test_german);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
