#!/usr/bin/env bash
# Sees to it that PgBouncer 1.21 or newer is on this machine, and prints the root folder it lies in: "/" if it is
# installed, else that of the small Debian 13 that install.sh makes for PostgreSQL 17. Older ones carry no prepared
# statements over from one session of the server to the next.
#
#   scripts/servers/install-pgbouncer.sh
#
# Exits with 3 and the reason on stderr where this machine cannot have it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

is_new_in() {
  local version
  version=$(chroot "$1" /usr/sbin/pgbouncer --version 2>/dev/null | sed -n 's/^PgBouncer //p')
  [[ -n $version && $(printf '%s\n' 1.21 "$version" | sort --version-sort | head -n 1) == 1.21 ]]
}
leave_out() {
  echo "PgBouncer 1.21 is not installed here, and $1" >&2
  exit 3
}

[[ $(id -u) == 0 ]] || leave_out 'installing it needs root'
is_new_in / && echo / && exit
root=$("$here/install-beside.sh" 17 pgbouncer sbin/pgbouncer)
is_new_in "$root" || leave_out 'the package is older'
echo "$root"
