#!/usr/bin/env bash
# A cluster that heals itself, on loopback: three PostgreSQL VERSION with PostGIS (n1 n2 n3) under Patroni in synchronous mode, etcd,
# HAProxy to whichever leads, and PgBouncer in front of that.
#
#   scripts/servers/cluster.sh start 17           installs what is missing, waits until all are well, and prints for `eval`
#                                                 cluster=FOLDER, hosts_url, pooler_url, node_urls and rest_urls (Patroni's)
#   scripts/servers/cluster.sh kill FOLDER n2     kills all processes of a node at once, as when its machine dies
#   scripts/servers/cluster.sh revive FOLDER n2   starts its Patroni again
#   scripts/servers/cluster.sh stop FOLDER        ends all of it and deletes its data
#
# If SOUK_SERVER_OWNER names a process, the cluster is stopped when that ends. Each program has namespaces of its own, whose end takes
# all of its processes and mounts along. Exits with 3 and the reason on stderr where this machine cannot have a cluster.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/on-free-port.sh"

usage() { sed -n 's/^# *\(scripts[^ ]* [^ ]* [^ ]*\( n2\)\?\).*/\1/p' "$0" >&2 && exit 2; }
verb=${1:-} argument=${2:-} name=${3:-}
case $verb in
  start) version=${argument:-17} ;;
  kill | revive | stop)
    [[ $verb == stop || $name =~ ^n[123]$ ]] || usage
    folder=$argument
    [[ $(basename "$folder") =~ ^souk-cluster-([0-9]+)- ]] || { echo "$folder is not of a cluster" >&2 && exit 2; }
    version=${BASH_REMATCH[1]} root=${folder%/tmp/souk-cluster-*}
    ;;
  *) usage ;;
esac
bin=/usr/lib/postgresql/$version/bin

# A program is known by the process that holds its namespaces; after a crash the number may be another's: the folder's name tells.
runs() { [[ -s $folder/$1.pid ]] && grep -qsF "$(basename "$folder")" "/proc/$(<"$folder/$1.pid")/cmdline"; }
spawn() {
  local program=$1
  shift
  # The first process in there stays root's, so that it dies with the holder.
  setsid unshare --mount --pid --ipc --fork --kill-child --mount-proc="$root/proc" bash -c '
    root=$1 home=$2 && shift 2
    mountpoint -q "$root/dev/shm" || { mkdir -p "$root/dev/shm" && mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"; }
    chroot --userspec=postgres:postgres "${root:-/}" env -i HOME="$home" LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@" &
    wait' "$(basename "$folder")" "$root" "${folder#"$root"}" "$@" </dev/null >>"$folder/$program.log" 2>&1 &
  echo $! >"$folder/$program.pid"
}
end() {
  runs "$1" || return 0
  local holder
  holder=$(<"$folder/$1.pid")
  # The holder ends after the last process of its namespaces.
  kill -KILL $(<"/proc/$holder/task/$holder/children") 2>/dev/null || kill -KILL "$holder" 2>/dev/null || true
  while runs "$1"; do sleep 0.05; done
}
start_node() {
  rm -f "$folder/$1/postmaster.pid" # its number is that of another process, in new namespaces
  spawn "$1" patroni "${folder#"$root"}/$1.yml"
}
stop_cluster() {
  local program
  [[ ! -f $folder/pooler ]] || "$here/stop-pgbouncer.sh" "$(<"$folder/pooler")"
  for program in haproxy n1 n2 n3 etcd; do end "$program"; done
  rm -rf "$folder"
}

case $verb in
  kill)
    end "$name"
    exit
    ;;
  revive)
    runs "$name" || start_node "$name"
    exit
    ;;
  stop)
    stop_cluster
    exit
    ;;
esac

root=$("$here/install-beside.sh" "$version" 'patroni python3-etcd etcd-server haproxy' \
  'bin/patroni lib/python3/dist-packages/etcd bin/etcd sbin/haproxy')
root=${root%/}
[[ $(id -u) == 0 ]] && unshare --mount --pid --ipc --fork --mount-proc="$root/proc" true 2>/dev/null || {
  echo 'a cluster needs root, and the right to make namespaces and mounts' >&2
  exit 3
}

folder=$(mktemp -d "$root/tmp/souk-cluster-$version-XXXXXX")
trap 'status=$?; tail -n 5 "$folder"/*.log >&2 || true; stop_cluster; exit $status' ERR
if [[ -n ${SOUK_SERVER_OWNER:-} ]]; then
  setsid bash -c 'while [[ -d $3 ]] && kill -0 "$1"; do sleep 1; done; exec "$2" stop "$3"' keeper "$SOUK_SERVER_OWNER" "$here/cluster.sh" "$folder" \
    </dev/null >/dev/null 2>&1 &
