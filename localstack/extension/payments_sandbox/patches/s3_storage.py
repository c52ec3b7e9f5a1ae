"""Patch for LocalStack 4.13.1: it keeps large S3 objects outside its temporary folder.

LocalStack writes each object over 512 KB below /tmp/localstack-s3-storage and ignores
TMPDIR. Two emulators on one machine would share that folder and delete each other's
buckets in it.

Remove it when `test_localstack_ignores_tmpdir` fails.
"""

import tempfile
from pathlib import Path

from localstack.runtime import hooks
from localstack.utils.patch import Patch


# High priority: must run before the hook that loads the services, but after the JVM's early start.
@hooks.on_infra_start(priority=50)
def keep_objects_apart() -> None:
    from localstack.services.s3 import provider

    folder = Path(tempfile.gettempdir()) / "localstack-s3-storage"
    Patch(provider, "DEFAULT_S3_TMP_DIR", str(folder)).apply()
