#!/usr/bin/env bash
# Prints the Debian mirror that this machine's own apt uses, or nothing if it names none.
set -euo pipefail

# One-line entries first ("deb [options] URI suite component"), then deb822 stanzas ("URIs: URI").
# Security archives hold only a part of a suite, and third parties none of it: a mirror's path ends in /debian.
apt=${1:-/etc/apt}
shopt -s nullglob
lists=("$apt"/sources.list "$apt"/sources.list.d/*.list)
stanzas=("$apt"/sources.list.d/*.sources)
{
  for file in "${lists[@]}"; do
    [[ -f $file ]] && sed -nE 's/^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+).*/\2/p' "$file"
  done
  for file in "${stanzas[@]}"; do
    sed -nE 's/^URIs:[[:space:]]*(.*)/\1/p' "$file" | tr -s '[:space:]' '\n'
  done
} | grep -E '^https?://.*/debian/?$' | head -n 1 || true