fi
inside=${folder#"$root"}
password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')

write_node() {
  local postgres=$((port + $1)) rest=$((port + 3 + $1))
  cat >"$folder/n$1.yml" <<YML
scope: souk
name: n$1
restapi: { listen: "127.0.0.1:$rest", connect_address: "127.0.0.1:$rest" }
etcd3: { host: "127.0.0.1:$((port + 7))" }
bootstrap:
  dcs:
    ttl: 20 # the least that Patroni takes
    loop_wait: 1
    retry_timeout: 3
    primary_start_timeout: 0
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters:
        max_connections: 200
        wal_log_hints: "on"
        jit: "off"
        fsync: "off" # processes die here, and not the machine
        dynamic_shared_memory_type: mmap
  initdb: [{ encoding: UTF8 }, { locale: C.UTF-8 }]
postgresql:
  listen: 127.0.0.1:$postgres
  connect_address: 127.0.0.1:$postgres
  data_dir: $inside/n$1
  bin_dir: $bin
  pgpass: $inside/n$1.pgpass
  authentication:
    superuser: { username: souk, password: "$password" }
    replication: { username: replicator, password: "$password" }
  parameters: { unix_socket_directories: "", shared_buffers: 64MB }
  pg_hba: ["host all all 127.0.0.1/32 scram-sha-256", "host replication replicator 127.0.0.1/32 scram-sha-256"]
  basebackup: [{ checkpoint: fast }, "no-sync"]
YML
}
write_haproxy() {
  cat >"$folder/haproxy.cfg" <<CFG
defaults
  mode tcp
  timeout connect 2s
  timeout client 30m
  timeout server 30m
  timeout check 2s
listen leader
  bind 127.0.0.1:$((port + 9))
  option httpchk OPTIONS /primary
  default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
$(for n in 1 2 3; do echo "  server n$n 127.0.0.1:$((port + n)) check port $((port + 3 + n))"; done)
CFG
}
# The programs name each other's ports, so all of them have to be known before the first one starts.
start_on() {
  local taken
  for taken in {1..9}; do
    (: >"/dev/tcp/127.0.0.1/$(($1 + taken))") 2>/dev/null || continue
    echo 'a port is taken' >"$folder/ports.log"
    return 1
  done
}
wait_for() {
  local until=$((SECONDS + 120)) program=$1
  shift
  until "$@"; do
    ((SECONDS < until)) && runs "$program" || { echo "$program is not well" >&2 && return 1; }
    sleep 0.1
  done
}
answers() { curl --fail --silent --max-time 2 --output /dev/null "http://127.0.0.1:$1"; }
is_well() { answers "$((port + 3 + $1))/primary" || answers "$((port + 3 + $1))/replica?lag=1MB"; }
has_synchronous() { answers "$((port + 4))/synchronous" || answers "$((port + 5))/synchronous" || answers "$((port + 6))/synchronous"; }

start_on_free_port "$folder/ports.log" taken
(umask 077 && for n in 1 2 3; do write_node "$n"; done && write_haproxy)
chroot "${root:-/}" chown -R postgres:postgres "$inside"
peer=http://127.0.0.1:$((port + 8)) client=http://127.0.0.1:$((port + 7))
spawn etcd etcd --name e1 --data-dir "$inside/etcd" --log-level error --unsafe-no-fsync --listen-client-urls "$client" \
  --advertise-client-urls "$client" --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "e1=$peer"
wait_for etcd answers "$((port + 7))/health"
for n in 1 2 3; do start_node "n$n"; done
spawn haproxy haproxy -db -f "$inside/haproxy.cfg"
for n in 1 2 3; do wait_for "n$n" is_well "$n"; done
wait_for n1 has_synchronous

login=souk:$password
# By its defaults of 15 s PgBouncer would be late after each failure (docs/scale.md).
started=$("$here/start-pgbouncer.sh" "postgres://$login@127.0.0.1:$((port + 9))/postgres" server_login_retry=1 server_connect_timeout=2)
eval "$started"
echo "$pooler_pid_file" >"$folder/pooler"

echo "cluster=$folder"
echo "hosts_url=postgres://$login@127.0.0.1:$((port + 1)),127.0.0.1:$((port + 2)),127.0.0.1:$((port + 3))/postgres"
echo "pooler_url=$pooler_url"
echo "node_urls='$(for n in 1 2 3; do echo -n "postgres://$login@127.0.0.1:$((port + n))/postgres "; done)'"
echo "rest_urls='$(for n in 1 2 3; do echo -n "http://127.0.0.1:$((port + 3 + n)) "; done)'"
