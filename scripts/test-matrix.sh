#!/usr/bin/env bash
# Runs the whole suite on every kind of database that the package supports, then twice at once in one server, and
# ends with the sum of all: N passed, N failed, N skipped.
#
# Installs the servers it needs (servers/install.sh). One that cannot be had here is left out, which counts as one
# skipped; with CI or SOUK_MATRIX_STRICT set it makes the command fail.
#
#   npm run test:matrix [-- 17 15 embedded isolation]
set -euo pipefail
cd "$(dirname "$0")/.."

runs=("$@")
((${#runs[@]} > 0)) || runs=(17 15 embedded isolation)

reports=$(mktemp -d)
running=
stop_server() {
  [[ -z $running ]] || scripts/servers/stop.sh "$running"
  running=
}
trap 'stop_server; rm -rf "$reports"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Starts PostgreSQL $1 for the run named $2. Where it cannot be had, the run is left out for the reason that
# install.sh gives; where it does not start, the run has failed.
start_server() {
  local reason started status=0
  reason=$(scripts/servers/install.sh "$1" 2>&1 >/dev/null | tee >(cat >&2)) || status=$?
  if ((status == 3)); then
    echo "${reason##*$'\n'}" >"$reports/$2.skipped"
    return 1
  fi
  if ! started=$(SOUK_SERVER_OWNER=$$ scripts/servers/start.sh "$1"); then
    echo 1 >"$reports/$2.exit"
    return 1
  fi
  eval "$started"
  running=$pid_file
}

# Runs the README's test command as the run named $1. What does not touch the server that the tests have is the same in
# each run: what needs none at all, and what stands on the embedded database. Only the first run, whichever that is, has it.
excluded=()
run_suite() {
  local status=0
  SOUK_TEST_REPORT=$reports/$1.json npm test -- "${excluded[@]}" || status=$?
  echo "$status" >"$reports/$1.exit"
  excluded=(
    --exclude 'test/{embedded,input,pagination,package}/**' --exclude 'test/geo/!(postgis).test.ts'
    --exclude 'test/cli/{errors,init,progress}.test.ts' --exclude 'test/demo/{demo,read-places}.test.ts'
    --exclude 'test/docs/{guide,sql-lint}.test.ts' --exclude 'test/generate/embedded.test.ts'
    --exclude 'test/generate/{compile-query,format-mistake,parse-file,sql-regions,statement-usage}.test.ts'
    --exclude 'test/scripts/test-report.test.ts'
  )
}

for run in "${runs[@]}"; do
  began=$SECONDS
  case $run in
    embedded) SOUK_TEST_PROVIDER=embedded run_suite embedded ;;
    isolation)
      start_server 17 isolation || continue
      SOUK_TEST_DATABASE_URL=$url SOUK_TEST_REPORTS=$reports scripts/test-isolation.sh "${excluded[@]}"
      ;;
    *)
      start_server "$run" "postgresql-$run" || continue
      SOUK_TEST_DATABASE_URL=$url SOUK_TEST_PROVIDER=url run_suite "postgresql-$run"
      ;;
  esac
  stop_server
  echo "== $run took $((SECONDS - began)) s"
done

status=0
npx tsx scripts/sum-reports.ts "$reports" || status=1
if [[ -n ${SOUK_MATRIX_STRICT:-${CI:-}} ]] && compgen -G "$reports/*.skipped" >/dev/null; then
  status=1
fi
exit "$status"
