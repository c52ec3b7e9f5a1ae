"""The developer's secret access key, new for each start of the emulator."""

import os
import secrets
import tempfile
from functools import cache
from pathlib import Path

VARIABLE = "SANDBOX_SECRET_ACCESS_KEY"
# AWS's keys have 40 characters. A key below 16 would be too easy to guess.
SHORTEST = 16


class WeakSecretError(Exception):
    """The configured secret is too short."""


@cache
def secret_access_key() -> str:
    """The configured secret, or a random one, stored in a file that only this user can read."""
    # Removed from the environment, so that no child process inherits it.
    given = os.environ.pop(VARIABLE, "")
    if not given:
        return _generate(secret_file())
    if len(given) < SHORTEST:
        raise WeakSecretError(
            f"{VARIABLE} has {len(given)} characters, {SHORTEST} are the least."
            " Next: leave it out, and a random one is generated."
        )
    return given


def secret_file() -> Path:
    """The file with a generated secret; `docker compose exec localstack cat` shows it."""
    return Path(tempfile.gettempdir()) / "payments-sandbox" / "secret-access-key"


def _generate(file: Path) -> str:
    secret = secrets.token_urlsafe(30)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    # O_EXCL fails if another user has created a file or link there in the meantime.
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(secret)
    return secret
