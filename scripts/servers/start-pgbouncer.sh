#!/usr/bin/env bash
# Starts PgBouncer in front of a server of loopback, in transaction mode, on a free port, and prints
#
#   pooler_url=postgres://…
#   pooler_pid_file=/…/pgbouncer.pid
#
# for `eval`. Any database and role of the server can be reached through it, with the password of the URL.
# Settings of pgbouncer.ini may follow. It runs until stop-pgbouncer.sh.
#
#   scripts/servers/start-pgbouncer.sh URL [default_pool_size=4 …]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/on-free-port.sh"

url=${1:?usage: start-pgbouncer.sh URL [setting=value …]}
shift
[[ $url =~ ^postgres(ql)?://([^:/@]+):([^@]*)@([^:/]+):([0-9]+)/ ]] || { echo 'the URL has no login, host and port' >&2 && exit 2; }
user=${BASH_REMATCH[2]} password=${BASH_REMATCH[3]} host=${BASH_REMATCH[4]} server_port=${BASH_REMATCH[5]}

root=$("$here/install-pgbouncer.sh")
folder=$(mktemp -d "${root%/}/tmp/souk-pgbouncer-XXXXXX")
inside=${folder#"${root%/}"} # the same folder, as PgBouncer sees it
trap 'status=$?; tail -n 5 "$folder/pgbouncer.log" >&2 || true; "$here/stop-pgbouncer.sh" "$folder/pgbouncer.pid"; exit $status' ERR

settings=(
  pool_mode=transaction
  max_prepared_statements=200
  max_client_conn=2000
  query_wait_timeout=120
  # A test drops its database when its connections are closed: the pooler's own must not be in its way.
  server_idle_timeout=5
  "$@"
)
write_config() {
  printf '[databases]\n* = host=%s port=%s\n\n[pgbouncer]\n' "$host" "$server_port"
  printf 'listen_addr=127.0.0.1\nlisten_port=%s\nunix_socket_dir=\n' "$1"
  printf 'auth_type=scram-sha-256\nauth_file=%s\nauth_user=%s\n' "$inside/users" "$user"
  # Roles that tests make are not in the file: their passwords are those of the server.
  printf 'auth_query=select usename, passwd from pg_catalog.pg_shadow where usename = $1\nauth_dbname=postgres\n'
  printf 'admin_users=%s\n' "$user"
  printf 'logfile=%s\npidfile=%s\n' "$inside/pgbouncer.log" "$inside/pgbouncer.pid"
  printf '%s\n' "${settings[@]}"
}
(umask 077 && printf '"%s" "%s"\n' "$user" "$password" >"$folder/users")
chroot "$root" chown -R postgres:postgres "$inside"

start_on() {
  write_config "$1" >"$folder/pgbouncer.ini"
  chroot --userspec=postgres:postgres "$root" /usr/sbin/pgbouncer --daemon --quiet "$inside/pgbouncer.ini" </dev/null >&2
}
start_on_free_port "$folder/pgbouncer.log" 'address already in use'

echo "pooler_url=postgres://$user:$password@127.0.0.1:$port/postgres"
echo "pooler_pid_file=$folder/pgbouncer.pid"
