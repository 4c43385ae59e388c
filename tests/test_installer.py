"""uv, which ``make`` installs with, finds what pip finds."""

from __future__ import annotations

import runpy
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

METADATA = "Metadata-Version: 2.1\nName: rivers\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that logs nothing."""

    def log_message(self, *_: Any) -> None:
        """Log nothing."""


@pytest.fixture
def installer(checkout: Path) -> dict[str, Any]:
    """Return the names of the program that runs uv."""
    return runpy.run_path(str(checkout / ".ci" / "uv.py"))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve an index of one package over TLS; give its address, and the certificate of its own."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-addext", "basicConstraints=critical,CA:FALSE"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], capture_output=True, check=True)
    folder = tmp_path / "index" / "rivers"
    folder.mkdir(parents=True)
    name = "rivers-1.0-py3-none-any.whl"
    (folder / "index.html").write_text(f'<a href="{name}">{name}</a>')
    with ZipFile(folder / name, "w") as wheel:
        for file, text in (("METADATA", METADATA), ("WHEEL", WHEEL), ("RECORD", "")):
            wheel.writestr(f"rivers-1.0.dist-info/{file}", text)
    handler = partial(Quiet, directory=folder.parent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}/", certificate
        server.shutdown()


@pytest.mark.slow
def test_an_index_and_a_certificate_of_pips_own_serve_uv(
    index: tuple[str, Path], checkout: Path, tmp_path: Path
) -> None:
    """A package of an index that only pip's settings name is installed, over TLS."""
    address, certificate = index
    settings = tmp_path / "pip.conf"
    settings.write_text(f"[global]\nindex-url = {address}\ncert = {certificate}\n")
    uv = [sys.executable, checkout / ".ci/uv.py", "--no-cache", "pip", "install", "rivers"]
    done = subprocess.run(
        [*uv, "--target", tmp_path / "installed"],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PIP_CONFIG_FILE": str(settings)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "installed/rivers-1.0.dist-info/METADATA").read_text() == METADATA


def test_the_nearer_setting_of_pip_counts(installer: dict[str, Any], tmp_path: Path) -> None:
    """A variable wins over the section for installing, and that over the one for everything."""
    listed = (
        ":env:.index-url='https://c/simple'\nglobal.index-url='https://a/simple'\n"
        "global.cert='/a.pem'\ninstall.cert='/b.pem'\ninstall.index-url='https://b/simple'\n"
    )
    assert installer["translated"](listed) == {
        "UV_DEFAULT_INDEX": "https://c/simple",
        "SSL_CERT_FILE": "/b.pem",
    }


def test_every_index_of_pip_is_looked_through(installer: dict[str, Any], tmp_path: Path) -> None:
    """More indexes and folders of files than one are handed on; folders that are gone are not."""
    listed = (
        f"global.extra-index-url='\\nhttps://a/simple\\nhttps://b/simple'\n"
        f"global.find-links='/nowhere {tmp_path} https://c/files'\n"
    )
    found = installer["translated"](listed)
    assert found["UV_INDEX"] == "https://a/simple https://b/simple"
    assert found["UV_INDEX_STRATEGY"] == "unsafe-best-match"
    assert found["UV_FIND_LINKS"] == f"{tmp_path},https://c/files"


def test_what_is_set_for_uv_stays(
    installer: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable of uv's own wins over pip's setting."""
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://mine/simple")
    found = installer["environment"]("global.index-url='https://pip/simple'\n")
    assert found["UV_DEFAULT_INDEX"] == "https://mine/simple"
