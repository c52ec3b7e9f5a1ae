"""The state of Kinesis, which DynamoDB's streams load. Its streams are in another process."""

from pathlib import Path

from payments_sandbox.state.errors import UnsavableStateError
from payments_sandbox.state.services.service_state import Part, ServiceState


class KinesisState(ServiceState):
    def capture(self, scratch: Path) -> dict[str, Part]:
        if self.provider.server_manager._servers:
            raise UnsavableStateError("its streams are in another process")
        return super().capture(scratch)
