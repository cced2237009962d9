/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/both.h"

#include "engine/answer/machine-option.h"

/* The article's column that the two are compared with: the larger Mac Studio. */
#define COMPARED 1
#define SPARK 0

/* "MacBook Pro with M4 Max" was sold as these; without a word on its memory any may be meant. What
 * follows them is the laptop with the most memory that Apple sold next. */
static const char *const macbooks[] = {
  "macbook-pro-m4-max-128", "macbook-pro-m4-max-36", "macbook-pro-m5-max-128",
};

const char *const rig_both_need_ids[RIG_N_BOTH_NEEDS] = {
  "cuda", "more-than-128-gb", "now", "budget", "laptop", "ollama-lm-studio", "several-models",
  "windows", "macos",
};

#define HAS(feature) { .kind = RIG_NEED_FEATURES, .features = RIG_FEATURE_BIT (feature) }
#define RUNS(software) RIG_FEATURE_BIT (RIG_FEATURE_SOFTWARE + (software))

static RigNeed
get_need (RigBothNeed which, const char *date, const RigSpan *compared_usd)
{
  static const RigNeed needs[RIG_N_BOTH_NEEDS] = {
    [RIG_BOTH_CUDA] = HAS (RIG_FEATURE_CUDA),
    [RIG_BOTH_MORE_THAN_128_GB]
    = { .kind = RIG_NEED_MORE_THAN, .trait = RIG_TRAIT_MEMORY_GB, .limit = 128 },
    [RIG_BOTH_NOW] = { .kind = RIG_NEED_BY_DATE },
    [RIG_BOTH_BUDGET] = { .kind = RIG_NEED_AT_MOST, .trait = RIG_TRAIT_PRICE_USD },
    [RIG_BOTH_LAPTOP] = HAS (RIG_FEATURE_LAPTOP),
    [RIG_BOTH_OLLAMA_LM_STUDIO]
    = { .kind = RIG_NEED_FEATURES,
        .features = RUNS (RIG_SOFTWARE_OLLAMA) | RUNS (RIG_SOFTWARE_LM_STUDIO) },
    [RIG_BOTH_SEVERAL_MODELS]
    = { .kind = RIG_NEED_AT_LEAST, .trait = RIG_TRAIT_MODELS_AT_ONCE, .limit = 2 },
    [RIG_BOTH_WINDOWS] = HAS (RIG_FEATURE_WINDOWS),
    [RIG_BOTH_MACOS] = HAS (RIG_FEATURE_MACOS),
  };
  RigNeed need = needs[which];

  need.date = date;
  if (which == RIG_BOTH_BUDGET)
    need.limit = compared_usd->low;
  return need;
}

/* Each of the two for one model, as the question is whether two machines make two of it. */
static void
judge (RigBoth *self, RigOption *options, const char *date)
{
  const RigOption *const members[RIG_BOTH_PARTS] = { &options[0], &options[1] };
  RigOption bundle;

  for (guint i = 0; i < RIG_BOTH_PARTS; i++)
    options[i].traits[RIG_TRAIT_MODELS_AT_ONCE] = (RigSpan){ 1, 1 };
  rig_bundle_init (&bundle, "both", members, RIG_BOTH_PARTS, NULL);
  self->price_usd = bundle.traits[RIG_TRAIT_PRICE_USD];
  self->memory_gb = bundle.traits[RIG_TRAIT_MEMORY_GB];
  for (guint i = 0; i < RIG_N_BOTH_NEEDS; i++)
    {
      RigNeed need = get_need (i, date, &self->compared_usd);

      /* Without a price to compare with the comparison says nothing. */
      if (i == RIG_BOTH_BUDGET && !rig_span_is_known (&self->compared_usd))
        self->meets[i] = RIG_TRUTH_UNKNOWN;
      else
        self->meets[i]
          = rig_bundle_check (&bundle, members, RIG_BOTH_PARTS, &need, &self->partly[i]);
    }
}

