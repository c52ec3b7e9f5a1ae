"""Writes tflocal's provider override for the given services.

Usage: tflocal_override.py SERVICE,SERVICE,...

tflocal writes an endpoint for each of the 200 services it supports and removes the
file only on a clean exit. Its dry run keeps the file, so that plain Terraform can be
run in the same folder.
"""

import runpy
import sys
from contextlib import suppress
from pathlib import Path

from localstack_client import config

# tflocal writes the secret key `test`, which the emulator refuses.
KEYS = ("access_key", "secret_key")

services = sys.argv[1].split(",")
config.get_service_ports = lambda: dict.fromkeys(services)

sys.argv = ["tflocal", "init"]
override = runpy.run_path(str(Path(sys.prefix) / "bin" / "tflocal"))
override["main"]()

# Terraform reads its keys from the environment, so the secret is in no file.
file = Path(override["LS_PROVIDERS_FILE"])
with suppress(FileNotFoundError):
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.lstrip().startswith(KEYS)))
