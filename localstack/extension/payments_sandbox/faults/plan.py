"""Decides which calls fail and how. With the same seed, the same calls fail the same way."""

import hashlib
import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass
from random import Random

KINDS = ("unprocessed", "throttle", "500", "timeout", "latency", "drop")
# The only operation that can succeed in part.
PARTIAL_OPERATION = "BatchWriteItem"
# How many different calls are counted; the oldest are dropped first.
MAX_REMEMBERED = 100_000


@dataclass(frozen=True)
class FaultPlan:
    """The options of `make faults`."""

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
    # At least 0 and below 1: the length of a delay, or the share of items that are written.
    extent: float


class FaultDice:
    """Draws a fault for each call from its content, not from its position in time.

    Concurrent calls arrive in a different order in each run, so a plain sequence of random
    numbers would not be repeatable. The draw also depends on how often the same call came
    before, so a retry can succeed.
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
        """Returns how often the same call came before."""
        with self._lock:
            count = self._seen.pop(digest, 0)
            self._seen[digest] = count + 1
            if len(self._seen) > MAX_REMEMBERED:
                self._seen.popitem(last=False)
            return count
