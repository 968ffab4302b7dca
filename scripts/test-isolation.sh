#!/usr/bin/env bash
# Runs the whole suite twice at the same time in one server: two runs that share it must not notice each other.
# The server is the one at SOUK_TEST_DATABASE_URL, or else a PostgreSQL 17 of its own.
#
#   npm run test:isolation [-- OPTIONS OF VITEST]
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${SOUK_TEST_DATABASE_URL:-} ]]; then
  exec scripts/servers/with.sh 17 scripts/test-isolation.sh "$@"
fi

reports=${SOUK_TEST_REPORTS:-}
if [[ -z $reports ]]; then
  reports=$(mktemp -d)
  trap 'rm -rf "$reports"' EXIT
fi

run_suite() {
  local name=isolation-$1 status=0
  shift
  SOUK_TEST_PROVIDER=url SOUK_TEST_REPORT=$reports/$name.json npm test -- "$@" >"$reports/$name.log" 2>&1 || status=$?
  echo "$status" >"$reports/$name.exit"
}

run_suite 1 "$@" &
run_suite 2 "$@" &
wait

for name in isolation-1 isolation-2; do
  echo "== $name"
  cat "$reports/$name.log"
done
# Whoever gave the folder for the reports sums them with those of its other runs.
[[ -n ${SOUK_TEST_REPORTS:-} ]] || npx tsx scripts/sum-reports.ts "$reports"
