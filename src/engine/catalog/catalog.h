/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/catalog/api.h"
#include "engine/catalog/article.h"
#include "engine/catalog/economy.h"
#include "engine/catalog/machine.h"
#include "engine/catalog/model.h"
#include "engine/catalog/quant.h"
#include "engine/catalog/speed-constants.h"
#include "engine/catalog/speed-record.h"

G_BEGIN_DECLS

#define RIG_CATALOG_ERROR (rig_catalog_error_quark ())
GQuark rig_catalog_error_quark (void);

/**
 * RigCatalogError:
 * @RIG_CATALOG_ERROR_READ: a file cannot be opened or read
 * @RIG_CATALOG_ERROR_SYNTAX: a file is not JSON; the message has file and line
 * @RIG_CATALOG_ERROR_SHAPE: a value is missing or of the wrong kind or out of range; the message
 *   has file, JSON path and what was expected
 * @RIG_CATALOG_ERROR_UNKNOWN_KEY: a key that no record has; the message has file and JSON path
 */
typedef enum
{
  RIG_CATALOG_ERROR_READ,
  RIG_CATALOG_ERROR_SYNTAX,
  RIG_CATALOG_ERROR_SHAPE,
  RIG_CATALOG_ERROR_UNKNOWN_KEY,
} RigCatalogError;

/**
 * RigCatalog:
 *
 * All facts. Filled once, then read-only, and so safe to share between threads. Records are in the
 * order of their files; later overlays change records by id or append them.
 */
typedef struct _RigCatalog RigCatalog;

/** The built-in catalogue. It is checked by the tests, so that a failure is a programmer error. */
RigCatalog *rig_catalog_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rig_catalog_free (RigCatalog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigCatalog, rig_catalog_free)

/**
 * rig_catalog_overlay:
 * @path: a JSON file, or a folder whose *.json files are read in the order of their names
 *
 * Adds or changes records by id. A record with an error is left out as a whole, everything else
 * is taken; each error becomes one entry of rig_catalog_get_problems().
 *
 * Returns: whether there was no problem
 */
gboolean rig_catalog_overlay (RigCatalog *self,
                              const char *path);
/** Overlays $XDG_DATA_HOME/rigwise/catalog where it exists. */
gboolean rig_catalog_overlay_user (RigCatalog *self);
/**
 * rig_catalog_overlay_json:
 * @origin: the file's name, for messages and as the records' origin
 * @root: lists of records, as a file has them
 *
 * The same with what is in memory.
 */
gboolean rig_catalog_overlay_json (RigCatalog *self,
                                   const char *origin,
                                   JsonNode   *root);
/** Element type GError, domain RIG_CATALOG_ERROR, in the order met. */
const GPtrArray *rig_catalog_get_problems (const RigCatalog *self);

/* Lists: element types are in the names; const, in the order of the files. */
const GPtrArray *rig_catalog_get_machines (const RigCatalog *self);
const GPtrArray *rig_catalog_get_models (const RigCatalog *self);
/** Models whose shape is not published: found by id, but nothing can be computed for them. */
const GPtrArray *rig_catalog_get_unmodelled (const RigCatalog *self);
const GPtrArray *rig_catalog_get_quants (const RigCatalog *self);
const GPtrArray *rig_catalog_get_tensor_types (const RigCatalog *self);
const GPtrArray *rig_catalog_get_apis (const RigCatalog *self);
const GPtrArray *rig_catalog_get_tariffs (const RigCatalog *self);
const GPtrArray *rig_catalog_get_powers (const RigCatalog *self);
const GPtrArray *rig_catalog_get_resales (const RigCatalog *self);
const GPtrArray *rig_catalog_get_economic_facts (const RigCatalog *self);
/** What the user measured: const RigSpeedRecord *; none is built in. Only answers use them,
 * validation never does. */
const GPtrArray *rig_catalog_get_speed_records (const RigCatalog *self);

/* By id; NULL where there is none. */
const RigMachine    *rig_catalog_find_machine (const RigCatalog *self,
                                               const char       *id);
const RigModel      *rig_catalog_find_model (const RigCatalog *self,
                                             const char       *id);
const RigQuant      *rig_catalog_find_quant (const RigCatalog *self,
                                             const char       *id);
const RigTensorType *rig_catalog_find_tensor_type (const RigCatalog *self,
                                                   const char       *name);
const RigRuntime    *rig_catalog_find_runtime (const RigCatalog *self,
                                               const char       *id);
const RigApi        *rig_catalog_find_api (const RigCatalog *self,
                                           const char       *id);
const RigTariff     *rig_catalog_find_tariff (const RigCatalog *self,
                                              const char       *id);

/** A record as an overlay has it: the way back from what was read. */
JsonNode *rig_model_to_json (const RigModel *model) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *rig_quant_to_json (const RigQuant *quant) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *rig_speed_record_to_json (const RigSpeedRecord *record) G_GNUC_WARN_UNUSED_RESULT;

const RigArticle        *rig_catalog_get_article (const RigCatalog *self);
const RigSpeedConstants *rig_catalog_get_speed_constants (const RigCatalog *self);
/** When the prices of the catalogue were read: YYYY-MM-DD. */
const char              *rig_catalog_get_price_date (const RigCatalog *self);

G_END_DECLS
