"""One API call, and the permissions that it needs."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """The parts of an API call that IAM needs."""

    service: str
    operation: str
    parameters: dict[str, Any]
    region: str
    account: str
    partition: str = "aws"

    @property
    def name(self) -> str:
        return f"{self.service}:{self.operation}"

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a resource in the call's region and account."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"


@dataclass(frozen=True)
class Permission:
    """An action on a resource, which a policy has to allow."""

    action: str
    resource: str


class UnmappedCallError(Exception):
    """It is unknown which actions this call needs; the message names the call and the reason."""
