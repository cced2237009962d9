/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every input there is, in the order of the panel and of the terminal's listing. */
typedef enum
{
  /* model */
  RIG_KEY_MODEL,
  RIG_KEY_QUANT,
  RIG_KEY_MODEL_SIZE,
  RIG_KEY_ACTIVE_SHARE,
  RIG_KEY_CONTEXT,
  RIG_KEY_KV_TYPE_K,
  RIG_KEY_KV_TYPE_V,
  RIG_KEY_CHATS,
  RIG_KEY_PROMPT_TOKENS,
  RIG_KEY_ANSWER_TOKENS,
  RIG_KEY_SPECULATION,
  RIG_KEY_FLASH_ATTENTION,
  RIG_KEY_UBATCH,
  RIG_KEY_SWA_FULL,
  RIG_KEY_IMATRIX,
  RIG_KEY_STACK,
  RIG_KEY_HOST_MEMORY,
  RIG_KEY_HOST_BANDWIDTH,
  /* use */
  RIG_KEY_API_SPEND,
  RIG_KEY_REPLACE_SHARE,
  RIG_KEY_API,
  RIG_KEY_USE_MIX,
  RIG_KEY_TOKENS_IN,
  RIG_KEY_TOKENS_CACHED,
  RIG_KEY_TOKENS_OUT,
  RIG_KEY_HOURS_AVAILABLE,
  RIG_KEY_USE_GROWTH,
  /* money */
  RIG_KEY_ELECTRICITY,
  RIG_KEY_COUNTRY,
  RIG_KEY_ELECTRICITY_GROWTH,
  RIG_KEY_HORIZON,
  RIG_KEY_RESALE_FIRST_YEAR,
  RIG_KEY_RESALE_LATER,
  RIG_KEY_SELLING_COST,
  RIG_KEY_DISCOUNT_RATE,
  RIG_KEY_API_DRIFT,
  RIG_KEY_UPKEEP_HOURS,
  RIG_KEY_UPKEEP_RATE,
  RIG_KEY_PLANNED_SPEND,
  RIG_KEY_SETUP_COST,
  RIG_KEY_WARRANTY,
  RIG_KEY_POWERED_HOURS,
  RIG_KEY_OWN_IDLE_WATTS,
  RIG_KEY_TAX_RATE,
  RIG_KEY_LOAN_SHARE,
  RIG_KEY_LOAN_APR,
  RIG_KEY_LOAN_MONTHS,
  /* needs */
  RIG_KEY_NEED_SOFTWARE,
  RIG_KEY_NEED_LAPTOP,
  RIG_KEY_NEED_BY,
  RIG_KEY_NEED_OS,
  RIG_KEY_NEED_MEMORY,
  RIG_KEY_NEED_DECODE,
  RIG_KEY_NEED_PREFILL,
  RIG_KEY_NEED_QUIET,
  RIG_KEY_NEED_WATTS,
  RIG_KEY_NEED_BUDGET,
  RIG_KEY_NEED_MODELS,
  RIG_KEY_NEED_CHEAPER_THAN_API,
  RIG_KEY_CLUSTER,
  RIG_KEY_CLUSTER_LINK,
  RIG_KEY_WEIGHT_PRICE,
  RIG_KEY_WEIGHT_SPEED,
  RIG_KEY_WEIGHT_PREFILL,
  RIG_KEY_WEIGHT_MEMORY,
  RIG_KEY_WEIGHT_POWER,
  RIG_KEY_WEIGHT_QUIET,
  RIG_KEY_WEIGHT_PORTABILITY,
  /* view */
  RIG_KEY_AS_OF,
  RIG_N_KEYS,
} RigKey;

typedef enum
{
  RIG_TYPE_NUMBER,  /* any number in the range */
  RIG_TYPE_INTEGER, /* a whole number in the range */
  RIG_TYPE_SHARE,   /* a share (0-1) or a rate (-1 and up), shown as a percentage */
  RIG_TYPE_FLAG,    /* 0 or 1; "yes", "no" */
  RIG_TYPE_CHOICE,  /* one of the words in @choices */
  RIG_TYPE_ID,      /* an id of the catalogue, or one of @choices */
  RIG_TYPE_LIST,    /* words separated by commas */
  RIG_TYPE_DATE,    /* YYYY-MM-DD; empty: none, or today for as-of */
} RigKeyType;

