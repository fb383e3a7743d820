# Two commands matter: `make run` and `make test`. What they need, they install.

SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.9
UV := $(shell command -v uv || echo .tools/bin/uv)
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_PREFERENCE := only-system
RUN := .venv/bin
# A hundred processes of one run read what the first of them compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test ready ready-tests check audit format contract bench faults screens conformance build install install-tests demonstration clean help

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

run: ready demonstration ## install, build, migrate, load the demonstration, serve on port 8000
	SOTHON_DEMONSTRATION=1 SOTHON_PORT=$(PORT) $(RUN)/sothon serve

test: ready-tests ## everything that must be true, in at most 12 minutes
	npx vitest run
	$(RUN)/pytest -q -n 4 --dist worksteal

check: install-tests ## formatters, linters, type checkers, container files, secrets, advisories
	$(RUN)/ruff format --check api tests migrations
	$(RUN)/ruff check api tests migrations
	$(RUN)/mypy
	$(RUN)/python -m tests.hygiene.dead_code
	npx biome ci .
	npx tsc --noEmit
	npx knip
	$(RUN)/hadolint Dockerfile
	$(RUN)/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	$(RUN)/python -m tests.hygiene.secrets
	@UV=$(UV) $(RUN)/python -m tests.hygiene.audit --where-reachable

audit: install-tests ## known vulnerabilities of what is locked; fails where nobody answers
	@UV=$(UV) $(RUN)/python -m tests.hygiene.audit

format: ## let the formatters have their way
	$(RUN)/ruff format api tests migrations
	$(RUN)/ruff check --fix api tests migrations
	npx biome check --write .

contract: install-tests ## make webapp/api/schema.ts and docs/api.md anew, after a route has changed
	$(RUN)/python -m tests.contract.generated

bench: install-tests build ## bytes, a slow phone, submissions per second, milliseconds of re-validation, memory
	$(RUN)/python -m tests.bench

faults: install-tests build ## the long runs: the fault matrix, and stories that have a quicker sister in `make test`
	$(RUN)/pytest -q -rP -m "faults or long"

# Every story that looks at a screen, wherever it is told.
screens: install-tests build ## take the pictures of docs/screens anew
	SOTHON_SCREENSHOTS=1 $(RUN)/pytest -q -m "not faults" $$(grep -lE '(looks|at_desk|found|seen)[.](at|keep)[(]' tests/journey/test_*.py tests/faults/test_*.py)

conformance: install ## run CASES=path.json through both evaluators
	@$(RUN)/python -m tests.conformance.run $(CASES)

demonstration: install
	@SOTHON_DEMONSTRATION=1 $(RUN)/sothon demonstrate

# The stamps remember what was installed from, so that a second run starts in seconds.
.tools/bin/uv:
	@echo "Installing uv $(UV_VERSION) into .tools"
	@$(PYTHON) -m venv .tools && .tools/bin/pip install -q uv==$(UV_VERSION)

.venv/.installed: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	@echo "Installing the Python libraries"
	@$(UV) sync --frozen --python $(PYTHON) && touch $@

.venv/.installed-tests: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	@echo "Installing the Python libraries, with those of the tests"
	@$(UV) sync --frozen --python $(PYTHON) --all-groups && touch $@ .venv/.installed

node_modules/.installed: package.json package-lock.json
	@echo "Installing the JavaScript libraries"
	@npm ci --no-fund --no-audit --loglevel=error && touch $@

install: .venv/.installed node_modules/.installed

# Three at once: what one package manager fetches, the other need not wait for.
ready ready-tests:
	@$(MAKE) --no-print-directory -j3 $(subst ready,install,$@) build

tests/contract/node_modules/.installed: tests/contract/package.json tests/contract/package-lock.json
	@echo "Installing what makes types from OpenAPI"
	@npm ci --prefix tests/contract --no-fund --no-audit --loglevel=error && touch $@

install-tests: .venv/.installed-tests node_modules/.installed tests/contract/node_modules/.installed
	@bash tests/install-programs.sh

dist/index.html: node_modules/.installed vite.config.ts package.json api/domain/question_types.json $(shell find webapp -type f 2>/dev/null)
	@echo "Building the phone app"
	@npx vite build --logLevel warn && touch $@

build: dist/index.html

clean:
	rm -rf .venv .tools node_modules tests/contract/node_modules dist
