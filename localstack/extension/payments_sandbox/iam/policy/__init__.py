"""Evaluates IAM policies as AWS documents it: without a clock, store or network."""

from payments_sandbox.iam.policy.evaluation import (
    decide,
    decide_resource_policy,
    evaluate,
    evaluate_resource_policy,
)
from payments_sandbox.iam.policy.request import (
    AccessRequest,
    Principal,
    PrincipalType,
    UnsupportedPolicyError,
)
from payments_sandbox.iam.policy.verdict import Decision, GrantedTo, StatementRef, Verdict

__all__ = [
    "AccessRequest",
    "Decision",
    "GrantedTo",
    "Principal",
    "PrincipalType",
    "StatementRef",
    "UnsupportedPolicyError",
    "Verdict",
    "decide",
    "decide_resource_policy",
    "evaluate",
    "evaluate_resource_policy",
]
