#!/usr/bin/env bash
# Sees to it that PostgreSQL VERSION with PostGIS is on this machine, and prints the root folder it lies in:
# "/" if it is installed, else that of a small Debian system which is made once and cached.
#
#   scripts/servers/install.sh 15|17 [--if-there]
#
# Exits with 3 and the reason on stderr where this machine cannot have it; with --if-there also where it would have to
# install it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

version=${1:-}
case $version in
  15) suite=bookworm ;; # brings PostGIS 3.3
  17) suite=trixie ;;   # brings PostGIS 3.5
  *) echo "usage: $0 15|17 [--if-there]" >&2 && exit 2 ;;
esac
package=postgresql-$version-postgis-3

is_in() {
  local control=$1/usr/share/postgresql/$version/extension/postgis.control
  # In a Debian's folder it is a link that resolves only from inside: -L is as good as -f.
  [[ -x $1/usr/lib/postgresql/$version/bin/postgres ]] && [[ -f $control || -L $control ]]
}
leave_out() {
  echo "PostgreSQL $version with PostGIS is not installed here, and $1" >&2
  exit 3
}
# Runs a talkative command; what it says is only of interest if it fails.
quietly() {
  local log
  log=$(mktemp)
  "$@" </dev/null >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    rm "$log"
    leave_out "$1 failed"
  }
  rm "$log"
}
apt_install() {
  echo "Installing $1" >&2
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get update
  quietly apt-get install -y --no-install-recommends "$1"
}

is_in '' && echo / && exit
cached=${XDG_CACHE_HOME:-$HOME/.cache}/souk-db/$suite
is_in "$cached" && [[ $(id -u) == 0 ]] && echo "$cached" && exit
[[ ${2:-} != --if-there ]] || leave_out 'it was not to be installed'

[[ -f /etc/debian_version ]] || leave_out 'installing it is only known for Debian'
[[ $(id -u) == 0 ]] || leave_out 'installing it needs root'

if [[ $(. /etc/os-release && echo "${VERSION_CODENAME:-}") == "$suite" ]]; then
  apt_install "$package"
  is_in '' || leave_out "$package did not bring it"
  echo / && exit
fi

command -v debootstrap >/dev/null || apt_install debootstrap
mkdir -p "$(dirname "$cached")"
exec 9>"$cached.lock"
flock 9 # another run may be making it at this moment
if ! is_in "$cached"; then
  echo "Making a Debian $suite with $package in $cached (once, some minutes)" >&2
  # Complete or absent: it is made under another name, which whoever comes next clears away.
  partial=$cached.partial
  umount --recursive "$partial/proc" "$partial/sys" 2>/dev/null || true
  rm -rf --one-file-system "$partial" "$cached"
  mirror=$("$here/debian-mirror.sh")
  quietly debootstrap --variant=minbase --include="$package" "$suite" "$partial" ${mirror:+"$mirror"}
  umount --recursive "$partial/proc" "$partial/sys" 2>/dev/null || true
  rm -rf "$partial"/var/cache/apt/archives/*.deb "$partial"/var/lib/apt/lists/*
  is_in "$partial" || leave_out "$package did not bring it"
  mv "$partial" "$cached"
fi
echo "$cached"
