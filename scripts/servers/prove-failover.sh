#!/usr/bin/env bash
# Proves on a cluster of its own what a service sees when the lead is handed over, and when the leader is killed and comes back:
# no acknowledged write is lost and none is done twice, sessions see what they have written, and writes go on by themselves.
# test/failover/programs/prove.ts has the whole list. Needs root.
#
#   scripts/servers/prove-failover.sh 17
#
# Exits with 3 and the reason on stderr where this machine cannot have a cluster.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

version=${1:?usage: prove-failover.sh 17}
program=
trap '[[ -z $program ]] || kill "$program" 2>/dev/null || true
  [[ -z ${cluster:-} ]] || "$here/cluster.sh" stop "$cluster"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
started=$(SOUK_SERVER_OWNER=$$ "$here/cluster.sh" start "$version")
eval "$started"
export cluster hosts_url pooler_url node_urls rest_urls
node --import tsx test/failover/programs/prove.ts &
program=$!
wait "$program"
