"""Evaluates policies for another program: a line of JSON in, a line of JSON out."""

import json
import sys
from collections.abc import Callable
from typing import Any

from payments_sandbox.iam.policy import (
    AccessRequest,
    Principal,
    PrincipalType,
    UnsupportedPolicyError,
    Verdict,
    evaluate,
    evaluate_resource_policy,
)


def verdicts(case: dict[str, Any]) -> dict[str, str]:
    asked = case["request"]
    principal = dict(asked["principal"])
    request = AccessRequest(
        asked["action"],
        asked["resource"],
        Principal(type=PrincipalType(principal.pop("type")), **principal),
        {key.lower(): value for key, value in asked["context"].items()},
    )
    identity, resource = json.dumps(case["identityPolicy"]), json.dumps(case["resourcePolicy"])
    return {
        "identity": _verdict(lambda: evaluate([identity], request)),
        "resource": _verdict(lambda: evaluate_resource_policy(resource, request)),
    }


def _verdict(decide: Callable[[], Verdict]) -> str:
    try:
        return decide().value
    except UnsupportedPolicyError:
        return "unsupported"
    except Exception as error:
        # The caller reports the policy that causes it.
        return repr(error)


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(verdicts(json.loads(line))), flush=True)
