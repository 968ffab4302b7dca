#!/usr/bin/env bash
# Restarts a server of start.sh with the settings that it has: fast ends its sessions, immediate kills them.
#
#   scripts/servers/restart.sh PID_FILE [fast|immediate]
set -euo pipefail

pid_file=${1:?usage: restart.sh PID_FILE [fast|immediate]}
mode=${2:-fast}
folder=$(dirname "$(dirname "$pid_file")")
name=$(basename "$folder")
[[ $name == souk-server-* ]] || { echo "$pid_file is not of a server of start.sh" >&2 && exit 2; }

root=${folder%/tmp/souk-server-*}
version=$(<"$folder/data/PG_VERSION")
as_server=(env)
[[ $(id -u) != 0 ]] || as_server=(chroot --userspec=postgres:postgres "${root:-/}")
"${as_server[@]}" "/usr/lib/postgresql/$version/bin/pg_ctl" restart --wait --silent --mode "$mode" \
  --pgdata "${folder#"$root"}/data" --log "${folder#"$root"}/server.log" </dev/null >&2
