#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run-headless.sh [OPTION...] [--] COMMAND [ARGUMENT...]
#
# Runs COMMAND on a private display with a private D-Bus session (AT-SPI starts on demand) and ends
# exactly the processes that it started: they all carry HEADLESS_ID=<unique> in their environment.
# Exit status: COMMAND's; 77 (a skipped test) where there is no Xvfb or no dbus-daemon.
#
#   -s WxH   screen size (default 1440x900), in device pixels
#   -m NAME  window manager (default openbox if installed; metacity composites, for real shadows,
#            round corners and popovers; none)
#   -r NAME  GSK_RENDERER (default cairo; "default" lets GTK choose)
#   -t SECS  time limit (default 300; status 124 when exceeded)
#   -S N     scale: -S 2 -s 2880x1800
#   -f FONT  interface font (default "Cantarell 11", as on a GNOME desktop; bare X11 has "Sans 10")
#   -a       animations on (default off: fewer frames, repeatable pictures)
# cleanup() and ours() are called through the trap.
# shellcheck disable=SC2317
set -u

size=1440x900 wm=auto renderer=${GSK_RENDERER:-cairo} limit=300 scale=1 font="Cantarell 11" anim=0

usage ()
{
  sed -n '3,/^#   -a/p' "$0" | cut -c3- >&2
  exit 2
}

while getopts s:m:r:t:S:f:a option; do
  case $option in
    s) size=$OPTARG ;;
    m) wm=$OPTARG ;;
    r) renderer=$OPTARG ;;
    t) limit=$OPTARG ;;
    S) scale=$OPTARG ;;
    f) font=$OPTARG ;;
    a) anim=1 ;;
    *) usage ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || usage

for program in Xvfb dbus-daemon; do
  if ! command -v $program > /dev/null; then
    echo "run-headless: $program is not installed" >&2
    exit 77
  fi
done
if [ "$wm" = auto ]; then
  wm=none
  if command -v openbox > /dev/null; then wm=openbox; fi
fi

die ()
{
  echo "run-headless: $1:" >&2
  cat "$2" >&2
  exit 125
}

# Nothing of the caller's session leaks in; nothing of ours leaks out.
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS XAUTHORITY
unset GTK_THEME GDK_DPI_SCALE GDK_SCALE
HEADLESS_ID=$(cat /proc/sys/kernel/random/uuid)
dir=$(mktemp -d /tmp/headless.XXXXXX)
mkdir -m 700 "$dir/run"
export HEADLESS_ID
export XDG_RUNTIME_DIR=$dir/run XDG_CONFIG_HOME=$dir/config XDG_DATA_HOME=$dir/data
export XDG_STATE_HOME=$dir/state
export XDG_CURRENT_DESKTOP=GNOME LANG=${LANG:-C.UTF-8} LIBGL_ALWAYS_SOFTWARE=1
export GSETTINGS_BACKEND=${GSETTINGS_BACKEND:-memory} # "dconf" to test that settings are kept
export GDK_BACKEND=x11 GDK_SCALE=$scale
if [ "$renderer" = default ]; then unset GSK_RENDERER; else export GSK_RENDERER=$renderer; fi

# The ids of the processes that carry our mark; the look itself must not carry it.
ours ()
{
  (
    key=HEADLESS_ID=$HEADLESS_ID
    unset HEADLESS_ID
    grep -lzsx "$key" /proc/[0-9]*/environ | cut -d/ -f3
  )
}

cleanup ()
{
  local i pids
  trap - EXIT INT TERM HUP
  for i in $(seq 40); do
    pids=$(ours)
    [ -n "$pids" ] || break
    # Process ids are split on purpose; some are gone by the time they are told to go.
    # shellcheck disable=SC2086
    case $i in
      1 | 10) kill $pids ;;
      20 | 30) kill -9 $pids ;;
    esac 2> /dev/null
    sleep .05
  done
  rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# What gnome-settings-daemon would tell GTK on X11, where there is no XSETTINGS manager here.
mkdir -p "$XDG_CONFIG_HOME/gtk-4.0"
cat > "$XDG_CONFIG_HOME/gtk-4.0/settings.ini" << END
[Settings]
gtk-font-name=$font
gtk-xft-antialias=1
gtk-xft-hinting=1
gtk-xft-hintstyle=hintslight
gtk-xft-rgba=none
gtk-enable-animations=$anim
gtk-cursor-blink=0
END

# Xvfb picks a free display number itself and tells it once it accepts clients.
mkfifo "$dir/display"
Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset +extension GLX \
  > "$dir/xvfb.log" 2>&1 3> "$dir/display" &
read -r -t 20 number < "$dir/display" || die "Xvfb did not start" "$dir/xvfb.log"
export DISPLAY=:$number

# The bus and what it activates (AT-SPI) stay on the far side of G_DEBUG: their warnings are theirs.
exec 4< <(exec env -u G_DEBUG dbus-daemon --session --nofork --print-address=1 2> "$dir/dbus.log")
read -r -t 20 DBUS_SESSION_BUS_ADDRESS <&4 || die "no D-Bus" "$dir/dbus.log"
export DBUS_SESSION_BUS_ADDRESS

if [ "$wm" != none ]; then
  env -u G_DEBUG "$wm" > "$dir/wm.log" 2>&1 &
  for _ in $(seq 80); do
    if xprop -root _NET_SUPPORTING_WM_CHECK 2> /dev/null | grep -q 'window id'; then break; fi
    sleep .05
  done
fi

# In the background, so that a signal to this script is acted upon at once.
timeout -k 5 "$limit" "$@" 4<&- <&0 &
wait $!
exit $?
