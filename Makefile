# Everything a person does with this checkout. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
# How many test processes; 0 for none, which is handy with a debugger.
JOBS ?= 2
# Whose interviews `make eval` holds.
MODEL ?= builtin
# More words for pytest: make test TESTS="tests/unit -k plan"
TESTS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check format lock fonts screens migration messages bench eval clean ready ready-test

help: ## List these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: ready ## Start Preppal and print its address (PREPPAL_PORT, PREPPAL_DATA_DIR)
	@exec $(BIN)/preppal serve

test: ready-test ## Run every test on a real PostgreSQL and in a real browser
	@exec $(BIN)/pytest -n $(JOBS) --dist worksteal $(TESTS)

check: ready-test ## Format, lint, types, import contracts, templates, committed files
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/check_templates.py
	$(BIN)/python tools/check_files.py

format: ready-test ## Put every Python file into its usual form
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

lock: ready-test ## Write the locks from pyproject.toml; needs uv (make lock LOCK=--upgrade)
	$(BIN)/python tools/lock.py $(LOCK)

fonts: ready-test ## Cut the fonts down to the letters that are used
	$(BIN)/python tools/fonts.py

screens: ready-test ## Write a picture of every page to build/screens
	$(BIN)/python -m tools.screens

migration: ready-test ## Write a migration from the models: make migration m="Say what changes"
	$(BIN)/python -m tools.migration "$(m)"

messages: ready-test ## Collect the words of the interface into the catalogues
	$(BIN)/python tools/messages.py

bench: ready-test ## Measure against the budgets
	$(BIN)/python -m benchmarks

eval: ready-test ## Hold every simulated interview with one mind: make eval MODEL=builtin
	@$(BIN)/python -m tests.evals --model "$(MODEL)"

clean: ## Remove everything that was made; the data directory stays
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@$(PYTHON) tools/environment.py run

ready-test:
	@$(PYTHON) tools/environment.py test
