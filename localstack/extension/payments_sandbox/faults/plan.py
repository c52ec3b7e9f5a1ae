"""Decides which calls fail, and how. The same seed and the same calls fail the same way."""

import hashlib
import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass
from random import Random

KINDS = ("unprocessed", "throttle", "500", "timeout", "latency", "drop")
# Only this operation can do a part of what it was asked for.
PARTIAL_OPERATION = "BatchWriteItem"
# Calls whose repetitions are counted; the oldest are forgotten first.
MAX_REMEMBERED = 100_000


@dataclass(frozen=True)
class FaultPlan:
    """What `make faults` was asked for."""

    role_arn: str
    rate: float
    seed: str
    kinds: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 < self.rate <= 1:
            raise ValueError(f"Expected `rate` above 0 and up to 1, got `{self.rate}`.")
        unknown = sorted(set(self.kinds) - set(KINDS))
        if unknown or not self.kinds:
            raise ValueError(f"Expected `kinds` of {', '.join(KINDS)}, got `{unknown}`.")


@dataclass(frozen=True)
class Fault:
    kind: str
    # From 0 up to, not including, 1: how long, or how much.
    extent: float


class FaultDice:
    """Draws for each call by what it is, not by when it comes.

    Calls overtake each other, so a sequence of numbers would give each run other faults.
    A repetition of the same call is drawn anew: a retry has its own luck.
    """

    def __init__(self, plan: FaultPlan) -> None:
        self.plan = plan
        self.injected: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._seen: OrderedDict[bytes, int] = OrderedDict()

    def draw(self, operation: str, content: bytes) -> Fault | None:
        digest = hashlib.blake2b(operation.encode() + b"\0" + content, digest_size=16).digest()
        random = Random(f"{self.plan.seed} {digest.hex()} {self._count(digest)}")
        kinds = [
            kind
            for kind in self.plan.kinds
            if kind != "unprocessed" or operation == PARTIAL_OPERATION
        ]
        if random.random() >= self.plan.rate or not kinds:
            return None
        fault = Fault(random.choice(kinds), random.random())
        with self._lock:
            self.injected[fault.kind] += 1
        return fault

    def _count(self, digest: bytes) -> int:
        """How often this very call came before."""
        with self._lock:
            count = self._seen.pop(digest, 0)
            self._seen[digest] = count + 1
            if len(self._seen) > MAX_REMEMBERED:
                self._seen.popitem(last=False)
            return count
