# make run     set up everything (packages, models, sample index) and open the page
# make test    set up everything and pass every test: lint, types, fast, with the models, in the browser, the gate
# make fast    the checks that need no model: lint, types and the fast tests
# make gate    ask the sample gold set and compare with its baseline, question by question
# make setup | models | index | eval | clean
#
# A second run starts in seconds; an interrupted one goes on where it stopped. `python -m rag doctor` says what is amiss.
# PYTHON names the interpreter (3.11 or newer). TORCH_INDEX names a further package index for PyTorch: on Linux, PyPI's
# own build brings gigabytes of GPU libraries, and https://download.pytorch.org/whl/cpu has the one without them.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: run setup models index test fast lint browser gate eval clean

PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3))
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
ARTIFACTS := $(or $(READOUT_HOME),artifacts)

run: setup
	@echo "== 4/4 the page"
	$(BIN)/python app.py

setup: .venv/packages.stamp models index

.venv/created.stamp:
	@echo "== 1/4 virtual environment and packages (2 to 5 minutes, once)"
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$(PYTHON) is older than Python 3.11: name a newer one with PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call debian,python3-venv); }
	$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/packages.stamp: .venv/created.stamp requirements.txt constraints.txt
	$(PIP) -r requirements.txt -c constraints.txt
	@touch $@

.venv/dev.stamp: .venv/packages.stamp requirements-dev.txt
	$(PIP) -r requirements-dev.txt -c constraints.txt
	@touch $@

models: .venv/packages.stamp
	@echo "== 2/4 models (1.2 GB to fetch and one conversion, 2 to 10 minutes, once)"
	$(BIN)/python -m rag.models

index: $(ARTIFACTS)/index/built.stamp

$(ARTIFACTS)/index/built.stamp: $(wildcard corpus/*) | models
	@echo "== 3/4 sample index (seconds)"
	$(BIN)/python -m index build corpus --out $(ARTIFACTS)/index
	@touch $@

test: setup .venv/dev.stamp browser fast
	$(BIN)/python -m pytest -m "models and not browser"
	$(BIN)/python -m pytest -m browser
	@$(MAKE) --no-print-directory gate

fast: .venv/dev.stamp lint
	$(BIN)/python -m pytest -m "not models and not browser"

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser:
	@command -v chromium >/dev/null || { $(call debian,chromium); }

gate: setup
	$(BIN)/python -m eval eval/gold/sample.jsonl --index $(ARTIFACTS)/index --gate eval/baselines/sample.json

eval: setup
	$(BIN)/python -m eval eval/gold/sample.jsonl --index $(ARTIFACTS)/index

clean:
	rm -rf .venv $(ARTIFACTS)/index .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@echo "The models are kept; to fetch them anew, delete $(ARTIFACTS)/models."

# $(call debian,PACKAGE): install a Debian package where that is possible without a question, or say how
debian = if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	then apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $(1); \
	else echo "$(1) is missing: install it, with: sudo apt-get install $(1)" >&2; exit 1; fi
