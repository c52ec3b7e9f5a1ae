import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from payments_sandbox.state.errors import BusyError
from payments_sandbox.state.gate import DRAIN_SECONDS, StateGate

DOCUMENT = Path(__file__).parents[3] / "docs" / "snapshots.md"


@pytest.fixture
def gate():
    return StateGate()


class Background:
    """Runs in a thread; `done` is set at its end."""

    def __init__(self, run: Callable[[], None]) -> None:
        self.done = threading.Event()

        def run_and_note() -> None:
            run()
            self.done.set()

        threading.Thread(target=run_and_note, daemon=True).start()

    def is_waiting(self) -> bool:
        return not self.done.wait(0.1)

    def ends(self) -> bool:
        return self.done.wait(30)


def in_call(gate: StateGate, internal: bool = False) -> Callable[[], None]:
    def run() -> None:
        with gate.call(internal=internal):
            pass

    return run


def in_save(gate: StateGate) -> Callable[[], None]:
    def run() -> None:
        with gate.alone():
            pass

    return run


def in_invocation(gate: StateGate) -> Callable[[], None]:
    def run() -> None:
        with gate.invocation():
            pass

    return run


def test_lets_calls_run_together(gate):
    with gate.call():
        assert Background(in_call(gate)).ends()


def test_holds_calls_back_while_a_save_runs(gate):
    with gate.alone():
        call = Background(in_call(gate))
        internal = Background(in_call(gate, internal=True))
        assert call.is_waiting()
        assert internal.is_waiting()

    assert call.ends()
    assert internal.ends()


def test_starts_a_save_when_the_running_calls_have_ended(gate):
    with gate.call():
        save = Background(in_save(gate))
        assert save.is_waiting()

    assert save.ends()


def test_lets_a_save_go_first_when_calls_never_stop_coming(gate):
    with gate.call():
        save = Background(in_save(gate))
        assert save.is_waiting()
        assert Background(in_call(gate)).is_waiting()


def test_lets_localstacks_calls_pass_while_a_save_waits_for_one_that_needs_them(gate):
    with gate.call():
        assert Background(in_save(gate)).is_waiting()
        assert Background(in_call(gate, internal=True)).ends()


def test_lets_a_call_make_calls_in_its_thread_while_a_save_waits(gate):
    def nested() -> None:
        with gate.call():
            saves.append(Background(in_save(gate)))
            time.sleep(0.1)
            with gate.call():
                pass

    saves: list[Background] = []

    assert Background(nested).ends()
    assert saves[0].ends()


def test_lets_the_thread_of_a_save_make_calls(gate):
    def run() -> None:
        with gate.alone(), gate.call(internal=True):
            pass

    assert Background(run).ends()


def test_saves_while_a_call_waits_for_something_else(gate):
    with gate.call():
        with gate.released():
            assert Background(in_save(gate)).ends()
        assert Background(in_save(gate)).is_waiting()


def test_does_not_release_what_is_not_held(gate):
    with gate.released():
        pass

    assert Background(in_save(gate)).ends()


def test_holds_back_invocations_and_waits_for_the_running_ones(gate):
    entered = threading.Event()

    def drain() -> None:
        with gate.no_invocations(5):
            entered.set()
            assert Background(in_invocation(gate)).is_waiting()

    with gate.invocation():
        draining = Background(drain)
        assert not entered.wait(0.1)

    assert draining.ends()
    assert Background(in_invocation(gate)).ends()


def test_stops_waiting_for_an_invocation_that_does_not_end(gate):
    with gate.invocation(), gate.no_invocations(0.05):
        pass


def test_waits_for_invocations_as_long_as_the_documentation_says():
    assert f"running invocations get up to {DRAIN_SECONDS:g} s to end" in " ".join(
        DOCUMENT.read_text().split()
    )


def test_lets_the_calls_of_a_running_invocation_pass_while_it_waits_for_it(gate):
    with gate.invocation():

        def drain() -> None:
            with gate.no_invocations(5):
                pass

        draining = Background(drain)
        assert draining.is_waiting()
        assert Background(in_call(gate)).ends()

    assert draining.ends()


def test_gives_up_when_a_call_does_not_end(gate):
    with gate.call():

        def save() -> None:
            with pytest.raises(BusyError, match=r"for 0\.05 s"), gate.alone(0.05):
                pass

        assert Background(save).ends()
        assert Background(in_call(gate)).ends()


def test_is_free_again_after_an_error(gate):
    with pytest.raises(ZeroDivisionError), gate.alone():
        _ = 1 / 0
    with pytest.raises(ZeroDivisionError), gate.call():
        _ = 1 / 0

    assert Background(in_save(gate)).ends()
