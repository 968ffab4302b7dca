#!/usr/bin/env bash
# Installs the peers if that is not done, builds the package and measures it beside them.
#
#   npm run bench -- --help
set -euo pipefail
shopt -s nullglob
cd "$(dirname "$0")"

if [[ ! -f node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi
# The package as its users have it: by its name, from what the build made.
if [[ " $* " != *' --no-build '* ]]; then
  npm run --silent --prefix .. build >&2
fi
if [[ ! -e node_modules/@souk/db ]]; then
  mkdir -p node_modules/@souk
  ln -sfn ../../.. node_modules/@souk/db
fi
# Prisma's command looks for an engine to download that generating a client does not need: any program will do in its
# place. Should it fail, the run says that Prisma was not measured, and why.
if [[ prisma/schema.prisma -nt generated/prisma/client.ts ]]; then
  PRISMA_SCHEMA_ENGINE_BINARY=$(type -P true) CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1 \
    npx --no-install prisma generate --schema prisma/schema.prisma >&2 || echo 'Prisma generated no client' >&2
fi
# Compiled and run by Node alone: a loader would run the package's sources in place of what its users get.
rm -rf .build
npx --no-install esbuild ./*.ts peers/*.ts report/*.ts generated/*.ts generated/prisma/*.ts generated/prisma/*/*.ts \
  --outdir=.build --outbase=. --format=esm --platform=node --target=node20 --sourcemap --log-level=warning
main=main
if [[ ${1:-} == mixed ]]; then main=mixed; fi
exec node ".build/$main.js" "$@"
