"""The state of DynamoDB: LocalStack's stores, and the tables in DynamoDB Local."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from localstack.services.dynamodb.utils import SCHEMA_CACHE
from localstack.state import AssetDirectory

from payments_sandbox.state.services.dynamodb_client import DynamoDbLocal
from payments_sandbox.state.services.dynamodb_dates import table_dates
from payments_sandbox.state.services.dynamodb_tables import (
    create_table,
    drop_tables,
    read_items,
    write_items,
)
from payments_sandbox.state.services.service_state import Part, SavedParts, ServiceState


class DynamoDbState(ServiceState):
    def capture(self, scratch: Path) -> dict[str, Part]:
        databases = []
        self.items: Counter[str] = Counter()
        for account, region, client in self._databases():
            tables = []
            for name in client.table_names():
                table = client.call("DescribeTable", TableName=name)["Table"]
                table_dates.put_back((account, region, name), table)
                items = read_items(client, table)
                tables.append({"table": table, "items": items})
                self.items[f"{region}/{name}"] += len(items)
            databases.append({"account": account, "region": region, "tables": tables})
        encode = partial(json.dumps, databases, separators=(",", ":"))
        return super().capture(scratch) | {"tables.json": lambda: encode().encode()}

    def read(self, parts: SavedParts) -> Any:
        return super().read(parts), json.loads(parts["tables.json"])

    def reset(self) -> None:
        # LocalStack's hooks would restart DynamoDB Local, which takes 3 s.
        for _, _, client in self._databases():
            drop_tables(client)
        table_dates.clear()
        # LocalStack keeps keys of tables for the tables that follow under the same names.
        SCHEMA_CACHE.clear()
        self._clear_containers()

    def fill(self, saved: Any) -> None:
        stores, databases = saved
        self._fill_containers(stores)
        for database in databases:
            client = self._client(database["account"], database["region"])
            for saved_table in database["tables"]:
                table = saved_table["table"]
                name = table["TableName"]
                created = create_table(client, table)
                table_dates.note((database["account"], database["region"], name), table, created)
                write_items(client, name, saved_table["items"])

    def _containers(self) -> list[Any]:
        # DynamoDB Local keeps nothing in the folder, because it runs in memory.
        return [each for each in super()._containers() if not isinstance(each, AssetDirectory)]

    def _databases(self) -> Iterator[tuple[str, str, DynamoDbLocal]]:
        from localstack.services.dynamodb.models import dynamodb_stores

        for account, region, _ in list(dynamodb_stores.iter_stores()):
            yield account, region, self._client(account, region)

    def _client(self, account: str, region: str) -> DynamoDbLocal:
        from localstack.services.dynamodb.utils import get_ddb_access_key

        port = self.provider.server.port
        return DynamoDbLocal(port, get_ddb_access_key(account, region), region)
