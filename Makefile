# From a bare machine (git, make, Python 3.11 or newer): `make lab` opens the lessons, and
# `make test` runs every test. Everything is installed in .venv, from pins with hashes.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help lab site course check test soak hub browser bench pins extension wheel sheets clean lint quick moved notebooks

# Either would make every import slow, or mix another installation into this one.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME VIRTUAL_ENV CONDA_PREFIX

RUN := .venv/bin/python
UV := $(RUN) .ci/uv.py
INSTALL := $(UV) pip install --quiet --python $(RUN) --compile-bytecode
# Tests that start servers, browsers or graders; the rest is what `make check` runs.
SLOW := browser course attacks benchmarks fuzz hub kill honest

help: ## List the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

lab: .venv/lab.done ## Open the lessons in JupyterLab; ARGS="--language nl" and the like are passed on
	@.venv/bin/quizkit lab $(ARGS)

site: .venv/site.done ## Make a site of the lessons in site/, which runs in any browser; ARGS="--language nl"
	@.venv/bin/quizkit site $(ARGS)

COURSE := demo-course
course: .venv/lab.done ## Make a course with a demo class of 24 and open formgrader; COURSE=folder
	@PYTHONPATH=tests $(RUN) -m course.demo "$(COURSE)" $(ARGS)

check: .venv/tests.done ## Lint, types, import rules and the quick tests, within a minute
	@$(MAKE) --no-print-directory -j2 lint quick

quick: .venv/tests.done
	@$(RUN) -m pytest -q -n auto --dist loadfile --hypothesis-profile=quick -m "not slow and not soak" $(SLOW:%=--ignore=tests/%)

# Tests wait a fifth of their time for servers and browsers: one process more than processors.
ONE_MORE := $$(($$($(RUN) -c 'import os; print(os.cpu_count())') + 1))
POOL := $(RUN) -m pytest -q -n $(ONE_MORE) --dist loadfile --no-loadscope-reorder
test: .venv/tests.done .venv/browser.done .venv/programs.done lint ## Everything: also the browser, Binder and the wheel
	@$(POOL)

soak: .venv/tests.done .venv/browser.done .venv/programs.done ## In full what `make test` tries in samples
	@$(POOL) --hypothesis-profile=soak -m "soak or hypothesis"

hub: .venv/browser.done .venv/programs.done wheel ## Follow the guide's page on a JupyterHub, with a class of twelve; root on Debian
	@.ci/hub
	@PYTHONPATH=tests $(RUN) -m hub.machine $(RUN) -m pytest -q -m hub tests/hub $(ARGS)

bench: .venv/tests.done .venv/browser.done .venv/programs.done ## Measure against peers, which it installs by itself
	@PYTHONPATH=tests $(RUN) -m benchmarks $(ARGS)

browser: .venv/browser.done ## Find or install the Chromium that the browser tests use

pins: .venv/uv.done ## Refresh the pins: in binder/, .ci/site.txt, tests/ and tests/hub/
	@printf 'uv\n' | $(COMPILE) binder/uv.txt -
	@$(COMPILE) binder/requirements.txt --group build --extra lab --extra grade --extra print --extra author pyproject.toml
	@$(COMPILE) .ci/site.txt --extra site --constraint binder/requirements.txt pyproject.toml
	@$(COMPILE) tests/requirements.txt --group test --constraint binder/requirements.txt --constraint binder/uv.txt --constraint .ci/site.txt
	@$(COMPILE) tests/hub/requirements.txt --group hub --constraint binder/requirements.txt --constraint tests/requirements.txt

extension: .venv/lab.done ## Build what opens a lesson as a page in JupyterLab; for whoever changes it, with npm
	@$(RUN) .ci/extension.py
	@$(MAKE) --no-print-directory .venv/lab.done

wheel: .venv/lab.done ## Build the package in dist/: one file that installs quizkit and the lessons
	@$(UV) build --quiet --wheel --no-build-isolation --python $(RUN) -o dist

sheets: .venv/lab.done ## Make every sheet of the course as PDF in dist/sheets/: quizzes, keys, cards, test, guide
	@.venv/bin/quizkit print --all --output dist/sheets

clean: ## Remove what make made; answers and lessons stay
	rm -rf .venv .venv.log dist build test-results .pytest_cache .mypy_cache .ruff_cache
	rm -rf .import_linter_cache .hypothesis
	@test ! -e .git || git config --remove-section filter.notebook 2>/dev/null || true

# One set of pins for every system and every Python from 3.11, with no address in it, and with the
# hash of every file: an index that holds only some of them is left out.
COMPILE := UV_INDEX= UV_FIND_LINKS= $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make pins' --output-file

lint: .venv/tests.done
	@$(RUN) -m ruff format --quiet --check
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo > .venv/imports.log || { cat .venv/imports.log; exit 1; }

# A checkout that was moved needs .venv anew: the commands in it name the old place.
ifneq "$(shell cat .venv/place 2>/dev/null)" "$(CURDIR)"
.venv/uv.done: moved
endif
moved:

.venv/uv.done: .ci/venv binder/uv.txt
	@.ci/venv
	@printf '%s' "$(CURDIR)" > .venv/place
	@touch $@

.venv/lab.done: .venv/uv.done binder/requirements.txt pyproject.toml src/quizkit/lab/reader/built/package.json
	@echo "Installing JupyterLab and quizkit in .venv; the first time takes a minute or so." >&2
	@$(INSTALL) --require-hashes -r binder/requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(MAKE) --no-print-directory notebooks
	@touch $@

# In this clone, and nowhere else, git leaves out what running a lesson adds to its file.
notebooks:
	@test ! -e .git || git config filter.notebook.clean "$(RUN) -I .ci/stripped.py"

.venv/site.done: .venv/lab.done .ci/site.txt
	@$(INSTALL) --require-hashes -r .ci/site.txt
	@touch $@

.venv/tests.done: .venv/site.done tests/requirements.txt
	@$(INSTALL) --require-hashes -r tests/requirements.txt
	@touch $@

.venv/browser.done: .venv/tests.done .ci/browser
	@.ci/browser
	@touch $@

.venv/programs.done: .venv/tests.done .ci/programs
	@.ci/programs
	@touch $@
