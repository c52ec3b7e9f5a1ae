"""The state of Lambda: functions in a store, and what runs their versions.

LocalStack's own hook sets each version to *Pending* and gives it new revision ids. Here a
restored version is what it was, and can be invoked as soon as the restore ends.
"""

from collections.abc import Iterator
from typing import Any

from localstack.services.lambda_.invocation.internal_sqs_queue import get_fake_sqs_client

from payments_sandbox.state.services.service_state import ServiceState


class LambdaState(ServiceState):
    def interrupt(self) -> None:
        """Kills the functions' processes; an invocation that still runs fails."""
        by_version = self.provider.lambda_service.assignment_service.environments
        for environments in list(by_version.values()):
            for environment in list(environments.values()):
                environment.runtime_executor.kill()

    def stop(self) -> None:
        for manager in list(self.provider.lambda_service.event_managers.values()):
            _wake(manager)
        for worker in list(self.provider.esm_workers.values()):
            worker.stop_for_shutdown()
        self.provider.esm_workers.clear()
        self.provider.lambda_service.stop()

    def reset(self) -> None:
        from localstack.services.lambda_.invocation.lambda_service import LambdaService

        self._clear_containers()
        self.provider.lambda_service = LambdaService()
        self.provider.router.lambda_service = self.provider.lambda_service

    def fill(self, saved: Any) -> None:
        self._fill_containers(saved)

    def resume(self) -> None:
        from payments_sandbox.state.services.lambda_versions import (
            start_event_source_mapping,
            start_provisioned,
            start_version,
        )

        service = self.provider.lambda_service
        for store in _stores():
            for function in store.functions.values():
                for version in list(function.versions.values()):
                    start_version(service, function, version)
                start_provisioned(service, function)
            for mapping in store.event_source_mappings.values():
                worker = start_event_source_mapping(mapping)
                self.provider.esm_workers[worker.uuid] = worker


def _wake(manager: Any) -> None:
    """Otherwise the poller would be waited for until its receive request times out, 2 s."""
    if manager.poller is not None:
        manager.poller._shutdown_event.set()
        get_fake_sqs_client().queue_manager.get_queue(manager.event_queue_url).shutdown()


def _stores() -> Iterator[Any]:
    from localstack.services.lambda_.invocation.models import lambda_stores

    for _, _, store in lambda_stores.iter_stores():
        yield store
