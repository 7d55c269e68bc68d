#!/usr/bin/env bash
# Drives the sandbox with the real Azure CLI. Installs the pinned version of it into target/az, about 700 MB, unless
# it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
version=2.91.0
venv=target/az
if [ "$(cat "$venv/.rolewright-version" 2>/dev/null || true)" != "$version" ]; then
  echo "az: installing azure-cli $version" >&2
  rm -rf "$venv"
  python3 -m venv "$venv" || { echo "az: Python 3.10 or later with its module venv is missing (Debian: python3-venv)" >&2; exit 1; }
  "$venv/bin/pip" install -q --disable-pip-version-check "azure-cli==$version"
  echo "$version" >"$venv/.rolewright-version"
fi
# Each file has a sandbox of its own.
exec node --test --test-concurrency=2 --test-timeout=300000 --test-reporter=spec tests/az/*.test.mjs
