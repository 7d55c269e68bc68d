#!/usr/bin/env bash
# Writes ui/src/host/generated from the wire types; with --check, fails where the committed files differ.
set -euo pipefail
cd "$(dirname "$0")/.."
target=ui/src/host/generated
write() {
  # `make` names what it builds in any case; alone the one crate is enough.
  local packages
  read -ra packages <<<"${WORKSPACE:--p rolewright-api}"
  TS_RS_EXPORT_DIR=$1 cargo test -q "${packages[@]}" --lib export_bindings >/dev/null
}
if [ "${1:-}" = --check ]; then
  fresh=$(mktemp -d)
  trap 'rm -rf "$fresh"' EXIT
  write "$fresh"
  if ! diff -ru "$target" "$fresh" >&2; then
    echo "the TypeScript bindings are stale: run make bindings and commit $target" >&2
    exit 1
  fi
else
  rm -rf "$target"
  write "$PWD/$target"
fi
