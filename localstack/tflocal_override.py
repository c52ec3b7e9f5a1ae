"""Writes tflocal's provider override for the services that are named.

Usage: tflocal_override.py SERVICE,SERVICE,...

tflocal itself writes an endpoint for each of the 200 services it knows and
removes the file only when it ends in peace. Its dry run leaves the file there,
so that plain Terraform can be run beside it.
"""

import runpy
import sys
from contextlib import suppress
from pathlib import Path

from localstack_client import config

# tflocal's secret key is always `test`, which the emulator refuses.
KEYS = ("access_key", "secret_key")

services = sys.argv[1].split(",")
config.get_service_ports = lambda: dict.fromkeys(services)

sys.argv = ["tflocal", "init"]
override = runpy.run_path(str(Path(sys.prefix) / "bin" / "tflocal"))
override["main"]()

# Terraform takes its keys from the environment, so the secret is in no file.
file = Path(override["LS_PROVIDERS_FILE"])
with suppress(FileNotFoundError):
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.lstrip().startswith(KEYS)))
