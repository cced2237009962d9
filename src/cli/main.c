/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/program.h"

int
main (int argc, char **argv)
{
  rig_program_init ();
  return rig_program_run (argv, NULL);
}
