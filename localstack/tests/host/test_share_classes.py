import subprocess
import sys
import zipfile

import pytest
from payments_sandbox.host import share_classes


def test_copies_a_jar_without_the_class_path_of_its_manifest(tmp_path):
    jar, copy = tmp_path / "one.jar", tmp_path / "copy.jar"
    with zipfile.ZipFile(jar, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nClass-Path: .\r\n")
        target.writestr("one/Main.class", b"class")

    share_classes.without_class_path(jar, copy)

    with zipfile.ZipFile(copy) as copied:
        assert copied.namelist() == ["META-INF/MANIFEST.MF", "one/Main.class"]
        assert b"Class-Path" not in copied.read("META-INF/MANIFEST.MF")
        assert copied.read("one/Main.class") == b"class"


def test_a_server_that_ends_at_once_is_not_waited_for():
    server = subprocess.Popen([sys.executable, "-c", ""])
    server.wait()

    with pytest.raises(TimeoutError):
        share_classes.wait_until_it_listens(server, share_classes.free_port())
