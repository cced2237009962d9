/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/money.h"

#include "rig-test.h"

#include <json-glib/json-glib.h>
#include <math.h>

/* The tolerances of oracles/roi.json. */
#define USD 1e-4
#define MONTHS 1e-6
#define RATE 1e-8

typedef struct
{
  JsonParser *parser;
  JsonObject *root;
} Oracle;

static inline Oracle
load_oracle (void)
{
  g_autofree char *path = rig_test_path ("oracles/roi.json");
  Oracle oracle = { json_parser_new (), NULL };
  ck_assert (json_parser_load_from_file (oracle.parser, path, NULL));
  oracle.root = json_node_get_object (json_parser_get_root (oracle.parser));
  return oracle;
}

static inline JsonObject *
get_object (JsonObject *object, const char *key)
{
  return json_object_get_object_member (object, key);
}

static inline double
get_number (JsonObject *object, const char *key)
{
  ck_assert_msg (json_object_has_member (object, key), "no %s", key);
  return json_object_get_double_member (object, key);
}

/* A purchase with nothing around it: no electricity, no resale, no discount. */
static inline RigMoneyInputs
plain_inputs (double price, double spend)
{
  return (RigMoneyInputs){ .price_usd = price,
                           .api_usd_per_month = spend,
                           .replace_share = 1,
                           .hours_available = 730,
                           .powered_hours = 730,
                           .horizon_months = 36 };
}

/* Example 2: 120 hours of work a month, given as tokens at a speed of one per second. */
static inline RigMoneyInputs
constant_inputs (JsonObject *inputs)
{
  double first = get_number (inputs, "retention_year1");
  RigMoneyInputs money = plain_inputs (get_number (inputs, "price"), get_number (inputs, "spend"));
  money.tokens_out_per_month = get_number (inputs, "load_h_per_month") * 3600;
  money.decode_tokens_per_s = 1;
  money.load_w = get_number (inputs, "load_w");
  money.idle_w = get_number (inputs, "idle_w");
  money.powered_hours = get_number (inputs, "on_h_per_month");
  money.usd_per_kwh = get_number (inputs, "usd_per_kwh");
  money.discount_rate = get_number (inputs, "discount_annual_effective");
  money.horizon_months = (guint) get_number (inputs, "months");
  money.resale_first_year = first;
  money.resale_later = sqrt (get_number (inputs, "retention_year3") / first);
  money.selling_cost = get_number (inputs, "selling_fee");
  return money;
}
