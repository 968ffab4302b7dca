#!/usr/bin/env bash
# Runs the suite on every kind of database that the package supports, then twice at once in one server, and a part of it
# through a pooler, and ends with the sum of all: N passed, N failed, N skipped. The first run has every test, the others
# those that may differ there.
#
# Installs the servers it needs (servers/install.sh). One that cannot be had here is left out, which counts as one
# skipped; with CI or SOUK_MATRIX_STRICT set it makes the command fail.
#
#   npm run test:matrix [-- 17 15 embedded isolation pooler]
set -euo pipefail
shopt -s extglob
cd "$(dirname "$0")/.."
export SOUK_TEST_THOROUGH=1

runs=("$@")
((${#runs[@]} > 0)) || runs=(17 15 embedded isolation pooler)

reports=$(mktemp -d)
running=()
stop_servers() {
  for one in "${running[@]}"; do scripts/servers/stop.sh "$one"; done
  running=()
}
trap 'stop_servers; rm -rf "$reports"' EXIT
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
  if ! started=$(SOUK_SERVER_OWNER=$$ scripts/servers/start.sh "$1" shared_preload_libraries=pg_stat_statements); then
    echo 1 >"$reports/$2.exit"
    return 1
  fi
  eval "$started"
  running+=("$pid_file")
}

# Starts a small server and its standby, for test/replicas, which promotes it. Without them those tests say that they are skipped.
start_cluster() {
  local started standby
  started=$(SOUK_SERVER_OWNER=$$ scripts/servers/start.sh "$1") || return 0
  eval "$started"
  running+=("$pid_file")
  standby=$(scripts/servers/standby.sh "$pid_file" max_standby_streaming_delay=1s) || return 0
  eval "$standby"
  running+=("$standby_pid_file")
  export SOUK_TEST_PRIMARY_URL=$url SOUK_TEST_STANDBY_URL=$standby_url
}

# Leaves tests out of the runs after the first, whichever that is: what touches no server that the tests have is the same
# in each, and so is what the engine and the generator do with a server's answers, whoever gives them. What is left is what
# a user of that database would meet.
same_everywhere=(
  --exclude 'test/{embedded,input,map-page,metrics,pagination,package,policies,replicas,scripts}/**' --exclude 'test/geo/!(postgis).test.ts'
  --exclude 'test/cli/**' --exclude 'test/doctor/!(healthy).test.ts' --exclude 'test/demo/{demo,read-places}.test.ts'
  --exclude 'test/docs/**' --exclude 'test/generate/!(types|nullability|total-functions).test.ts' --exclude 'test/generate/{lint,schema}/**' --exclude 'test/generate/version/mistakes.test.ts'
  --exclude 'test/truth/!(package-queries*).test.ts' --exclude 'test/repositories/{*bad*input,call-options,cursors,fidelity,limits,places-attack,split-amount}.test.ts'
  --exclude 'test/engine/{acting,byte-decoders,call-options,fake-timers,hosts,insert-many,metrics,poison,telemetry,template,transaction-faults,transaction-together,unprepared}.test.ts'
  --exclude 'test/schema/!(catalogue|checks|foreign-keys).test.ts' --exclude 'test/testing/{factories,runners}.test.ts'
  --exclude 'test/events/{killed,sessions}.test.ts' --exclude 'test/live/{presence,processes}.test.ts' --exclude 'test/roles/!(apply).test.ts'
)
# Networks that fail and callers that race meet the same engine, and the same locks, on any server.
faults=(--exclude 'test/{faults,races}/**' --exclude 'test/engine/{close,cut-commit,lanes,lanes-mixed,listen,lost-connections,pool}.test.ts')
# What fills a server takes the embedded database minutes: thousands of events, and the truth run.
many_rows=(--exclude 'test/{events/consume,events/leases,truth/package-queries*}.test.ts')
# The planner that leads is that of the newest server, and brute force finds the same on each.
planner=(--exclude 'test/plans/**' --exclude test/repositories/search-oracle.test.ts)
# The embedded database has one session, and generation has every query typed there.
same_version=(--exclude 'test/repositories/{conversations,messages,offers,payments,streams,verifications}-*.test.ts')
# What the tables around the trade do is SQL of one kind with it. The truth run and the schema's own tests run everywhere.
social=(
  --exclude 'test/repositories/{analytics,badges,blocks,follows,moderation,notification,notifications,notify,reports,reviews,saved-searches,sessions,stream-products,tokens,wishlists,products-trending,products-similar}*.test.ts'
)
# Places, loads of thousands and accounts: each of their statements is typed on each server, and what they find is the same.
near=(
  --exclude 'test/repositories/{around,map-*,places*,products-nearby-places,products-create-many,search}.test.ts'
  --exclude 'test/repositories/users-!(create).test.ts'
)
# Every file of a run opens a database by the testing kit; what else the kit does is SQL that is planned and typed everywhere.
kit=(--exclude 'test/testing/{check-query-types,create-test-database,lone-runner,snapshot,*-invariants}.test.ts' --exclude test/maintain/recount.test.ts)
# What nobody does with a database in their own process: roles, and the migrator's word on others; test/embedded migrates it.
alone=(--exclude 'test/{migrate,roles}/**' --exclude test/schema/catalogue.test.ts --exclude 'test/repositories/products-{authority,nearby-globe,read}.test.ts')
# Queries are typed by the embedded server and by the newest; a function of PostGIS 3.3 ends the server for one of the values.
typing=(--exclude test/generate/total-functions.test.ts)
# The engine speaks one protocol with all of them; test/embedded has what is the embedded database's own.
protocol=(--exclude 'test/engine/!(copy|executor|foreign-keys|transaction).test.ts' --exclude test/demo/demo-on-server.test.ts)
# Two runs in one server can only meet in what a server has once: databases, roles, advisory locks, sessions, settings.
meeting=(test/testing/{create-test-database,template-database,sweep-databases,snapshot}.test test/migrate/migrate.test test/races/closing)

# What a pooler between can change: sessions that are shared, statements that it keeps, transactions, and some of the rest.
pooled=(
  test/faults/shared-sessions test/faults/session-state test/faults/search-path
  test/engine/{acting,poison,transaction,copy,executor}.test
  test/repositories/{offers-accept,products-nearby}.test test/health
)

# Runs the README's test command as the run named $1, with the options of vitest that follow if it is not the first run.
is_first=true
run_suite() {
  local name=$1 status=0 script=test
  shift
  [[ $is_first == false ]] || set --
  is_first=false
  [[ $name != pooler ]] || script=test:pooler
  SOUK_TEST_REPORT=$reports/$name.json npm run "$script" -- "$@" || status=$?
  echo "$status" >"$reports/$name.exit"
}

for run in "${runs[@]}"; do
  began=$SECONDS
  case $run in
    embedded) SOUK_TEST_PROVIDER=embedded run_suite embedded "${same_everywhere[@]}" "${faults[@]}" "${same_version[@]}" "${protocol[@]}" "${near[@]}" "${kit[@]}" "${alone[@]}" "${social[@]}" "${many_rows[@]}" "${planner[@]}" ;;
    isolation)
      start_server 17 isolation || continue
      SOUK_TEST_DATABASE_URL=$url SOUK_TEST_REPORTS=$reports scripts/test-isolation.sh "${meeting[@]}"
      ;;
    pooler)
      start_server 17 pooler || continue
      if reason=$(scripts/servers/install-pgbouncer.sh 2>&1 >/dev/null); then
        SOUK_TEST_DATABASE_URL=$url run_suite pooler "${pooled[@]}"
      else
        echo "${reason##*$'\n'}" | tee "$reports/pooler.skipped" >&2
      fi
      ;;
    *)
      [[ $run != "${runs[0]}" ]] || start_cluster "$run"
      start_server "$run" "postgresql-$run" || continue
      SOUK_TEST_DATABASE_URL=$url SOUK_TEST_PROVIDER=url run_suite "postgresql-$run" "${same_everywhere[@]}" "${faults[@]}" "${typing[@]}" "${protocol[@]}" "${planner[@]}" "${kit[@]}" "${social[@]}" "${near[@]}"
      ;;
  esac
  stop_servers
  unset SOUK_TEST_PRIMARY_URL SOUK_TEST_STANDBY_URL
  echo "== $run took $((SECONDS - began)) s"
done

status=0
npx tsx scripts/sum-reports.ts "$reports" || status=1
# What cannot be had of the servers makes CI fail. The pooler is no database, and its tests pass without it in the first run.
if [[ -n ${SOUK_MATRIX_STRICT:-${CI:-}} ]] && compgen -G "$reports/!(pooler).skipped" >/dev/null; then
  status=1
fi
exit "$status"
