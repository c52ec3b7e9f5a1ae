"""Traces: what each invocation of a function did, for `make requests` and `make request`.

`invocations` records each invocation as an attempt, `calls` each API call that was made
during it, by the function or for it by Lambda. `ring` keeps the newest. `routes` serves them.
`current` is the only module that other packages import: IAM and the fault injection note there
what they decided. SANDBOX_TRACE=0 turns everything off.
"""
