#!/usr/bin/env bash
# Runs a client program of PostgreSQL VERSION, such as pg_dump, from where install.sh put that version: out of a Debian in a
# folder too, on the files of this system. Exits with 3 and the reason on stderr where the version is not installed.
#
#   scripts/servers/client.sh 15|17 PROGRAM [argument…]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

version=${1:?usage: client.sh 15|17 PROGRAM [argument…]}
program=${2:?usage: client.sh 15|17 PROGRAM [argument…]}
shift 2
root=$("$here/install.sh" "$version" --if-there)
root=${root%/}
path=$root/usr/lib/postgresql/$version/bin/$program
[[ -n $root ]] || exec "$path" "$@"
# The libraries of this system are of another age: the folder's own loader finds the folder's.
loaders=("$root"/lib*/ld-linux-*.so.*)
libraries=("$root"/usr/lib/*-linux-gnu)
exec "${loaders[0]}" --library-path "${libraries[0]}" "$path" "$@"
