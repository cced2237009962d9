#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# validate-ui.sh TYPES.SO FILE...: has gtk4-builder-tool validate each .ui file, with the types that
# TYPES.SO registers. Needs a display; see run-headless.sh.
set -u
types=$1
shift
if ! command -v gtk4-builder-tool > /dev/null; then
  echo 'gtk4-builder-tool is not installed'
  exit 77
fi
status=0
for file; do
  LD_PRELOAD=$types gtk4-builder-tool validate "$file" || status=1
done
exit $status
