#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# translations.sh LANGUAGE valid|complete: checks po/LANGUAGE.po: the formats of every message;
# with "complete" also that each string of the sources as they are now is translated, none fuzzily.
set -eu
language=$1 level=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
po=$root/po/$language.po

for program in msgattrib msgfmt msgmerge xgettext; do
  if ! command -v $program > /dev/null; then
    echo "$program is not installed"
    exit 77
  fi
done

msgfmt --check --statistics --output-file=/dev/null "$po"
[ "$level" = complete ] || exit 0

# The keywords are those of Meson's preset for GLib.
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$root"
grep -v '^#' po/POTFILES.in | xgettext --files-from=- --output="$dir/pot" --from-code=UTF-8 \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dcgettext:2 \
  --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3 --package-name=rigwise
# A message ends for xgettext where a macro of GLib's such as G_GUINT64_FORMAT stands in it; the
# program would look for the whole of it.
if grep --line-number '[^%]%"$' "$dir/pot"; then
  echo "po/$language.po cannot have these, which end in a macro: use one of inttypes.h"
  exit 1
fi
msgmerge --quiet --no-fuzzy-matching --output-file="$dir/po" "$po" "$dir/pot"
msgattrib --untranslated --no-obsolete "$dir/po" > "$dir/left"
msgattrib --only-fuzzy --no-obsolete "$dir/po" >> "$dir/left"
if [ -s "$dir/left" ]; then
  echo "po/$language.po leaves these to translate or to check:"
  cat "$dir/left"
  exit 1
fi
