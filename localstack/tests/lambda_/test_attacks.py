"""Attacks by a function for which Node's permission model is off.

So it is Landlock or seccomp that refuses, where the kernel has them. Each attack also runs
without any limit, and must then succeed: otherwise its refusal would prove nothing.
"""

import json
import os
import socket
import subprocess
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY
from payments_sandbox.lambda_.confinement import landlock
from payments_sandbox.lambda_.confinement.level import Confinement, without_private_root
from payments_sandbox.lambda_.confinement.probe import find_confinement, probe

ATTACKS = (Path(__file__).parent / "attacks.mjs").read_text()
UNLIMITED = Confinement(node_permissions=False)
# On Linux, each address of 127.0.0.0/8 is this machine's.
OTHER_ADDRESS = "127.0.0.2"
REFUSED = {"EACCES", "EPERM", "EXDEV", "ENOENT", "EROFS", "ERR_SQLITE_ERROR"}
OTHER = "export const handler = async () => process.env.AWS_LAMBDA_RUNTIME_API;"


@pytest.fixture
def home(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("home")
    for key in (".aws/credentials", ".ssh/id_ed25519"):
        (folder / key).parent.mkdir()
        (folder / key).write_text("planted")
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture
def other(start, tmp_path_factory):
    """Another function's execution environment."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "index.mjs").write_text(OTHER)
    function = start("", file="unused", task_root=folder)
    api = json.loads(function.invoke()[0].payload)
    port = int(api.partition("/")[0].rpartition(":")[2])
    return {"code": str(folder), "files": str(function.files), "port": port}


@pytest.fixture
def target(home, other):
    """What the attacks aim at; a process stands for the emulator."""
    abstract = f"payments-sandbox-{os.getpid()}"
    with ExitStack() as stack:
        emulator = stack.enter_context(subprocess.Popen(["sleep", "60"], process_group=0))
        stack.callback(emulator.kill)
        tcp, gateway = (
            stack.enter_context(
                socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
            )
            for _ in range(2)
        )
        for name in (f"\0{abstract}", str(home / "socket")):
            unix = stack.enter_context(socket.socket(socket.AF_UNIX))
            unix.bind(name)
            unix.listen()
        yield {
            "home": str(home),
            "other": other,
            "checkout": str(REPOSITORY),
            "pid": emulator.pid,
            "port": tcp.getsockname()[1],
            "gateway": gateway.getsockname()[1],
            "address": OTHER_ADDRESS,
            "abstract": abstract,
        }


@pytest.fixture
def attack(start, target):
    """Runs the attacks of one area; returns the code of each."""

    def run(area, confinement):
        function = start(
            ATTACKS,
            confinement=confinement,
            gateway_port=target["gateway"],
            timeout_seconds=30,
        )
        result, log = function.invoke(json.dumps({"area": area, "target": target}))
        assert not result.is_error, log
        return json.loads(result.payload)

    return run


@pytest.fixture(params=["as found", "without a private root folder"])
def confinement(node, request):
    """Of this machine, without the permission model."""
    found = replace(find_confinement(node), node_permissions=False)
    return found if request.param == "as found" else without_private_root(found)


@pytest.mark.parametrize("area", ["files", "network", "signals", "sockets", "existence"])
def test_refuses_what_the_level_claims_and_nothing_else_does(area, attack, confinement):
    confined = attack(area, confinement)
    unlimited = attack(area, UNLIMITED)

    claimed = area in confinement.restricts
    assert {what: code in REFUSED for what, code in confined.items()} == dict.fromkeys(
        confined, claimed
    )
    assert unlimited == dict.fromkeys(unlimited, "done")


def test_names_what_stays_open(attack, confinement):
    """Listed in docs/confinement.md; a kernel that refuses one of them shortens that list."""
    codes = attack("open", confinement)

    assert codes == dict.fromkeys(codes, "done")


@pytest.mark.parametrize("abi", range(1, landlock.find_abi() + 1))
def test_claims_less_of_an_older_kernel(abi, attack, node):
    confinement = without_private_root(replace(probe(node, abi), node_permissions=False))

    since = {"files": 1, "network": 4, "signals": 6, "sockets": 1}
    assert confinement.restricts == tuple(area for area in since if since[area] <= abi)
    for area in since:
        codes = attack(area, confinement)
        expected = dict.fromkeys(codes, area in confinement.restricts)
        assert {what: code in REFUSED for what, code in codes.items()} == expected
