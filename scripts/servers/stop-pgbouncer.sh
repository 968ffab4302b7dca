#!/usr/bin/env bash
# Stops a PgBouncer of start-pgbouncer.sh and deletes its folder.
#
#   scripts/servers/stop-pgbouncer.sh PID_FILE
set -euo pipefail

pid_file=${1:?usage: stop-pgbouncer.sh PID_FILE}
folder=$(dirname "$pid_file")
name=$(basename "$folder")
[[ $name == souk-pgbouncer-* ]] || { echo "$pid_file is not of a pooler of start-pgbouncer.sh" >&2 && exit 2; }

if [[ -f $pid_file ]]; then
  pid=$(<"$pid_file")
  # After a crash the number may be another program's by now: the folder's name on its command line tells.
  runs() { grep -qsF "$name" "/proc/$pid/cmdline"; }
  if runs; then
    kill -QUIT "$pid"
    while runs; do sleep 0.1; done
  fi
fi
rm -rf "$folder"
