import queue
import threading

import pytest
from payments_sandbox.state.pickling import dumps, loads


def copy(value):
    return loads(dumps(value))


@pytest.mark.parametrize("kind", [threading.Lock, threading.RLock])
def test_restores_a_held_lock_as_one_that_is_free(kind):
    lock = kind()
    lock.acquire()

    restored = copy({"lock": lock})["lock"]

    assert type(restored) is type(lock)
    acquired = []
    thread = threading.Thread(target=lambda: acquired.append(restored.acquire(timeout=30)))
    thread.start()
    thread.join()
    assert acquired == [True]


def test_keeps_one_lock_for_two_users():
    lock = threading.RLock()

    first, second = copy([lock, lock])

    assert first is second


def test_restores_a_queue_that_a_thread_waits_for():
    original: queue.Queue[str] = queue.Queue()
    waiting = threading.Thread(target=original.get)
    waiting.start()
    while not original.not_empty._waiters:
        pass

    restored = copy(original)
    original.put("done")
    waiting.join()

    assert not restored.not_empty._waiters
    assert restored.not_empty._lock is restored.mutex
    restored.put("message")
    assert restored.get(timeout=30) == "message"


@pytest.mark.parametrize("is_set", [True, False])
def test_restores_an_event(is_set):
    event = threading.Event()
    if is_set:
        event.set()

    assert copy(event).is_set() is is_set


def test_names_what_it_cannot_save():
    with pytest.raises(Exception, match=r"(?i)socket|generator|pickle"):
        dumps({"x": (each for each in [])})
