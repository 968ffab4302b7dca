#!/usr/bin/env bash
# Starts a throw-away PostgreSQL with PostGIS on a free port of loopback, installing it if need be, and prints
#
#   url=postgres://…
#   pid_file=/…/postmaster.pid
#
# for `eval`. Settings may follow the version. The server runs until stop.sh; if SOUK_SERVER_OWNER names a process
# and that ends first, the next start.sh stops it. with.sh does all of this around one command.
#
#   scripts/servers/start.sh 15|17 [shared_buffers=1GB …]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/on-free-port.sh"

version=${1:?usage: start.sh 15|17 [setting=value …]}
shift
root=$("$here/install.sh" "$version")
bin=/usr/lib/postgresql/$version/bin
prefix=${root%/}/tmp/souk-server-

for owner in "$prefix"*/owner.pid; do
  if [[ -f $owner ]] && ! kill -0 "$(<"$owner")" 2>/dev/null; then
    "$here/stop.sh" "$(dirname "$owner")/data/postmaster.pid"
  fi
done

if [[ $(id -u) == 0 ]]; then
  as_server=(chroot --userspec=postgres:postgres "$root") # PostgreSQL refuses to run as root
else
  as_server=(env)
fi

folder=$(mktemp -d "$prefix$version-XXXXXX")
inside=${folder#"${root%/}"} # the same folder, as the server sees it
trap 'status=$?; tail -n 5 "$folder"/*.log >&2 || true; "$here/stop.sh" "$folder/data/postmaster.pid"; exit $status' ERR
[[ -z ${SOUK_SERVER_OWNER:-} ]] || echo "$SOUK_SERVER_OWNER" >"$folder/owner.pid"
password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
(umask 077 && echo "$password" >"$folder/password")
[[ $(id -u) != 0 ]] || chroot "$root" chown -R postgres:postgres "$inside"

"${as_server[@]}" "$bin/initdb" --pgdata "$inside/data" --username souk --pwfile "$inside/password" \
  --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync >"$folder/initdb.log"

settings=(
  listen_addresses=127.0.0.1 unix_socket_directories=
  fsync=off synchronous_commit=off full_page_writes=off
  max_connections=600 jit=off
  dynamic_shared_memory_type=mmap # a Debian in a folder has no /dev/shm of its own
  "$@"
)
start_on() {
  "${as_server[@]}" "$bin/pg_ctl" start --wait --silent --pgdata "$inside/data" --log "$inside/server.log" \
    --options "-c port=$1 $(printf -- "-c '%s' " "${settings[@]}")" </dev/null >&2
}
start_on_free_port "$folder/server.log" 'could not bind'

echo "url=postgres://souk:$password@127.0.0.1:$port/postgres"
echo "pid_file=$folder/data/postmaster.pid"
