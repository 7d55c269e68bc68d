# All that a person or CI types. Every target installs what it misses.
.DEFAULT_GOAL := help
SHELL := bash
PATH := $(HOME)/.cargo/bin:$(PATH)
export PATH
APP := rolewright-desktop
# The built screens travel inside the binary.
APP_FEATURES := tauri/custom-protocol

.PHONY: help run test check bench fuzz bindings screenshots setup setup-test ui

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 16

run: setup ui ## Build and open the app
	cargo run -q -p $(APP) --features $(APP_FEATURES)

test: setup-test check ## Run everything: checks, tests, the real window, a short fuzz
	cargo test -q
	npm --prefix ui run test
	cargo build -q -p $(APP) --features $(APP_FEATURES),testing
	cargo build -q -p rolewright-cli
	npm --prefix tests/desktop test
	scripts/fuzz.sh 15

check: setup ui ## Formats, lints, types, generated files
	cargo fmt --check
	cargo clippy -q --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc -q --no-deps
	npm --prefix ui run check
	scripts/bindings.sh --check

bench: setup-test ui ## Measure; writes bench/results.json
	scripts/bench.sh

fuzz: setup-test ## Fuzz each target for ten minutes
	scripts/fuzz.sh 600

bindings: ## Write the TypeScript of the wire types anew
	scripts/bindings.sh

screenshots: setup-test ui ## Take the README's pictures in the real window
	cargo build -q -p $(APP) --features $(APP_FEATURES),testing
	npm --prefix tests/desktop run screenshots

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

ui: setup
	npm --prefix ui run build
