import gc

import pytest
from payments_sandbox.host import launch
from payments_sandbox.host.garbage import collect_garbage_again
from payments_sandbox.reaper import Reaper


@pytest.fixture(autouse=True)
def collector():
    yield
    gc.unfreeze()
    gc.enable()


def test_localstack_starts_without_the_collector(monkeypatch):
    enabled = []
    # The one of all tests would start nothing after its end.
    monkeypatch.setattr(launch, "reaper", Reaper())
    monkeypatch.setattr(launch, "help_older_python", lambda: None)
    monkeypatch.setattr("localstack.runtime.main.main", lambda: enabled.append(gc.isenabled()))

    launch.run_localstack()

    assert enabled == [False]


def test_the_collector_runs_again_once_localstack_is_ready():
    gc.disable()

    collect_garbage_again()

    assert gc.isenabled()
    # It looks only through what is made from then on.
    assert gc.get_freeze_count() > 0


def test_nothing_is_frozen_where_the_collector_was_on():
    collect_garbage_again()

    assert gc.get_freeze_count() == 0
