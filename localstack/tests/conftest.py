import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from payments_sandbox.host.older_python import help_older_python
from payments_sandbox.lambda_.confinement.probe import find_confinement
from payments_sandbox.lambda_.execution_environment import Sandbox
from payments_sandbox.lambda_.function_runtime import FunctionSettings
from payments_sandbox.lambda_.invocation import Invocation, InvocationResult
from payments_sandbox.reaper import reaper

# The launcher does this too, before LocalStack is imported.
help_older_python()

pytest_plugins = ["service_fixtures"]

REPOSITORY = Path(__file__).parents[2]
EXTENSION = Path(__file__).parents[1] / "extension"


@pytest.fixture(scope="session")
def node() -> str:
    return os.environ.get("SANDBOX_NODE") or str(REPOSITORY / "node_modules/.bin/node")


@pytest.fixture(scope="session", autouse=True)
def _finish_reaper() -> Iterator[None]:
    yield
    reaper.finish()


@pytest.fixture(autouse=True)
def _undo_patches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Undoes the extension's patches of LocalStack; LocalStack's own patches of moto stay.

    It uses `monkeypatch` to run before that restores the functions that were patched.
    """
    from localstack.utils.patch import Patch

    before = list(Patch.applied_patches)
    yield
    for patch in reversed([each for each in Patch.applied_patches if each not in before]):
        replacement = getattr(patch.new, "__subject__", patch.new)
        # A value, such as the path of a folder, has no module.
        if getattr(replacement, "__module__", "payments_sandbox").startswith("payments_sandbox"):
            patch.undo()


@pytest.fixture
def settings(tmp_path: Path, node: str) -> Callable[..., FunctionSettings]:
    """Settings of a function with this source; `file` and `handler` name it."""

    def write(source: str, file: str = "index.mjs", **changes: object) -> FunctionSettings:
        (tmp_path / file).write_text(source)
        environment = {"_HANDLER": "index.handler"}
        environment |= changes.pop("environment", {})  # type: ignore[arg-type]
        defaults = {
            "version": "$LATEST",
            "task_root": tmp_path,
            "memory_mb": 128,
            "timeout_seconds": 5,
            "node": node,
            "confinement": find_confinement(node),
            "gateway_port": 4566,
            "ephemeral_storage_mb": 512,
        }
        return FunctionSettings(environment=environment, **(defaults | changes))

    return write


class Function:
    """A started sandbox with a short form of `invoke`."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    @property
    def files(self) -> Path:
        """Its temporary folder on this machine."""
        return self.sandbox._storage.folder

    def invoke(
        self,
        payload: str = "{}",
        request_id: str = "request-1",
        client_context: str | None = None,
    ) -> tuple[InvocationResult, str]:
        return self.sandbox.invoke(
            Invocation(
                request_id,
                payload.encode(),
                "arn:aws:lambda:::function:f",
                "Root=1",
                client_context,
            )
        )


@pytest.fixture
def start(settings: Callable[..., FunctionSettings]) -> Iterator[Callable[..., Function]]:
    """Starts a function, and stops it after the test."""
    sandboxes: list[Sandbox] = []

    def start_function(source: str, init_timeout: float = 10, **changes: object) -> Function:
        sandbox = Sandbox(settings(source, **changes))
        sandboxes.append(sandbox)
        sandbox.start(init_timeout)
        return Function(sandbox)

    yield start_function
    for sandbox in sandboxes:
        sandbox.stop(let_finish=False)


@pytest.fixture
def wait_until() -> Callable[[Callable[[], bool]], None]:
    def wait(condition: Callable[[], bool], timeout_seconds: float = 30) -> None:
        deadline = time.monotonic() + timeout_seconds
        while not condition():
            assert time.monotonic() < deadline, f"not within {timeout_seconds} s"
            time.sleep(0.02)

    return wait


@pytest.fixture
def function_version(tmp_path: Path) -> SimpleNamespace:
    """The part of LocalStack's model that the executor reads."""
    code = SimpleNamespace(
        get_unzipped_code_location=lambda: tmp_path, prepare_for_execution=lambda: None
    )
    config = SimpleNamespace(
        package_type="Zip",
        runtime="nodejs22.x",
        layers=[],
        code=code,
        environment={},
        memory_size=128,
        timeout=3,
        ephemeral_storage=SimpleNamespace(size=512),
    )
    version_id = SimpleNamespace(
        function_name="f", qualifier="$LATEST", account="000000000000", region="us-east-1"
    )
    return SimpleNamespace(config=config, id=version_id)
