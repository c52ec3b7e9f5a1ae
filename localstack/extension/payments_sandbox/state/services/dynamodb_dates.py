"""The dates of restored tables: DynamoDB Local creates them again, and dates them itself."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

# Where a table's description holds a date that its creation sets.
_DATES = (
    ("CreationDateTime",),
    ("BillingModeSummary", "LastUpdateToPayPerRequestDateTime"),
    ("ProvisionedThroughput", "LastIncreaseDateTime"),
    ("ProvisionedThroughput", "LastDecreaseDateTime"),
)

TableId = tuple[str, str, str]


class TableDates:
    """Puts back the date that a table had, until a later change sets another one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._saved: dict[TableId, dict[tuple[str, ...], tuple[float, float]]] = {}

    def clear(self) -> None:
        with self._lock:
            self._saved.clear()

    def note(self, table: TableId, saved: dict[str, Any], created: dict[str, Any]) -> None:
        dates = {
            path: (_seconds(now), _seconds(before))
            for path in _DATES
            if (now := _get(created, path)) and (before := _get(saved, path))
        }
        with self._lock:
            self._saved[table] = dates

    def put_back(self, table: TableId, description: dict[str, Any]) -> None:
        with self._lock:
            dates = self._saved.get(table, {})
        for path, (created, saved) in dates.items():
            value = _get(description, path)
            if value and _seconds(value) == created:
                holder = description if len(path) == 1 else description[path[0]]
                # Parsed by LocalStack it is a date, and in DynamoDB Local's JSON a number.
                is_date = isinstance(value, datetime)
                holder[path[-1]] = datetime.fromtimestamp(saved, UTC) if is_date else saved


table_dates = TableDates()


def keep_table_dates() -> None:
    from localstack.services.dynamodb.provider import DynamoDBProvider
    from localstack.utils.patch import patch

    @patch(DynamoDBProvider.forward_request)
    def forward_request(
        original: Callable[..., Any],
        self: DynamoDBProvider,
        context: Any,
        *more: Any,
        **named: Any,
    ) -> Any:
        response = original(self, context, *more, **named)
        described = response.get("Table") or response.get("TableDescription")
        if isinstance(described, dict) and "TableName" in described:
            table = (context.account_id, context.region, described["TableName"])
            table_dates.put_back(table, described)
        return response


def _get(description: dict[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = description
    for name in path:
        value = (value or {}).get(name)
    return value


def _seconds(date: float | datetime) -> float:
    return date.timestamp() if isinstance(date, datetime) else float(date)
