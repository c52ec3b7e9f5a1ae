"""One API call, and what a caller needs for it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """One API call, as far as IAM is concerned."""

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
        """A resource in the call's region and account."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"


@dataclass(frozen=True)
class Permission:
    """What a caller has to be allowed."""

    action: str
    resource: str


class UnmappedCallError(Exception):
    """Nobody can say which action this call needs; its text names the call, and why."""
