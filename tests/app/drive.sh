#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# drive.sh RIGWISE PROBE: uses the program as a person does, and looks at what a person would see.
# Inside run-headless.sh. Warnings of the program are fatal, and its exit status counts.
set -eu

program=$1
pid=
space=$'\u00a0'
probe () { "$PROBE" rigwise "$@"; }
PROBE=$2

fail ()
{
  echo "drive: $*" >&2
  exit 1
}

start ()
{
  GTK_A11Y=atspi G_DEBUG=fatal-warnings "$program" &
  pid=$!
  probe wait
}

stop ()
{
  xdotool key ctrl+q
  wait "$pid" || fail "the program ended with status $?"
}

# The sliders and the pages.
start
probe wait-text "32k${space}tokens"
xdotool key alt+4
probe wait-text "When does it pay back?"
before=$(probe tree "table" | grep -c "table cell" || true)
spent=$(probe tree "table" | md5sum)
probe set slider "API spend" 0.9
probe wait-text "edited"
probe no-text "\$200${space}a month"
[ "$(probe tree "table" | md5sum)" != "$spent" ] || fail "a slider did not change the table"
[ "$(probe tree "table" | grep -c "table cell" || true)" = "$before" ] ||
  fail "a slider changed the shape of the table"
xdotool key ctrl+z
probe wait-text "Article defaults"
[ "$(probe tree "table" | md5sum)" = "$spent" ] || fail "undo did not bring the table back"
xdotool key ctrl+shift+z
probe wait-text "edited"
xdotool key ctrl+z

# A drag with the mouse is one step back.
probe drag slider "Context" 0.45 0.8
probe wait-text "edited"
xdotool key ctrl+z
probe wait-text "32k${space}tokens"

# Every page, and the other page is not on show.
xdotool key alt+1
probe wait-text "Head to head"
probe no-text "When does it pay back?"
xdotool key alt+2
probe wait-text "Does it fit?"
xdotool key alt+3
probe wait-text "How fast does it write?"

# The machines that one can buy, and back.
probe click button "~Compare what is on sale"
probe wait-text "Back to the article"
probe click button "~Back to the article"
probe wait-text "Compare what is on sale"
stop

# What was left is there again.
start
probe set slider "Horizon" 1
probe wait-text "120${space}months"
stop
start
probe wait-text "120${space}months"
probe wait-text "edited"
stop

# A broken file of the user's is said, and everything else works.
mkdir -p "$XDG_DATA_HOME/rigwise/catalog"
echo '[ { "id": ' >"$XDG_DATA_HOME/rigwise/catalog/mine.json"
start
probe wait-text "mine.json"
probe set slider "Horizon" 0
stop
echo PASS
