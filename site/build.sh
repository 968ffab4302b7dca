#!/usr/bin/env bash
# Builds the documentation into site/dist/: the pages of docs/ with search, and the API reference. A dead link ends it.
set -euo pipefail
cd "$(dirname "$0")"

npm ci --no-audit --no-fund --loglevel=error
rm -rf pages && mkdir -p pages/docs pages/releases
cp ../README.md ../CONTRIBUTING.md ../CHANGELOG.md ../SECURITY.md pages
cp ../docs/*.{md,svg,jpg} pages/docs
cp ../releases/README.md pages/releases
npx vitepress build .
npx --prefix .. typedoc --options typedoc.json
