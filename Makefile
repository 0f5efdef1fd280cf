# Only Python 3.11+ and make are assumed. `make` alone lists the verbs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
# One process more than cores: tests also wait, for a server to close, for PostgreSQL's disk.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)
SPREAD := -n $(WORKERS) --maxprocesses 6 --dist worksteal

# Compiled once for all workers and for the programs that tests start, also where the shell says otherwise.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install run test quick lint bench soak lock

help: ## list these verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(VENV)/.installed ## make .venv with everything in it

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Genjin needs Python 3.11 or newer"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

run: install ## the demo: a phone in the browser, the bot behind it
	$(BIN)/genjin demo

test: install ## lint and the tests (conversations on SQLite), side by side
	@$(MAKE) --no-print-directory -j 2 lint quick

quick:
	$(PYTEST) $(SPREAD) -m "not soak and not again"

lint: install ## ruff and mypy, strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .

bench: install ## benchmarks beside others, as a table and JSON; SCALE=1: a million customers too (an hour, 10 GB)
	$(BIN)/python -m bench
	$(if $(SCALE),$(BIN)/python -m bench.scale --passes)

soak: install ## the long runs: conversations on PostgreSQL, kill and restart under load, whatever may be said
	$(PYTEST) $(SPREAD) -m again tests/conversations
	$(PYTEST) -m soak tests

lock: ## pin the newest versions that pyproject.toml allows
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --quiet -o requirements.lock
