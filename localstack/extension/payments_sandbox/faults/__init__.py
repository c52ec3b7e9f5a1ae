"""Faults on demand: calls of one role fail the way AWS's sometimes do.

`plan` decides which call fails and how, from a seed alone; `effects` does it; `injection`
stands before the services and serves `/_sandbox/faults`, by which `make faults` sets it.
"""
