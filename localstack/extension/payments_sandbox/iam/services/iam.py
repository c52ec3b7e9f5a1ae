"""IAM: the calls with which Terraform creates and deletes a role."""

from collections.abc import Iterator

from payments_sandbox.iam.call import Call, Permission


def _role(call: Call) -> str:
    path = call.parameters.get("Path", "/")
    return f"arn:{call.partition}:iam::{call.account}:role{path}{call.parameters['RoleName']}"


def _on_role(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, _role(call))


def _create_role(call: Call) -> Iterator[Permission]:
    yield from _on_role(call)
    if call.parameters.get("Tags"):
        yield Permission("iam:TagRole", _role(call))


def _on_principal(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, call.parameters["PolicySourceArn"])


operations = {
    "SimulatePrincipalPolicy": _on_principal,
    "CreateRole": _create_role,
    **dict.fromkeys(
        [
            "DeleteRole",
            "DeleteRolePolicy",
            "GetRole",
            "GetRolePolicy",
            "ListAttachedRolePolicies",
            "ListInstanceProfilesForRole",
            "ListRolePolicies",
            "PutRolePolicy",
            "TagRole",
            "UntagRole",
            "UpdateAssumeRolePolicy",
            "UpdateRole",
            "UpdateRoleDescription",
        ],
        _on_role,
    ),
}
