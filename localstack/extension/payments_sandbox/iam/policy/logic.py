"""AND and OR over checks; an unsupported one counts only if the result depends on it."""

from collections.abc import Callable, Iterable

from payments_sandbox.iam.policy.request import UnsupportedPolicyError

Check = Callable[[], bool]


def all_of(checks: Iterable[Check]) -> bool:
    return not _has(False, checks)


def any_of(checks: Iterable[Check]) -> bool:
    return _has(True, checks)


def _has(decisive: bool, checks: Iterable[Check]) -> bool:
    """Raises the first error if no check has the decisive result."""
    unsupported = None
    for check in checks:
        try:
            if check() is decisive:
                return True
        except UnsupportedPolicyError as error:
            unsupported = unsupported or error
    if unsupported:
        raise unsupported
    return False
