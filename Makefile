# Two commands do everything from a fresh clone: `make demo` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
OUT ?= out
STORE ?= store
AS_OF ?= 2026-11-05

.PHONY: help setup demo test check lint bench clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | awk -F'\t' '{printf "make %-8s %s\n", $$1, $$2}'

setup: ## the environment in .venv, ready to use
	@sh scripts/setup.sh

DEMOS := configs/coffee-lt.yaml configs/demo.yaml configs/magazine-ru.yaml configs/coffee-be.yaml

demo: setup ## build the demo reports and name the PDFs
	@$(BIN)/python -m kpireport.testing.demo configs/data/generated
	@$(BIN)/kpireport build configs/quickstart.yaml $(DEMOS) --as-of $(AS_OF) --out $(OUT) --store $(STORE)
	@echo; echo "Open:"; ls -1 $(OUT)/*/*/*/*.pdf

test: setup ## everything that has to hold: style, types, floors, tests
	@sh scripts/setup.sh --browser
	@sh scripts/check.sh

lint: setup ## style, types and floors only
	@sh scripts/check.sh --lint

check: test

bench: setup ## ratios against peers and limits, measured side by side
	@sh scripts/setup.sh --browser
	@$(BIN)/python benchmarks/run.py

clean: ## remove what was built, not the environment
	rm -rf $(OUT) $(STORE) configs/data/generated dist
