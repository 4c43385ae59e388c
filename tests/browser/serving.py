"""A real Jupyter server on a free port, with a home folder of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

TOKEN = "a-token-for-tests"


@dataclass(frozen=True, slots=True)
class Served:
    """A Jupyter server that answers."""

    base: str
    token: str
    root: Path
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> dict[str, object]:
        """Fetch JSON from the server's REST interface, such as ``api/contents/lessons``."""
        request = Request(self.base + path, headers={"Authorization": f"token {self.token}"})
        with urlopen(request, timeout=30) as answer:
            found: dict[str, object] = json.load(answer)
        return found


def free_port() -> int:
    """Return a port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def private_home(folder: Path) -> dict[str, str]:
    """Return the environment with an empty home in ``folder``, as on a computer never used."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON", "XDG_"))}
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    keep.pop("PYTHONDONTWRITEBYTECODE", None)  # or every kernel compiles pandas anew
    return keep | {"HOME": str(home), "USERPROFILE": str(home), "JUPYTER_PREFER_ENV_PATH": "1"}


@contextmanager
def served(
    command: Sequence[str],
    *,
    base: str,
    root: Path,
    log: Path,
    environment: Mapping[str, str],
    token: str = TOKEN,
    seconds: float = 300,
) -> Iterator[Served]:
    """Run ``command`` in ``root`` until the block ends; enter it once ``base`` answers."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=root, env=dict(environment), stdout=output, stderr=subprocess.STDOUT
        )
        server = Served(base, token, root, log, process)
        try:
            _wait(server, seconds)
            yield server
        except Exception as error:
            error.add_note(f"The server's last words:\n{_last_words(server)}")
            raise
        finally:
            _end(process)


def _wait(server: Served, seconds: float) -> None:
    end = time.monotonic() + seconds
    while server.process.poll() is None and time.monotonic() < end:
        try:
            server.get("api/status")
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"Jupyter did not answer at {server.base}")


def _last_words(server: Served) -> str:
    return server.log.read_text(errors="replace")[-3000:]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
