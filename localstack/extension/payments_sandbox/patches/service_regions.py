"""Patch for LocalStack 4.13.1: it reads a service's whole API description to list its regions.

It does so at the first use of each service, in a new session of boto3, and moto does it
again. Here the sessions are left out, the file with the regions is read once, and the
description is the one that LocalStack has already read to serve the service. For the
services of the pipeline that takes less than a tenth of the time.

Remove it when `test_localstack_reads_the_description_of_the_service` fails.
"""

from functools import cache
from typing import Any

from localstack.runtime import hooks
from localstack.utils.patch import Patch

# As in LocalStack, which takes CloudWatch's regions there for those of every service.
_MORE = (("cloudwatch", "aws-us-gov"), ("cloudwatch", "aws-cn"))


# High priority: must run before the hook that loads the services.
@hooks.on_infra_start(priority=100)
def list_regions_fast() -> None:
    from localstack.services import stores
    from localstack.utils.aws import aws_stack
    from moto.core.base_backend import AccountSpecificBackend

    # The stores imported the function by name.
    for module in (stores, aws_stack):
        Patch(module, "get_valid_regions_for_service", valid_regions).apply()

    # `patch` does not find the class of a cached method.
    Patch(AccountSpecificBackend, "_generate_regions", all_regions).apply()


@cache
def valid_regions(service: str) -> list[str]:
    return [each for where in ((service, "aws"), *_MORE) for each in regions(*where)]


def all_regions(_: Any, service: str) -> list[str]:
    partitions = _resolver().get_available_partitions()
    return [region for partition in partitions for region in regions(service, partition)]


def regions(service: str, partition: str) -> list[str]:
    return _resolver().get_available_endpoints(_endpoint_prefix(service), partition)


@cache
def _endpoint_prefix(service: str) -> str:
    from localstack.aws.spec import load_service

    return load_service(service).endpoint_prefix


@cache
def _resolver() -> Any:
    from botocore.loaders import create_loader
    from botocore.regions import EndpointResolver

    return EndpointResolver(create_loader().load_data("endpoints"))
