"""Reads policy documents, in which a single value may stand for a list of one."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from payments_sandbox.iam.policy.request import UnsupportedPolicyError

# A document without a Version has the older one, which has no variables.
WITH_VARIABLES = "2012-10-17"
VERSIONS = {WITH_VARIABLES, "2008-10-17"}


@dataclass(frozen=True)
class Statement:
    """One statement, with the elements and their Not… forms as JSON has them."""

    index: int
    sid: str | None
    denies: bool
    has_variables: bool
    elements: dict[str, Any]
    # The same as JSON, to be shown.
    text: str

    def patterns(self, element: str) -> tuple[list[Any], bool]:
        """The values of an element, and whether they are those of its Not… form."""
        negated = f"Not{element}" in self.elements
        return as_list(self.elements[f"Not{element}" if negated else element]), negated


@lru_cache(maxsize=256)
def read_statements(document: str) -> tuple[Statement, ...]:
    parsed = json.loads(document)
    version = parsed.get("Version", "2008-10-17")
    if version not in VERSIONS:
        raise UnsupportedPolicyError(f"a policy of Version {version}")
    return tuple(
        Statement(
            index=index,
            sid=statement.get("Sid"),
            denies=statement["Effect"] == "Deny",
            has_variables=version == WITH_VARIABLES,
            elements=statement,
            text=json.dumps(statement, ensure_ascii=False, separators=(",", ":")),
        )
        for index, statement in enumerate(as_list(parsed["Statement"]))
    )


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
