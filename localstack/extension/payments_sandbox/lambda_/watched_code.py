"""Code that `make watch` runs in place of a function's applied code.

LocalStack does not know of it: the function keeps its code and digest, and an update, a
deletion or the end of the emulator returns to those.
"""

import io
import shutil
import tempfile
import threading
import zipfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

SPARE_DELAY_SECONDS = 0.02
# The folder of the packages in a zip; scripts/build/incremental.ts and spare.mjs name it too.
PACKAGES = "packages/"


@dataclass(frozen=True)
class WatchedCode:
    """One state of the code that is being edited."""

    task_root: Path
    # Of one process of the function; None: no debugger can be attached.
    debug_port: int | None = None
    since: str = field(default_factory=lambda: datetime.now(UTC).isoformat())


class Environment(Protocol):
    """The executor of one execution environment."""

    @property
    def function_version(self) -> Any: ...

    @property
    def spare_root(self) -> Path | None: ...

    @property
    def task_roots(self) -> set[Path]: ...

    @property
    def has_debugger(self) -> bool: ...

    def use_current_code(self) -> None: ...

    def prepare_spare(self, code: WatchedCode) -> None: ...

    def end_spare(self) -> None: ...

    def end_process(self) -> None: ...


@dataclass(frozen=True)
class Packages:
    """Files by name, and what the client calls these versions of them."""

    digest: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


class UnknownPackagesError(Exception):
    """The archive leaves out packages that were not sent before."""


@dataclass
class Watch:
    """The watched code of one function, and the applied code that it replaces."""

    applied: Any
    code: WatchedCode
    # The packages that the code imports: a spare process has loaded them already.
    packages: "Packages"


class Watches:
    """The functions that are being watched, and every running environment."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._watches: dict[str, Watch] = {}
        self._environments: list[Environment] = []
        # Each holds a task root.
        self._folders: list[Path] = []

    def add(self, environment: Environment) -> None:
        with self._lock:
            self._environments.append(environment)

    def remove(self, environment: Environment) -> None:
        with self._lock:
            if environment in self._environments:
                self._environments.remove(environment)
        self._remove_unused_folders()

    def code_for(self, environment: Environment) -> WatchedCode | None:
        """None: the environment runs its function's applied code."""
        version = environment.function_version
        with self._lock:
            watch = self._watches and self._watches.get(name_of(version))
            if not watch or watch.applied is not version.config.code:
                return None
            if environment is self._first_of(watch):
                return watch.code
            # Only one process can listen on the port.
            return replace(watch.code, debug_port=None)

    def replace(
        self, version: Any, archive: bytes, packages_digest: str | None, debug_port: int | None
    ) -> None:
        """Runs this zip from the next invocation on.

        With a digest, the code imports packages. A zip without them takes those that were sent
        last. Raises BadZipFile and UnknownPackagesError.
        """
        with zipfile.ZipFile(io.BytesIO(archive)) as zip_file, self._lock:
            files = {each: zip_file.read(each) for each in zip_file.namelist()}
            name = name_of(version)
            watch = Watch(version.config.code, WatchedCode(Path()), Packages())
            first = self._first_of(watch)
            before = self._watches.get(name)
            known = before.packages if before else Packages()
            watch.packages = known
            spare_root = None
            if packages_digest is not None:
                sent = {each: files[each] for each in files if each.startswith(PACKAGES)}
                if packages_digest == known.digest:
                    spare_root = first.spare_root if first and not debug_port else None
                elif sent:
                    watch.packages = Packages(packages_digest, sent)
                    if first is not None:
                        first.end_spare()
                else:
                    raise UnknownPackagesError
                if spare_root is None:
                    files = watch.packages.files | files
            task_root = spare_root or self._new_task_root()
            write_files(task_root, files)
            watch.code = WatchedCode(task_root, debug_port)
            self._watches[name] = watch
        # The others follow at their next invocation.
        if first is not None:
            first.use_current_code()
        self._remove_unused_folders()

    def end(self, version: Any) -> None:
        """Returns to the applied code."""
        with self._lock:
            watch = self._watches.pop(name_of(version), None)
            environments = self._environments_of(watch) if watch else []
        for environment in environments:
            environment.end_spare()
            if watch and watch.code.debug_port:
                # A breakpoint may hold its invocation without a limit.
                environment.end_process()
            environment.use_current_code()
        self._remove_unused_folders()

    def describe(self, version: Any) -> dict[str, Any]:
        with self._lock:
            watch = self._watches.get(name_of(version))
            if watch is None or watch.applied is not version.config.code:
                return {"watched": False}
            environments = self._environments_of(watch)
        code = watch.code
        return {
            "watched": True,
            "task_root": str(code.task_root),
            "since": code.since,
            "debug_port": code.debug_port,
            "debugger_attached": any(each.has_debugger for each in environments),
        }

    def after_invocation(self, environment: Environment) -> None:
        """Prepares for the next change, once the response is on its way."""
        self._remove_unused_folders()
        version = environment.function_version
        code = self.code_for(environment)
        if code is None or code.debug_port or environment.spare_root:
            return
        with self._lock:
            watch = self._watches.get(name_of(version))
            if watch is None or environment is not self._first_of(watch):
                return
            packages = watch.packages.files
        timer = threading.Timer(SPARE_DELAY_SECONDS, self._prepare_spare, [environment, packages])
        timer.daemon = True
        timer.start()

    def _prepare_spare(self, environment: Environment, packages: dict[str, bytes]) -> None:
        with self._lock:
            task_root = self._new_task_root()
            write_files(task_root, packages)
            environment.prepare_spare(WatchedCode(task_root))
        self._remove_unused_folders()

    def _environments_of(self, watch: Watch) -> list[Environment]:
        return [
            each
            for each in self._environments
            if each.function_version.config.code is watch.applied
        ]

    def _first_of(self, watch: Watch) -> Environment | None:
        """LocalStack prefers the oldest environment that is idle."""
        return next(iter(self._environments_of(watch)), None)

    def _new_task_root(self) -> Path:
        # A package.json is written next to it.
        task_root = Path(tempfile.mkdtemp(prefix="watched-")) / "task"
        task_root.mkdir()
        self._folders.append(task_root)
        return task_root

    def _remove_unused_folders(self) -> None:
        with self._lock:
            if not self._folders:
                return
            used = {watch.code.task_root for watch in self._watches.values()}
            used = used.union(*(each.task_roots for each in self._environments))
            for task_root in [each for each in self._folders if each not in used]:
                self._folders.remove(task_root)
                shutil.rmtree(task_root.parent, ignore_errors=True)


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        if not file.resolve().is_relative_to(folder.resolve()):
            raise zipfile.BadZipFile(f"{name} is not a file of the function.")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def name_of(version: Any) -> str:
    return str(version.id.qualified_arn())


watches = Watches()
