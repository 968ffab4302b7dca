#!/usr/bin/env bash
# Runs a command with a server of its own, whose address is in DATABASE_URL and SOUK_TEST_DATABASE_URL.
# The server is stopped when the command ends, however it ends.
#
#   scripts/servers/with.sh 17 npm test
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

version=${1:?usage: with.sh 15|17 COMMAND…}
shift
started=
trap '[[ -z $started ]] || { eval "$started"; "$here/stop.sh" "$pid_file"; }' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
started=$(SOUK_SERVER_OWNER=$$ "$here/start.sh" "$version")
eval "$started"
export DATABASE_URL=$url SOUK_TEST_DATABASE_URL=$url
"$@"
