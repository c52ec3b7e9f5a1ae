"""CloudWatch Logs: policies name a group as `…:log-group:<name>:*`, except for its tags."""

from collections.abc import Iterator

from payments_sandbox.iam.call import Call, Permission


def _stream(call: Call, stream: str) -> str:
    group = call.parameters.get("logGroupName") or call.parameters.get("logGroupIdentifier", "")
    # An identifier may also be the group's ARN.
    group = group.rpartition("log-group:")[2].removesuffix(":*")
    return call.arn("logs", f"log-group:{group}:log-stream:{stream}")


def _on_stream(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, _stream(call, call.parameters["logStreamName"]))


def _on_group(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, _stream(call, ""))


def _create_group(call: Call) -> Iterator[Permission]:
    yield from _on_group(call)
    if call.parameters.get("tags"):
        group = call.arn("logs", f"log-group:{call.parameters['logGroupName']}")
        yield Permission("logs:TagResource", group)


def _on_all_groups(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, call.arn("logs", "log-group::log-stream:"))


def _on_resource(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, call.parameters["resourceArn"])


operations = {
    **dict.fromkeys(
        ["CreateLogStream", "DeleteLogStream", "GetLogEvents", "PutLogEvents"], _on_stream
    ),
    **dict.fromkeys(
        [
            "DeleteLogGroup",
            "DeleteRetentionPolicy",
            "DescribeLogStreams",
            "FilterLogEvents",
            "PutRetentionPolicy",
        ],
        _on_group,
    ),
    "CreateLogGroup": _create_group,
    "DescribeLogGroups": _on_all_groups,
    **dict.fromkeys(["ListTagsForResource", "TagResource", "UntagResource"], _on_resource),
}
