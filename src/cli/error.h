/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit statuses: those of sysexits.h where it has one. */
typedef enum
{
  RIG_EXIT_DONE = 0,
  RIG_EXIT_NO = 1,         /* the answer to a yes/no question is "no" */
  RIG_EXIT_USAGE = 2,      /* the command line is wrong */
  RIG_EXIT_DATA = 65,      /* a file holds something wrong */
  RIG_EXIT_NO_INPUT = 66,  /* a file is missing or unreadable */
  RIG_EXIT_NO_CREATE = 73, /* the output cannot be created */
  RIG_EXIT_IO = 74,        /* writing failed on the way */
} RigExit;

/* The code of an error in this domain is the exit status that it leads to. */
#define RIG_CLI_ERROR (rig_cli_error_quark ())
GQuark rig_cli_error_quark (void);

/** The exit status for an error of any domain that a command can meet. */
RigExit rig_exit_from_error (const GError *error);

G_END_DECLS
