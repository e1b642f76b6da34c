# Every command of the project. `make help` lists them; none needs anything done by hand first.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
SITEURL ?=
export SITEURL
# Exit code 1 of a door means "something was left out and named": the next step goes on.
# STRICT=1 stops at that too.
ON = ; code=$$?; [ $$code -le $(if $(STRICT),0,1) ] || exit $$code

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev tools demo start fetch html serve edit publish status record review watch crawl sites check test soak lint audit advisories bench samples pictures lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/ —/' | sort

setup: $(VENV)/.installed ## what the site needs, into .venv
$(VENV)/.installed: requirements.lock
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

setup-dev: setup $(VENV)/.installed-dev
$(VENV)/.installed-dev: requirements-dev.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: setup ## mirror the bundled sample newsroom end to end, and serve it on http://localhost:8000
	$(PY) scripts/demo.py $(ARGS)

start: setup ## once, in a fresh clone: an empty mirror of one's own, called NAME
	$(PY) scripts/start.py $(if $(NAME),--name "$$NAME") $(ARGS)

fetch: setup ## the declared sources into content/
	$(PY) scripts/fetch.py $(ARGS) $(ON)

html: setup ## content/ into output/
	$(PY) scripts/build.py $(ARGS) $(ON)

serve: setup ## build, then serve output/ on http://localhost:8000
	$(MAKE) html SITEURL=http://localhost:8000
	$(PY) -m http.server --bind 127.0.0.1 --directory output 8000

edit: setup ## edit in the browser, on this checkout: opens /admin/ (Chrome, Edge or their kin)
	$(PY) scripts/edit.py $(ARGS)

publish: fetch check html ## what a schedule runs: fetch, check, build

status: setup ## how each source does; ARGS=--budget: what is used of a free host's limits
	$(PY) scripts/status.py $(ARGS) $(ON)

record: setup ## commit what is new in content/
	$(PY) scripts/record.py $(ARGS)

review: setup ## put what is new on a branch of its own, and into one pull request on GitHub
	$(PY) scripts/review.py $(ARGS)

watch: setup ## an issue on GitHub for each source that needs a look
	$(PY) scripts/watch.py $(ARGS)

crawl: setup ## follow every link within output/
	$(PY) scripts/crawl.py $(ARGS) $(ON)

sites: setup ## build for a domain's root and for a sub-path, and follow every link of both
	for url in https://mirror.example.org https://user.example.org/mirror; do \
	  $(PY) scripts/build.py --no-search --output scratch/sites/site --siteurl $$url \
	  && $(PY) scripts/crawl.py --output scratch/sites/site --siteurl $$url || exit; \
	done

check: setup ## mirror.toml and every story: what is wrong, and what to do
	$(PY) scripts/check.py $(ARGS) $(ON)

test: setup-dev tools lint ## every test
	$(PY) -m pytest -n auto --dist loadfile $(ARGS)

soak: export MIRROR_PROFILE := soak
soak: setup-dev tools ## the long proofs: a thousand sequences at the desk, 200 kills each, 10,000 mutated inputs, new examples
	MIRROR_SEQUENCES=1000 $(PY) -m pytest tests/test_desk_property.py $(ARGS)
	MIRROR_KILLS=200 $(PY) -m pytest tests/test_kills.py $(ARGS)
	MIRROR_WRITES=1 $(PY) -m pytest tests/test_build_disk.py $(ARGS)
	MIRROR_EXAMPLES=10000 $(PY) -m pytest tests/test_hostile_property.py $(ARGS)
	MIRROR_DEADLINE=30 $(PY) -m pytest tests/test_hostile.py $(ARGS)
	grep -l hypothesis tests/test_*.py | xargs $(PY) -m pytest $(ARGS)

lint: setup-dev ## ruff and mypy
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

bench: setup-dev $(VENV)/.installed-bench ## measure, print, write docs/BENCHMARKS.md (ARGS="build --large" …)
	$(PY) tests/bench $(ARGS)
$(VENV)/.installed-bench: requirements-bench.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

NODE_MODULES := tests/audit/node_modules/.package-lock.json
audit: setup-dev tools $(VENV)/.installed-audit $(NODE_MODULES) ## others' checkers over the site and the repository (ARGS="nu links" …)
	$(PY) tests/audit $(ARGS)
$(VENV)/.installed-audit: requirements-audit.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	@touch $@
$(NODE_MODULES): tests/audit/package-lock.json $(VENV)/.installed-audit
	cd tests/audit && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --loglevel=error
	@touch $@

advisories: setup-dev $(VENV)/.installed-advisories ## the locked packages against known weaknesses (asks pypi.org)
	for lock in requirements.lock requirements-dev.lock; do \
	  $(VENV)/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r $$lock || exit; \
	done
$(VENV)/.installed-advisories: requirements-advisories.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-advisories.lock
	@touch $@

tools: ## the browser and the feed reader that the tests use
	@sh tests/tools.sh

samples: setup ## renew the sample stories in content/ from the sample newsroom (a maintainer's command)
	SOURCE_DATE_EPOCH=1766491200 $(PY) scripts/demo.py --no-serve
	rm -rf content/example content/sister content/images
	cp -r scratch/demo/content/. content/

pictures: setup-dev tools ## renew the pictures of docs/editors.ar.md (a maintainer's command)
	cd tests && PYTHONPATH=../scripts ../$(PY) desk_pictures.py

lock: ## renew requirements*.lock from pyproject.toml (a maintainer's command; needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra fast pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group dev --extra fast pyproject.toml -c requirements.lock -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group bench -o requirements-bench.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group audit -c requirements-dev.lock -o requirements-audit.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group advisories -c requirements-dev.lock -o requirements-advisories.lock
	cd tests/audit && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm install --package-lock-only

clean: ## remove what can be made again (not content/)
	rm -rf output scratch .cache .mypy_cache .ruff_cache .hypothesis
