#!/usr/bin/env bash
# Runs the suite with a pooler between: PgBouncer in transaction mode, whose few sessions of the server all databases of the
# package share. What cannot work there is skipped, with its reason (test/setup/testing/behind-pooler.ts).
# The server is the one at SOUK_TEST_DATABASE_URL, or else a PostgreSQL 17 of its own.
#
#   npm run test:pooler [-- OPTIONS OF VITEST]
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${SOUK_TEST_DATABASE_URL:-} ]]; then
  exec scripts/servers/with.sh 17 scripts/test-pooler.sh "$@"
fi

started=
trap '[[ -z $started ]] || { eval "$started"; scripts/servers/stop-pgbouncer.sh "$pooler_pid_file"; }' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
started=$(scripts/servers/start-pgbouncer.sh "$SOUK_TEST_DATABASE_URL" default_pool_size=20)
eval "$started"
export SOUK_TEST_PROVIDER=url SOUK_TEST_POOLER_URL=$pooler_url
npm test -- "$@"
