"""What Landlock and seccomp leave to a program, and which sockets they do not."""

import json
import subprocess
import sys
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from payments_sandbox.lambda_.confinement import landlock
from payments_sandbox.lambda_.confinement.level import Confinement, without_private_root
from payments_sandbox.lambda_.confinement.probe import find_confinement
from payments_sandbox.lambda_.confinement.rules import LAUNCHER

EVERYDAY = """
import fs from 'node:fs';
import os from 'node:os';
import dns from 'node:dns/promises';
import tls from 'node:tls';
import { randomBytes } from 'node:crypto';

const works = {
  memory: () => process.memoryUsage().rss > 0 && os.freemem() > 0,
  processors: () => os.cpus().length > 0 && os.availableParallelism() > 0,
  load: () => os.loadavg().length === 3 && os.uptime() > 0,
  addresses: () => 'lo' in os.networkInterfaces(),
  user: () => os.userInfo().username !== '',
  names: async () => (await dns.lookup('localhost')).address !== '',
  certificates: () => tls.rootCertificates.length > 0,
  random: () => randomBytes(8).length === 8 && fs.readFileSync('/etc/hosts').length > 0,
  'time zones': () =>
    new Intl.DateTimeFormat('en', { timeZone: 'Europe/Paris' }).format(0) !== '',
  'the null device': () => fs.writeFileSync('/dev/null', 'x') === undefined,
  'its own process': () => fs.readFileSync('/proc/self/status', 'utf8').includes('Name:'),
  'moves between folders': () => {
    fs.mkdirSync(os.tmpdir() + '/a');
    fs.writeFileSync(os.tmpdir() + '/a/file', 'x');
    fs.renameSync(os.tmpdir() + '/a/file', os.tmpdir() + '/file');
    fs.symlinkSync('file', os.tmpdir() + '/link');
    fs.truncateSync(os.tmpdir() + '/link', 0);
    fs.rmSync(os.tmpdir() + '/a', { recursive: true });
    return fs.readFileSync(os.tmpdir() + '/link').length === 0;
  },
  'the gateway': async (gateway) => (await fetch('http://localhost:' + gateway)).ok,
};

export const handler = async ({ gateway }) => {
  const failed = {};
  for (const [name, work] of Object.entries(works)) {
    try {
      if (!(await work(gateway))) failed[name] = 'wrong';
    } catch (error) {
      failed[name] = (error.cause ?? error).message;
    }
  }
  return failed;
};
"""


class Gateway(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def gateway():
    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "limit", [find_confinement, lambda node: without_private_root(find_confinement(node)), None]
)
def test_leaves_everyday_work(start, node, gateway, limit):
    confinement = limit(node) if limit else Confinement()
    function = start(
        EVERYDAY,
        confinement=replace(confinement, node_permissions=False),
        gateway_port=gateway,
    )

    result, log = function.invoke(json.dumps({"gateway": gateway}))

    assert json.loads(result.payload) == {}, log


OPEN_SOCKETS = """
import errno, json, socket, sys
found = {}
for kind in json.loads(sys.argv[1]):
    try:
        socket.socket(*kind).close()
        found[str(kind)] = "open"
    except OSError as error:
        found[str(kind)] = "refused" if error.errno == errno.EACCES else "unknown to this kernel"
left, right = socket.socketpair()
print(json.dumps(found))
"""
TCP, TCP6, ROUTES = [2, 1, 0], [10, 1, 6], [16, 3, 0]
UNIX, UDP, UDP6, ICMP, MPTCP, FIREWALL, PACKETS, VSOCK, CRYPTO = (
    *([1, 1, 0], [2, 2, 0], [10, 2, 17], [2, 3, 1], [2, 1, 262]),
    *([16, 3, 12], [17, 3, 0], [40, 1, 0], [38, 5, 0]),
)


def open_sockets(kinds, *launcher):
    opened = subprocess.run(
        [*launcher, sys.executable, "-c", OPEN_SOCKETS, json.dumps(kinds)],
        input="PATH=/usr/bin:/bin\0",
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(opened.stdout)


def test_opens_no_socket_but_tcp(node):
    is_limited = "sockets" in find_confinement(node).restricts
    limits = [sys.executable, "-I", "-S", str(LAUNCHER), str(landlock.find_abi())]
    launcher = [*limits, "x:/", "r:/", "--"] if is_limited else []
    others = [UNIX, UDP, UDP6, ICMP, MPTCP, FIREWALL, PACKETS, VSOCK, CRYPTO]

    confined = open_sockets([*others, TCP, TCP6, ROUTES], *launcher)

    assert all((confined[str(kind)] == "refused") == is_limited for kind in others), confined
    assert {confined[str(kind)] for kind in (TCP, TCP6, ROUTES)} == {"open"}
    assert "refused" not in open_sockets(others).values()
