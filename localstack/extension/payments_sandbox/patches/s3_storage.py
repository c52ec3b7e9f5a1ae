"""Keeps large S3 objects in this emulator's own temporary folder.

LocalStack 4.13.1 writes every object over 512 KB below /tmp/localstack-s3-storage, whatever
TMPDIR says. Emulators of one machine would share it, and delete each other's buckets there.
"""

import tempfile
from pathlib import Path

from localstack.runtime import hooks


# A high priority: before the hook that loads the services, but after the JVM's early start.
@hooks.on_infra_start(priority=50)
def keep_objects_apart() -> None:
    from localstack.services.s3 import provider

    provider.DEFAULT_S3_TMP_DIR = str(Path(tempfile.gettempdir()) / "localstack-s3-storage")
