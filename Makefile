# `make run` and `make test` are all a newcomer needs. Each builds .venv first, from the locked
# requirements, and says what is missing where it cannot.
#
#   make run      the playground on http://127.0.0.1:8000
#   make test     all tests, and the rules of who may import whom
#   make check    lint, format, types, import rules
#   make format   writes the format that `check` asks for
#   make bench    the benchmarks; each prints JSON
#   make lock     requirements*.txt from pyproject.toml (needs uv)
#   make wheel    a wheel in dist/
#   make clean    removes .venv, with every cache in it
#
# ARGS is passed on, as in  make test ARGS="-k interrupt"  or  make lock ARGS=--upgrade
# PYTHON names the Python to build .venv with, where the first one found is not the one wanted.

.PHONY: run test check format bench lock wheel clean
.DEFAULT_GOAL := run

SHELL := /bin/sh
PYTHON ?=
ARGS ?=
WORKERS ?= 3
RUNTIME := .venv/runtime.stamp
DEVELOPMENT := .venv/development.stamp
LINT_IMPORTS := .venv/bin/python -c 'from importlinter.cli import lint_imports_command as main; main()' \
	--no-logo --cache-dir .venv/cache/import-linter

run: $(RUNTIME)
	@exec .venv/bin/python -m bot run $(ARGS)

test: $(DEVELOPMENT)
	@$(LINT_IMPORTS)
	@exec .venv/bin/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: $(DEVELOPMENT)
	@.venv/bin/python -m ruff check .
	@.venv/bin/python -m ruff format --check .
	@.venv/bin/python -m mypy
	@$(LINT_IMPORTS)

format: $(DEVELOPMENT)
	@.venv/bin/python -m ruff check --fix-only .
	@.venv/bin/python -m ruff format .

bench: $(DEVELOPMENT)
	@set -e; for file in $$(grep -l __main__ benchmarks/*.py); do \
		name=$$(basename "$$file" .py); echo "benchmarks.$$name" >&2; \
		.venv/bin/python -m "benchmarks.$$name"; \
	done

# The runtime's versions are settled first; development adds to them and changes none.
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv, https://docs.astral.sh/uv/" >&2; exit 1; }
	uv pip compile $(LOCK) --output-file requirements.txt pyproject.toml $(ARGS)
	uv pip compile $(LOCK) --output-file requirements-dev.txt --group dev \
		--constraint requirements.txt pyproject.toml $(ARGS)

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

wheel: $(DEVELOPMENT)
	@rm -rf dist
	@.venv/bin/python -m hatchling build --target wheel

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# ---------------------------------------------------------------------------- the environment

# A .venv whose Python no longer runs (upgraded, moved, half built) is built again.
ifneq ($(shell .venv/bin/python -I -S -c 'print("runs")' 2>/dev/null),runs)
.PHONY: $(RUNTIME) $(DEVELOPMENT)
endif

$(RUNTIME): requirements.txt
	@lock=$< sh -c "$$environment"
	@touch $@

$(DEVELOPMENT): requirements-dev.txt
	@lock=$< sh -c "$$environment"
	@touch $@ $(RUNTIME)

define environment
set -eu
say() { printf '%s\n' "$$@" >&2; }

announce() { say "Installing $$lock into .venv. This takes a minute, once and when it changes."; }

# Candidates are tried by running them: a shim may stand for a version that is not there.
suits() { "$$1" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
makes_venvs() { "$$1" -I -c 'import ensurepip, venv' >/dev/null 2>&1; }

has_pip() { suits .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }

find_python() {
    bare=
    for python in $${PYTHON:-python3.13 python3.12 python3.11 python3 python3.14 python}; do
        suits "$$python" || continue
        if makes_venvs "$$python"; then return; fi
        bare=$${bare:-$$python}
    done
    if [ -n "$$bare" ]; then
        name=$$("$$bare" -I -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        say "$$bare has no venv module. On Debian and Ubuntu: apt-get install $$name-venv"
    elif [ -n "$${PYTHON:-}" ]; then
        say "PYTHON=$$PYTHON is not a Python 3.11 or newer that runs."
    else
        say "ChatTrain needs Python 3.11 or newer, and none was found." \
            "On Debian and Ubuntu: apt-get install python3 python3-venv" \
            "Elsewhere: https://www.python.org/downloads/, or install uv, which brings its own."
    fi
    exit 1
}

with_uv() {
    announce
    suits .venv/bin/python || uv venv --quiet --clear --python "$${PYTHON:->=3.11}" .venv || return 1
    VIRTUAL_ENV=.venv uv pip install --quiet --require-hashes --requirement "$$lock"
}

with_pip() {
    has_pip || find_python
    announce
    has_pip || "$$python" -m venv --clear .venv || return 1
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
        --require-hashes --requirement "$$lock"
}

install() {
    if command -v uv >/dev/null; then
        with_uv && return
        say "uv could not do it; trying with pip."
    fi
    with_pip
}

install || {
    say "The requirements could not be installed; the lines above say why." \
        "Without a network, point pip at a local index or a folder of wheels."
    exit 1
}

# Python keeps what it compiles here, so that the first start is as quick as later ones.
env -u PYTHONDONTWRITEBYTECODE .venv/bin/python -c 'import bot.app, adapters.playground.routes' \
    2>/dev/null || true

# `.venv/bin/chattrain` runs this source, from whatever folder it is called in.
printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/.venv/bin/python" -P -m bot "$$@"\n' "$$PWD" "$$PWD" \
    > .venv/bin/chattrain
chmod +x .venv/bin/chattrain
endef
export environment
export PYTHON
