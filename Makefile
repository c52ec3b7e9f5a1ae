# Local-first AWS sandbox for the payments event pipeline.
# Settings: ENGINE=auto|docker|host  PORT=4566  ENV=local  (or in a .env file)

# Bash becomes the recipe's only command: with dash between, a SIGTERM to make
# would end dash alone and leave the script working.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

##@ Local

.PHONY: local-up
local-up: ## Set everything up: tools, emulator, stack, a first invocation.
	@scripts/run local-up

.PHONY: setup
setup: ## Install everything local-up needs, start nothing.
	@scripts/run setup

.PHONY: invoke
invoke: ## Invoke the function. COUNT=3, or PAYLOAD='{"count":3}'.
	@scripts/run invoke

.PHONY: payments
payments: ## Show the newest payments and the sums. LIMIT=20.
	@scripts/run payments

.PHONY: logs
logs: ## Show the function's log group. FOLLOW=1 keeps following.
	@scripts/run logs

.PHONY: outputs
outputs: ## Print Terraform's outputs as JSON.
	@scripts/run outputs

.PHONY: env
env: ## Print export lines for eval "$(make -s env)".
	@scripts/run env

.PHONY: plan
plan: ## Show Terraform's plan against the sandbox.
	@scripts/run plan

.PHONY: status
status: ## Show the emulator, the stack and what to run next.
	@scripts/run status

.PHONY: doctor
doctor: ## Check every prerequisite and say how to mend what is wrong.
	@scripts/run doctor

.PHONY: destroy
destroy: ## Destroy the local stack; the emulator keeps running.
	@scripts/run destroy

.PHONY: local-down
local-down: ## Destroy the local stack and stop the emulator.
	@scripts/run local-down

##@ Guarantees

.PHONY: load
load: ## Write many payments. COUNT=1000 CONCURRENCY=4, or RUN=<id> to go on.
	@scripts/run load

.PHONY: reconcile
reconcile: ## Compare journal and table. FIX=1 replays what is missing.
	@scripts/run reconcile

.PHONY: redrive
redrive: ## Send again what waits in the dead-letter queue.
	@scripts/run redrive

.PHONY: export
export: ## Write the table to a file. FORMAT=csv|ndjson|parquet, FILE=path.
	@scripts/run export

.PHONY: faults
faults: ## Let calls fail. RATE=0.3 SEED=42 KINDS=throttle,drop; OFF=1 ends it.
	@scripts/run faults

##@ Test

.PHONY: test
test: ## Lint, types, unit tests, Terraform checks, then e2e.
	@scripts/run test

.PHONY: lint
lint: ## Check format, lint, types and Terraform's rules.
	@scripts/run lint

.PHONY: unit
unit: ## Run the unit tests (TypeScript, Python, Terraform).
	@scripts/run unit

.PHONY: e2e
e2e: ## Apply, invoke, verify and destroy a stack of its own.
	@scripts/run e2e

.PHONY: resilience
resilience: ## Break a sandbox of its own: kills, a full disk. ENGINE=docker.
	@scripts/run resilience

.PHONY: e2e-security
e2e-security: ## Attack a sandbox of its own: web page, other user. ENGINE=docker.
	@scripts/run e2e-security

.PHONY: e2e-promotion
e2e-promotion: ## Promote to a stand-in for AWS, roll back and destroy.
	@scripts/run e2e-promotion

.PHONY: iam
iam: ## Compare what the role may do with what e2e used.
	@scripts/run iam

.PHONY: receipt
receipt: ## Show the receipt that e2e left for this very configuration.
	@scripts/run receipt

.PHONY: bench
bench: ## Measure set-up, apply, invocations and throughput.
	@scripts/run bench

##@ Offline

.PHONY: offline-pack
offline-pack: ## Pack everything a machine without a network needs.
	@scripts/run offline-pack

.PHONY: offline-install
offline-install: ## Check and install an unpacked pack, without a network.
	@scripts/offline/unpack && scripts/run offline-install

##@ AWS

.PHONY: aws-doctor
aws-doctor: ## Check credentials, account, permissions and receipt. ENV=dev.
	@scripts/run aws-doctor

.PHONY: aws-bootstrap
aws-bootstrap: ## Create the state bucket, once, after asking. ENV=dev.
	@scripts/run aws-bootstrap

.PHONY: aws-plan
aws-plan: ## Plan what e2e has proven, and seal the plan. ENV=dev.
	@scripts/run aws-plan

.PHONY: aws-apply
aws-apply: ## Apply the sealed plan, once, after asking; then verify. ENV=dev.
	@scripts/run aws-apply

.PHONY: aws-verify
aws-verify: ## Send three payments through and look for each trace. ENV=dev.
	@scripts/run aws-verify

.PHONY: aws-status
aws-status: ## Show what is deployed, and whether it has drifted. ENV=dev.
	@scripts/run aws-status

.PHONY: aws-invoke
aws-invoke: ## Invoke the deployed function. ENV=dev COUNT=3.
	@scripts/run aws-invoke

.PHONY: aws-logs
aws-logs: ## Show the deployed function's log group. ENV=dev.
	@scripts/run aws-logs

.PHONY: aws-rollback
aws-rollback: ## Plan the release before the deployed one again. ENV=dev.
	@scripts/run aws-rollback

.PHONY: aws-destroy
aws-destroy: ## Destroy the deployed stack, after asking. ENV=dev.
	@scripts/run aws-destroy

##@ Help

.PHONY: help
help: ## Show this help.
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
