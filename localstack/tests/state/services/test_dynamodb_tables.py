import json
import threading

import pytest
from payments_sandbox.state.services.dynamodb_tables import (
    create_table,
    drop_tables,
    read_items,
    write_items,
)

KEYS = [{"AttributeName": "id", "KeyType": "HASH"}]
ATTRIBUTES = [{"AttributeName": "id", "AttributeType": "S"}]
READ_ONLY = {
    "TableStatus": "ACTIVE",
    "CreationDateTime": 1.5,
    "TableSizeBytes": 9,
    "ItemCount": 2,
    "TableArn": "arn",
}
UNITS = {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}


class FakeDynamoDb:
    """Notes requests, and writes only a part of each batch at first."""

    def __init__(self, pages: dict | None = None, tables: dict | None = None) -> None:
        self.calls: list[tuple[str, dict]] = []
        self.written: list[dict] = []
        self.pages = pages or {}
        self.tables = tables or {}
        self._lock = threading.Lock()

    def table_names(self) -> list[str]:
        return list(self.tables)

    def call(self, operation: str, **parameters):
        with self._lock:
            self.calls.append((operation, parameters))
            return getattr(self, operation)(**parameters)

    def CreateTable(self, **request):
        return {"TableDescription": request}

    def DescribeTable(self, TableName):  # noqa: N803
        return {"Table": self.tables[TableName]}

    def UpdateTable(self, **_):
        return {}

    def DeleteTable(self, **_):
        return {}

    def Scan(self, Segment, TotalSegments, ExclusiveStartKey=None, **_):  # noqa: N803
        return self.pages[(Segment, TotalSegments, ExclusiveStartKey)]

    def BatchWriteItem(self, RequestItems):  # noqa: N803
        [(table, requests)] = RequestItems.items()
        accepted = requests if len(requests) == 1 else requests[:-1]
        self.written += [request["PutRequest"]["Item"] for request in accepted]
        left = requests[len(accepted) :]
        return {"UnprocessedItems": {table: left} if left else {}}


def test_creates_the_table_that_was_described():
    throughput = {"ProvisionedThroughput": UNITS | {"NumberOfDecreasesToday": 0}}
    index = {"IndexName": "index", "KeySchema": KEYS, "Projection": {"ProjectionType": "ALL"}}
    database = FakeDynamoDb()

    create_table(
        database,
        {
            "TableName": "table",
            "KeySchema": KEYS,
            "AttributeDefinitions": ATTRIBUTES,
            "DeletionProtectionEnabled": True,
            **throughput,
            "LocalSecondaryIndexes": [{**index, "ItemCount": 1}],
            "GlobalSecondaryIndexes": [{**index, "IndexStatus": "ACTIVE", **throughput}],
            **READ_ONLY,
        },
    )

    assert database.calls == [
        (
            "CreateTable",
            {
                "TableName": "table",
                "KeySchema": KEYS,
                "AttributeDefinitions": ATTRIBUTES,
                "DeletionProtectionEnabled": True,
                "BillingMode": "PROVISIONED",
                "ProvisionedThroughput": UNITS,
                "LocalSecondaryIndexes": [index],
                "GlobalSecondaryIndexes": [{**index, "ProvisionedThroughput": UNITS}],
            },
        )
    ]


def test_creates_a_table_that_is_paid_per_request():
    database = FakeDynamoDb()
    described = {
        "TableName": "table",
        "KeySchema": KEYS,
        "AttributeDefinitions": ATTRIBUTES,
        "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
        "ProvisionedThroughput": {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
    }

    created = create_table(database, described)

    assert created["BillingMode"] == "PAY_PER_REQUEST"
    assert "ProvisionedThroughput" not in created


def test_reads_all_pages_of_a_small_table():
    pages = {
        (0, 1, None): {"Items": [{"id": 1}], "LastEvaluatedKey": "k"},
        (0, 1, "k"): {"Items": [{"id": 2}]},
    }

    assert read_items(FakeDynamoDb(pages), {"TableName": "table", "ItemCount": 2}) == [
        {"id": 1},
        {"id": 2},
    ]


def test_reads_all_segments_of_a_large_table():
    pages = {(segment, 4, None): {"Items": [{"id": segment}]} for segment in range(4)}

    items = read_items(FakeDynamoDb(pages), {"TableName": "table", "ItemCount": 5000})

    assert sorted(item["id"] for item in items) == [0, 1, 2, 3]


def test_writes_each_item_although_batches_are_written_in_part():
    items = [{"id": {"S": f"{number}"}} for number in range(60)]
    database = FakeDynamoDb()

    write_items(database, "table", items)

    assert sorted(item["id"]["S"] for item in database.written) == sorted(
        item["id"]["S"] for item in items
    )
    assert max(len(call["RequestItems"]["table"]) for _, call in database.calls) == 25


def test_keeps_batches_of_large_items_below_the_limit():
    # In JSON, each of these characters takes six bytes.
    items = [{"id": {"S": "ü" * 190_000}} for _ in range(50)]
    database = FakeDynamoDb()

    write_items(database, "table", items)

    assert len(database.written) == 50
    assert max(len(json.dumps(call)) for _, call in database.calls) < 16 << 20


def test_reports_a_batch_that_is_refused():
    database = FakeDynamoDb()
    database.BatchWriteItem = lambda RequestItems: 1 / 0  # noqa: N803

    with pytest.raises(ZeroDivisionError):
        write_items(database, "table", [{"id": {"S": "1"}}])


def test_drops_protected_tables_too():
    database = FakeDynamoDb(tables={"a": {"DeletionProtectionEnabled": True}, "b": {}})

    drop_tables(database)

    changes = [call for call in database.calls if call[0] != "DescribeTable"]
    assert changes == [
        ("UpdateTable", {"TableName": "a", "DeletionProtectionEnabled": False}),
        ("DeleteTable", {"TableName": "a"}),
        ("DeleteTable", {"TableName": "b"}),
    ]
