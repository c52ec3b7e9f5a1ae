"""STS: every caller may call GetCallerIdentity, even if a policy denies it."""

from collections.abc import Iterator

from payments_sandbox.iam.call import Call, Permission


def _nothing(call: Call) -> Iterator[Permission]:
    return iter(())


def _assume_role(call: Call) -> Iterator[Permission]:
    role = call.parameters["RoleArn"]
    yield Permission("sts:AssumeRole", role)
    if call.parameters.get("Tags"):
        yield Permission("sts:TagSession", role)
    if call.parameters.get("SourceIdentity"):
        yield Permission("sts:SetSourceIdentity", role)


operations = {"GetCallerIdentity": _nothing, "AssumeRole": _assume_role}
