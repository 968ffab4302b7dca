#!/usr/bin/env bash
# Stops a server of start.sh and deletes its data.
#
#   scripts/servers/stop.sh PID_FILE
set -euo pipefail

pid_file=${1:?usage: stop.sh PID_FILE}
folder=$(dirname "$(dirname "$pid_file")")
name=$(basename "$folder")
[[ $name == souk-server-* ]] || { echo "$pid_file is not of a server of start.sh" >&2 && exit 2; }

if [[ -f $pid_file ]]; then
  pid=$(head -n 1 "$pid_file")
  # After a crash the number may be another program's by now: the folder's name on its command line tells.
  runs() { grep -qsF "$name" "/proc/$pid/cmdline"; }
  if runs; then
    kill -QUIT "$pid"
    while runs; do sleep 0.1; done
  fi
fi
rm -rf "$folder"
