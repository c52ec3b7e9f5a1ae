"""The environment variables of a function: only those that AWS or the owner sets."""

from collections.abc import Mapping

from payments_sandbox.lambda_.confinement.mounts import TEMPORARY
from payments_sandbox.lambda_.confinement.rules import Reach

# LocalStack sets these for its init binary, which is not used here.
INTERNAL_PREFIXES = ("LOCALSTACK_",)
INTERNAL_NAMES = frozenset({"EDGE_PORT", "AWS_LAMBDA_FUNCTION_TIMEOUT"})


def function_environment(
    from_service: Mapping[str, object],
    from_owner: Mapping[str, str],
    runtime: str,
) -> dict[str, str]:
    """Starts from an empty environment, so nothing is inherited from the emulator."""
    return {
        "LANG": "en_US.UTF-8",
        # The function has its role's credentials. There is no EC2 instance to get others from.
        "AWS_EC2_METADATA_DISABLED": "true",
        **{
            name: str(value)
            for name, value in from_service.items()
            if name not in INTERNAL_NAMES and not name.startswith(INTERNAL_PREFIXES)
        },
        **from_owner,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{runtime}",
        "TZ": ":UTC",
    }


def with_places(variables: Mapping[str, str], reach: Reach) -> dict[str, str]:
    """Adds the names of the folders, as the process sees them."""
    temporary = str(reach.writable)
    return {
        "PATH": f"{reach.node.resolve().parent}:/usr/local/bin:/usr/bin:/bin",
        # Without HOME, Node looks up the developer's home folder, and the SDK reads the AWS
        # profile there.
        "HOME": temporary,
        **variables,
        "LAMBDA_RUNTIME_DIR": str(reach.runtime),
        "LAMBDA_TASK_ROOT": str(reach.task_root),
        # AWS does not set it.
        **({"TMPDIR": temporary} if temporary != TEMPORARY else {}),
    }
