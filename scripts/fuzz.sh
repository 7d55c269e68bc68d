#!/usr/bin/env bash
# Runs every fuzz target for the given number of seconds each. Stops at the first finding.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
# cargo-fuzz instruments with compiler flags that stable Rust accepts only when told so.
export RUSTC_BOOTSTRAP=1
for target in $(cargo fuzz list); do
  echo "fuzz: $target for ${seconds} s" >&2
  mkdir -p "fuzz/corpus/$target"
  folders=("fuzz/corpus/$target")
  # A target that reads bytes rather than text has no seeds.
  [ ! -d "fuzz/seeds/$target" ] || folders+=("fuzz/seeds/$target")
  # Our code is safe Rust: there is no memory for a sanitizer to watch, and without one inputs run faster.
  cargo fuzz run --sanitizer none "$target" "${folders[@]}" -- -max_total_time="$seconds" -max_len=16384 -print_final_stats=0 -verbosity=0
done
