"""Copies tables out of DynamoDB Local and into it.

DynamoDB Local keeps everything in memory, where writes are about twice as fast as in a
file, even if that is in memory too. So there is no file to copy, and its API is used.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from payments_sandbox.state.services.dynamodb_client import DynamoDbLocal

# With 8 or 16, writing 10,000 items was no faster.
CONCURRENCY = 4
# Below this number of items, segments would only add requests.
_SMALL = 1000
# The service's limits for BatchWriteItem; the size leaves room for the envelope.
_BATCH_ITEMS = 25
_BATCH_BYTES = 8 << 20

_KEPT = (
    "TableName",
    "AttributeDefinitions",
    "KeySchema",
    "StreamSpecification",
    "DeletionProtectionEnabled",
)
_INDEX_KEPT = ("IndexName", "KeySchema", "Projection")


def read_items(client: DynamoDbLocal, table: dict[str, Any]) -> list[dict[str, Any]]:
    segments = 1 if table.get("ItemCount", 0) < _SMALL else CONCURRENCY

    def read(segment: int) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        position = {"Segment": segment, "TotalSegments": segments}
        while True:
            page = client.call(
                "Scan", TableName=table["TableName"], ConsistentRead=True, **position
            )
            items += page["Items"]
            if "LastEvaluatedKey" not in page:
                return items
            position["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    with ThreadPoolExecutor(segments, "snapshot-scan") as pool:
        return [item for items in pool.map(read, range(segments)) for item in items]


def create_table(client: DynamoDbLocal, table: dict[str, Any]) -> dict[str, Any]:
    """Creates the table that this description is of, and returns the new one."""
    on_demand = table.get("BillingModeSummary", {}).get("BillingMode") == "PAY_PER_REQUEST"
    request = {name: table[name] for name in _KEPT if name in table}
    request["BillingMode"] = "PAY_PER_REQUEST" if on_demand else "PROVISIONED"
    request |= _throughput(table, on_demand)
    if indexes := table.get("LocalSecondaryIndexes"):
        request["LocalSecondaryIndexes"] = [_index(index) for index in indexes]
    if indexes := table.get("GlobalSecondaryIndexes"):
        request["GlobalSecondaryIndexes"] = [
            _index(index) | _throughput(index, on_demand) for index in indexes
        ]
    return client.call("CreateTable", **request)["TableDescription"]


def write_items(client: DynamoDbLocal, table: str, items: list[dict[str, Any]]) -> None:
    def write(batch: list[dict[str, Any]]) -> None:
        left = {table: [{"PutRequest": {"Item": item}} for item in batch]}
        while left:
            left = client.call("BatchWriteItem", RequestItems=left)["UnprocessedItems"]

    with ThreadPoolExecutor(CONCURRENCY, "restore-items") as pool:
        # Reading the results raises the error of a batch that failed.
        list(pool.map(write, _batches(items)))


def drop_tables(client: DynamoDbLocal) -> None:
    for name in client.table_names():
        if client.call("DescribeTable", TableName=name)["Table"].get("DeletionProtectionEnabled"):
            client.call("UpdateTable", TableName=name, DeletionProtectionEnabled=False)
        client.call("DeleteTable", TableName=name)


def _index(index: dict[str, Any]) -> dict[str, Any]:
    return {name: index[name] for name in _INDEX_KEPT if name in index}


def _throughput(described: dict[str, Any], on_demand: bool) -> dict[str, Any]:
    if on_demand:
        return {}
    units = described["ProvisionedThroughput"]
    names = ("ReadCapacityUnits", "WriteCapacityUnits")
    return {"ProvisionedThroughput": {name: units[name] for name in names}}


def _batches(items: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    size = 0
    for item in items:
        item_size = len(json.dumps(item))
        if batch and (len(batch) == _BATCH_ITEMS or size + item_size > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += item_size
    if batch:
        yield batch
