# make report | test | test-all | check | publish | verify | lab | setup | lock | fonts | clean
# Every target sets up what it needs. ARGS goes to the command: make report ARGS="-p top_terms=40".
SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := report
.PHONY: report test test-all check publish verify lab setup scale bench lock fonts clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := .uv/bin/uv
# The environment of the caller must not leak into ours.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PYTHONDONTWRITEBYTECODE
# Each notebook has a process of its own: compiled modules are kept, beside the tree and not in it.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.bytecode

INSTALL = $(UV) pip install --quiet --python $(BIN)/python --build-constraints requirements/build.txt

report: $(VENV)/.report
	@$(BIN)/gaoxin build $(ARGS)

# The edition in report/published: written for a new version of CITATION.cff, built again and compared.
publish verify: $(VENV)/.report
	@$(BIN)/gaoxin $@ $(ARGS)

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -m "not slow" -n 2 --dist loadfile $(ARGS)

test-all: $(VENV)/.dev $(VENV)/.lab
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python scripts/notebooks.py --check

lab: $(VENV)/.lab
	@cd notebooks && ../$(BIN)/jupyter lab $(ARGS)

setup: $(VENV)/.report

scale: $(VENV)/.scale

# Each peer lives in an environment of its own, so that it can change neither ours nor another's.
PEERS := jupyter-book jionlp recognizers
bench: $(VENV)/.report $(PEERS:%=.bench/%/.ready)
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python benchmarks/extraction.py
	@$(BIN)/python benchmarks/comparison.py
	@$(BIN)/python benchmarks/terms.py
	@$(BIN)/python benchmarks/report_build.py

.bench/%/.ready: requirements/bench-%.txt | $(UV)
	@rm -rf .bench/$* && $(UV) venv --quiet --python $$(command -v $(PYTHON)) .bench/$*
	@$(UV) pip install --quiet --python .bench/$*/bin/python --require-hashes --requirement $<
	@touch $@

lock: $(UV)
	@scripts/lock.sh $(UV)

fonts: $(VENV)/.dev
	@$(BIN)/python scripts/make_fonts.py

clean:
	rm -rf $(VENV) .bytecode .uv .bench .gaoxin .pytest_cache .mypy_cache .ruff_cache

# The tools that cannot be installed from here, each with one line that says what to do.
$(UV): requirements/uv.txt
	@command -v git >/dev/null || { echo "git is missing. Install it (Debian: apt-get install git) and run make again." >&2; exit 1; }
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing. Install Python 3.11 or later (Debian: apt-get install python3 python3-venv), or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is $$($(PYTHON) -V 2>&1); Python 3.11 or later is needed. Name one: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments. Install its venv module (Debian: apt-get install python3-venv) and run make again." >&2; exit 1; }
	@rm -rf .uv && $(PYTHON) -m venv .uv
	@.uv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt
	@touch $(UV)

$(BIN)/python: | $(UV)
	@$(UV) venv --quiet --python $$(command -v $(PYTHON)) $(VENV)

$(VENV)/.report: requirements/report.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@$(INSTALL) --require-hashes --requirement requirements/report.txt
	@$(INSTALL) --no-deps --editable .
	@touch $@

# A group is added to what is there; no other group is removed.
$(VENV)/.lab $(VENV)/.dev $(VENV)/.scale: $(VENV)/.%: requirements/%.txt $(VENV)/.report
	@$(INSTALL) --require-hashes --requirement $<
	@touch $@
