/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What one run of rigwise-cli left behind. */
typedef struct
{
  int status;
  char *out, *err;
} CliRun;

/** Runs rigwise-cli with the words of @command_line, which are split as a shell splits them. */
CliRun   *cli_run (const char *command_line) G_GNUC_WARN_UNUSED_RESULT;
/** The same with variables of the environment: "NAME=VALUE", zero-terminated. */
CliRun   *cli_run_env (const char        *command_line,
                       const char *const *environment) G_GNUC_WARN_UNUSED_RESULT;
/** The same with another copy of the program. */
CliRun   *cli_run_program (const char        *program,
                           const char        *command_line,
                           const char *const *environment) G_GNUC_WARN_UNUSED_RESULT;
void      cli_run_free (CliRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliRun, cli_run_free)

/** Asserts that the run succeeded without a word on standard error. */
void      cli_assert_quiet (const CliRun *run,
                            const char   *command_line);
/** Runs a command that must succeed, and parses its JSON. */
JsonNode *cli_run_json (const char *command_line) G_GNUC_WARN_UNUSED_RESULT;
/** A folder of this program's own that is empty at its start. */
char     *cli_new_folder (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
