# evitrace: `make demo` to see it, `make test` to check it. Both need Python 3.11 or 3.12, make and a package index, nothing else.

VENV ?= .venv
DEMO_DB ?= demo.db
DEMO_PORT ?= 8001
DEMO_SERVE ?= 1
CORPUS = corpora/trastuzumab_resistance

DOCUMENTS = $(CORPUS)/documents
PAGES = http://127.0.0.1:$(DEMO_PORT)/$(basename $(notdir $(DEMO_DB)))

# uv installs ten times faster than pip where it is there; `make demo INSTALLER=pip` does without it.
INSTALLER := $(or $(INSTALLER),$(shell uv --version >/dev/null 2>&1 && echo uv || echo pip))

BIN = $(VENV)/bin
ifeq ($(INSTALLER),uv)
INSTALL = uv pip install --quiet --python $(BIN)/python
else
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint typecheck format lock scores wheel clean distclean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/installed  ## install, read the bundled papers into demo.db, show them in a browser (DEMO_SERVE=0: do not serve)
	$(BIN)/evitrace ingest $(DEMO_DB) $(DOCUMENTS)
	@echo
	@echo "$(DEMO_DB) is ready. Three pages worth opening, once it is served on http://127.0.0.1:$(DEMO_PORT)/ :"
	@echo "  $(PAGES)/evidence_browse      what each drug does to which target, and what comes of it"
	@echo "  $(PAGES)/claims_browse        measured findings, the arms of a comparison side by side"
	@echo "  $(PAGES)/documents_overview   the papers that were read"
	@echo
ifeq ($(DEMO_SERVE),0)
	@echo "Not serving (DEMO_SERVE=0). To serve: $(BIN)/evitrace serve $(DEMO_DB) --port $(DEMO_PORT)"
else
	$(BIN)/evitrace serve $(DEMO_DB) --port $(DEMO_PORT)
endif

test: $(VENV)/installed-dev  ## install and run every check: the test-suite, style, types, direction of imports
	$(BIN)/python -m pytest
	@$(MAKE) --no-print-directory lint typecheck

lint: $(VENV)/installed-dev  ## style, formatting, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

typecheck: $(VENV)/installed-dev  ## types (mypy --strict)
	$(BIN)/mypy

format: $(VENV)/installed-dev  ## put the code in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## resolve the dependencies anew and pin them with their hashes (needs uv)
	@uv --version >/dev/null 2>&1 || { echo "make lock needs uv: python -m pip install uv"; exit 1; }
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile pyproject.toml $(LOCK) --extra build -o requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile pyproject.toml $(LOCK) --extra build --extra dev -c requirements.txt -o requirements-dev.txt

LOCK = --upgrade --quiet --no-annotate --generate-hashes --universal --python-version 3.11

scores: $(VENV)/installed-dev  ## measure the extraction against gold and write the table into README.md (DEVELOPMENT="TEXTS GOLD": others too)
	$(BIN)/python benchmarks/score_readme.py $(if $(DEVELOPMENT),--development $(DEVELOPMENT))

wheel: $(VENV)/installed  ## build dist/evitrace-*.whl
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean:  ## remove what was built, the demo database and the caches
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache $(DEMO_DB) $(DEMO_DB)-*
	find extract tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean  ## clean, and remove the virtual environment
	rm -rf $(VENV)

# The stamps: an environment is filled again only when its lock or the project's metadata change. The project itself is
# installed editable, so that the code and the patterns in this folder are the ones that run.
$(VENV)/installed: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) (700 MB; with pip a minute or two, the first time only)"
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) (750 MB; with pip a minute or two, the first time only)"
	$(INSTALL) --require-hashes -r requirements-dev.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $(VENV)/installed $@

# The first Python on the PATH that fits. A name can be on the PATH and still not run (pyenv), so each one is asked.
$(BIN)/python:
	@for python in $(PYTHON) python3.12 python3.11 python3; do \
	  $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' >/dev/null 2>&1 || continue; \
	  if ! $$python -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	    echo "$$python cannot make virtual environments: install its venv module (Debian, Ubuntu: apt-get install $$python-venv)"; exit 1; fi; \
	  echo "Making $(VENV) with $$($$python --version)"; \
	  exec $$python -m venv $(VENV); \
	done; \
	echo "evitrace needs Python 3.11 or 3.12 and found neither python3.12, python3.11 nor a fitting python3 on the PATH."; \
	echo "Found instead: $$(python3 --version 2>/dev/null || echo no python3 at all). Install one, or say which: make PYTHON=/path/to/python3.12 ..."; \
	exit 1
