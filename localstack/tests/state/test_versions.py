import sys

import pytest
from payments_sandbox.state.errors import RefusedSnapshotError
from payments_sandbox.state.versions import refuse_other_versions, versions


def test_accepts_its_own_versions():
    refuse_other_versions("first", versions())


def test_accepts_a_snapshot_of_an_edited_extension():
    refuse_other_versions("first", versions() | {"extension": "0" * 64})


@pytest.mark.parametrize("program", ["localstack", "python"])
def test_names_the_other_version(program):
    with pytest.raises(RefusedSnapshotError, match=f"first was made with {program} 9.9, and"):
        refuse_other_versions("first", versions() | {program: "9.9"})


def test_describes_this_emulator():
    assert versions()["localstack"] == "4.13.1"
    assert versions()["python"] == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert len(versions()["extension"]) == 64
