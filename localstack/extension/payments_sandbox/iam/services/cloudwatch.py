"""CloudWatch: alarms have ARNs, metrics do not, so their resource is `*`."""

from collections.abc import Iterator

from payments_sandbox.iam.call import Call, Permission


def _alarm(call: Call, name: str) -> Permission:
    return Permission(call.name, call.arn("cloudwatch", f"alarm:{name}"))


def _put_alarm(call: Call) -> Iterator[Permission]:
    alarm = _alarm(call, call.parameters["AlarmName"])
    yield alarm
    if call.parameters.get("Tags"):
        yield Permission("cloudwatch:TagResource", alarm.resource)


def _on_alarms(call: Call) -> Iterator[Permission]:
    for name in call.parameters.get("AlarmNames") or ["*"]:
        yield _alarm(call, name)


def _on_resource(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, call.parameters["ResourceARN"])


def _on_all(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, "*")


operations = {
    "PutMetricAlarm": _put_alarm,
    **dict.fromkeys(["DeleteAlarms", "DescribeAlarms"], _on_alarms),
    **dict.fromkeys(["ListTagsForResource", "TagResource", "UntagResource"], _on_resource),
    "PutMetricData": _on_all,
}
