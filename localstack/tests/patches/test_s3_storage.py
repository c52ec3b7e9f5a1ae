import tempfile
from pathlib import Path

import pytest
from localstack.services.s3 import provider
from payments_sandbox.patches.s3_storage import keep_objects_apart


@pytest.fixture(autouse=True)
def _temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def folder_of_large_objects() -> Path:
    return Path(provider.S3Provider()._storage_backend.root_directory)


def test_localstack_ignores_tmpdir(tmp_path):
    assert not folder_of_large_objects().is_relative_to(tmp_path)


def test_keeps_large_objects_below_the_emulators_temporary_folder(tmp_path):
    keep_objects_apart()

    assert folder_of_large_objects().is_relative_to(tmp_path)
