#!/usr/bin/env bash
# Starts a standby of a server of start.sh, on a free port of loopback, and prints
#
#   standby_url=postgres://…
#   standby_pid_file=/…/postmaster.pid
#
# for `eval`. It streams the log of that server and answers reads. stop.sh stops it, before its primary or after.
#
#   scripts/servers/standby.sh PID_FILE [max_standby_streaming_delay=1s …]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/on-free-port.sh"

pid_file=${1:?usage: standby.sh PID_FILE [setting=value …]}
shift
primary=$(dirname "$(dirname "$pid_file")")
[[ $(basename "$primary") =~ ^souk-server-([0-9]+)- ]] || { echo "$pid_file is not of a server of start.sh" >&2 && exit 2; }
version=${BASH_REMATCH[1]}
root=$("$here/install.sh" "$version")
bin=/usr/lib/postgresql/$version/bin
port_of_primary=$(sed -n 4p "$pid_file")
password=$(<"$primary/password")

if [[ $(id -u) == 0 ]]; then
  as_server=(chroot --userspec=postgres:postgres "$root")
else
  as_server=(env)
fi

folder=$(mktemp -d "${root%/}/tmp/souk-server-$version-XXXXXX")
inside=${folder#"${root%/}"}
trap 'status=$?; tail -n 5 "$folder"/*.log >&2 || true; "$here/stop.sh" "$folder/data/postmaster.pid"; exit $status' ERR
[[ ! -f $primary/owner.pid ]] || cp "$primary/owner.pid" "$folder/owner.pid"
[[ $(id -u) != 0 ]] || chroot "$root" chown -R postgres:postgres "$inside"

"${as_server[@]}" "$bin/pg_basebackup" --pgdata "$inside/data" --checkpoint fast --no-sync --write-recovery-conf \
  --dbname "host=127.0.0.1 port=$port_of_primary user=souk password=$password" >"$folder/basebackup.log" 2>&1

# The settings of the primary are those of its command line, and max_connections may not be less.
settings=(
  listen_addresses=127.0.0.1 unix_socket_directories=
  fsync=off full_page_writes=off max_connections=600 jit=off dynamic_shared_memory_type=mmap
  "$@"
)
start_on() {
  "${as_server[@]}" "$bin/pg_ctl" start --wait --silent --pgdata "$inside/data" --log "$inside/server.log" \
    --options "-c port=$1 $(printf -- "-c '%s' " "${settings[@]}")" </dev/null >&2
}
start_on_free_port "$folder/server.log" 'could not bind'

echo "standby_url=postgres://souk:$password@127.0.0.1:$port/postgres"
echo "standby_pid_file=$folder/data/postmaster.pid"
