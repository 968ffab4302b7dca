#!/usr/bin/env bash
# Sees to it that a PROGRAM of a Debian PACKAGE is where install.sh put PostgreSQL VERSION, and prints that root folder.
#
#   scripts/servers/install-beside.sh 15|17 PACKAGE PROGRAM
#
# Exits with 3 and the reason on stderr where this machine cannot have it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

version=${1:?usage: install-beside.sh 15|17 PACKAGE PROGRAM}
package=${2:?usage: install-beside.sh 15|17 PACKAGE PROGRAM}
program=${3:?usage: install-beside.sh 15|17 PACKAGE PROGRAM}
root=$("$here/install.sh" "$version")
is_there() { [[ -x ${root%/}/usr/bin/$program ]]; }

is_there && echo "$root" && exit
[[ $(id -u) == 0 ]] || { echo "$program is not installed here, and installing it needs root" >&2 && exit 3; }
lock=${XDG_CACHE_HOME:-$HOME/.cache}/souk-db/beside.lock
mkdir -p "$(dirname "$lock")"
exec 9>"$lock"
flock 9 # another run may be installing at this moment
if ! is_there; then
  echo "Installing $package" >&2
  log=$(mktemp)
  {
    chroot "$root" apt-get update
    DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y --no-install-recommends "$package"
  } </dev/null >"$log" 2>&1 || { tail -n 20 "$log" >&2 && rm "$log" && echo "$package could not be installed" >&2 && exit 3; }
  rm "$log"
fi
echo "$root"
