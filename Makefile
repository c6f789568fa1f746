# Everything is set up in .venv on first use. `make` alone lists what there is.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
BENCHMARKS := $(filter-out _% onestop,$(notdir $(basename $(wildcard benchmarks/*.py))))
WORDS  := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/*.po))

NO_PACKAGES := { echo "They could not be installed, see above. Is the network there? Then run make again." >&2; exit 1; }

# What Kivy's window, the touch screen and the loudspeaker need from Debian; the tests also drive a
# window that nobody sees and a browser, and mount a disk that forgets.
SCREEN_PACKAGES := libgl1 libegl1 libgles2 libgbm1 libxi6 libxcursor1 libxrandr2 libxss1 libmtdev1 libasound2
TEST_PACKAGES   := xvfb xdotool
POWER_PACKAGES  := fuse3
PAGE_PACKAGES   := chromium

# No interrupted step may pass for a finished one.
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help run demo test test-crash check bench bench-onestop words lock clean system-for-run system-for-test
.DEFAULT_GOAL := help

help: ## list what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | \
		while IFS='|' read -r name what; do printf '%-19s %s\n' "$$name" "$$what"; done
	@echo '  ARGS="…" is passed on: make run ARGS="--front-end plain"'

run: system-for-run $(VENV)/ready $(WORDS) ## set up what is missing and start the kiosk
	@$(BIN)/kiosk run $(ARGS)

demo: system-for-run $(VENV)/ready $(WORDS) ## walk through a whole visit by itself and keep what it showed
	@$(BIN)/kiosk demo $(ARGS)

test: system-for-test $(VENV)/ready-dev $(WORDS) ## run all tests
	@$(BIN)/pytest $(ARGS)

test-crash: system-for-test $(VENV)/ready-dev $(WORDS) ## kill the kiosk 500 times and the back end 100; nothing may be lost
	@$(BIN)/python -m tests.faults.crash --kiosk 500 --back-end 100 $(ARGS)

check: $(VENV)/ready-dev $(WORDS) ## style, types, imports, words and catalogue
	@tools/check $(BIN)

bench: system-for-test $(VENV)/ready-dev $(WORDS) ## measure the speed of what residents wait for
	@code=0; for each in $(BENCHMARKS); do \
		echo "== $$each"; $(BIN)/python -m "benchmarks.$$each" $(ARGS) || code=1; \
	done; exit $$code

bench-onestop: $(VENV)/ready-dev ## measure how many submissions a second a back end takes and keeps
	@$(BIN)/python -m benchmarks.onestop $(ARGS)

words: $(VENV)/ready-dev ## collect the words from the code into locales/
	@$(BIN)/python -m locales.update
	@$(MAKE) --no-print-directory $(WORDS)

lock: $(VENV)/ready-dev ## pin the newest allowed packages in requirements*.txt
	@PATH="$(BIN):$$PATH" tools/lock $(ARGS)

clean: ## remove what make has set up, and every cache
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f locales/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

system-for-run:
	@tools/system-packages "the touch screen and the loudspeaker" $(SCREEN_PACKAGES)

system-for-test: system-for-run
	@tools/system-packages "the tests of the touch screen" $(TEST_PACKAGES)
	@tools/system-packages "the tests of power cuts" $(POWER_PACKAGES)
	@tools/system-packages "the tests of the resident's page" $(PAGE_PACKAGES)

$(BIN)/python:
	@tools/virtual-environment $(PYTHON) $(VENV)

$(VENV)/ready: requirements.txt pyproject.toml hatch_build.py | $(BIN)/python
	@echo "Installing the Python packages into $(VENV) (once, about 300 MB) …"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.txt || $(NO_PACKAGES)
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/ready-dev: requirements-dev.txt $(VENV)/ready
	@echo "Installing the tools for tests and checks into $(VENV) (once) …"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.txt \
		-r requirements-dev.txt || $(NO_PACKAGES)
	@touch $@

%.mo: %.po | $(VENV)/ready
	@$(BIN)/pybabel -q compile -i $< -o $@
