"""Code that `make watch` runs in place of a function's applied code.

LocalStack does not know of it: the function keeps its code and digest, and an update, a
deletion or the end of the emulator returns to those.
"""

import threading
from dataclasses import replace
from typing import Any

from payments_sandbox.lambda_.watch import Watch, WatchedCode
from payments_sandbox.lambda_.watched_environments import Environment, Environments
from payments_sandbox.lambda_.watched_files import (
    Packages,
    TaskRoots,
    packages_of,
    read_archive,
    write_files,
)

# So that the response to the client is on its way first.
SPARE_DELAY_SECONDS = 0.02


class Watches:
    """The functions that are being watched, and every running environment."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._watches: dict[str, Watch] = {}
        self._environments = Environments()
        self._task_roots = TaskRoots()

    def add(self, environment: Environment) -> None:
        with self._lock:
            self._environments.add(environment)

    def remove(self, environment: Environment) -> None:
        with self._lock:
            self._environments.remove(environment)
        self._remove_unused_folders()

    def code_for(self, environment: Environment) -> WatchedCode | None:
        """None: the environment runs its function's applied code."""
        version = environment.function_version
        with self._lock:
            watch = self._watches and self._watches.get(name_of(version))
            if not watch or watch.applied is not version.config.code:
                return None
            if environment is self._environments.first_of(watch.applied):
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
        files = read_archive(archive)
        with self._lock:
            before = self._watches.get(name_of(version))
            known = before.packages if before else Packages()
            packages = packages_of(files, packages_digest, known)
            first = self._environments.first_of(version.config.code)
            # One that waits for an invocation's end may not take this code: another environment
            # runs what is in its folder.
            is_given = first and before and first.spare_root == before.code.task_root
            if first is not None and (is_given or packages is not known):
                first.end_spare()
            imports = packages_digest is not None
            task_root = first.spare_root if first and imports and not debug_port else None
            if task_root is not None:
                write_files(task_root, files)
            else:
                task_root = self._task_roots.add({**packages.files, **files} if imports else files)
            code = WatchedCode(task_root, debug_port)
            self._watches[name_of(version)] = Watch(version.config.code, code, packages)
        # The others follow at their next invocation.
        if first is not None:
            first.use_current_code()
        self._remove_unused_folders()

    def end(self, version: Any) -> None:
        """Returns to the applied code."""
        with self._lock:
            watch = self._watches.pop(name_of(version), None)
            environments = self._environments.of(watch.applied) if watch else []
        for environment in environments:
            environment.end_spare()
            if watch and watch.code.debug_port:
                # A breakpoint may hold its invocation without a limit.
                environment.end_process()
            environment.use_current_code()
        self._remove_unused_folders()

    def forget(self, version: Any) -> None:
        """Its code is gone: the function was deleted, or has other code."""
        with self._lock:
            watch = self._watches.get(name_of(version))
            if watch and watch.applied is version.config.code:
                del self._watches[name_of(version)]
        self._remove_unused_folders()

    def describe(self, version: Any) -> dict[str, Any]:
        with self._lock:
            watch = self._watches.get(name_of(version))
            if watch is None or watch.applied is not version.config.code:
                return {"watched": False}
            environments = self._environments.of(watch.applied)
        return watch.describe(debugger_attached=any(each.has_debugger for each in environments))

    def after_invocation(self, environment: Environment) -> None:
        """Starts a spare process soon, in which the next change finds its packages loaded.

        During the invocation, it would take the processor from it.
        """
        with self._lock:
            is_needed = self._packages_for_spare(environment) is not None
        if is_needed:
            timer = threading.Timer(SPARE_DELAY_SECONDS, self._prepare_spare, [environment])
            timer.daemon = True
            timer.start()

    def _prepare_spare(self, environment: Environment) -> None:
        with self._lock:
            # The watch may have ended since, or its code may import other packages.
            packages = self._packages_for_spare(environment)
            if packages is not None:
                environment.prepare_spare(WatchedCode(self._task_roots.add(packages.files)))
        self._remove_unused_folders()

    def _packages_for_spare(self, environment: Environment) -> Packages | None:
        """None if the environment needs no spare process."""
        version = environment.function_version
        watch = self._watches and self._watches.get(name_of(version))
        if not watch or watch.code.debug_port or not watch.packages.digest:
            return None
        is_first = environment is self._environments.first_of(watch.applied)
        return watch.packages if is_first and environment.spare_root is None else None

    def _remove_unused_folders(self) -> None:
        with self._lock:
            if self._task_roots:
                used = {watch.code.task_root for watch in self._watches.values()}
                self._task_roots.remove_unused(used | self._environments.task_roots)


def name_of(version: Any) -> str:
    return str(version.id.qualified_arn())


watches = Watches()
