#!/usr/bin/env bash
# Proves that a server can be recovered to a moment with pgBackRest: a full and an incremental backup, and two writes with a
# moment between them. The server that is restored to that moment has the first and not the second, and `souk-db backup verify`
# finds nothing wrong with it. docs/backups.md has the same steps for a server in production. Needs root, to install.
#
#   scripts/servers/prove-recovery.sh 17
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

version=${1:?usage: prove-recovery.sh 17}
root=$("$here/install-beside.sh" "$version" pgbackrest bin/pgbackrest)
bin=/usr/lib/postgresql/$version/bin
restored=
trap '[[ -z $restored ]] || in_root "$bin/pg_ctl" stop --wait --silent --mode immediate --pgdata "$restored" >&2 || true
  [[ -z ${pid_file:-} ]] || "$here/stop.sh" "$pid_file"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Archiving begins with the server: switching it on takes a restart. There is no command yet, so segments wait.
started=$(SOUK_SERVER_OWNER=$$ "$here/start.sh" "$version" archive_mode=on full_page_writes=on unix_socket_directories=/tmp)
eval "$started"
folder=$(dirname "$(dirname "$pid_file")") # on this side
lab=${folder#"${root%/}"}                   # the same folder, inside the root
port=${url##*:} port=${port%%/*}
password=$(<"$folder/password")

in_root() { chroot --userspec=postgres:postgres "$root" env -i HOME="$lab" PGPASSWORD="$password" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin "$@"; }
backrest() { in_root pgbackrest --config="$lab/pgbackrest.conf" --stanza=souk "$@"; }
sql() { in_root "$bin/psql" -X -q -At -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$1" -U souk souk -c "$2"; }
step() {
  local name=$1 from=$EPOCHREALTIME
  shift
  "$@" >"$folder/step.log" 2>&1 || { tail -n 20 "$folder/step.log" >&2 && echo "$name failed" >&2 && exit 1; }
  echo "$name: $(((${EPOCHREALTIME/./} - ${from/./}) / 1000)) ms"
}

cat >"$folder/pgbackrest.conf" <<INI
[global]
repo1-path=$lab/backups
repo1-retention-full=2
repo1-bundle=y
log-path=$lab
lock-path=$lab/lock
spool-path=$lab/spool
log-level-console=warn
log-level-file=detail
start-fast=y
compress-type=lz4
archive-timeout=20s
[souk]
pg1-path=$lab/data
pg1-port=$port
pg1-socket-path=/tmp
pg1-user=souk
INI

live=${url%/postgres}/souk
in_root "$bin/createdb" -h 127.0.0.1 -p "$port" -U souk souk
step 'schema' npx tsx src/cli/main.ts migrate --url "$live"
sql "$port" 'create extension amcheck'
sql "$port" "create table proof (
    id integer primary key,
    place geography(point, 4326) not null,
    created_at timestamptz not null default clock_timestamp()
  )"
sql "$port" 'create index ix_proof_place on proof using gist (place)'
write() { sql "$port" "insert into proof (id, place) select n, st_point($3, 26.2) from generate_series($1, $2) as n"; }

step 'stanza' backrest stanza-create
sql "$port" "alter system set archive_command = 'pgbackrest --config=$lab/pgbackrest.conf --stanza=souk archive-push %p'"
sql "$port" 'select pg_reload_conf()' >/dev/null
step 'archiving' backrest check
write 1 20000 55.1
step 'full backup' backrest --type=full backup
write 20001 21000 55.1
step 'incremental backup' backrest --type=incr backup

write 100001 100001 50.1
sleep 0.2
# As pgBackRest reads it: no T, no Z, and with the zone, or it is taken as local time.
moment=$(sql "$port" "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'")
sleep 0.2
write 100002 100002 50.1
# A moment is reached once a later commit is in the archive.
sql "$port" 'select pg_switch_wal()' >/dev/null
step 'the last segment in the archive' backrest check

in_root mkdir --mode 700 "$lab/restored"
step 'restore' backrest --pg1-path="$lab/restored" --type=time --target="$moment" --target-action=promote restore
# Without archive_mode=off the copy would write into the archive of the original, and with fewer connections than that had
# recovery is refused.
connections=$(sql "$port" 'show max_connections')
start_restored() {
  scratch_port=$((61000 + RANDOM % 4000))
  in_root "$bin/pg_ctl" start --wait --silent --pgdata "$lab/restored" --log "$lab/restored.log" \
    --options "-c port=$scratch_port -c archive_mode=off -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \
      -c max_connections=$connections -c dynamic_shared_memory_type=mmap" </dev/null
}
until start_restored >&2; do
  grep -q 'could not bind' "$folder/restored.log" || { tail -n 20 "$folder/restored.log" >&2 && exit 1; }
  : >"$folder/restored.log"
done
restored=$lab/restored
recovered() { until [[ $(sql "$scratch_port" 'select pg_is_in_recovery()') == f ]]; do sleep 0.1; done; }
step 'recovery' recovered

got=$(sql "$scratch_port" "select count(*) filter (where id <= 21000), count(*) filter (where id = 100001),
    count(*) filter (where id = 100002), count(*) filter (where st_dwithin(place, st_point(50.1, 26.2), 10))
  from proof")
[[ $got == '21000|1|0|1' ]] || { echo "not as of $moment: $got instead of 21000|1|0|1" >&2 && exit 1; }
echo "as of $moment: the write before it is there, the write after it is not"
step 'verification' npx tsx src/cli/main.ts backup verify --from "${live/:$port\//:$scratch_port/}" --against "$live" --at "${moment/ /T}"
grep -v '^Verifying' "$folder/step.log"
