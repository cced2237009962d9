/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/estimate/stack.h"
#include "engine/intake/bench.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What one result of llama-bench is to us. */
typedef struct
{
  const RigBenchResult *result;
  const RigModel *model;  /* NULL: none of the catalogue, or nobody can tell which */
  const RigQuant *quant;  /* NULL: none of the catalogue */
  RigStack stack;         /* RIG_STACK_NONE until the machine is known, or where none fits */
  RigSpeedKind kind;
  double tokens, depth;   /* of the test: read (prefill) or written (decode); standing before it */
  RigEstimate measured;   /* tokens/s; low and high: less and plus its standard deviation */
  RigEstimate predicted;  /* unknown while the machine is, or where nothing can be predicted; the
                             user's own measurements are no part of it */
  const char *skipped;    /* NULL: can be used; else why not, an untranslated N_() string */
  const char *unusable;   /* what of it no machine changes */
} RigBenchRow;

/**
 * RigBenchImport:
 *
 * The output of llama-bench, and what of the catalogue each of its results is about. Nothing is
 * written until rig_bench_import_save(). Plain memory without globals: to be made in any thread,
 * and to be freed before the catalogue.
 */
typedef struct
{
  char *path;                 /* or name */
  RigBench *bench;
  const RigCatalog *catalog;
  const RigMachine *machine;  /* recognised or set; NULL: has to be asked for */
  GPtrArray *candidates;      /* const RigMachine *: that the words of the output allow, likeliest
                                 first; may be empty */
  GArray *rows;               /* RigBenchRow, as many as bench->results */
  GPtrArray *warnings;        /* char *: sentences for the user */
} RigBenchImport;

typedef enum
{
  RIG_IMPORT_MODEL,
  RIG_IMPORT_BENCH,
} RigImportKind;

/** By the first bytes: text is taken for the output of llama-bench. A file that cannot be read is a
 * model, whose reader then says why. */
RigImportKind rig_import_guess_kind (const char *path);

/**
 * rig_bench_import_new:
 *
 * Reads a file whole, recognises models and quantisations by its words and numbers, and the machine
 * where they leave no doubt.
 *
 * Returns: (nullable): NULL with RIG_TEXT_ERROR, which names the place, or G_IO_ERROR_CANCELLED
 */
RigBenchImport *rig_bench_import_new (const RigCatalog *catalog,
                                      const char       *path,
                                      GCancellable     *cancellable,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/** @name: for messages and as the source of what is kept. @text: (transfer full) */
RigBenchImport *rig_bench_import_new_from_text (const RigCatalog *catalog,
                                                const char       *name,
                                                char             *text,
                                                GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void            rig_bench_import_free (RigBenchImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigBenchImport, rig_bench_import_free)

/** Says which machine it was, or NULL for nobody knows: fills in each row's stack, prediction and
 * whether it can be used. */
void            rig_bench_import_set_machine (RigBenchImport   *self,
                                              const RigMachine *machine);
/** How many rows can be used. */
guint           rig_bench_import_count_usable (const RigBenchImport *self);
/**
 * rig_bench_import_save:
 *
 * Writes the rows that can be used to the user's catalogue, where each replaces an earlier one of
 * the same test unless that is newer. The catalogue in memory does not change.
 *
 * Returns: FALSE with RIG_USER_CATALOG_ERROR
 */
gboolean        rig_bench_import_save (const RigBenchImport *self,
                                       GError              **error);

G_END_DECLS
