/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/session.h"

#include <glib/gi18n.h>

#include "app/comparison.h"
#include "app/history.h"
#include "app/store.h"

/**
 * RigSession:
 *
 * What the window is about: the catalogue, the scenario, its answer, and the way back. Everything
 * that changes the scenario goes through here, so that every change can be undone, is kept on
 * disk, and is answered at most once per frame: ::invalidated comes at the first change, ::changed
 * when the new answer is there.
 */
struct _RigSession
{
  GObject parent_instance;

  RigCatalog *catalog;
  RigEvaluator *evaluator;
  guint catalog_serial; /* counts the catalogues that there were */
  RigScenario *scenario;
  RigScenario *base; /* what "edited" is measured against: the defaults, or the file opened */
  RigHistory *history;
  RigAnswer answer;
  gboolean answered; /* the answer is of the scenario as it is */
  gboolean pending;  /* ::changed has not told of the last change yet */
  char *name;     /* of the file opened or saved; NULL: none */
  char *store;    /* where the scenario is kept between runs; NULL: nowhere */
  char *restore_problem;
  guint update_source, store_source;
  RigOddsRunner *odds; /* simulates beside the main loop */
};

G_DEFINE_FINAL_TYPE (RigSession, rig_session, G_TYPE_OBJECT)

enum
{
  SIGNAL_INVALIDATED,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Long enough that a drag is one write to the disk, short enough to survive a crash. */
#define STORE_DELAY_MS 1000

static gboolean
store_cb (gpointer data)
{
  RigSession *self = data;

  self->store_source = 0;
  rig_store_save (self->scenario, self->store);

  return G_SOURCE_REMOVE;
}

static gboolean
update_cb (gpointer data)
{
  RigSession *self = data;

  self->update_source = 0;
  rig_session_update (self);

  return G_SOURCE_REMOVE;
}

static void
invalidate (RigSession *self)
{
  self->answered = FALSE;
  self->pending = TRUE;
  rig_odds_runner_invalidate (self->odds);

  if (self->store != NULL)
    {
      g_clear_handle_id (&self->store_source, g_source_remove);
      self->store_source = g_timeout_add (STORE_DELAY_MS, store_cb, self);
    }

  if (self->update_source != 0)
    return;

  /* A window updates from its frame clock; without one, this does as soon as nothing is pending. */
  self->update_source = g_idle_add (update_cb, self);
  g_signal_emit (self, signals[SIGNAL_INVALIDATED], 0);
}

/* Closes a change that began with a copy of the scenario. */
static void
commit (RigSession *self, RigScenario *before, const char *what)
{
  if (rig_scenario_equal (before, self->scenario))
    {
      rig_scenario_free (before);
      return;
    }

  rig_history_record (self->history, before, what, g_get_monotonic_time ());
  invalidate (self);
}

static void
replace_scenario (RigSession *self, RigScenario *scenario)
{
  self->scenario = scenario;
  invalidate (self);
}

static void
rig_session_finalize (GObject *object)
{
  RigSession *self = RIG_SESSION (object);

  rig_session_flush (self);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->odds);
  g_clear_pointer (&self->evaluator, rig_evaluator_free);
  g_clear_pointer (&self->history, rig_history_free);
  g_clear_pointer (&self->scenario, rig_scenario_free);
  g_clear_pointer (&self->base, rig_scenario_free);
  g_clear_pointer (&self->catalog, rig_catalog_free);
  g_free (self->name);
  g_free (self->store);
  g_free (self->restore_problem);

  G_OBJECT_CLASS (rig_session_parent_class)->finalize (object);
}

