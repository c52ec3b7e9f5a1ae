"""STS: every caller may call GetCallerIdentity, even if a policy denies it."""

from collections.abc import Iterator

from payments_sandbox.iam.call import Call, Permission


def _nothing(call: Call) -> Iterator[Permission]:
    return iter(())


def _on_role(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, call.parameters["RoleArn"])


operations = {"GetCallerIdentity": _nothing, "AssumeRole": _on_role}
