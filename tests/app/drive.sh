#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# drive.sh RIGWISE PROBE: uses the program as a person does, and looks at what a person would see.
# Inside run-headless.sh. Warnings of the program are fatal, and its exit status counts.
set -eu

program=$1
pid=
space=$'\u00a0'

# The accessibility bus's client crashes now and then on popovers that vanish while it looks at
# them; looking again does no harm. What it does to the window is done once.
probe ()
{
  local status out
  for _ in 1 2 3; do
    status=0
    out=$("$PROBE" rigwise "$@") || status=$?
    case $status:$1 in
      139:wait | 139:wait-text | 139:no-text | 139:get | 139:tree) ;;
      *) break ;;
    esac
  done
  [ -z "$out" ] || printf '%s\n' "$out"
  return "$status"
}
PROBE=$2

fail ()
{
  echo "drive: $*" >&2
  exit 1
}

start ()
{
  GTK_A11Y=atspi G_DEBUG=fatal-warnings "$program" "$@" &
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
rm "$XDG_DATA_HOME/rigwise/catalog/mine.json"

# What llama-bench wrote: Escape leaves it, Enter keeps it, and the list of what is kept has it.
focus () { xdotool search --sync --onlyvisible --name "^$1\$" windowfocus --sync; }
wait_gone ()
{
  for _ in $(seq 50); do
    if probe no-text "$1" 2>/dev/null; then return; fi
    sleep 0.2
  done
  fail "still on show: $1"
}
bench=$XDG_DATA_HOME/rtx.jsonl
PATH=$(dirname "$PROBE"):$PATH
llama-bench -m x.gguf -p 512 -n 128 -d 0,4096 -r 1 -o jsonl >"$bench" 2>"$bench.log"
start "$bench"
probe wait-text "Writes, 128 tokens after 4k"
focus Measurements
xdotool key Escape
wait_gone "Writes, 128 tokens after 4k"
stop
start "$bench"
probe wait-text "Writes, 128 tokens after 4k"
probe wait-text "the predicted interval"
probe get button "Keep" >/dev/null
focus Measurements
xdotool key Return
wait_gone "Writes, 128 tokens after 4k"
stop
start
probe wait-text "Add a machine"
probe get button "12 more" >/dev/null
xdotool key F10
probe wait-text "Keyboard Shortcuts"
xdotool key Down Down Down Down Down Return # past “Reset All Inputs”, as the scenario is edited
probe wait-text "Llama 3.1 8B on GeForce RTX 3090"
probe click button "~Remove Llama 3.1 8B on GeForce RTX 3090"
probe wait-text "Nothing Imported"
xdotool key Escape
wait_gone "Nothing Imported"

# Where there is a llama-bench, the window offers to run it.
xdotool key ctrl+m
probe wait-text "What to Measure"
focus "Measure This Machine"
xdotool key Escape
wait_gone "What to Measure"
stop
echo PASS
