# `make` lists the targets. Everything runs in .venv, made on first use from any Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2

DEMO_POLICY := policies/commissioning/five-principles.policy
DEMO_TENDERS = $(sort $(wildcard examples/*.yaml))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo policies test differential lint format types layers golden generated vocabulary tables schema rows handbook accessibility bench growth edits lock clean distclean

help: ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.* ## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: $(READY) ## make .venv and install the locked tools and the project into it

# Hashes are checked on everything that is installed; the project itself is a link to this checkout.
$(READY): .ci/requirements.lock pyproject.toml .ci/make-venv
	@.ci/make-venv "$(PYTHON)" $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement .ci/requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## check the example tenders against the five principles
	@$(BIN)/policyspec check $(DEMO_TENDERS) --policy $(DEMO_POLICY) \
	|| { code=$$?; [ $$code -eq 1 ] && echo "(exit code 1: the examples breach rules, as they are meant to)" || exit $$code; }

policies: $(READY) ## the tests of the shipped policies: they pass, cover every rule, and notice every change of one
	@$(BIN)/policyspec test policies --coverage --fail-under 100 --mutate

test: lint types layers ## all checks, then the tests: what CI runs
	@$(BIN)/python -m pytest -n $(WORKERS)

CASES ?= 1000000
differential: $(READY) ## the engines held against the interpreter on CASES generated cases; stopped, it goes on where it was
	@$(BIN)/python -m tests.differential --engines python --cases $(CASES) --workers $(WORKERS) \
		--journal $(VENV)/differential/python.jsonl
	@$(BIN)/python -m tests.differential --engines query --cases $(CASES) --tenders 800 --workers $(WORKERS) \
		--journal $(VENV)/differential/query.jsonl

lint: $(READY) ## ruff: rules and layout
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

format: $(READY) ## lay out the code and mend what ruff can
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

types: $(READY) ## mypy, strict
	@$(BIN)/mypy

layers: $(READY) ## imports go downward only
	@$(BIN)/lint-imports --no-logo

golden: $(READY) ## rewrite the machine's blocks of the golden files; review the difference
	@$(BIN)/python -m pytest -q tests/golden --update-golden

generated: vocabulary tables schema highlighting rows ## all that is generated, made again

vocabulary: $(READY) ## make the table of facts and its page again from the tender model
	@$(BIN)/python -m policyspec.model.generate

tables: $(READY) ## make the parser's tables again from the grammar
	@$(BIN)/python -m policyspec.syntax.tables

schema: $(READY) ## make the JSON Schema of the report again
	@$(BIN)/python -m policyspec.report.schema > $(VENV)/schema.json
	@mv $(VENV)/schema.json docs/report.schema.json

rows: $(READY) ## make docs/policies.md and the tables in the READMEs of the policies again
	@$(BIN)/python -m tests.docs.policy_tables

handbook: $(READY) ## the handbook of the shipped policies, in .venv/handbook
	@$(BIN)/policyspec docs policies --to $(VENV)/handbook

highlighting: $(READY) ## make the TextMate grammars of the editors again from the keyword table
	@$(BIN)/python -m policyspec.syntax.highlighting.textmate > $(VENV)/policyspec.json
	@$(BIN)/python -m policyspec.syntax.highlighting.textmate --markdown > $(VENV)/markdown.json
	@mv $(VENV)/policyspec.json editors/vscode/syntaxes/policyspec.tmLanguage.json
	@mv $(VENV)/markdown.json editors/vscode/syntaxes/markdown.tmLanguage.json

# Node is not part of the project either: editors/vscode/README.md.
extension: ## the extension for Visual Studio Code, editors/vscode/policyspec.vsix (needs Node and npm)
	@cd editors/vscode && npm ci --no-audit --no-fund && npm run package

# Node and Chromium are not part of the project: tests/report/axe/README.md says what is needed once.
AXE ?= $(HOME)/axe
accessibility: $(READY) ## the HTML report, the handbook and an audit in a real browser, with axe-core (needs Node and Chromium)
	@$(BIN)/python -m tests.report.axe.pages $(VENV)/pages
	@$(if $(PICTURES),mkdir -p $(PICTURES))
	@cd $(AXE) && node $(CURDIR)/tests/report/axe/check.mjs $(if $(PICTURES),--pictures $(abspath $(PICTURES))) \
		$(CURDIR)/$(VENV)/pages/*.html

bench: $(READY) ## the figures of benchmarks/
	@$(BIN)/python -m benchmarks.cold_start
	@$(BIN)/python -m benchmarks.thousand_tenders
	@$(BIN)/python -m benchmarks.lsp_latency
	@$(BIN)/python -m benchmarks.engines
	@$(BIN)/python -m benchmarks.bulk_parquet --check

growth: $(READY) ## what twice the tenders, rules or lots cost, up to a million tenders (an hour)
	@$(BIN)/python -m benchmarks.growth

edits: $(READY) ## what is said of 20,000 policies with one word wrong (a quarter of an hour)
	@$(BIN)/python -m benchmarks.one_token_edits

lock: ## resolve the dependencies again (needs uv)
	@uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --upgrade --quiet \
		--generate-hashes --no-header --no-annotate --output-file .ci/requirements.lock
	@! grep -n '://' .ci/requirements.lock

clean: ## remove what building and testing left behind
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find policyspec tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## as clean, and .venv
	@rm -rf $(VENV)
