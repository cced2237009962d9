#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# if-installed.sh PROGRAM [ARGUMENT...]: runs PROGRAM; where it is not installed, the test is
# skipped.
if ! command -v "$1" > /dev/null; then
  echo "$1 is not installed"
  exit 77
fi
exec "$@"
