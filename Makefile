# Stagewire: `make run` serves, `make test` tests; `make help` lists the rest.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run relay test check fuzz generate bench clean

##@ Use
help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed ## Install on first use, migrate, and serve on http://127.0.0.1:8080
	@$(BIN)/stagewire serve

relay: $(VENV)/installed ## Run a TURN relay (coturn) on 127.0.0.1:3478 for the server beside it
	@$(BIN)/stagewire relay

##@ Develop
test: $(VENV)/installed-dev ## Install what the tests need and run them all
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/installed-dev ## Lint, types, contract lint, generated files up to date
	@scripts/check

fuzz: $(VENV)/installed-dev ## Fuzz a running server for longer than the tests do
	@STAGEWIRE_FUZZ_EXAMPLES=$${STAGEWIRE_FUZZ_EXAMPLES:-300} $(BIN)/python -m pytest tests/contract/test_fuzz.py $(ARGS)

generate: $(VENV)/installed-dev ## Write generated/ from openapi/
	@$(BIN)/python scripts/generate

bench: $(VENV)/installed-dev ## Measure beside peers and print ratios
	@scripts/bench

clean: ## Remove the virtual environment and caches; data/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

##@ Files
$(VENV)/installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Stagewire into $(VENV) …"
	@$(PIP) -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(PIP) -e '.[test,generate,bench]'
	@touch $@
