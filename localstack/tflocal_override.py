"""Writes tflocal's provider override for the services that are named.

Usage: tflocal_override.py SERVICE,SERVICE,...

tflocal itself writes an endpoint for each of the 200 services it knows and
removes the file only when it ends in peace. Its dry run leaves the file there,
so that plain Terraform can be run beside it.
"""

import runpy
import sys
from pathlib import Path

from localstack_client import config

services = sys.argv[1].split(",")
config.get_service_ports = lambda: dict.fromkeys(services)

sys.argv = ["tflocal", "init"]
runpy.run_path(str(Path(sys.prefix) / "bin" / "tflocal"), run_name="__main__")
