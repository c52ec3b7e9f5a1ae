"""Why a snapshot could not be saved or restored. The messages are for the developer."""


class SnapshotError(Exception):
    """Unless its kind says otherwise, nothing was changed."""

    status = 409


class InvalidRequestError(SnapshotError):
    """The request does not follow the contract, such as its name for a snapshot."""

    status = 400


class UnknownSnapshotError(SnapshotError):
    """There is no snapshot with this name."""

    status = 404


class RefusedSnapshotError(SnapshotError):
    """The snapshot exists, but must not be loaded."""


class UnsavableStateError(SnapshotError):
    """Some state cannot be saved. A snapshot without it would silently lose it."""


class HalfRestoredError(SnapshotError):
    """The emulator holds neither its former state nor the saved one."""

    status = 500


class BusyError(SnapshotError):
    """A call has been running for so long that the state cannot be saved."""

    status = 503


class UnavailableError(SnapshotError):
    """The emulator was started without a folder or a key."""

    status = 503

    def __init__(self) -> None:
        super().__init__("This emulator was not started by make, so it has no key for snapshots.")