static void
init (RigBoth *self)
{
  *self = (RigBoth){ .price_usd = RIG_SPAN_UNKNOWN, .compared_usd = RIG_SPAN_UNKNOWN,
                     .memory_gb = RIG_SPAN_UNKNOWN };
  for (guint i = 0; i < RIG_N_BOTH_NEEDS; i++)
    self->meets[i] = RIG_TRUTH_UNKNOWN;
}

void
rig_both_init_article (RigBoth *self, const RigCatalog *catalog, const char *date)
{
  const RigArticle *article = rig_catalog_get_article (catalog);
  RigOption options[RIG_BOTH_PARTS], compared;

  init (self);
  self->machines[0] = rig_catalog_find_machine (catalog, article->machines[SPARK]);
  self->machines[1] = rig_catalog_find_machine (catalog, macbooks[0]);
  self->compared = rig_catalog_find_machine (catalog, article->machines[COMPARED]);
  if (article->n_both != RIG_BOTH_PARTS || self->machines[1] == NULL)
    return;
  rig_article_option_init (&compared, catalog, COMPARED);
  self->compared_usd = compared.traits[RIG_TRAIT_PRICE_USD];
  self->basis = self->compared_basis = RIG_BASIS_CLAIMED;
  rig_article_option_init (&options[0], catalog, SPARK);
  rig_option_init_from_machine (&options[1], self->machines[1]);
  options[1].traits[RIG_TRAIT_MEMORY_GB] = RIG_SPAN_UNKNOWN;
  /* The article has it bought at once. */
  rig_option_set_available (&options[1], "0001-01-01", NULL);
  for (guint i = 0; i < RIG_BOTH_PARTS; i++)
    options[i].traits[RIG_TRAIT_PRICE_USD]
      = (RigSpan){ article->both[i].usd, article->both[i].usd };
  /* The desktop is no laptop: that is what the other one is for. */
  options[0].features[RIG_FEATURE_LAPTOP] = RIG_TRUTH_NO;
  judge (self, options, date);
}

/* The first of what can be bought instead of an article's machine. */
static const RigMachine *
find_successor (const RigCatalog *catalog, const char *id, const char *date)
{
  const RigMachine *claimed = rig_catalog_find_machine (catalog, id);

  for (guint i = 0; claimed != NULL && claimed->successors != NULL
                    && claimed->successors[i] != NULL; i++)
    {
      const RigMachine *machine = rig_catalog_find_machine (catalog, claimed->successors[i]);

      if (machine != NULL && rig_machine_is_on_sale (machine, date))
        return machine;
    }
  return NULL;
}

static const RigMachine *
find_macbook (const RigCatalog *catalog, const char *date)
{
  for (guint i = 0; i < G_N_ELEMENTS (macbooks); i++)
    {
      const RigMachine *machine = rig_catalog_find_machine (catalog, macbooks[i]);

      if (machine != NULL && rig_machine_is_on_sale (machine, date))
        return machine;
    }
  return NULL;
}

void
rig_both_init_on_sale (RigBoth *self, const RigCatalog *catalog, const char *date)
{
  const RigArticle *article = rig_catalog_get_article (catalog);
  RigOption options[RIG_BOTH_PARTS], compared;

  init (self);
  self->machines[0] = find_successor (catalog, article->machines[SPARK], date);
  self->machines[1] = find_macbook (catalog, date);
  self->compared = find_successor (catalog, article->machines[COMPARED], date);
  if (self->compared != NULL)
    {
      rig_option_init_from_machine (&compared, self->compared);
      self->compared_usd = compared.traits[RIG_TRAIT_PRICE_USD];
      self->compared_basis = rig_machine_get_price (self->compared)->basis;
    }
  for (guint i = 0; i < RIG_BOTH_PARTS; i++)
    if (self->machines[i] == NULL)
      return;
    else
      rig_option_init_from_machine (&options[i], self->machines[i]);
  self->basis = rig_basis_worst (rig_machine_get_price (self->machines[0])->basis,
                                 rig_machine_get_price (self->machines[1])->basis);
  judge (self, options, date);
}
