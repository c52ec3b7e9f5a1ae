"""The state of CloudWatch: alarms in a store, metrics in an SQLite database."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

from localstack.state import AssetDirectory

from payments_sandbox.state.services.service_state import Part, SavedParts, ServiceState


class CloudWatchState(ServiceState):
    def capture(self, scratch: Path) -> dict[str, Part]:
        return super().capture(scratch) | {"metrics.db": self._read_database()}

    def read(self, parts: SavedParts) -> Any:
        return super().read(parts), parts["metrics.db"]

    def reset(self) -> None:
        # LocalStack's hook would wait up to 10 s for its scheduler's thread.
        scheduler = self.provider.alarm_scheduler
        for arn in list(scheduler.scheduled_alarms):
            scheduler.delete_scheduler_for_alarm(arn)
        self.provider.cloudwatch_database.clear_tables()
        self._clear_containers()

    def fill(self, saved: Any) -> None:
        stores, metrics = saved
        self._fill_containers(stores)
        self._write_database(metrics)

    def resume(self) -> None:
        from localstack.services.cloudwatch.models import cloudwatch_stores

        alarms = [
            arn
            for _, _, store in cloudwatch_stores.iter_stores()
            for arn, alarm in store.alarms.items()
            if "MetricName" in alarm.alarm
        ]

        def schedule() -> None:
            for arn in alarms:
                self.provider.alarm_scheduler.schedule_metric_alarm(alarm_arn=arn)

        threading.Thread(target=schedule, name="reschedule-alarms", daemon=True).start()

    def _containers(self) -> list[Any]:
        # The folder holds only the database.
        return [each for each in super()._containers() if not isinstance(each, AssetDirectory)]

    def _read_database(self) -> bytes:
        database = self.provider.cloudwatch_database
        with database.DATABASE_LOCK, closing(sqlite3.connect(database.METRICS_DB)) as metrics:
            return metrics.serialize()

    def _write_database(self, content: bytes) -> None:
        database = self.provider.cloudwatch_database
        with (
            database.DATABASE_LOCK,
            closing(sqlite3.connect(database.METRICS_DB)) as metrics,
            closing(sqlite3.connect(":memory:")) as saved,
        ):
            saved.deserialize(content)
            saved.backup(metrics)
