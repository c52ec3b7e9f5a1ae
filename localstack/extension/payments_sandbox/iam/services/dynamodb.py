"""DynamoDB: a batch needs its action on every table, a transaction one action for each item."""

from collections.abc import Iterator

from payments_sandbox.iam.call import Call, Permission


def table_arn(call: Call, name: str) -> str:
    return name if name.startswith("arn:") else call.arn("dynamodb", f"table/{name}")


def _on_table(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, table_arn(call, call.parameters["TableName"]))


def _create_table(call: Call) -> Iterator[Permission]:
    yield from _on_table(call)
    if call.parameters.get("Tags"):
        table = table_arn(call, call.parameters["TableName"])
        yield Permission("dynamodb:TagResource", table)


def _read_many(call: Call) -> Iterator[Permission]:
    """A query of an index needs the action on the index, not on its table."""
    resource = table_arn(call, call.parameters["TableName"])
    if index := call.parameters.get("IndexName"):
        resource = f"{resource}/index/{index}"
    yield Permission(call.name, resource)


def _batch(call: Call) -> Iterator[Permission]:
    for table in call.parameters["RequestItems"]:
        yield Permission(call.name, table_arn(call, table))


TRANSACTION_ACTIONS = {
    "ConditionCheck": "dynamodb:ConditionCheckItem",
    "Delete": "dynamodb:DeleteItem",
    "Get": "dynamodb:GetItem",
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
}


def _transaction(call: Call) -> Iterator[Permission]:
    for item in call.parameters["TransactItems"]:
        for kind, request in item.items():
            yield Permission(TRANSACTION_ACTIONS[kind], table_arn(call, request["TableName"]))


def _on_resource(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, call.parameters["ResourceArn"])


def _on_account(call: Call) -> Iterator[Permission]:
    yield Permission(call.name, "*")


operations = {
    **dict.fromkeys(["GetItem", "PutItem", "UpdateItem", "DeleteItem"], _on_table),
    **dict.fromkeys(["Query", "Scan"], _read_many),
    **dict.fromkeys(["BatchGetItem", "BatchWriteItem"], _batch),
    **dict.fromkeys(["TransactGetItems", "TransactWriteItems"], _transaction),
    "CreateTable": _create_table,
    **dict.fromkeys(
        [
            "DeleteTable",
            "DescribeContinuousBackups",
            "DescribeTable",
            "DescribeTimeToLive",
            "UpdateContinuousBackups",
            "UpdateTable",
            "UpdateTimeToLive",
        ],
        _on_table,
    ),
    **dict.fromkeys(["ListTagsOfResource", "TagResource", "UntagResource"], _on_resource),
    "ListTables": _on_account,
}
