#!/usr/bin/env bash
# Sees to it that files of Debian packages, such as bin/pgbackrest, are under /usr where install.sh put PostgreSQL VERSION, and
# prints that root folder. Both are lists of words.
#
#   scripts/servers/install-beside.sh 15|17 PACKAGES FILES
#
# Exits with 3 and the reason on stderr where this machine cannot have them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

version=${1:?usage: install-beside.sh 15|17 PACKAGES FILES}
packages=${2:?usage: install-beside.sh 15|17 PACKAGES FILES}
files=${3:?usage: install-beside.sh 15|17 PACKAGES FILES}
root=$("$here/install.sh" "$version")
are_there() { for file in $files; do [[ -x ${root%/}/usr/$file ]] || return; done; }

are_there && echo "$root" && exit
[[ $(id -u) == 0 ]] || { echo "not all of $packages is installed here, and installing it needs root" >&2 && exit 3; }
lock=${XDG_CACHE_HOME:-$HOME/.cache}/souk-db/beside.lock
mkdir -p "$(dirname "$lock")"
exec 9>"$lock"
flock 9 # another run may be installing at this moment
if ! are_there; then
  echo "Installing $packages" >&2
  log=$(mktemp)
  {
    chroot "$root" apt-get update
    DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y --no-install-recommends $packages
  } </dev/null >"$log" 2>&1 || { tail -n 20 "$log" >&2 && rm "$log" && echo "$packages could not be installed" >&2 && exit 3; }
  rm "$log"
fi
echo "$root"
