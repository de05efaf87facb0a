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

.DEFAULT_GOAL := help
.PHONY: help setup run shell train test check eval ablation bench-nlu lock clean

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

run: $(MODEL) ## Start the bot on PORT (default 5005), for this machine alone unless INTERFACE says otherwise
	@$(PYTHON) -m knowledge
	@echo "Starting the bot (about 20 seconds)..."
	@LOG_LEVEL=WARNING exec $(PYTHON) -m rasa run --model $(MODEL) --interface $(INTERFACE) --port $(PORT)

shell: $(MODEL) ## Talk with the bot in this terminal
	@$(PYTHON) -m knowledge
	@LOG_LEVEL=WARNING exec $(PYTHON) -m bot.shell --model $(MODEL)

train: .venv/ready ## Train the model
	@$(MAKE) --no-print-directory -W config.yml $(MODEL)

test: .venv/ready ## Run the tests
	@$(PYTHON) -m pytest

check: .venv/ready ## Style, types and data
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(PYTHON) -m knowledge
	@$(PYTHON) -m rasa data validate --fail-on-warnings

eval: $(MODEL) ## Measure how well the bot understands: docs/quality.md (about six minutes)
	@$(PYTHON) -m benchmarks.understanding

ablation: .venv/ready ## Measure what each part of the classifier adds: docs/quality.md (half an hour)
	@$(PYTHON) -m benchmarks.ablation

bench-nlu: .venv/ready ## Compare with others on public data: DATA=folder, docs/bench-nlu.md (half an hour)
	@UV=$(UV) $(PYTHON) -m benchmarks.public_data "$(DATA)" $(if $(DRAWS),--draws $(DRAWS))

lock: .uv-or-path requirements.in ## Write requirements.txt anew from requirements.in
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.10 \
		--custom-compile-command "make lock" requirements.in -o requirements.txt

clean: ## Remove what the other commands made, but for the conversations in var/
	rm -rf .venv .uv .rasa models results build .mypy_cache .pytest_cache .ruff_cache .hypothesis
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

$(MODEL): .venv/ready $(MODEL_INPUTS)
	@$(PYTHON) -m knowledge
	@echo "Training the model (about a minute)..."
	@$(PYTHON) -m rasa train --fixed-model-name $(basename $(basename $(notdir $@))) --out $(dir $@)
	@touch $@
