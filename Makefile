# The door of the project: make run, make test. `make help` lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test check fmt demo bench proof backup restore doctor messages

VENV := .venv/bin/python
SETUP = ./tools/setup

help: ## what there is
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: ## the portal, with everything it needs, until Ctrl-C
	@$(SETUP) run && exec $(VENV) -m brm.ops.serve

test: ## every check, then the suite on real servers
	@$(SETUP) dev && exec $(VENV) tools/test.py

check: ## the checks without the suite
	@$(SETUP) dev && exec $(VENV) tools/check.py

fmt: ## put the code in order, write the generated pages of docs/ anew
	@$(SETUP) dev && $(VENV) -m ruff check --fix --quiet . ; $(VENV) -m ruff format .
	@$(VENV) -m tools.settings_page && $(VENV) -m tools.coverage_of_requirements

demo: ## load the demo story into an empty database
	@$(SETUP) run && exec $(VENV) manage.py demo

messages: ## bring the translation file up to date
	@$(SETUP) run && exec $(VENV) manage.py messages --update

bench: ## measure every page on a million rows; writes docs/
	@$(SETUP) dev && exec $(VENV) -m benchmarks

proof: ## the full counts of faults, oracles and fuzzing; writes docs/
	@$(SETUP) dev && exec $(VENV) -m tests.proof

backup: ## database and documents in one checked file in var/backups
	@$(SETUP) run && exec $(VENV) -m brm.ops.backup

restore: ## make restore FILE=var/backups/...: put a backup back
	@$(SETUP) run && exec $(VENV) -m brm.ops.restore "$(FILE)"

doctor: ## look at every part and say what to do
	@$(SETUP) run && exec $(VENV) -m brm.ops.doctor
