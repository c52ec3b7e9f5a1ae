"""Fault injection: calls of one role fail as they sometimes do on AWS.

`plan` decides from a seed which call fails and how. `effects` makes it fail. `injection`
handles each call before its service, and serves `/_sandbox/faults` for `make faults`.
"""
