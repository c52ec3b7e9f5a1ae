"""Lambda: a caller that sets a function's role also needs permission to pass the role."""

from collections.abc import Iterator

from payments_sandbox.iam.call import Call, Permission


def _function(call: Call) -> str:
    name = str(call.parameters["FunctionName"])
    if name.startswith("arn:"):
        return name
    # The API also accepts `account:function:name`.
    name = name.rpartition("function:")[2]
    qualifier = call.parameters.get("Qualifier")
    return call.arn("lambda", f"function:{name}:{qualifier}" if qualifier else f"function:{name}")


def _on_function(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, _function(call))


def _invoke(call: Call) -> Iterator[Permission]:
    yield Permission("lambda:InvokeFunction", _function(call))


def _give_role(call: Call) -> Iterator[Permission]:
    yield from _on_function(call)
    if role := call.parameters.get("Role"):
        yield Permission("iam:PassRole", role)
    if call.parameters.get("Tags"):
        yield Permission("lambda:TagResource", _function(call))


def _on_resource(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, call.parameters["Resource"])


operations = {
    "Invoke": _invoke,
    **dict.fromkeys(["CreateFunction", "UpdateFunctionConfiguration"], _give_role),
    **dict.fromkeys(
        [
            "DeleteFunction",
            "DeleteFunctionEventInvokeConfig",
            "GetFunction",
            "GetFunctionCodeSigningConfig",
            "GetFunctionConcurrency",
            "GetFunctionConfiguration",
            "GetFunctionEventInvokeConfig",
            "GetPolicy",
            "ListVersionsByFunction",
            "PutFunctionConcurrency",
            "DeleteFunctionConcurrency",
            "PutFunctionEventInvokeConfig",
            "UpdateFunctionCode",
            "UpdateFunctionEventInvokeConfig",
        ],
        _on_function,
    ),
    **dict.fromkeys(["ListTags", "TagResource", "UntagResource"], _on_resource),
}
