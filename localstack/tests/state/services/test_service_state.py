import pytest
from localstack.services.stores import (
    AccountRegionBundle,
    BaseStore,
    CrossAccountAttribute,
    CrossRegionAttribute,
    LocalAttribute,
)
from localstack.state import AssetDirectory
from moto.core.base_backend import BackendDict, BaseBackend
from payments_sandbox.state.errors import UnsavableStateError
from payments_sandbox.state.services.service_state import ServiceState

ACCOUNT, OTHER = "000000000000", "111111111111"


class Store(BaseStore):
    local: dict = LocalAttribute(default=dict)
    OF_ACCOUNT: dict = CrossRegionAttribute(default=dict)
    OF_ALL: dict = CrossAccountAttribute(default=dict)


class Backend(BaseBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.items: dict = {}


@pytest.fixture
def bundle():
    return AccountRegionBundle("sqs", Store)


def test_restores_what_a_store_keeps_by_region_account_and_for_all(
    bundle, state_of, save, restore
):
    bundle[ACCOUNT]["us-east-1"].local["a"] = 1
    bundle[ACCOUNT]["eu-west-1"].OF_ACCOUNT["b"] = 2
    bundle[OTHER]["us-east-1"].OF_ALL["c"] = 3
    state = state_of(ServiceState, "sqs", [bundle])
    parts = save(state)
    bundle[ACCOUNT]["us-east-1"].local["a"] = "changed"
    bundle[ACCOUNT]["us-east-1"].local["later"] = 1
    bundle[OTHER]["eu-west-1"].OF_ACCOUNT["later"] = 1

    restore(state, parts)

    assert bundle[ACCOUNT]["us-east-1"].local == {"a": 1}
    assert bundle[ACCOUNT]["us-east-1"].OF_ACCOUNT == {"b": 2}
    assert bundle[ACCOUNT]["ap-south-1"].OF_ALL == {"c": 3}
    assert bundle[OTHER]["eu-west-1"].OF_ACCOUNT == {}
    bundle[ACCOUNT]["us-east-1"].OF_ACCOUNT["d"] = 4
    assert bundle[ACCOUNT]["eu-west-1"].OF_ACCOUNT == {"b": 2, "d": 4}


def test_restores_backends_of_moto(state_of, save, restore):
    backends = BackendDict(Backend, "sqs")
    backends[ACCOUNT]["us-east-1"].items["a"] = 1
    state = state_of(ServiceState, "sqs", [backends])
    parts = save(state)
    backends[ACCOUNT]["us-east-1"].items["a"] = 2
    backends[OTHER]["us-east-1"].items["later"] = 1

    restore(state, parts)

    assert backends[ACCOUNT]["us-east-1"].items == {"a": 1}
    assert backends[OTHER]["us-east-1"].items == {}


def test_restores_files(tmp_path, state_of, save, restore):
    folder = tmp_path / "assets"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep/file").write_bytes(b"\0saved")
    state = state_of(ServiceState, "kinesis", [AssetDirectory("kinesis", folder)])
    parts = save(state)
    (folder / "deep/file").write_bytes(b"changed")
    (folder / "later").write_bytes(b"")

    restore(state, parts)

    assert (folder / "deep/file").read_bytes() == b"\0saved"
    assert not (folder / "later").exists()


def test_names_a_container_that_is_not_known(state_of, save):
    with pytest.raises(UnsavableStateError, match="kept in a set, which is not known"):
        save(state_of(ServiceState, "new", [set()]))


def test_changes_nothing_when_a_part_cannot_be_read(bundle, state_of, save):
    bundle[ACCOUNT]["us-east-1"].local["a"] = 1
    state = state_of(ServiceState, "sqs", [bundle, bundle])
    parts = save(state_of(ServiceState, "sqs", [bundle]))

    with pytest.raises(KeyError):
        state.read(parts)

    assert bundle[ACCOUNT]["us-east-1"].local == {"a": 1}