typedef enum
{
  RIG_SCALE_LINEAR,
  RIG_SCALE_LOG,
} RigScale;

typedef enum
{
  RIG_GROUP_MODEL,
  RIG_GROUP_USE,
  RIG_GROUP_MONEY,
  RIG_GROUP_NEEDS,
  RIG_GROUP_VIEW,
} RigKeyGroup;

/* One row of the list of inputs: sliders, --set, files and documentation come from it. */
typedef struct
{
  RigKey key;
  const char *name;   /* "api-spend": in files, on the command line */
  RigKeyGroup group;
  RigKeyType type;
  RigScale scale;
  double low, high, step; /* the range; step of the keyboard and grid of the slider
                             (log scale: a ratio, of the keyboard only) */
  double slider_low, slider_high; /* the slider's ends, where it shows only the part that people
                                     mostly want; zero: an end of the range */
  double standard;        /* the default of numbers */
  const char *standard_text; /* the default of words; NULL for numbers */
  const char *unit;       /* one of RIG_UNIT_…, NULL */
  const char *choices;    /* comma separated, for RIG_TYPE_CHOICE, extra words of RIG_TYPE_ID,
                             and those of RIG_TYPE_LIST */
  const char *label;      /* N_() */
  const char *help;       /* N_() */
  const char *zero;       /* N_(): what 0 says where it is no amount ("not given"); NULL */
  gboolean effective;     /* FALSE: nothing in the window depends on it, so it is not shown there */
} RigKeyInfo;

/* Every unit that a key may have: what it counts, and behind the slash by what. */
#define RIG_UNIT_TOKENS "tokens"
#define RIG_UNIT_TOKENS_PER_MONTH "tokens/month"
#define RIG_UNIT_TOKENS_PER_SECOND "tokens/s"
#define RIG_UNIT_USD "USD"
#define RIG_UNIT_USD_PER_MONTH "USD/month"
#define RIG_UNIT_USD_PER_HOUR "USD/h"
#define RIG_UNIT_USD_PER_KWH "USD/kWh"
#define RIG_UNIT_HOURS_PER_MONTH "h/month"
#define RIG_UNIT_MONTHS "months"
#define RIG_UNIT_PER_YEAR "1/year"
#define RIG_UNIT_BILLIONS "B" /* of parameters */
#define RIG_UNIT_GB "GB"
#define RIG_UNIT_GB_PER_SECOND "GB/s"
#define RIG_UNIT_WATTS "W"

const RigKeyInfo *rig_key_get_info (RigKey key);
/** FALSE where no input has that name. */
gboolean          rig_key_find (const char *name,
                                RigKey     *key);
/** Whether it holds a number (and so can be a slider). */
gboolean          rig_key_is_number (RigKey key);
/** Where @value stands on the slider, 0-1 along the scale. Beyond its ends: 0 or 1. A logarithmic
 * range that begins at zero is logarithmic from a ten-thousandth of its end on. */
double            rig_key_to_fraction (RigKey key,
                                       double value);
/** Back, on the grid of round values that a slider stops at: the step (linear), two significant
 * digits (logarithmic), sixteenths of a power of two (tokens). Its ends are exact. */
double            rig_key_from_fraction (RigKey key,
                                         double fraction);
/* More than any slider has. */
#define RIG_MAX_STEPS 1024

/**
 * rig_key_list_steps:
 * @values: (array length=RIG_MAX_STEPS): filled, rising
 *
 * Every value that the slider of a number stops at. A logarithmic range that begins at zero has
 * values that no slider can tell from zero: they are left out up to a millionth of its end.
 *
 * Returns: how many there are
 */
guint             rig_key_list_steps (RigKey  key,
                                      double *values);
/** "Model", "Your use": untranslated, N_(). */
const char       *rig_key_group_get_title (RigKeyGroup group);

G_END_DECLS
