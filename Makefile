# `make` lists the commands. Everything they need is installed into .venv by the first one you run.
PORT ?= 5005
INTERFACE ?= 127.0.0.1

# Rasa's telemetry is on by default; SQLAlchemy warns at every start about a version Rasa forbids.
export RASA_TELEMETRY_ENABLED = false
export SQLALCHEMY_SILENCE_UBER_WARNING = 1
export TF_CPP_MIN_LOG_LEVEL = 3
# Hundreds of lines from the libraries that Rasa pins, none of which a reader can act on.
export PYTHONWARNINGS = ignore
export PYTHONPATH = .

UV = $(or $(shell command -v uv),.uv/bin/uv)
PYTHON = .venv/bin/python
MODEL = models/current.tar.gz
# Folders count too: a file taken away changes the data as much as one that is edited.
MODEL_INPUTS := config.yml domain.yml $(shell find data bot/components bot/nlu bot/importer.py knowledge -not -name '*.pyc' -not -name __pycache__)

# The page is what the build writes last.
WIDGET = build/widget/index.html
WIDGET_PACKAGES = widget/node_modules/.package-lock.json
WIDGET_INPUTS := $(shell find widget -mindepth 1 -name node_modules -prune -o -print)

.DEFAULT_GOAL := help
.PHONY: help setup run shell train widget test check screenshots eval ablation bench-nlu lock clean

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: $(MODEL) $(WIDGET) ## Start the bot on PORT (default 5005), for this machine alone unless INTERFACE says otherwise
	@$(PYTHON) -m knowledge
	@echo "Starting the bot (about 20 seconds)..."
	@LOG_LEVEL=WARNING exec $(PYTHON) -m rasa run --model $(MODEL) --interface $(INTERFACE) --port $(PORT)

shell: $(MODEL) ## Talk with the bot in this terminal
	@$(PYTHON) -m knowledge
	@LOG_LEVEL=WARNING exec $(PYTHON) -m bot.shell --model $(MODEL)

train: .venv/ready ## Train the model
	@$(MAKE) --no-print-directory -W config.yml $(MODEL)

widget: $(WIDGET) ## Build the web widget

test: .venv/ready .venv-synapse/ready $(WIDGET) ## Run the tests
	@scripts/ensure_chromium.sh
	@$(PYTHON) -m pytest

screenshots: $(MODEL) $(WIDGET) ## Take pictures of the web widget, into build/screenshots
	@scripts/ensure_chromium.sh
	@$(PYTHON) scripts/take_screenshots.py

check: .venv/ready $(WIDGET_PACKAGES) ## Style, types and data
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@scripts/with_node.sh npm --prefix widget run --silent check
	@$(PYTHON) -m knowledge
	@$(PYTHON) -m rasa data validate --fail-on-warnings

eval: $(MODEL) ## Measure how well the bot understands: docs/quality.md (about twelve minutes)
	@$(PYTHON) -m benchmarks.understanding

ablation: .venv/ready ## Measure what each part of the classifier adds: docs/quality.md (half an hour)
	@$(PYTHON) -m benchmarks.ablation

bench-nlu: .venv/ready ## Compare with others on public data: DATA=folder, docs/bench-nlu.md (half an hour)
	@UV=$(UV) $(PYTHON) -m benchmarks.public_data "$(DATA)" $(if $(DRAWS),--draws $(DRAWS))

lock: .uv-or-path requirements.in tests/synapse.in scripts/node.in ## Write requirements.txt anew from requirements.in, and the like
	for list in requirements tests/synapse scripts/node; do \
		$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.10 \
			--custom-compile-command "make lock" $$list.in -o $$list.txt; \
	done

clean: ## Remove what the other commands made, but for the conversations in var/
	rm -rf .venv .venv-synapse .uv .node .rasa models results build widget/node_modules
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup: .venv/ready ## Install what the bot needs into .venv

.PHONY: .uv-or-path
.uv-or-path:
	@command -v $(UV) >/dev/null || scripts/bootstrap_uv.sh

.venv/ready: requirements.txt .python-version
	@command -v $(UV) >/dev/null || scripts/bootstrap_uv.sh
	@echo "Installing Python $$(cat .python-version) and the libraries into .venv (a minute or two)..."
	@$(UV) venv --quiet --allow-existing .venv
	@$(UV) pip sync --quiet --require-hashes requirements.txt
	@touch $@

# A Matrix server for the tests. It needs other versions than Rasa, so it has an environment of its own.
.venv-synapse/ready: tests/synapse.txt .python-version
	@command -v $(UV) >/dev/null || scripts/bootstrap_uv.sh
	@$(UV) venv --quiet --allow-existing .venv-synapse
	@$(UV) pip sync --quiet --require-hashes --python .venv-synapse tests/synapse.txt
	@touch $@

$(MODEL): .venv/ready $(MODEL_INPUTS)
	@$(PYTHON) -m knowledge
	@echo "Training the model (three to four minutes)..."
	@$(PYTHON) -m rasa train --skip-validation --fixed-model-name $(basename $(basename $(notdir $@))) --out $(dir $@)
	@touch $@

# Node comes from .venv's package manager where the machine has none.
$(WIDGET_PACKAGES): widget/package-lock.json .venv/ready
	@scripts/with_node.sh npm --prefix widget ci --silent --ignore-scripts
	@touch $@

$(WIDGET): $(WIDGET_PACKAGES) $(WIDGET_INPUTS)
	@echo "Building the web widget..."
	@scripts/with_node.sh npm --prefix widget run --silent build
