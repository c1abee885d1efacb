# The everyday commands. `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= python3
CONTENT ?= content
OUTPUT ?= output
STRICT ?=
TIMINGS ?=
PORT ?= 8000
EVERY ?= 1
BIN := .venv/bin
STRICT_FLAG := $(if $(filter-out 0 no false,$(STRICT)),-e WORKSHOPS_STRICT=true)
TIMINGS_FLAG := $(if $(filter-out 0 no false,$(TIMINGS)),-e WORKSHOPS_TIMINGS=true)
PYTEST ?= $(BIN)/python -m pytest -n 3 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help site publish serve test feeds-corpus check bench screenshots clean lint

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

.venv/installed: pyproject.toml deploy/venv.sh
	@sh deploy/venv.sh "$(PYTHON)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q plugins
	@touch $@

.venv/installed-test: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

site: .venv/installed ## build the site: CONTENT=folder OUTPUT=folder STRICT=1 TIMINGS=1
	@[ -d "$(CONTENT)" ] || { echo "there is no folder $(CONTENT); it is made, empty"; mkdir -p "$(CONTENT)"; }
	@$(BIN)/pelican "$(CONTENT)" -o "$(OUTPUT)" -s pelicanconf.py $(STRICT_FLAG) $(TIMINGS_FLAG)

.venv/installed-publish: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[publish]'
	@touch $@

publish: .venv/installed-publish ## after `make site`: pictures for sharing, the index of the full-text search: OUTPUT=folder
	@$(BIN)/workshops publish --output "$(OUTPUT)"

serve: .venv/installed ## build, serve on this machine and rebuild on every change: PORT=8000
	@$(BIN)/workshops --content "$(CONTENT)" serve --output "$(OUTPUT)" --port "$(PORT)"

check: .venv/installed ## look for mistakes in the content
	@$(BIN)/workshops check "$(CONTENT)"

test: .venv/installed-test ## set up all that tests need, and run them
	@sh tests/parts.sh
	@$(PYTEST)

feeds-corpus: .venv/installed-test ## the feeds of 10,000 events in every calendar program, for an hour; goes on where it was stopped: EVERY=20 for each 20th
	@sh tests/parts.sh
	@mkdir -p .cache
	@PYTHONPATH=tests $(BIN)/python -m clients.corpus --events 10000 --every $(EVERY) --log .cache/feeds-corpus.jsonl

lint: .venv/installed-test ## types and style
	@$(BIN)/ruff check plugins tests
	@$(BIN)/mypy

bench: .venv/installed ## compare its speed with other tools, and write docs/performance.md: BENCH="--only check"
	@PYTHON="$(PYTHON)" sh tests/bench/setup.sh
	@cd tests && ../$(BIN)/python -m bench.report $(BENCH)

screenshots: .venv/installed-test ## take the pictures in docs/screenshots
	@sh tests/parts.sh
	@$(BIN)/python tests/browser/screenshots.py

clean: ## remove what was built; the environment stays
	@rm -rf output .cache
