"""Resource policies: whom a Principal or NotPrincipal names.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

import json
from dataclasses import replace

import pytest
from payments_sandbox.iam.policy import (
    AccessRequest,
    GrantedTo,
    PrincipalType,
    StatementRef,
    UnsupportedPolicyError,
    Verdict,
    decide,
    decide_resource_policy,
    evaluate_resource_policy,
)
from policy_requests import (
    ACCOUNT,
    ALICE,
    ANONYMOUS,
    LAMBDA,
    SESSION,
    allow,
    deny,
    document,
    request,
)

ROOT = f"arn:aws:iam::{ACCOUNT}:root"
CALLERS = {"alice": ALICE, "session": SESSION, "lambda": LAMBDA, "anonymous": ANONYMOUS}
EVERYONE = dict.fromkeys(CALLERS, GrantedTo.EVERYONE)


@pytest.mark.parametrize(
    ("principal", "granted"),
    [
        ("*", EVERYONE),
        ({"AWS": "*"}, EVERYONE),
        ({"AWS": ACCOUNT}, {"alice": GrantedTo.ACCOUNT, "session": GrantedTo.ACCOUNT}),
        ({"AWS": [ROOT]}, {"alice": GrantedTo.ACCOUNT, "session": GrantedTo.ACCOUNT}),
        ({"AWS": "222222222222"}, {}),
        ({"AWS": ALICE.arn}, {"alice": GrantedTo.CALLER}),
        ({"AWS": ALICE.arn + "2"}, {}),
        ({"AWS": ALICE.userid}, {"alice": GrantedTo.CALLER}),
        ({"AWS": SESSION.arn}, {"session": GrantedTo.CALLER}),
        ({"AWS": SESSION.role_arn}, {"session": GrantedTo.ROLE}),
        ({"AWS": "AROAWRITER"}, {"session": GrantedTo.ROLE}),
        (
            {"AWS": [ACCOUNT, SESSION.role_arn, SESSION.arn]},
            {"alice": GrantedTo.ACCOUNT, "session": GrantedTo.CALLER},
        ),
        ({"Service": "lambda.amazonaws.com"}, {"lambda": GrantedTo.CALLER}),
        ({"Service": ["s3.amazonaws.com"], "AWS": ALICE.arn}, {"alice": GrantedTo.CALLER}),
        ({"Federated": "accounts.google.com"}, {}),
    ],
)
def test_a_principal_names_callers(principal, granted):
    policy = document(allow(Principal=principal))

    decisions = {name: decide_resource_policy(policy, request(p)) for name, p in CALLERS.items()}

    found = {name: decision.granted_to for name, decision in decisions.items()}
    assert {name: value for name, value in found.items() if value} == granted


def test_an_identity_provider_and_the_root_user_are_callers_too():
    google = replace(ALICE, arn="accounts.google.com", type=PrincipalType.FEDERATED)
    root = replace(ALICE, arn=ROOT, userid=ACCOUNT, type=PrincipalType.ROOT)

    for principal, caller in [({"Federated": google.arn}, google), ({"AWS": ROOT}, root)]:
        policy = document(allow(Principal=principal))
        assert evaluate_resource_policy(policy, request(caller)) is Verdict.ALLOWED


def test_a_canonical_user_is_an_account_that_s3_knows():
    policy = document(allow(Principal={"CanonicalUser": "abc"}))
    known, other = replace(ALICE, canonical_user="abc"), replace(ALICE, canonical_user="def")

    assert decide_resource_policy(policy, request(known)).granted_to is GrantedTo.ACCOUNT
    assert evaluate_resource_policy(policy, request(other)) is Verdict.NOT_MENTIONED
    assert evaluate_resource_policy(policy, request(ANONYMOUS)) is Verdict.NOT_MENTIONED
    with pytest.raises(UnsupportedPolicyError, match="CanonicalUser"):
        evaluate_resource_policy(policy, request(ALICE))


@pytest.mark.parametrize(
    ("excepted", "denied"),
    [
        # Documented: name the account as well as the user, or the role and the session.
        ([ALICE.arn, ROOT], ["session", "lambda", "anonymous"]),
        ([ALICE.arn], ["alice", "session", "lambda", "anonymous"]),
        ([SESSION.arn, SESSION.role_arn, ACCOUNT], ["alice", "lambda", "anonymous"]),
        ([SESSION.role_arn, ROOT], ["alice", "session", "lambda", "anonymous"]),
        (["*"], []),
    ],
)
def test_a_deny_excepts_a_caller_that_is_named_with_its_account(excepted, denied):
    policy = document(deny(NotPrincipal={"AWS": excepted}))

    verdicts = {n: evaluate_resource_policy(policy, request(p)) for n, p in CALLERS.items()}

    assert [name for name, verdict in verdicts.items() if verdict is Verdict.DENIED] == denied


def test_an_allow_excepts_each_caller_that_is_named():
    policy = document(allow(NotPrincipal={"AWS": ALICE.arn}))

    assert evaluate_resource_policy(policy, request(ALICE)) is Verdict.NOT_MENTIONED
    assert decide_resource_policy(policy, request(SESSION)).granted_to is GrantedTo.EVERYONE


def test_a_trust_policy_has_no_resource():
    trust = document(
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"Service": "lambda.amazonaws.com"},
        }
    )
    assume = request(LAMBDA, action="sts:AssumeRole", resource=SESSION.role_arn)

    assert evaluate_resource_policy(trust, assume) is Verdict.ALLOWED
    assert evaluate_resource_policy(trust, replace(assume, principal=ALICE)) is (
        Verdict.NOT_MENTIONED
    )


@pytest.mark.parametrize(
    ("principal", "named"),
    [
        ({"AWS": f"arn:aws:iam::{ACCOUNT}:role/*"}, "a wildcard in the principal"),
        ({"Service": "*"}, "a wildcard in the principal"),
        ({"Group": "admins"}, "a principal of the kind Group"),
    ],
)
def test_what_aws_accepts_in_no_policy_is_named(principal, named):
    with pytest.raises(UnsupportedPolicyError, match=named):
        evaluate_resource_policy(document(allow(Principal=principal)), request())
    with pytest.raises(UnsupportedPolicyError, match="without Principal"):
        evaluate_resource_policy(document(allow()), request())


def test_a_decision_names_its_statements():
    policies = [
        document(allow(Sid="Reads", Action="s3:Get*"), allow(Action="s3:Put*")),
        document(allow(), deny(Sid="Never", Action="s3:PutObject")),
    ]

    def decided_by(asked: AccessRequest) -> tuple[StatementRef, ...]:
        return decide(policies, asked).decided_by

    def names(asked: AccessRequest) -> list[tuple[int, int, str | None]]:
        return [(each.document, each.statement, each.sid) for each in decided_by(asked)]

    assert names(request()) == [(0, 0, "Reads"), (1, 0, None)]
    assert names(request(action="s3:PutObject")) == [(1, 1, "Never")]
    assert decide([], request()).decided_by == ()
    [never] = decided_by(request(action="s3:PutObject"))
    assert json.loads(never.text) == json.loads(policies[1])["Statement"][1]
