"""Reads and replaces the containers in which LocalStack's services keep their state."""

import shutil
from typing import Any

from localstack.services.stores import AccountRegionBundle
from localstack.state import AssetDirectory
from moto.core.base_backend import BackendDict

from payments_sandbox.state.errors import UnsavableStateError

# References that a store gets from its bundle. They are shared, so they are saved there.
_FROM_BUNDLE = ("_global", "_universal", "_service_name", "_account_id", "_region_name")


class ContainerCollector:
    """The visitor that a service shows its containers to."""

    def __init__(self) -> None:
        self.containers: list[Any] = []

    def visit(self, container: Any) -> None:
        self.containers.append(container)


def contents_of(container: Any) -> Any:
    """The state in a container, without the container."""
    match container:
        case AccountRegionBundle():
            return _contents_of_bundle(container)
        case BackendDict():
            return {account: dict(backends) for account, backends in container.items()}
        case AssetDirectory():
            return {
                str(file.relative_to(container.path)): file.read_bytes()
                for file in sorted(container.path.rglob("*"))
                if file.is_file()
            }
    raise UnsavableStateError(f"it is kept in a {type(container).__name__}, which is not known")


def clear(container: Any) -> None:
    match container:
        case AccountRegionBundle():
            container.reset()
        case BackendDict():
            # Not by `reset` of each, which would build all AWS-managed policies again.
            container.clear()
        case AssetDirectory():
            shutil.rmtree(container.path, ignore_errors=True)


def fill(container: Any, contents: Any) -> None:
    """Puts the saved state into an empty container."""
    match container:
        case AccountRegionBundle():
            _fill_bundle(container, contents)
        case BackendDict():
            for account, backends in contents.items():
                dict.update(container[account], backends)
        case AssetDirectory():
            for name, content in contents.items():
                file = container.path / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)


def _contents_of_bundle(bundle: AccountRegionBundle) -> dict[str, Any]:
    return {
        "universal": bundle._universal,
        "accounts": {
            account: {
                "global": regions._global,
                "regions": {
                    region: {
                        name: value
                        for name, value in vars(store).items()
                        if name not in _FROM_BUNDLE
                    }
                    for region, store in regions.items()
                },
            }
            for account, regions in bundle.items()
        },
    }


def _fill_bundle(bundle: AccountRegionBundle, contents: dict[str, Any]) -> None:
    bundle._universal.update(contents["universal"])
    for account, saved in contents["accounts"].items():
        regions = bundle[account]
        regions._global.update(saved["global"])
        for region, attributes in saved["regions"].items():
            vars(regions[region]).update(attributes)
