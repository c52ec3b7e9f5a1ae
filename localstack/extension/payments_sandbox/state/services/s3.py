"""The state of S3: buckets and metadata in a store, and the bytes of objects apart from it.

LocalStack finds an object's bytes by a hash that Python computes in a different way in each
process. So they are saved by bucket, key and version.
"""

import io
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from localstack.services.s3.models import S3DeleteMarker, s3_stores
from localstack.services.s3.storage.ephemeral import (
    S3_MAX_FILE_SIZE_BYTES,
    LockedSpooledTemporaryFile,
)
from localstack.state import AssetDirectory

from payments_sandbox.state.pickling import dumps, loads
from payments_sandbox.state.services.service_state import Part, SavedParts, ServiceState

# Larger objects are in files, and are copied to one without a detour through memory.
_LARGE = 512 * 1024

# ("object", bucket, key, version), or ("part", bucket, id of the upload, number).
BodyId = tuple[str, str, str, str | int | None]


class S3State(ServiceState):
    def capture(self, scratch: Path) -> dict[str, Part]:
        small: list[tuple[BodyId, int, bytes]] = []
        large: list[tuple[BodyId, int, str]] = []
        parts: dict[str, Part] = {}
        for body_id, file in self._bodies():
            with file.position_lock:
                size = file.seek(0, 2)
                file.seek(0)
                if size < _LARGE:
                    small.append((body_id, file.internal_last_modified, file.read()))
                else:
                    name = f"large/{len(large)}"
                    large.append((body_id, file.internal_last_modified, name))
                    parts[name] = _copy(file, scratch)
        return super().capture(scratch) | {"small": dumps(small), "large": dumps(large)} | parts

    def read(self, parts: SavedParts) -> Any:
        small = {
            body_id: (modified, partial(io.BytesIO, content))
            for body_id, modified, content in loads(parts["small"])
        }
        large = {
            body_id: (modified, partial(parts.open, name))
            for body_id, modified, name in loads(parts["large"])
        }
        return super().read(parts), small | large

    def reset(self) -> None:
        for _, file in self._bodies():
            _close_unless_read(file)
        names = {bucket.name for bucket in _buckets()}
        for name in names | set(self._store._filesystem):
            self._store._filesystem.pop(name, None)
            shutil.rmtree(Path(self._store.root_directory) / name, ignore_errors=True)
        self.provider._expiration_cache.clear()
        self.provider._preconditions_locks.clear()
        super().reset()

    def fill(self, saved: Any) -> None:
        stores, bodies = saved
        super().fill(stores)
        for bucket in _buckets():
            self._store.create_bucket(bucket.name)
            for body_id, item in _items(bucket):
                if body_id in bodies:
                    self._write(body_id, item, bucket, *bodies[body_id])

    @property
    def _store(self) -> Any:
        return self.provider._storage_backend

    def _containers(self) -> list[Any]:
        # The files in the folder have no names; `_bodies` finds them.
        return [each for each in super()._containers() if not isinstance(each, AssetDirectory)]

    def _bodies(self) -> Iterator[tuple[BodyId, Any]]:
        for bucket in _buckets():
            files = self._store._filesystem.get(bucket.name)
            if files is None:
                continue
            for body_id, item in _items(bucket):
                if body_id[0] == "object":
                    file = files["keys"].get(self._store._key_from_s3_object(item))
                else:
                    upload = files["multiparts"].get(body_id[2])
                    file = upload and upload.parts.get(item.part_number)
                if file is not None:
                    yield body_id, file

    def _write(
        self, body_id: BodyId, item: Any, bucket: Any, modified: int, open_body: Any
    ) -> None:
        """Like `open(..., mode="w").write`, which would also change the object's metadata."""
        folder = Path(self._store.root_directory) / bucket.name
        if body_id[0] == "part":
            upload = self._store.get_multipart(bucket.name, bucket.multiparts[body_id[2]])
            folder = upload.upload_dir
        file = LockedSpooledTemporaryFile(dir=str(folder), max_size=S3_MAX_FILE_SIZE_BYTES)
        with open_body() as body:
            shutil.copyfileobj(body, file)
        file.seek(0)
        file.internal_last_modified = modified
        if body_id[0] == "part":
            upload.parts[item.part_number] = file
        else:
            key = self._store._key_from_s3_object(item)
            self._store._filesystem[bucket.name]["keys"][key] = file


def _buckets() -> Iterator[Any]:
    """Of all accounts; those of one account are the same in each of its regions."""
    seen: set[str] = set()
    for _, _, store in s3_stores.iter_stores():
        for bucket in store.buckets.values():
            if bucket.name not in seen:
                seen.add(bucket.name)
                yield bucket


def _items(bucket: Any) -> Iterator[tuple[BodyId, Any]]:
    """The bucket's objects in each version, and the parts of its unfinished uploads."""
    for item in bucket.objects.values(with_versions=True):
        if not isinstance(item, S3DeleteMarker):
            yield ("object", bucket.name, item.key, item.version_id), item
    for upload_id, upload in bucket.multiparts.items():
        for part in upload.parts.values():
            yield ("part", bucket.name, upload_id, part.part_number), part


def _close_unless_read(file: Any) -> None:
    """A response that is being sent needs its file until its end."""
    if file.readwrite_lock.gen_wlock().acquire(blocking=False):
        file.close()


def _copy(file: Any, scratch: Path) -> BinaryIO:
    copy = tempfile.TemporaryFile(dir=scratch)  # noqa: SIM115, closed by who writes the archive
    shutil.copyfileobj(file, copy)
    copy.seek(0)
    return copy
