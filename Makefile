.DEFAULT_GOAL := help
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: help demo test lint types unit neo4j schema docs clean

help: ## Show what there is
	@grep -hE '^[a-z0-9_-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

$(BIN)/kg: pyproject.toml setup.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable ".[dev]"
	@touch $(BIN)/kg

demo: $(BIN)/kg ## Install, read the dispatches of seeds/ into the embedded database and print what was found
	$(BIN)/kg ingest seeds

test: $(BIN)/kg lint types schema unit neo4j ## Install what is needed and run every check and test

lint: $(BIN)/kg ## ruff, check and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/kg ## mypy, strict, on the package as it is installed
	rm -rf build/types build/lib
	$(BIN)/pip install --quiet --no-deps --target build/types .
	cd build/types && ../../$(BIN)/mypy --strict --config-file ../../pyproject.toml -p kg

schema: $(BIN)/kg ## Ontology, lexicon, actors and graph model agree with each other
	$(BIN)/kg schema check

unit: $(BIN)/kg ## Tests without a real Neo4j
	$(BIN)/python -m pytest -m "not neo4j"

neo4j: $(BIN)/kg ## Tests on a real Neo4j, started by kg
	$(BIN)/python -m pytest -m neo4j

docs: $(BIN)/kg ## The documentation site, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

clean: ## Remove what was built
	rm -rf build dist site *.egg-info $(VENV)
