# Nothing but Python 3.11 or later is needed: `make run`, `make lab` and `make test` set everything up in .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# Tests are spread over two processes, file by file in their order: files of many tests are not the long ones.
# JAX finds its compiled programs in the user's cache folder from then on.
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder
ifeq ($(CHROMIUM),)
TESTS = @echo "chromium was not found: tests that open a page are left out (Debian: sudo apt-get install chromium)"; \
	$(PYTEST) -m "$(1) and not browser"
else
TESTS = CHROMIUM=$(CHROMIUM) $(PYTEST) -m "$(1)"
endif

.DEFAULT_GOAL := help
.PHONY: help setup page lab run test thorough check fix validate bench soak docs dist clean

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: $(READY) ## make .venv and install the package and its tools (the others do this by themselves)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "technopole needs Python 3.11 or later; name it: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make environments. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $(READY)

page: $(READY) ## build the lab's page from lab-ui/, if its sources changed
	@$(BIN)/python tools/build_page.py

lab: page ## set up, build the page, start the lab and open it
	$(BIN)/technopole lab

run: page ## what the Northern Metropolis plan does to Hong Kong and Shenzhen, with a report
	$(BIN)/technopole run hong-kong-shenzhen --plan northern-metropolis --baseline baseline --report

test: page ## all tests but the slow ones (those that open a page, where chromium is installed)
	$(BIN)/python tools/build_page.py --test
	$(call TESTS,not slow)

thorough: page ## the slow tests: pages followed as a reader does, studies that are killed, the finer region
	$(call TESTS,slow)

check: page ## style, types, imports, equations and generated pages
	$(BIN)/python tools/build_page.py --check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports
	$(BIN)/python tools/check_equations.py
	@for page in docs/build_*.py; do echo "$$page --check"; $(BIN)/python $$page --check || exit 1; done

fix: $(READY) ## let ruff repair and format what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

validate: $(READY) ## hold the model against published results and left-out places
	$(BIN)/python -m pytest -q validation

bench: $(READY) ## measure times and memory
	$(BIN)/python -m benchmarks

soak: page ## move levers for ten minutes in a browser and watch its memory
	$(BIN)/python -m benchmarks.soak

docs: $(READY) ## write the generated pages of docs/reference and build the site (site/index.html)
	@for page in docs/build_*.py; do echo "$$page"; $(BIN)/python $$page || exit 1; done
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict

dist: $(READY) ## build wheel and sdist, test the wheel in an environment of its own, write its bill of materials
	rm -rf dist
	$(BIN)/python -m build --outdir dist
	$(PYTHON) -m venv dist/environment
	dist/environment/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
	  "$$(ls $(CURDIR)/dist/*.whl)[all]" pytest hypothesis packaging
	dist/environment/bin/python -m pytest -q -p no:cacheprovider tests/region tests/store tests/importers tests/cli
	dist/environment/bin/python tools/sbom.py dist/sbom.cdx.json
	rm -rf dist/environment
	@ls dist

clean: ## remove the environment and caches; runs are kept
	rm -rf $(VENV) lab-ui/node_modules src/technopole/lab/page .pytest_cache .ruff_cache .import_linter_cache .hypothesis dist site
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