static void
rig_session_class_init (RigSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rig_session_finalize;

  signals[SIGNAL_INVALIDATED] = g_signal_new ("invalidated", RIG_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RIG_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rig_session_init (RigSession *self)
{
  self->history = rig_history_new ();
  self->odds = rig_odds_runner_new ();
}

/**
 * rig_session_new:
 * @catalog: (transfer full): the facts
 * @store: (nullable): the file that keeps the scenario between runs; NULL: do not keep it
 *
 * Starts with the scenario of the last run, or with the article's comparison where there is none.
 */
RigSession *
rig_session_new (RigCatalog *catalog, const char *store)
{
  RigSession *self = g_object_new (RIG_TYPE_SESSION, NULL);

  self->catalog = catalog;
  self->evaluator = rig_evaluator_new (catalog);
  self->base = rig_scenario_new ();
  self->store = g_strdup (store);
  if (store != NULL)
    self->scenario = rig_store_load (catalog, store, &self->restore_problem);
  if (self->scenario == NULL)
    self->scenario = rig_scenario_new ();

  return self;
}

const RigCatalog *
rig_session_get_catalog (RigSession *self)
{
  return self->catalog;
}

/** Another number for another catalogue: what was made from the last one is out of date. */
guint
rig_session_get_catalog_serial (RigSession *self)
{
  return self->catalog_serial;
}

/* What the scenario names and is there no more goes back to its default. */
static void
give_up_missing (RigSession *self)
{
  const char *model = rig_scenario_get_text (self->scenario, RIG_KEY_MODEL);
  const char *quant = rig_scenario_get_text (self->scenario, RIG_KEY_QUANT);
  RigScenario *before = rig_scenario_copy (self->scenario);

  if (!g_str_equal (model, "custom") && rig_catalog_find_model (self->catalog, model) == NULL)
    rig_scenario_reset (self->scenario, RIG_KEY_MODEL);
  if (rig_catalog_find_quant (self->catalog, quant) == NULL)
    rig_scenario_reset (self->scenario, RIG_KEY_QUANT);
  rig_history_end (self->history);
  commit (self, before, "catalog");
  rig_history_end (self->history);
}

/**
 * rig_session_replace_catalog:
 * @catalog: (transfer full): the facts from now on
 *
 * Scenario and history stay; ::changed is told before it returns, so that nobody keeps anything of
 * the catalogue that goes.
 */
void
rig_session_replace_catalog (RigSession *self, RigCatalog *catalog)
{
  /* Freed the other way round. */
  g_autoptr (RigCatalog) before = g_steal_pointer (&self->catalog);
  g_autoptr (RigEvaluator) evaluator = g_steal_pointer (&self->evaluator);

  self->catalog = catalog;
  self->evaluator = rig_evaluator_new (catalog);
  self->catalog_serial++;
  give_up_missing (self);
  invalidate (self);
  rig_session_update (self);
}

/** The inputs as they are now; do not keep the pointer over a change. */
const RigScenario *
rig_session_get_scenario (RigSession *self)
{
  return self->scenario;
}

/** The answer to the scenario as it is now; good until the next change. */
const RigAnswer *
rig_session_get_answer (RigSession *self)
{
  if (!self->answered)
    rig_evaluator_evaluate (self->evaluator, self->scenario, &self->answer);
  self->answered = TRUE;

  return &self->answer;
}

RigReport *
rig_session_make_report (RigSession *self, RigPage page)
{
  return rig_report_new_with_odds (page, self->evaluator, self->scenario,
                                   rig_session_get_answer (self),
                                   rig_odds_runner_get_odds (self->odds),
                                   rig_odds_runner_get_state (self->odds));
}

/** Tells when the simulation has come to something else; asked for by rig_session_want_odds(). */
RigOddsRunner *
rig_session_get_odds_runner (RigSession *self)
{
  return self->odds;
}

/** Has the scenario simulated as it is. */
void
rig_session_compute_odds (RigSession *self)
{
  rig_odds_runner_start (self->odds, rig_odds_case_new (rig_session_get_answer (self),
                                                        RIG_ODDS_SEED, RIG_ODDS_DRAWS));
}

/** The same, unless it was, or is being, or was cancelled. */
void
rig_session_want_odds (RigSession *self)
{
  if (rig_odds_runner_needs_case (self->odds))
    rig_session_compute_odds (self);
}

/**
 * rig_session_get_problem:
 *
 * What of the user's own files could not be used, to be said where it does not interrupt.
 *
 * Returns: (nullable): one or more sentences, NULL where there is nothing to say
 */
char *
rig_session_get_problem (RigSession *self)
{
  const GPtrArray *problems = rig_catalog_get_problems (self->catalog);
  g_autoptr (GString) text = g_string_new (self->restore_problem);
  const GError *first;

  if (problems->len > 0)
    {
      first = g_ptr_array_index (problems, 0);
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              ngettext ("%u catalogue record was left out: %s",
                                        "%u catalogue records were left out, the first: %s",
                                        problems->len),
                              problems->len, first->message);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/** The scenario's name for the title: of its file, or of the defaults. */
const char *
rig_session_get_name (RigSession *self)
{
  return self->name != NULL ? self->name : _("Article defaults");
}

/** Whether it differs from what its name stands for. */
gboolean
rig_session_is_edited (RigSession *self)
{
  return !rig_scenario_equal (self->scenario, self->base);
}

/* A size of one's own begins with the shape of the model that was chosen. */
static void
make_custom (RigSession *self)
{
  const RigModel *model;

  model = rig_catalog_find_model (self->catalog,
                                  rig_scenario_get_text (self->scenario, RIG_KEY_MODEL));
  if (model == NULL)
    return;

  rig_scenario_set_number (self->scenario, RIG_KEY_ACTIVE_SHARE,
                           model->active_params.value / model->total_params.value);
  rig_scenario_set_text (self->scenario, RIG_KEY_MODEL, "custom");
}

/**
 * rig_session_get_shown_number:
 *
 * The number that counts: a model of the catalogue has its own size, and a country its own price of
 * electricity, whatever the scenario keeps for when they are given up.
 */
double
rig_session_get_shown_number (RigSession *self, RigKey key)
{
  const RigModel *model;
  const RigTariff *tariff;

  model = rig_catalog_find_model (self->catalog,
                                  rig_scenario_get_text (self->scenario, RIG_KEY_MODEL));
  if (key == RIG_KEY_MODEL_SIZE && model != NULL)
    return model->total_params.value / 1e9;

  tariff = rig_catalog_find_tariff (self->catalog,
                                    rig_scenario_get_text (self->scenario, RIG_KEY_COUNTRY));
  if (key == RIG_KEY_ELECTRICITY && tariff != NULL)
    return tariff->usd_per_kwh.value;

  return rig_scenario_get_number (self->scenario, key);
}

/* What a typed number takes the place of. */
static void
give_up_catalog (RigSession *self, RigKey key)
{
  if (key == RIG_KEY_MODEL_SIZE)
    make_custom (self);
  else if (key == RIG_KEY_ELECTRICITY)
    rig_scenario_reset (self->scenario, RIG_KEY_COUNTRY);
}

/**
 * rig_session_set_number:
 *
 * Clamped into the key's range. Setting the model's size makes the model a custom one, and a price
 * of electricity gives the country up.
 */
void
rig_session_set_number (RigSession *self, RigKey key, double value)
{
  RigScenario *before = rig_scenario_copy (self->scenario);

  give_up_catalog (self, key);
  rig_scenario_set_number (self->scenario, key, value);
  commit (self, before, rig_key_get_info (key)->name);
}

void
rig_session_set_text (RigSession *self, RigKey key, const char *text)
{
  RigScenario *before = rig_scenario_copy (self->scenario);

  rig_scenario_set_text (self->scenario, key, text);
  commit (self, before, rig_key_get_info (key)->name);
}

/**
 * rig_session_set_from_string:
 * @name: a key or an override, as rig_scenario_set_from_string() has them
 *
 * Typed input. An error leaves everything as it was.
 */
gboolean
rig_session_set_from_string (RigSession *self, const char *name, const char *text, GError **error)
{
  g_autoptr (RigScenario) changed = rig_scenario_copy (self->scenario);
  RigScenario *before;
  RigKey key;

  if (!rig_scenario_set_from_string (changed, self->catalog, name, text, error))
    return FALSE;

  before = rig_scenario_copy (self->scenario);
  if (rig_key_find (name, &key))
    give_up_catalog (self, key);
  if (!rig_scenario_set_from_string (self->scenario, self->catalog, name, text, error))
    g_warn_if_reached ();
  commit (self, before, name);

  return TRUE;
}

/** Back to the default. A custom size goes back to the model that is the default. */
void
rig_session_reset (RigSession *self, RigKey key)
{
  RigScenario *before = rig_scenario_copy (self->scenario);

  rig_scenario_reset (self->scenario, key);
  if (key == RIG_KEY_MODEL_SIZE)
    {
      rig_scenario_reset (self->scenario, RIG_KEY_MODEL);
      rig_scenario_reset (self->scenario, RIG_KEY_ACTIVE_SHARE);
    }
  rig_history_end (self->history);
  commit (self, before, "reset");
  rig_history_end (self->history);
}

void
rig_session_reset_all (RigSession *self)
{
  RigScenario *before = g_steal_pointer (&self->scenario);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->base, rig_scenario_free);
  self->base = rig_scenario_new ();
  self->scenario = rig_scenario_new ();
  rig_history_end (self->history);
  commit (self, before, "reset-all");
  rig_history_end (self->history);
}

static gboolean
set_machines (RigSession *self, const GPtrArray *ids)
{
  RigScenario *before = rig_scenario_copy (self->scenario);
  gboolean taken;

  taken = rig_scenario_set_machines (self->scenario, (const char *const *) ids->pdata);
  rig_history_end (self->history);
  commit (self, before, "machines");
  rig_history_end (self->history);

  return taken;
}

/** FALSE and no change if it is there already or six are compared. */
gboolean
rig_session_add_machine (RigSession *self, const char *id)
{
  RigScenario *before = rig_scenario_copy (self->scenario);
  gboolean taken = rig_scenario_add_machine (self->scenario, id);

  rig_history_end (self->history);
  commit (self, before, "machines");
  rig_history_end (self->history);

  return taken;
}

/** FALSE and no change if only two are left. */
gboolean
rig_session_remove_machine (RigSession *self, const char *id)
{
  RigScenario *before = rig_scenario_copy (self->scenario);
  gboolean taken = rig_scenario_remove_machine (self->scenario, id);

  rig_history_end (self->history);
  commit (self, before, "machines");
  rig_history_end (self->history);

  return taken;
}

/** Has @machine run that model, beside those that are compared: instead of the last one where there
 * are as many as can be. All of it is one step back. */
void
rig_session_show_case (RigSession *self, const char *machine, const char *model, const char *quant)
{
  RigScenario *before = rig_scenario_copy (self->scenario);
  const GPtrArray *compared = rig_scenario_get_machines (self->scenario);

  rig_scenario_set_text (self->scenario, RIG_KEY_MODEL, model);
  rig_scenario_set_text (self->scenario, RIG_KEY_QUANT, quant);
  if (!g_ptr_array_find_with_equal_func ((GPtrArray *) compared, machine, g_str_equal, NULL))
    {
      if (compared->len >= RIG_MAX_COMPARED)
        rig_scenario_remove_machine (self->scenario,
                                     g_ptr_array_index (compared, compared->len - 1));
      rig_scenario_add_machine (self->scenario, machine);
    }
  rig_history_end (self->history);
  commit (self, before, "case");
  rig_history_end (self->history);
}

/** The catalogue's price again, instead of one that was typed. */
void
rig_session_reset_price (RigSession *self, const char *id)
{
  RigScenario *before = rig_scenario_copy (self->scenario);

  rig_scenario_set_override (self->scenario, RIG_OVERRIDE_PRICE, id, NAN);
  commit (self, before, "price");
  rig_history_end (self->history);
}

/**
 * rig_session_compare_on_sale:
 *
 * Swaps the article's machines for those that can be bought at the scenario's date.
 *
 * Returns: FALSE, and nothing changes, where fewer than two would be left
 */
gboolean
rig_session_compare_on_sale (RigSession *self)
{
  g_autofree char *date = rig_comparison_get_date (self->scenario);
  g_autoptr (GPtrArray) ids = NULL;

  ids = rig_comparison_make_on_sale (self->catalog, rig_scenario_get_machines (self->scenario),
                                     date);
  return set_machines (self, ids);
}

void
rig_session_compare_article (RigSession *self)
{
  g_autoptr (GPtrArray) ids = rig_comparison_make_article (self->catalog);

  set_machines (self, ids);
}

/** A button or finger went down on a control: all changes until it goes up are one step back. */
void
rig_session_begin_step (RigSession *self)
{
  rig_history_begin (self->history);
}

void
rig_session_end_step (RigSession *self)
{
  rig_history_end (self->history);
}

gboolean
rig_session_can_undo (RigSession *self)
{
  return rig_history_can_undo (self->history);
}

gboolean
rig_session_can_redo (RigSession *self)
{
  return rig_history_can_redo (self->history);
}

void
rig_session_undo (RigSession *self)
{
  if (rig_session_can_undo (self))
    replace_scenario (self, rig_history_undo (self->history, self->scenario));
}

void
rig_session_redo (RigSession *self)
{
  if (rig_session_can_redo (self))
    replace_scenario (self, rig_history_redo (self->history, self->scenario));
}

static void
take_name (RigSession *self, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  if (g_str_has_suffix (base, ".json"))
    base[strlen (base) - strlen (".json")] = '\0';

  g_free (self->name);
  self->name = g_steal_pointer (&base);
  g_clear_pointer (&self->base, rig_scenario_free);
  self->base = rig_scenario_copy (self->scenario);
}

/** Opens a scenario's file. It can be undone like any change; an error changes nothing. */
gboolean
rig_session_open (RigSession *self, const char *path, GError **error)
{
  RigScenario *opened = rig_scenario_load (self->catalog, path, error);
  RigScenario *before;

  if (opened == NULL)
    return FALSE;

  before = g_steal_pointer (&self->scenario);
  self->scenario = opened;
  take_name (self, path);
  rig_history_end (self->history);
  commit (self, before, "open");
  rig_history_end (self->history);
  /* The same values under another name are news for the title all the same. */
  invalidate (self);

  return TRUE;
}

gboolean
rig_session_save (RigSession *self, const char *path, GError **error)
{
  if (!rig_scenario_save (self->scenario, path, error))
    return FALSE;

  take_name (self, path);
  invalidate (self);

  return TRUE;
}

/** Answers now and tells everybody, if anything changed since the last time. */
void
rig_session_update (RigSession *self)
{
  if (!self->pending)
    return;

  self->pending = FALSE;
  g_clear_handle_id (&self->update_source, g_source_remove);
  rig_session_get_answer (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/** Writes what is still to be written to disk. */
void
rig_session_flush (RigSession *self)
{
  if (self->store_source == 0)
    return;

  g_clear_handle_id (&self->store_source, g_source_remove);
  rig_store_save (self->scenario, self->store);
}
