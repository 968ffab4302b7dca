#!/usr/bin/env bash
# Runs a command with a Redis of its own, whose address is in SOUK_TEST_REDIS_URL; without that, and a word on it, where this machine has
# no Redis. It keeps nothing, and is stopped when the command ends, however it ends.
#
#   scripts/servers/with-redis.sh npm run release:service
set -euo pipefail

command -v redis-server >/dev/null || {
  echo 'no Redis is installed here: the service is tried without one' >&2
  exec "$@"
}
. "$(dirname "$0")/on-free-port.sh"
folder=$(mktemp -d)
redis=
trap '[[ -z $redis ]] || { kill "$redis" 2>/dev/null || true; wait "$redis" || true; }; rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start_on() {
  redis-server --port "$1" --bind 127.0.0.1 --dir "$folder" --save '' --appendonly no >"$folder/log" &
  redis=$!
  until grep -q 'Ready to accept connections' "$folder/log"; do
    kill -0 "$redis" 2>/dev/null || return 1
    sleep 0.1
  done
}
start_on_free_port "$folder/log" 'address already in use' || {
  cat "$folder/log" >&2
  exit 1
}
export SOUK_TEST_REDIS_URL=redis://127.0.0.1:$port
"$@"
