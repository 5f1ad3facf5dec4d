# Two commands are enough on a fresh machine: `make demo` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help setup demo run test outside screenshots check fuzz bench bench-solver bench-workflows bench-web lock translations clean

RUNTIME := @sh deploy/environment.sh runtime
DEV := @sh deploy/environment.sh dev
BIN := .venv/bin
SPEAKING = cli domain invites models web workers
# Dates and teams would only make every change look larger.
CATALOGUES = locales/*/LC_MESSAGES/vaihto.po
NOT_KEPT = Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|MIME-Version|Generated-By
COMPILE = $(UV) pip compile --generate-hashes --universal --python-version 3.11 --no-header --quiet $(LOCK_ARGS)
UV = $(shell command -v uv || echo .tools/uv/bin/uv)

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

setup: ## Prepare .venv with everything that running and testing need
	$(DEV)

demo: ## Rehearse a whole round in minutes (DEMO_ARGS="--exit --data DIR --json FILE")
	$(RUNTIME)
	@$(BIN)/vaihto demo $(DEMO_ARGS)

run: ## Start everything on this machine until Ctrl-C (RUN_ARGS="--data DIR")
	$(RUNTIME)
	@$(BIN)/vaihto up $(RUN_ARGS)

test: ## Run the tests (TEST_ARGS="tests/solver -k capacity")
	$(DEV)
	$(BIN)/python -m pytest -n 2 $(TEST_ARGS)

outside: ## Install programs that are not ours, and let them judge our mails (TEST_ARGS)
	@for installer in deploy/outside*.sh; do sh "$$installer" || exit; done
	VAIHTO_REQUIRE_OUTSIDE=1 $(BIN)/python -m pytest $(or $(TEST_ARGS),tests/outside)

screenshots: ## Take a picture of every page, printed too, for human eyes, into build/screenshots (SHOT_ARGS="--only rounds --language sv")
	$(DEV)
	@sh deploy/outside-browser.sh
	$(BIN)/python -m tests.browser.screenshots $(SHOT_ARGS)

check: ## Judge style, types, import contracts, sizes and words
	$(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/taste tests/locales

fuzz: ## Try odd mails on the reading of answers, for ten minutes or so (FUZZ=20000)
	$(DEV)
	VAIHTO_FUZZ=$${FUZZ:-20000} timeout 600 nice -n 19 $(BIN)/python -m pytest -x tests/invites/test_fuzz.py tests/domain/test_fuzz.py || test $$? = 124

bench: ## Measure what we promise about speed (BENCH_ARGS)
	$(DEV)
	$(BIN)/python -m benchmarks $(BENCH_ARGS)

bench-solver: ## Measure the solver beside its peers (BENCH_ARGS="--sizes S M --seeds 1 2 --only plans")
	@sh deploy/environment.sh bench
	$(BIN)/python -m benchmarks.contest $(BENCH_ARGS)

bench-workflows: ## Measure workflows beside bare ones, in some eight minutes (BENCH_ARGS="--only rates", "--large")
	$(DEV)
	$(BIN)/python -m benchmarks.workflows $(BENCH_ARGS)

bench-web: ## Measure pages of a round with 2,000 applications beside bare ones (BENCH_ARGS="--seconds 10")
	$(DEV)
	$(BIN)/python -m benchmarks.web $(BENCH_ARGS)

lock: ## Compile the lock files from pyproject.toml (LOCK_ARGS="--upgrade")
	$(DEV)
	$(COMPILE) --group pyproject.toml:bootstrap -o requirements-uv.lock
	$(COMPILE) --group pyproject.toml:build -o requirements-build.lock
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -o requirements-dev.lock
	$(COMPILE) --group pyproject.toml:outside --constraints requirements-dev.lock -o requirements-outside.lock
	$(COMPILE) --group pyproject.toml:bench --constraints requirements-dev.lock -o requirements-bench.lock

translations: ## Gather the sentences to translate into locales/*/LC_MESSAGES/vaihto.po
	$(DEV)
	@mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k plural:1,2 --no-location --sort-output -w 110 -o build/vaihto.pot $(SPEAKING)
	$(BIN)/pybabel -q update -i build/vaihto.pot -d locales -D vaihto --no-fuzzy-matching --ignore-obsolete -w 110
	@sed -E -i.before -e '/^"($(NOT_KEPT)): /d' -e '$${/^$$/d;}' $(CATALOGUES)
	@rm -f locales/*/LC_MESSAGES/*.before

clean: ## Remove the environment and everything that tools leave behind
	rm -rf .venv .tools build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
