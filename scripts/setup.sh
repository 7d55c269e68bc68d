#!/usr/bin/env bash
# Installs what is missing to run (`setup.sh run`) or also to test (`setup.sh test`) Rolewright.
# Says what it installs; does nothing where everything is there.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-run}
say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Building the window, and running it.
packages=(build-essential pkg-config libwebkit2gtk-4.1-dev librsvg2-dev libssl-dev libdbus-1-dev fonts-noto-core)
# Driving the window without a screen.
if [ "$purpose" = test ]; then
  packages+=(webkit2gtk-driver xvfb dbus-x11 xclip git)
fi

if command -v dpkg-query >/dev/null; then
  missing=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${missing[*]}"
    as_root=()
    if [ "$(id -u)" != 0 ]; then
      command -v sudo >/dev/null || fail "sudo is missing: install these as root, then run this again: ${missing[*]}"
      as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
elif [ "$(uname)" = Linux ]; then
  say "this is not a Debian system; make sure these are installed by their names here: ${packages[*]}"
fi

command -v cargo >/dev/null || fail "cargo is missing: install Rust 1.95 or later from https://rustup.rs, then run this again"
command -v npm >/dev/null || fail "npm is missing: install Node.js 20 or later from https://nodejs.org, then run this again"
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' \
  || fail "Node.js $(node --version) is too old: install version 20 or later"

# `npm ci` empties node_modules first, so it runs only when the lock file has changed.
install_npm() {
  local stamp=$1/node_modules/.rolewright-lock
  if ! cmp -s "$1/package-lock.json" "$stamp"; then
    say "installing the packages of $1"
    npm --prefix "$1" ci --no-audit --no-fund --loglevel=error
    cp "$1/package-lock.json" "$stamp"
  fi
}
install_npm ui

if [ "$purpose" = test ]; then
  install_npm tests/desktop
  command -v tauri-driver >/dev/null || { say "installing tauri-driver"; cargo install -q tauri-driver --version 2.1.0 --locked; }
  command -v cargo-fuzz >/dev/null || { say "installing cargo-fuzz"; cargo install -q cargo-fuzz --locked; }
fi
