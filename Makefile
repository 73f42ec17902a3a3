# make serve: install and serve.  make test: install and test.  Everything lives in .venv; nothing else is touched.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: serve test check engines soak bench lint tidy docs clean

serve: .venv/serve
	@$(BIN)/partnercities serve $(ARGS)

test: .venv/dev
	$(BIN)/python -m pytest -n auto -m 'not engines' $(ARGS)

# All tests, with engines of others and the long random runs; CI calls this.
check: .venv/dev engines
	$(BIN)/python -m pytest -n auto --dist loadgroup --hypothesis-profile=long $(ARGS)

# The engines of others that tests and benches run against, as far as they can be had on this machine.
engines: .venv/dev
	@PYTHONPATH=tests $(BIN)/python -m engines.install

# Ten minutes of everything at once against one server: ARGS="--minutes 60" for an hour.
soak: .venv/dev
	cd tests && ../$(BIN)/python -m soak $(ARGS)

bench: .venv/dev
	$(BIN)/python bench/run.py

lint: .venv/dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

# Write the files of data/ in their one form, after editing them by hand.
tidy: .venv/serve
	$(BIN)/python -m partnercities.dataset.tidy

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "partnercities needs Python 3.11 or newer; name it: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/serve: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/dev: .venv/serve
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@

# The pages that are made from the graph.
docs: .venv/serve
	$(BIN)/python docs/glossary.py
	$(BIN)/python docs/coverage.py
	$(BIN)/python docs/disagreements.py

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build dist
