#!/usr/bin/env bash
# Measures and writes bench/results.json: the language, a tenant's pull, the snapshot, and in the real window key
# presses, scrolling and the start.
# `scripts/bench.sh NAME…` measures only those parts and keeps the others' figures.
set -euo pipefail
cd "$(dirname "$0")/.."
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(language tenant snapshot keystrokes scrolling start)
# The size of a normal day.
assignments=1000000
# The same packages and features for every part, so that each library is optimised once.
packages=(--workspace --features rolewright-desktop/custom-protocol,rolewright-desktop/testing)
# The database of that size, which the window's parts open.
kept=$PWD/target/bench
figures=$(mktemp -d)
trap 'rm -rf "$figures"' EXIT
snapshot() {
  mkdir -p "$kept"
  ROLEWRIGHT_BENCH_FOLDER=$kept cargo bench -q "${packages[@]}" --bench snapshots -- "$assignments"
}
for part in "${parts[@]}"; do
  echo "bench: $part" >&2
  case $part in
    language) cargo bench -q "${packages[@]}" --bench language ;;
    tenant) cargo bench -q "${packages[@]}" --bench tenant -- "$assignments" ;;
    snapshot) snapshot ;;
    keystrokes | scrolling | start)
      cargo build -q --release "${packages[@]}" --bins --examples
      [ "$part" = keystrokes ] || [ -e "$kept/bench.db" ] || snapshot >/dev/null
      node "tests/desktop/bench/$part.mjs" "$kept/bench.db"
      ;;
    *)
      echo "bench: there is no part $part" >&2
      exit 2
      ;;
  esac >"$figures/$part.json"
done
mkdir -p bench
node - "$figures" "$(git rev-parse --short HEAD)" <<'SCRIPT'
const { readFileSync, readdirSync, writeFileSync, existsSync } = require("fs");
const [folder, commit] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const results = existsSync("bench/results.json") ? read("bench/results.json") : {};
for (const file of readdirSync(folder)) {
  results[file.replace(".json", "")] = { commit, ...read(`${folder}/${file}`) };
}
writeFileSync("bench/results.json", `${JSON.stringify(results, null, 2)}\n`);
SCRIPT
cat bench/results.json
