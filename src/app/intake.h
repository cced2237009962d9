/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/answer/bench-import.h"

G_BEGIN_DECLS

/* The output of llama-bench as it was read, with the catalogue that it speaks of. */
typedef struct
{
  RigCatalog *catalog;
  RigBenchImport *import;
} RigIntakeBench;

void rig_intake_bench_free (RigIntakeBench *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigIntakeBench, rig_intake_bench_free)

/**
 * RigIntake:
 *
 * What became of files that models or measurements were to be read from. Messages name their file.
 * Models are kept by then, measurements are not: whoever gave them is asked first.
 */
typedef struct
{
  RigCatalog *catalog;  /* with the models that were read; NULL: none was */
  GPtrArray *ids;       /* char *: of the models read, each once */
  GPtrArray *benches;   /* RigIntakeBench */
  GPtrArray *scenarios; /* char *: paths of what is neither, but a scenario */
  GPtrArray *problems;  /* char *: why a file was not read */
  GPtrArray *warnings;  /* char *: what is odd about those that were */
} RigIntake;

void rig_intake_free (RigIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigIntake, rig_intake_free)

/** The built-in catalogue with all that is the user's own. */
RigCatalog *rig_intake_load_catalog (void) G_GNUC_WARN_UNUSED_RESULT;

void       rig_intake_read_async (const char *const  *paths,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
void       rig_intake_read_bench_async (const char         *name,
                                        const char         *text,
                                        const char         *model_path,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
RigIntake *rig_intake_read_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;
void       rig_intake_wait (void);

/* A model's file that is only looked into. */
typedef struct
{
  RigCatalog *catalog;
  const RigModel *model; /* NULL: the catalogue does not take it */
  const RigQuant *quant;
  guint64 file_bytes;
} RigIntakeModel;

void            rig_intake_model_free (RigIntakeModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigIntakeModel, rig_intake_model_free)

void            rig_intake_look_async (const char         *path,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
RigIntakeModel *rig_intake_look_finish (GAsyncResult *result,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
