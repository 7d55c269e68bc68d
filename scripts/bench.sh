#!/usr/bin/env bash
# Measures and writes bench/results.json: the language's figures, and those of the real window.
set -euo pipefail
cd "$(dirname "$0")/.."
language=$(mktemp)
window=$(mktemp)
trap 'rm -f "$language" "$window"' EXIT
echo "bench: the language" >&2
cargo bench -q -p rolewright-tests --bench language >"$language"
echo "bench: the window" >&2
cargo build -q --release -p rolewright-desktop --features tauri/custom-protocol,testing
npm --prefix tests/desktop run --silent bench >"$window"
mkdir -p bench
node -e '
  const [language, window, commit] = process.argv.slice(1);
  const read = (file) => JSON.parse(require("fs").readFileSync(file, "utf8"));
  const report = { commit, language: read(language), window: read(window) };
  require("fs").writeFileSync("bench/results.json", JSON.stringify(report, null, 2) + "\n");
' "$language" "$window" "$(git rev-parse --short HEAD)"
cat bench/results.json
