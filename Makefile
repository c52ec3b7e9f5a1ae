# Local-first AWS sandbox for the payments event pipeline.
# Settings: ENGINE=auto|docker|host  PORT=4566  ENV=local  (or in a .env file)

# Bash becomes the recipe's only command: with dash in between, a SIGTERM to
# make would end dash alone and leave the script running.
# The user's settings for shells would run other code before a recipe, skip the
# recipe, or let `cd` leave this checkout. Bash reads ~/.bashrc if its standard
# input is a socket, as it is in a child of Node.
SHELL := bash --norc
.SHELLFLAGS := -eu -o pipefail -c
unexport BASH_ENV SHELLOPTS BASHOPTS CDPATH
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# A value on the command line reaches the command as typed: make would expand
# `$` in it, and run what stands in `$(shell …)`.
typed := $(strip $(foreach name,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(name)))),$(name))))
$(foreach name,$(typed),$(eval override $(name) := $$(value $(name)))$(eval export $(name)))
export TYPED_OPTIONS := $(typed)

commands := $(patsubst scripts/commands/%.ts,%,$(wildcard scripts/commands/*.ts))
.PHONY: help $(commands)
$(filter-out offline-install,$(commands)):
	@scripts/run $@

##@ Local

local-up: ## Set everything up: tools, emulator, stack, a first invocation. FRESH=1.
setup: ## Install everything local-up needs, start nothing.
invoke: ## Invoke the function. COUNT=3, or PAYLOAD='{"count":3}'; VERBOSE=1 adds its log; DEBUG=1 DEBUG_PORT=9229 waits for a debugger.
watch: ## Run the code at each save. PAYLOAD='{"count":3}'; DEBUG=1 DEBUG_PORT=9229 for a debugger.
console: ## Show requests, payments and state in the browser. CONSOLE_PORT=4580; OPEN=0 only prints the link.
payments: ## Show the newest payments and the sums. LIMIT=20.
logs: ## Show the function's log. REQUEST=<id> LEVEL=warn SINCE=10m FOLLOW=1; FORMAT=json.
requests: ## List recorded requests. STATUS=failed LIMIT=20 FOLLOW=1; FORMAT=json.
request: ## Show one request, call by call. ID=<id or prefix>; FORMAT=json or otlp.
outputs: ## Print Terraform's outputs as JSON.
env: ## Print export lines for eval "$(make -s env)". SHELL_KIND=fish; UNSET=1 undoes it.
plan: ## Show Terraform's plan against the sandbox.
status: ## Show the emulator, the stack and what to run next. FORMAT=json.
doctor: ## Check every prerequisite and print how to fix what is wrong. FORMAT=json.
destroy: ## Destroy the local stack; the emulator keeps running.
stop: ## Save the emulator's state and stop it; local-up continues from there.
local-down: ## Destroy the local stack and stop the emulator.

##@ Snapshots

snapshot: ## Save the emulator's state and Terraform's. NAME=before-load.
restore: ## Replace the running emulator's state by a saved one. NAME=before-load.
snapshots: ## List the saved states.
snapshot-delete: ## Delete a saved state. NAME=before-load.

##@ Guarantees

load: ## Write many payments. COUNT=1000 CONCURRENCY=4; RUN=<id> resumes.
reconcile: ## Compare journal and table. FIX=1 replays what is missing.
redrive: ## Send the messages in the dead-letter queue again.
export: ## Write the table to a file. FORMAT=csv|ndjson|parquet; FILE=path, or - for stdout.
faults: ## Make calls fail. RATE=0.3 SEED=42 KINDS=throttle,drop; OFF=1 stops.

##@ Test

test: ## Lint, types, unit tests, Terraform checks, then e2e. TIMES=1.
lint: ## Check format, lint, types and Terraform's rules.
unit: ## Run the unit tests (TypeScript, Python, Terraform). TIMES=1.
test-watch: ## Run unit tests at each save. FILES='lambda journal'.
e2e: ## Apply, invoke, verify and destroy a separate stack. TIMES=1.
resilience: ## Break a separate sandbox: kills, a full disk. ENGINE=docker.
e2e-security: ## Attack a separate sandbox: web page, other user. CHROMIUM=path.
e2e-snapshots: ## Save, kill and restore a separate sandbox. ENGINE=docker RUNS=200 KILLS=30 SEED=1.
e2e-console: ## Use and attack the console of a separate sandbox in a browser. CHROMIUM=path IMAGES=1.
e2e-watch: ## Edit, break and debug the function of a separate sandbox. EDITS=200.
e2e-promotion: ## Promote to a stand-in for AWS, roll back and destroy.
iam: ## Compare what the role may do with what e2e used.
receipt: ## Show the receipt that e2e issued for this configuration.
bench: ## Measure set-up, apply, invocations and throughput. TRIAL=1 tries each measurement out.

##@ Offline

offline-pack: ## Pack everything a machine without a network needs. ENGINE=both; STACK=0.
offline-install: ## Check and install an unpacked pack, without a network.
	@scripts/offline/unpack && scripts/run offline-install

##@ AWS

aws-doctor: ## Check credentials, account, permissions and receipt. ENV=dev.
aws-bootstrap: ## Create the state bucket, once. ENV=dev CONFIRM=<account id>.
aws-plan: ## Plan what e2e has proven, and seal it. ENV=dev ALLOW_DELETE=<address>.
aws-apply: ## Apply the sealed plan, once; verify. ENV=dev CONFIRM=<account id>.
aws-verify: ## Send three payments through and look for each trace. ENV=dev.
aws-status: ## Show what is deployed, and whether it has drifted. ENV=dev.
aws-invoke: ## Invoke the deployed function. ENV=dev COUNT=3, or PAYLOAD='{…}'; VERBOSE=1.
aws-logs: ## Show its log. ENV=dev REQUEST=<id> LEVEL=warn SINCE=10m FOLLOW=1; FORMAT=json.
aws-rollback: ## Plan the previous release again. ENV=dev ALLOW_DELETE=<address>.
aws-destroy: ## Destroy the deployed stack. ENV=dev CONFIRM=<account id>.

##@ Help

help: ## Show this help.
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
