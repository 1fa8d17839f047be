# What one does with Klimatrappa; `make help` lists it. Needs git, make and Python 3.11 with venv, nothing else.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

PY := .venv/bin/python
MANAGE := $(PY) manage.py
DATA := $(or $(KLIMATRAPPA_DATA),var)
PO := $(wildcard locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
STATIC := $(DATA)/static/.collected
# One more than there are processors: tests wait for servers and for the browser.
TEST_PROCESSES ?= $(shell echo $$(($$(nproc) + 1)))
export TEST_PROCESSES PYTEST_ARGS
export UV_SYSTEM_CERTS := 1

.PHONY: help install install-dev demo test check lint format bench endurance backup restore messages openapi lock clean clean-data

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

install: ## Install what running needs: packages, translations, files for the browser
	@bin/install runtime
	@$(MAKE) --silent --no-print-directory $(MO) $(STATIC)

install-dev: ## Install what developing and testing need
	@bin/install dev
	@$(MAKE) --silent --no-print-directory $(MO)

demo: ## Install, start everything, load the demonstration, print the address (Ctrl-C stops it)
	@bin/install runtime
	@bin/system-packages pdf
	@$(MAKE) --silent --no-print-directory $(MO) $(STATIC)
	@exec $(MANAGE) demo_server --with-parent $(DEMO_ARGS)

test: export KLIMATRAPPA_PROFILE = test
test: install-dev ## Run the whole test suite, browser tests too (PYTEST_ARGS="…" passes arguments on)
	@bin/system-packages pdf browser
	@exec $(PY) -m pytest -n $(TEST_PROCESSES) --dist=worksteal $(PYTEST_ARGS)

check: export KLIMATRAPPA_PROFILE = test
check: install-dev ## Run everything that must hold: tests, lint, types, import contracts, migrations, deployment
	@bin/system-packages pdf browser
	@exec $(PY) bin/check

lint: export KLIMATRAPPA_PROFILE = test
lint: install-dev ## Run the checks without the tests
	@exec $(PY) bin/check --without-tests

format: install-dev ## Bring code and templates into their form
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: install-dev ## Measure: BENCH_LINES=1000000 lines, BENCH_IMPORT_ROWS=1000000, BENCH_REQUIREMENTS=50000, BENCH_PARTS=procurements; writes benchmarks/latest.json
	@$(MAKE) --silent --no-print-directory $(STATIC)
	@exec $(PY) benchmarks/run.py

endurance: export KLIMATRAPPA_PROFILE = test
endurance: export KLIMATRAPPA_ENDURANCE = 1
endurance: install-dev ## Kill and fuzz for a long time
	@exec $(PY) -m pytest -n $(TEST_PROCESSES) -k "endurance or fuzz" $(PYTEST_ARGS)

backup: ## Back up database and files into one archive, while everything runs (FILE=backup.zip)
	@test -n "$(FILE)" || { echo "Say where: make backup FILE=backup.zip"; exit 2; }
	@exec $(MANAGE) backup "$(FILE)"

restore: ## Restore an archive, all of it or nothing (FILE=backup.zip; REPLACE=1 takes the place of what is here)
	@test -n "$(FILE)" || { echo "Say which: make restore FILE=backup.zip"; exit 2; }
	@exec $(MANAGE) restore $(if $(REPLACE),--replace) "$(FILE)"

messages: install-dev ## Collect the texts to translate into locale/
	@$(MANAGE) collect_translations

openapi: install-dev ## Write the description of the API into docs/api/openapi.yaml
	@$(MANAGE) spectacular --validate --fail-on-warn --file docs/api/openapi.yaml

lock: install-dev ## Lock the newest versions that pyproject.toml and package.json allow
	@.venv/bin/uv pip compile --quiet --no-header --universal --generate-hashes --upgrade --python-version 3.11 \
	  pyproject.toml --output-file requirements.lock
	@.venv/bin/uv pip compile --quiet --no-header --universal --generate-hashes --upgrade --python-version 3.11 \
	  pyproject.toml --group dev --output-file requirements-dev.lock
	@echo uv | .venv/bin/uv pip compile --quiet --no-header --no-annotate --universal --generate-hashes --upgrade \
	  --python-version 3.11 - --output-file requirements-bootstrap.lock
	@bin/install dev

clean: ## Remove what can be installed or built again; data are kept
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache $(MO) $(DATA)/static

clean-data: ## Remove this checkout's databases and files, for good
	@$(MANAGE) services remove

# One command writes all of them.
$(MO) &: $(PO) .venv/.installed
	@$(MANAGE) compile_translations >/dev/null
	@touch $(MO)

$(STATIC): $(shell find static $(filter-out var/%,$(wildcard */static)) -type f 2>/dev/null) node_modules/.installed .venv/.installed
	@echo "Collecting the files for the browser"
	@$(MANAGE) collectstatic --noinput --clear --verbosity=0
	@touch $@
