/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"

G_BEGIN_DECLS

/* A command fills @out with what goes to the output; nothing is written if it fails. */
typedef gboolean (*RigCommandFunc) (RigCli   *cli,
                                    GString  *out,
                                    GError  **error);

/* One row of the list of commands. */
typedef struct
{
  const char *name;
  const char *arguments; /* as the usage line shows them, untranslated; NULL: none */
  const char *summary;   /* N_(), for the list of commands and its own help */
  const char *details;   /* N_(), further help; NULL: none */
  guint min_arguments, max_arguments;
  const GOptionEntry *options; /* its own; NULL: none */
  RigLoad load;
  gboolean hidden;       /* for the shell, not for people */
  RigCommandFunc run;
} RigCommand;

extern const RigCommand rig_commands[];
extern const guint rig_n_commands;

/* The functions of the table, one file per group. */
gboolean rig_command_machines (RigCli *cli, GString *out, GError **error);
gboolean rig_command_models (RigCli *cli, GString *out, GError **error);
gboolean rig_command_quants (RigCli *cli, GString *out, GError **error);
gboolean rig_command_apis (RigCli *cli, GString *out, GError **error);
gboolean rig_command_show (RigCli *cli, GString *out, GError **error);
gboolean rig_command_scenario (RigCli *cli, GString *out, GError **error);
gboolean rig_command_specs (RigCli *cli, GString *out, GError **error);
gboolean rig_command_fit (RigCli *cli, GString *out, GError **error);
gboolean rig_command_memory (RigCli *cli, GString *out, GError **error);
gboolean rig_command_speed (RigCli *cli, GString *out, GError **error);
gboolean rig_command_cost (RigCli *cli, GString *out, GError **error);
gboolean rig_command_decide (RigCli *cli, GString *out, GError **error);
gboolean rig_command_search (RigCli *cli, GString *out, GError **error);
gboolean rig_command_flips (RigCli *cli, GString *out, GError **error);
gboolean rig_command_claims (RigCli *cli, GString *out, GError **error);
gboolean rig_command_situations (RigCli *cli, GString *out, GError **error);
gboolean rig_command_sweep (RigCli *cli, GString *out, GError **error);
gboolean rig_command_measurements (RigCli *cli, GString *out, GError **error);
gboolean rig_command_import (RigCli *cli, GString *out, GError **error);
gboolean rig_command_rename (RigCli *cli, GString *out, GError **error);
gboolean rig_command_remove (RigCli *cli, GString *out, GError **error);
gboolean rig_command_render (RigCli *cli, GString *out, GError **error);
gboolean rig_command_validate (RigCli *cli, GString *out, GError **error);
gboolean rig_command_complete (RigCli *cli, GString *out, GError **error);

/**
 * rig_command_line_parse:
 * @argv: the whole command line with the program's name; left as it is
 * @command: (out): NULL where only help or the version is asked for
 *
 * Reads "[OPTIONS] COMMAND [OPTIONS] [ARGUMENTS]". Options are taken on both sides of the
 * command; its own only behind it.
 */
gboolean rig_command_line_parse (char              **argv,
                                 RigOptions         *options,
                                 const RigCommand  **command,
                                 GError            **error);
/** The help of one command, or of the program where @command is NULL. */
char    *rig_command_line_get_help (const RigCommand *command) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
