"""Notes whether a call may have changed the emulator's state since the last save."""

import re

# By the operation's name, in every service. What only looks like a read counts as a change.
READS = re.compile(r"(Get|List|Describe|Head|Query|Scan|Filter|BatchGet|TransactGet)(?![a-z])")


def is_read(operation: str) -> bool:
    return READS.match(operation) is not None


class Changes:
    """Counts changes, so that one which comes during a save is not forgotten."""

    def __init__(self) -> None:
        self._count = 0

    @property
    def count(self) -> int:
        return self._count

    def note(self, service: str, operation: str, *, internal: bool) -> None:
        # LocalStack publishes metrics of its queues every minute, also when nothing happens.
        if is_read(operation) or (internal and operation == "PutMetricData"):
            return
        self._count += 1


changes = Changes()
