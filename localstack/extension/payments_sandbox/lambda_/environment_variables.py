"""The environment variables of a function: only those that AWS or the owner sets."""

from collections.abc import Mapping
from pathlib import Path

# LocalStack sets these for its init binary, which is not used here.
INTERNAL_PREFIXES = ("LOCALSTACK_",)
INTERNAL_NAMES = frozenset({"EDGE_PORT", "AWS_LAMBDA_FUNCTION_TIMEOUT"})


def function_environment(
    from_service: Mapping[str, object],
    from_owner: Mapping[str, str],
    runtime: str,
    task_root: Path,
    node: Path,
) -> dict[str, str]:
    """Starts from an empty environment, so nothing is inherited from the emulator."""
    return {
        "LANG": "en_US.UTF-8",
        "PATH": f"{node.parent}:/usr/local/bin:/usr/bin:/bin",
        # The function has its role's credentials. There is no EC2 instance to get others from.
        "AWS_EC2_METADATA_DISABLED": "true",
        **{
            name: str(value)
            for name, value in from_service.items()
            if name not in INTERNAL_NAMES and not name.startswith(INTERNAL_PREFIXES)
        },
        **from_owner,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{runtime}",
        "LAMBDA_RUNTIME_DIR": str(Path(__file__).parent / "runtime"),
        "LAMBDA_TASK_ROOT": str(task_root),
        "TZ": ":UTC",
    }
