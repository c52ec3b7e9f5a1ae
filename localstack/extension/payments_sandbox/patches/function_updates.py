"""Patch for LocalStack 4.13.1: an update breaks invocations of the code that it replaces.

When a new version of a function is ready, LocalStack stops the old one and deletes its
code at once. An invocation that has chosen the old version then fails with `500
ServiceException`, because its code is gone or because the version is "shutting down". On
AWS it runs the old or the new code.

With this patch, a version is stopped after its last invocation, and its code is deleted
after that. An invocation that reaches a stopped version runs the one that replaced it.

Remove it when `test_localstack_deletes_code_that_an_invocation_needs` fails.
"""

import threading
from collections.abc import Callable
from typing import Any

from localstack.runtime import events, hooks
from localstack.utils.patch import patch


class UseCount:
    """Counts the users of a resource that is to be closed after the last one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._close: Callable[[], None] | None = None

    def enter(self) -> bool:
        """Adds a user; `False` if the resource is closed, or is about to be."""
        with self._lock:
            if self._close is not None:
                return False
            self._users += 1
            return True

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            close = self._close if self._users == 0 else None
        if close is not None:
            # The caller of the last invocation does not wait until it is closed.
            threading.Thread(target=close, name="close-function-version").start()

    def close_after_last_user(self, close: Callable[[], None]) -> None:
        """Calls `close` now, or when the last user leaves."""
        with self._lock:
            self._close = close
            unused = self._users == 0
        if unused:
            close()


@hooks.on_infra_start()
def let_invocations_finish() -> None:
    from localstack.aws.api.lambda_ import ResourceNotFoundException
    from localstack.services.lambda_.invocation.lambda_models import S3Code
    from localstack.services.lambda_.invocation.lambda_service import LambdaService
    from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager

    # The users of a version are its invocations, those of a code archive its versions.
    archives: dict[S3Code, UseCount] = {}

    def uses_of(code: S3Code) -> UseCount:
        return archives.setdefault(code, UseCount())

    @patch(LambdaVersionManager.__init__)
    def init(original: Callable[..., None], self: LambdaVersionManager, **kwargs: Any) -> None:
        original(self, **kwargs)
        self.uses = UseCount()
        self.successor: LambdaVersionManager | None = None
        uses_of(self.function_version.config.code).enter()

    @patch(LambdaVersionManager.invoke)
    def invoke(original: Callable[..., Any], self: LambdaVersionManager, **kwargs: Any) -> Any:
        if self.uses.enter():
            try:
                return original(self, **kwargs)
            finally:
                self.uses.leave()
        if self.successor is None:
            raise ResourceNotFoundException(
                f"Function not found: {self.function_arn}", Type="User"
            )
        return self.successor.invoke(**kwargs)

    @patch(LambdaVersionManager.stop)
    def stop(original: Callable[..., None], self: LambdaVersionManager) -> None:
        def stop_now() -> None:
            original(self)
            uses_of(self.function_version.config.code).leave()

        if events.infra_stopping.is_set():
            original(self)
        else:
            self.uses.close_after_last_user(stop_now)

    @patch(S3Code.destroy)
    def destroy(original: Callable[..., None], self: S3Code) -> None:
        def destroy_now() -> None:
            archives.pop(self, None)
            original(self)

        uses_of(self).close_after_last_user(destroy_now)

    @patch(LambdaService.update_version_state)
    def update_version_state(
        original: Callable[..., None], self: LambdaService, **kwargs: Any
    ) -> None:
        arn = kwargs["function_version"].qualified_arn
        replaced = self.lambda_running_versions.get(arn)
        if replaced is not None:
            replaced.successor = self.lambda_starting_versions.get(arn)
        original(self, **kwargs)
