"""The policies of the caller and of the resource together.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
"""

import json
from typing import Any

import pytest
from payments_sandbox.iam.conditions.caller import Caller
from payments_sandbox.iam.decision import objection
from payments_sandbox.iam.policy import AccessRequest, Principal, PrincipalType
from payments_sandbox.iam.session import EVERYTHING, Session

ACCOUNT, OTHER = "111111111111", "222222222222"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/writer"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/writer/function"
USER = f"arn:aws:iam::{ACCOUNT}:user/alice"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
OBJECT = "arn:aws:s3:::journal/k"
NOTHING = '{"Statement": []}'

assumed = Principal(SESSION, ACCOUNT, PrincipalType.ASSUMED_ROLE, role_arn=ROLE)
user = Principal(USER, ACCOUNT, PrincipalType.USER, username="alice")
root = Principal(ROOT, ACCOUNT, PrincipalType.ROOT)
service = Principal("lambda.amazonaws.com", "", PrincipalType.SERVICE)


def statement(effect: str, principal: Any, action: str = "s3:GetObject") -> str:
    body = {"Effect": effect, "Action": action, "Resource": "*"}
    if principal:
        body["Principal"] = principal
    return json.dumps({"Version": "2012-10-17", "Statement": [body]})


ALLOW, DENY = statement("Allow", None), statement("Deny", None)


def decide(
    principal: Principal = assumed,
    policy: str | None = None,
    identity: str = NOTHING,
    boundary: str | None = None,
    session: str | None = None,
    owner: str = ACCOUNT,
    action: str = "s3:GetObject",
    **context: str,
) -> str:
    caller = Session(
        Caller(principal),
        [identity],
        permissions_boundary=boundary and [boundary],
        session_policies=session and [session],
    )
    request = AccessRequest(action, OBJECT, principal, context)
    return objection(caller, request, owner, policy) or "allowed"


def because(kind: str, action: str = "s3:GetObject") -> str:
    return f"because no {kind} allows the {action} action"


@pytest.mark.parametrize("principal", [assumed, user])
def test_in_one_account_either_policy_suffices(principal):
    names_the_caller = statement("Allow", {"AWS": principal.arn})

    assert decide(principal, identity=ALLOW) == "allowed"
    assert decide(principal, policy=names_the_caller) == "allowed"
    assert decide(principal) == because("identity-based policy")


@pytest.mark.parametrize("named", [ROOT, ACCOUNT])
def test_a_grant_to_the_account_leaves_the_decision_to_identity_policies(named):
    policy = statement("Allow", {"AWS": named})

    assert decide(policy=policy) == because("identity-based policy")
    assert decide(policy=policy, identity=ALLOW) == "allowed"


@pytest.mark.parametrize("named", [{"AWS": ROLE}, {"AWS": "*"}, "*"])
def test_a_grant_to_the_role_or_everyone_is_limited_by_boundary_and_session(named):
    policy = statement("Allow", named)

    assert decide(policy=policy) == "allowed"
    assert decide(policy=policy, boundary=NOTHING) == because("permissions boundary")
    assert decide(policy=policy, session=NOTHING) == because("session policy")
    assert decide(policy=policy, boundary=ALLOW, session=ALLOW) == "allowed"


@pytest.mark.parametrize("principal", [assumed, user])
def test_a_grant_to_the_session_or_user_itself_is_not_limited(principal):
    policy = statement("Allow", {"AWS": principal.arn})

    assert decide(principal, policy, boundary=NOTHING, session=NOTHING) == "allowed"


@pytest.mark.parametrize(
    ("denied", "kind"),
    [
        ("identity", "an identity-based policy"),
        ("boundary", "a permissions boundary"),
        ("session", "a session policy"),
    ],
)
def test_an_explicit_deny_wins_over_a_grant_by_the_resource(denied, kind):
    policy = statement("Allow", {"AWS": SESSION})

    assert decide(policy=policy, **{denied: DENY}) == f"with an explicit deny in {kind}"


@pytest.mark.parametrize("principal", [assumed, user, root])
def test_an_explicit_deny_of_the_resource_wins(principal):
    policy = statement("Deny", "*")

    assert decide(principal, policy, identity=EVERYTHING) == (
        "with an explicit deny in a resource-based policy"
    )


def test_another_accounts_resource_needs_both_policies():
    def decide_other(**given: Any) -> str:
        return decide(owner=OTHER, **given)

    policy = statement("Allow", {"AWS": ACCOUNT})

    assert decide_other(identity=ALLOW) == because("resource-based policy")
    assert decide_other(policy=policy) == because("identity-based policy")
    assert decide_other(policy=policy, identity=ALLOW) == "allowed"
    assert decide_other(policy=statement("Allow", {"AWS": SESSION})) == (
        because("identity-based policy")
    )
    assert decide_other(policy=policy, identity=ALLOW, session=NOTHING) == (
        because("session policy")
    )


def test_the_developer_needs_another_accounts_permission_too():
    assert decide(root, owner=OTHER, identity=EVERYTHING) == because("resource-based policy")
    assert decide(root, identity=EVERYTHING) == "allowed"


@pytest.mark.parametrize(
    "action", ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]
)
def test_only_the_accounts_root_unlocks_a_bucket_that_denies_everyone(action):
    locked = statement("Deny", "*", "s3:*")

    assert decide(root, locked, EVERYTHING, action=action) == "allowed"
    for given in ({"principal": root, "owner": OTHER}, {"principal": user}):
        assert decide(policy=locked, identity=EVERYTHING, action=action, **given) == (
            "with an explicit deny in a resource-based policy"
        )


@pytest.mark.parametrize(
    ("action", "kind"),
    [("sts:AssumeRole", "role trust policy"), ("kms:DescribeKey", "resource-based policy")],
)
def test_roles_and_keys_need_their_own_policy(action, kind):
    def decide_on(principal: Any, identity: str) -> str:
        policy = principal and statement("Allow", principal, action)
        return decide(policy=policy, identity=identity, action=action)

    assert decide_on(None, EVERYTHING) == because(kind, action)
    assert decide_on({"AWS": USER}, EVERYTHING) == because(kind, action)
    # The account alone also needs the identity policy; the caller itself or its role does not.
    assert decide_on({"AWS": ROOT}, NOTHING) == because("identity-based policy", action)
    assert decide_on({"AWS": ROOT}, EVERYTHING) == "allowed"
    assert decide_on({"AWS": ROLE}, NOTHING) == "allowed"
    assert decide_on({"AWS": SESSION}, NOTHING) == "allowed"


def test_the_developer_assumes_only_roles_that_trust_the_account():
    def assume(principal: Any) -> str:
        policy = statement("Allow", principal, "sts:AssumeRole")
        return decide(root, policy, EVERYTHING, action="sts:AssumeRole")

    assert assume({"AWS": ROOT}) == "allowed"
    assert assume({"Service": "lambda.amazonaws.com"}) == (
        because("role trust policy", "sts:AssumeRole")
    )


def test_a_service_needs_only_the_trust_policy():
    def assume(principal: Any) -> str:
        policy = statement("Allow", principal, "sts:AssumeRole")
        return decide(service, policy, action="sts:AssumeRole")

    assert assume({"Service": "lambda.amazonaws.com"}) == "allowed"
    for other in ({"Service": "ec2.amazonaws.com"}, {"AWS": ROOT}):
        assert assume(other) == because("role trust policy", "sts:AssumeRole")
