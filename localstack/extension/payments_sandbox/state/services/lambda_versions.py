"""Starts what runs a function's restored versions."""

import dataclasses
from typing import Any

from localstack.aws.api.lambda_ import LastUpdateStatus, State
from localstack.services.lambda_ import api_utils
from localstack.services.lambda_.event_source_mapping.esm_worker import EsmState
from localstack.services.lambda_.event_source_mapping.esm_worker_factory import EsmWorkerFactory
from localstack.services.lambda_.invocation.event_manager import LambdaEventManager
from localstack.services.lambda_.invocation.lambda_models import Function, FunctionVersion
from localstack.services.lambda_.invocation.lambda_service import LambdaService
from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager
from localstack.services.lambda_.provider_utils import get_function_version_from_arn


def start_version(service: LambdaService, function: Function, version: FunctionVersion) -> None:
    """Without a change of state: the version keeps its revision id and its dates."""
    state, update = version.config.state, version.config.last_update
    if state.state == State.Failed:
        return
    if state.state == State.Pending or (
        update is not None and update.status == LastUpdateStatus.InProgress
    ):
        service.create_function_version(version)
        return
    arn = version.id.qualified_arn()
    manager = LambdaVersionManager(
        function_arn=arn,
        function_version=version,
        function=function,
        counting_service=service.counting_service,
        assignment_service=service.assignment_service,
    )
    # Unpacks the code, which is not in the snapshot as files.
    started = manager.start()
    if started.state != State.Active:
        config = dataclasses.replace(version.config, state=started)
        function.versions[version.id.qualifier] = dataclasses.replace(version, config=config)
        return
    service.lambda_running_versions[arn] = manager
    service.event_managers[arn] = LambdaEventManager(version_manager=manager)
    service.event_managers[arn].start()


def start_provisioned(service: LambdaService, function: Function) -> None:
    for qualifier, provisioned in function.provisioned_concurrency_configs.items():
        if api_utils.qualifier_is_alias(qualifier):
            qualifier = function.aliases[qualifier].function_version
        arn = function.versions[qualifier].id.qualified_arn()
        service.get_lambda_version_manager(arn).update_provisioned_concurrency_config(
            provisioned.provisioned_concurrent_executions
        )


def start_event_source_mapping(mapping: Any) -> Any:
    version = get_function_version_from_arn(mapping["FunctionArn"])
    enabled = mapping.get("State") not in (EsmState.DISABLED, EsmState.DISABLING)
    worker = EsmWorkerFactory(mapping, version.config.role, enabled).get_esm_worker()
    worker.create()
    return worker
