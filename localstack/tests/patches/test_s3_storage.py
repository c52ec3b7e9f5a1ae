import tempfile
from pathlib import Path

from localstack.services.s3 import provider
from payments_sandbox.patches.s3_storage import keep_objects_apart


def test_objects_are_kept_below_the_emulators_temporary_folder(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(provider, "DEFAULT_S3_TMP_DIR", provider.DEFAULT_S3_TMP_DIR)

    keep_objects_apart()

    # What a provider without a given store is made with.
    store = provider.S3Provider()._storage_backend
    assert Path(store.root_directory).is_relative_to(tmp_path)
