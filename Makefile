# `make app` is all a newcomer needs; `make help` lists the rest.

PYTHON ?= python3.11
BIN := .venv/bin
SUDO := $(if $(filter 0,$(shell id -u)),,sudo -n)

.PHONY: help app ask test check bench eval gate baseline lock clean programs
.DEFAULT_GOAL := help
PROGRAMS := chromium tesseract-ocr apertium-eng-cat apertium-fra-cat

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 8

app: .venv/.app ## build the index from corpus/ and serve the chat at http://127.0.0.1:7860
	$(BIN)/assistant index
	$(BIN)/python app.py

ask: export QUESTION = $(value Q)
ask: .venv/.app ## answer one question: make ask Q="..."
	@test -n "$$QUESTION" || { echo 'usage: make ask Q="your question"' >&2; exit 2; }
	@$(BIN)/assistant ask -- "$$QUESTION"

test: .venv/.test programs ## run all the tests, those in a browser included, and report their coverage
	$(BIN)/python -m pytest --cov

check: .venv/.test ## lint, check the formatting and the types, and look into the wheel
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_packaging.py

bench: .venv/.test ## time and compare the assistant and its models
	$(BIN)/python -m evals.bench
	$(BIN)/python -m training.speed

eval: .venv/.test ## put the question suite to the assistant and report
	$(BIN)/python -m evals run

gate: .venv/.test ## hold the question suites against the committed baseline
	$(BIN)/python -m evals gate

baseline: .venv/.test ## accept the suites' figures as they are, and write them into the README
	$(BIN)/python -m evals gate --update
	$(BIN)/python -m evals figures --write README.md

lock: .venv/.test ## pin what pyproject.toml asks for, keeping the versions that still fit (UPGRADE=1: the newest)
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(if $(UPGRADE),--upgrade) --output-file=requirements.lock pyproject.toml
	sed -i 's/^\(torch==[0-9.]*\)+[a-z0-9]*/\1/' requirements.lock # any build of that version will do

clean: ## delete the index and what the tools left behind (not .venv)
	rm -rf index evals/runs evals/suites/*/index build dist *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find assistant evals tests training -name __pycache__ -prune -exec rm -rf {} +

# Each stamp is younger than the files that say what to install, so nothing is installed twice.
.venv/.app: requirements.lock pyproject.toml
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@echo 'Installing the locked dependencies into .venv: a few minutes, once'
	@$(BIN)/pip install -qq --constraint requirements.lock --editable .
	@touch $@

.venv/.test: .venv/.app
	@echo 'Installing the test tools into .venv'
	@$(BIN)/pip install -qq --constraint requirements.lock --editable '.[test,train]'
	@touch $@

programs:
	@for program in chromium tesseract apertium; do command -v $$program >/dev/null || missing=1; done; [ -z "$$missing" ] \
	|| { $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PROGRAMS) >/dev/null; } \
	|| echo 'Chromium, Tesseract or Apertium is missing and this user may not install it: the tests that need it are skipped.'
