"""Lets service calls run together, or one save or restore alone.

A call holds the gate only while its own service works. A function's invocation does not,
because the function makes calls itself: the gate would wait for the invocation, and the
invocation for the gate. The same applies to a call that waits for a message.

A save first lets the running invocations finish, so that it does not store half of one.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from payments_sandbox.state.errors import BusyError

# Most invocations end sooner, cold starts included. A save stores the others half done.
DRAIN_SECONDS = 5.0
# Longer than any call of a service takes.
CALLS_SECONDS = 30.0


class StateGate:
    """A lock with many readers, the calls, and one writer, a save or restore."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._calls = 0
        self._invocations = 0
        self._waiting = 0
        self._draining = 0
        self._writer: int | None = None
        self._held = threading.local()

    @contextmanager
    def call(self, *, internal: bool = False) -> Iterator[None]:
        """Held by a service call; calls that it makes in the same thread pass.

        LocalStack's `internal` calls also pass while a save waits: a call that holds the
        gate may wait for one that another thread makes.
        """
        if self._depth or self._writer == threading.get_ident():
            yield
            return
        self._enter(internal)
        self._depth = 1
        try:
            yield
        finally:
            self._depth = 0
            self._leave()

    @contextmanager
    def released(self) -> Iterator[None]:
        """Lets a save run while this thread's call waits for something else."""
        if not self._depth:
            yield
            return
        self._depth = 0
        self._leave()
        try:
            yield
        finally:
            self._enter(internal=True)
            self._depth = 1

    @contextmanager
    def invocation(self) -> Iterator[None]:
        """Surrounds an invocation of a function, outside of its `call`."""
        with self._changed:
            # Without a limit, a function that invokes another one would block a save.
            self._changed.wait_for(lambda: not self._draining, CALLS_SECONDS)
            self._invocations += 1
        try:
            yield
        finally:
            with self._changed:
                self._invocations -= 1
                self._changed.notify_all()

    @contextmanager
    def no_invocations(self, timeout_seconds: float = DRAIN_SECONDS) -> Iterator[None]:
        """Holds back new invocations, and waits until the running ones end or the timeout."""
        with self._changed:
            self._draining += 1
            self._changed.wait_for(lambda: not self._invocations, timeout_seconds)
        try:
            yield
        finally:
            with self._changed:
                self._draining -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self, timeout_seconds: float = CALLS_SECONDS) -> Iterator[None]:
        """Held by a save or restore: no call runs in the meantime."""
        with self._changed:
            self._waiting += 1
            try:
                free = self._changed.wait_for(
                    lambda: not self._calls and self._writer is None, timeout_seconds
                )
                if not free:
                    raise BusyError(
                        f"A call to the emulator has been running for {timeout_seconds:g} s,"
                        " so the state could not be saved."
                    )
                self._writer = threading.get_ident()
            finally:
                self._waiting -= 1
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._writer = None
                self._changed.notify_all()

    @property
    def _depth(self) -> int:
        return getattr(self._held, "depth", 0)

    @_depth.setter
    def _depth(self, depth: int) -> None:
        self._held.depth = depth

    def _enter(self, internal: bool) -> None:
        with self._changed:
            self._changed.wait_for(
                lambda: self._writer is None and (internal or not self._waiting)
            )
            self._calls += 1

    def _leave(self) -> None:
        with self._changed:
            self._calls -= 1
            self._changed.notify_all()


gate = StateGate()
