# All that a person or CI types. Every target installs what it misses.
.DEFAULT_GOAL := help
SHELL := bash
PATH := $(HOME)/.cargo/bin:$(PATH)
export PATH
APP := rolewright-desktop
# Every command below names the same packages and features of dependencies, so that each dependency is compiled
# once to be checked and once to be run, and not once for every command.
export WORKSPACE := --workspace --features $(APP)/custom-protocol
TESTED := $(WORKSPACE),$(APP)/testing

.PHONY: help run test check az bench fuzz bindings screenshots setup setup-test ui

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 16

run: setup ui ## Build and open the app
	cargo run -q -p $(APP) --features custom-protocol

# The property tests take the same cases each time; `make fuzz` looks for others.
test: export PROPTEST_RNG_SEED := 1
test: setup-test check ## Run everything: checks, tests, the real window, a short fuzz
	cargo build -q $(TESTED) --bins --tests
	scripts/bindings.sh --check
	cargo test -q $(TESTED)
	npm --prefix ui run test
	npm --prefix tests/desktop test
	scripts/fuzz.sh 15

check: setup ui ## Formats, lints, types
	cargo fmt --check
	cargo clippy -q $(WORKSPACE) --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc -q $(WORKSPACE) --no-deps
	npm --prefix ui run check

az: setup ## Drive the sandbox with the real Azure CLI (700 MB, once)
	cargo build -q $(WORKSPACE) --bin rolewright
	scripts/az.sh

bench: setup-test ui ## Measure; writes bench/results.json
	scripts/bench.sh

fuzz: setup-test ui ## Test the properties on new cases, and fuzz each target for ten minutes
	cargo test -q $(TESTED) --lib
	scripts/fuzz.sh 600

bindings: ## Write the TypeScript of the wire types anew
	scripts/bindings.sh

screenshots: setup-test ui ## Take the README's pictures in the real window
	cargo build -q -p $(APP) --features custom-protocol,testing
	npm --prefix tests/desktop run screenshots

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

ui: setup
	npm --prefix ui run build
