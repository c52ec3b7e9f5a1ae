"""The state of CloudWatch Logs."""

from typing import Any

from payments_sandbox.state.services.service_state import ServiceState


class LogsState(ServiceState):
    def fill(self, saved: Any) -> None:
        super().fill(saved)
        from moto.logs.models import LogEvent, logs_backends

        # moto numbers events per process, so new ones would get numbers that are taken.
        numbers = [
            event.event_id
            for _, _, backend in logs_backends.iter_backends()
            for group in backend.groups.values()
            for stream in group.streams.values()
            for event in stream.events
        ]
        LogEvent._event_id = max([LogEvent._event_id, *(number + 1 for number in numbers)])
