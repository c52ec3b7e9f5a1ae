"""Finds what LocalStack has of a function now."""

from typing import Any


def find_latest(account: str, region: str, name: str) -> Any:
    """The version that an update of the function replaces; None if there is no such function."""
    from localstack.services.lambda_.invocation.models import lambda_stores

    if account not in lambda_stores or region not in lambda_stores[account]:
        return None
    function = lambda_stores[account][region].functions.get(name)
    return function and function.latest()
