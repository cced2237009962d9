/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/scenario/key.h"

G_BEGIN_DECLS

#define RIG_MIN_COMPARED 2
#define RIG_MAX_COMPARED 6

#define RIG_SCENARIO_ERROR (rig_scenario_error_quark ())
GQuark rig_scenario_error_quark (void);

typedef enum
{
  RIG_SCENARIO_ERROR_KEY,     /* there is no such input */
  RIG_SCENARIO_ERROR_VALUE,   /* the text is no such value: number, word, date, id */
  RIG_SCENARIO_ERROR_RANGE,   /* a number outside the range */
  RIG_SCENARIO_ERROR_SYNTAX,  /* a file is not JSON, or not a scenario */
  RIG_SCENARIO_ERROR_VERSION, /* a file of a later version */
  RIG_SCENARIO_ERROR_FILE,    /* a file cannot be read or written */
} RigScenarioError;

/* Overrides of a machine's or an API's own figures: "price.ID" and so on. */
typedef enum
{
  RIG_OVERRIDE_PRICE,        /* "price": US$ */
  RIG_OVERRIDE_USABLE_SHARE, /* "usable-share": 0-1 */
  RIG_OVERRIDE_LOAD_WATTS,   /* "load-watts" */
  RIG_OVERRIDE_IDLE_WATTS,   /* "idle-watts" */
  RIG_OVERRIDE_API_INPUT,    /* "api-input": US$ per million tokens, by the API's id */
  RIG_OVERRIDE_API_CACHED,   /* "api-cached" */
  RIG_OVERRIDE_API_OUTPUT,   /* "api-output" */
  RIG_N_OVERRIDES,
} RigOverride;

/**
 * RigScenario:
 *
 * The user's inputs: one value per key, the machines compared, and figures of machines that the
 * user knows better. A plain value: copied, compared, written, never observed.
 */
typedef struct _RigScenario RigScenario;

/** Every input at its default: the article's comparison. */
RigScenario *rig_scenario_new (void) G_GNUC_WARN_UNUSED_RESULT;
RigScenario *rig_scenario_copy (const RigScenario *self) G_GNUC_WARN_UNUSED_RESULT;
void         rig_scenario_free (RigScenario *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigScenario, rig_scenario_free)
gboolean     rig_scenario_equal (const RigScenario *a,
                                 const RigScenario *b);

double       rig_scenario_get_number (const RigScenario *self,
                                      RigKey             key);
/** Never NULL. */
const char  *rig_scenario_get_text (const RigScenario *self,
                                    RigKey             key);
/** Clamped into the range; integers are rounded. */
void         rig_scenario_set_number (RigScenario *self,
                                      RigKey       key,
                                      double       value);
/** For keys that hold words; not checked by a catalogue: see rig_scenario_set_from_string(). */
void         rig_scenario_set_text (RigScenario *self,
                                    RigKey       key,
                                    const char  *text);
void         rig_scenario_reset (RigScenario *self,
                                 RigKey       key);
gboolean     rig_scenario_is_default (const RigScenario *self,
                                      RigKey             key);

const GPtrArray *rig_scenario_get_machines (const RigScenario *self); /* char *, two to six ids */
/** FALSE and no change if there would be fewer than two or more than six, or one twice. */
gboolean     rig_scenario_set_machines (RigScenario       *self,
                                        const char *const *ids);
gboolean     rig_scenario_add_machine (RigScenario *self,
                                       const char  *id);
gboolean     rig_scenario_remove_machine (RigScenario *self,
                                          const char  *id);

/** NaN: not overridden. */
double       rig_scenario_get_override (const RigScenario *self,
                                        RigOverride        what,
                                        const char        *id);
/** Ids of machines or APIs with that override, sorted: (transfer container). */
GList       *rig_scenario_list_overrides (const RigScenario *self,
                                          RigOverride        what) G_GNUC_WARN_UNUSED_RESULT;
/** "price": in files, and before the dot on the command line. */
const char  *rig_override_get_name (RigOverride what);
/** NaN removes it. */
void         rig_scenario_set_override (RigScenario *self,
                                        RigOverride  what,
                                        const char  *id,
                                        double       value);

/**
 * rig_scenario_set_from_string:
 * @catalog: (nullable): where ids are looked up; %NULL: any id is taken
 * @name: a key, "machines", or "price.ID" and the like
 * @text: a value with or without a unit: "32k", "$200", "0.3", "18 mo", "70B", "45%", "yes"
 *
 * The one reader of typed input: for --set, for entries, for files that hold text. Words are taken
 * in any case and kept as the catalogue writes them; an empty text takes an override back. Where it
 * fails, nothing is changed. Errors: RIG_SCENARIO_ERROR_KEY, _VALUE, _RANGE.
 */
gboolean     rig_scenario_set_from_string (RigScenario      *self,
                                           const RigCatalog *catalog,
                                           const char       *name,
                                           const char       *text,
                                           GError          **error);
/** The value as rig_scenario_set_from_string() reads it; locale-independent. */
char        *rig_scenario_to_string (const RigScenario *self,
                                     RigKey             key) G_GNUC_WARN_UNUSED_RESULT;

/** Versioned JSON that holds what differs from the defaults, and the machines. */
char        *rig_scenario_to_json (const RigScenario *self) G_GNUC_WARN_UNUSED_RESULT;
/** @catalog: as in rig_scenario_set_from_string(). @place: the file's name, for messages, which
 * have the line or the JSON path as well. Unknown keys are an error; there is no half-read
 * scenario. */
RigScenario *rig_scenario_from_json (const RigCatalog *catalog,
                                     const char       *json,
                                     gssize            length,
                                     const char       *place,
                                     GError          **error) G_GNUC_WARN_UNUSED_RESULT;
RigScenario *rig_scenario_load (const RigCatalog *catalog,
                                const char       *path,
                                GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/** Whole or not at all. */
gboolean     rig_scenario_save (const RigScenario *self,
                                const char        *path,
                                GError           **error);

G_END_DECLS
