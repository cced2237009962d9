# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# What build-aux/run and build-aux/test share: which packages they need and how to get them, and
# how to configure and build. Sourced with $root set to the top of the source tree.
: "${root:?}"

# packages MANAGER run|test: the names on that system. The tests need what running needs, and more.
packages ()
{
  case $1 in
    apt)
      echo gcc libc6-dev meson ninja-build pkg-config gettext desktop-file-utils \
        libglib2.0-dev libgtk-4-dev libgtk-4-bin libadwaita-1-dev libjson-glib-dev \
        librsvg2-common adwaita-icon-theme fonts-cantarell dconf-gsettings-backend
      [ "$2" = run ] ||
        echo check xvfb xauth openbox dbus at-spi2-core x11-utils x11-apps xdotool imagemagick \
          appstream shellcheck mandoc locales python3-gi gir1.2-atspi-2.0 python3-jsonschema \
          python3-numpy procps
      ;;
    dnf)
      echo gcc meson ninja-build pkgconf-pkg-config gettext desktop-file-utils \
        glib2-devel gtk4-devel gtk4-devel-tools libadwaita-devel json-glib-devel \
        librsvg2 adwaita-icon-theme abattis-cantarell-fonts dconf
      [ "$2" = run ] ||
        echo check-devel libasan libubsan xorg-x11-server-Xvfb xorg-x11-xauth openbox \
          dbus-daemon at-spi2-core xprop xwd xdotool ImageMagick appstream ShellCheck \
          mandoc glibc-locale-source \
          python3-gobject python3-jsonschema python3-numpy procps-ng
      ;;
    pacman)
      echo gcc meson ninja pkgconf gettext desktop-file-utils glib2-devel gtk4 libadwaita \
        json-glib librsvg adwaita-icon-theme cantarell-fonts dconf
      [ "$2" = run ] ||
        echo check xorg-server-xvfb xorg-xauth openbox dbus at-spi2-core xorg-xprop xorg-xwd \
          xdotool imagemagick appstream shellcheck mandoc python-gobject python-jsonschema \
          python-numpy procps-ng
      ;;
    brew)
      echo meson ninja pkgconf gettext desktop-file-utils glib gtk4 libadwaita json-glib \
        librsvg adwaita-icon-theme
      [ "$2" = run ] || echo check imagemagick shellcheck
      ;;
    *)
      return 1
      ;;
  esac
}

say ()
{
  printf '%s\n' "$*" >&2
}

die ()
{
  say "$(basename "$0"): $*"
  exit 1
}

# as_root COMMAND...: as root already, through sudo, or not at all, with advice.
as_root ()
{
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo "$@"
  else
    die "these packages are missing and there is no sudo. As root, run:
  $*
and then start this again."
  fi
}

# Prints which of the packages named are not installed. One query each, a fraction of a second.
missing_apt ()
{
  # The query complains about names that it has never heard of; those are missing too.
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2> /dev/null |
    sed -n 's/ installed$//p')
  for name; do
    printf '%s\n' "$installed" | grep -qxF -- "$name" || printf '%s\n' "$name"
  done
}

missing_dnf ()
{
  rpm -q --whatprovides "$@" 2> /dev/null | sed -n 's/^no package provides //p'
}

missing_pacman ()
{
  pacman -T "$@" || true
}

missing_brew ()
{
  installed=$(brew list -1)
  for name; do
    printf '%s\n' "$installed" | grep -qxF -- "$name" || printf '%s\n' "$name"
  done
}

install_apt ()
{
  # Another apt may be at work (unattended upgrades): wait for it instead of failing.
  set -- -o DPkg::Lock::Timeout=300 -y --no-install-recommends install "$@"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@"
}

install_dnf ()
{
  as_root dnf install -y "$@"
}

install_pacman ()
{
  as_root pacman -S --needed --noconfirm "$@"
}

install_brew ()
{
  brew install "$@"
}

# need_packages run|test: has everything there, or installs what is missing.
need_packages ()
{
  if command -v apt-get > /dev/null && command -v dpkg-query > /dev/null; then
    manager=apt
  elif command -v dnf > /dev/null; then
    manager=dnf
  elif command -v pacman > /dev/null; then
    manager=pacman
  elif command -v brew > /dev/null; then
    manager=brew
  else
    # shellcheck disable=SC2046
    say "No apt, dnf, pacman or Homebrew here. If the build stops, install what these packages of" \
      Debian hold: $(packages apt "$1")
    return 0
  fi
  # Package names hold no spaces or patterns, so that the lists may be split into words.
  # shellcheck disable=SC2046
  missing=$("missing_$manager" $(packages "$manager" "$1"))
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2086
  set -- $missing
  say "Installing: $*"
  "install_$manager" "$@" || die "could not install: $*"
}

# build FOLDER OPTION...: configures FOLDER the first time, and builds it.
build ()
{
  folder=$1
  shift
  if [ ! -f "$root/$folder/build.ninja" ]; then
    # A folder without build.ninja is left over from a set-up that failed; meson resumes there.
    meson setup "$root/$folder" "$root" "$@" || die "could not configure $folder"
  fi
  ninja -C "$root/$folder" || die "could not build $folder"
}
