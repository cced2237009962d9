/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cli/error.h"
#include "cli/options.h"
#include "engine/answer/answer.h"
#include "engine/answer/import.h"

G_BEGIN_DECLS

/**
 * RigCli:
 *
 * One run of the program: the options, and what was loaded for them.
 */
typedef struct
{
  const RigOptions *options;
  char **argv;             /* as typed, for the program that paints */
  RigCatalog *catalog;
  RigScenario *scenario;
  RigEvaluator *evaluator;
  RigImport *import;       /* of --gguf; NULL: not asked about a file */
  RigAnswer answer;
  gboolean says_no;        /* the command's yes/no question is answered "no" */
} RigCli;

/* How much must be loaded before a command can run. */
typedef enum
{
  RIG_LOAD_NOTHING,
  RIG_LOAD_CATALOG, /* the built-in one and the user's overlays */
  RIG_LOAD_ANSWER,  /* also the scenario, and its answer */
} RigLoad;

/**
 * rig_cli_load:
 *
 * Problems in the user's own folder are warnings on standard error; problems in a file named on
 * the command line are errors, because somebody who names a file wants all of it.
 */
gboolean rig_cli_load (RigCli   *self,
                       RigLoad   load,
                       GError  **error);
void     rig_cli_clear (RigCli *self);

/** One line on standard error, behind the program's name. */
void     rig_cli_warn (const char *format,
                       ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
