#!/usr/bin/env bash
# Writes ui/src/host/generated from the wire types; with --check, fails where the committed files differ.
set -euo pipefail
cd "$(dirname "$0")/.."
target=ui/src/host/generated
if [ "${1:-}" = --check ]; then
  fresh=$(mktemp -d)
  trap 'rm -rf "$fresh"' EXIT
  TS_RS_EXPORT_DIR=$fresh cargo test -q -p rolewright-api export_bindings >/dev/null
  if ! diff -ru "$target" "$fresh" >&2; then
    echo "the TypeScript bindings are stale: run make bindings and commit $target" >&2
    exit 1
  fi
else
  rm -rf "$target"
  TS_RS_EXPORT_DIR=$PWD/$target cargo test -q -p rolewright-api export_bindings >/dev/null
fi
