"""A real PostgreSQL server for the tests, from Debian's package, in a folder that is thrown away.

The server will not run as root, so root starts it as the user ``postgres`` of the package, or as
``nobody``. It listens on the machine itself alone, and asks for a password.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from browser.serving import free_port

PACKAGE = Path("/usr/lib/postgresql")
MISSING = (
    "No PostgreSQL server was found for the tests of the gradebook: "
    "install it ('apt install postgresql'; as root 'make test' does it by itself), and try again."
)
USER = "teacher"
SECONDS = 300
# Nothing here outlives the tests, so nothing need reach the disk.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")


@dataclass(frozen=True)
class Server:
    """A running server: each test asks it for a database of its own."""

    port: int
    password: str
    numbers: Iterator[int]

    def database(self, name: str = "gradebook") -> str:
        """Make an empty database, and give its address as nbgrader's ``db_url`` takes it."""
        import psycopg

        unique = f"{name}_{next(self.numbers)}"
        with psycopg.connect(self._address("postgresql", "postgres"), autocommit=True) as session:
            session.execute(f'CREATE DATABASE "{unique}"')
        return self._address("postgresql+psycopg", unique)

    def _address(self, scheme: str, database: str) -> str:
        return f"{scheme}://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"


def programs() -> Path:
    """Return the folder of the newest server installed, or say how to get one."""
    folders = sorted(PACKAGE.glob("*/bin"), key=lambda path: float(path.parent.name))
    found = [path for path in folders if (path / "postgres").exists()]
    beside = shutil.which("postgres")  # where it is no package of Debian's
    if not found and beside is None:
        raise FileNotFoundError(MISSING)
    return found[-1] if found else Path(str(beside)).resolve().parent


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, and end it and its data when the block ends."""
    bin_folder = programs()
    with tempfile.TemporaryDirectory(prefix="quizkit-postgres-") as name:
        folder, password = Path(name), secrets.token_hex(8)
        secret = folder / "password"
        secret.write_text(password)
        for path in (folder, secret):
            _hand_over(path)
        _prepare(bin_folder, folder, secret)
        process, port = _started(bin_folder, folder)
        try:
            yield Server(port, password, count(1))
        finally:
            process.send_signal(signal.SIGINT)  # does not wait for a client that is still there
            process.wait(SECONDS)


def _prepare(bin_folder: Path, folder: Path, secret: Path) -> None:
    command = [str(bin_folder / "initdb"), "-D", str(folder / "data"), "-U", USER]
    command += ["--auth=scram-sha-256", f"--pwfile={secret}"]
    command += ["--encoding=UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(
        _as_other(command), cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _started(bin_folder: Path, folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server on a free port; another program may take the port first, so try again."""
    for _ in range(5):
        port = free_port()
        command = [str(bin_folder / "postgres"), "-D", str(folder / "data")]
        command += ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
        command += [part for setting in HASTE for part in ("-c", setting)]
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(_as_other(command), cwd=folder, stdout=log, stderr=log)
        if _ready(process, folder / "data"):
            return process, port
    raise AssertionError((folder / "log").read_text(errors="replace")[-4000:])


def _ready(process: subprocess.Popen[bytes], data: Path) -> bool:
    """Wait until the server takes connections, as it writes in its own file; False if it ended."""
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        with suppress(FileNotFoundError):
            if "ready" in (data / "postmaster.pid").read_text().split():
                return True
        time.sleep(0.02)
    if process.poll() is None:
        process.kill()
    process.wait()
    return False


def _account() -> pwd.struct_passwd | None:
    """Return the account that the server runs under, where we are root; None for our own."""
    if os.getuid() != 0:
        return None
    known = {each.pw_name: each for each in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _hand_over(path: Path) -> None:
    if account := _account():
        os.chown(path, account.pw_uid, account.pw_gid)


def _as_other(command: Sequence[str]) -> list[str]:
    """Let a command run under that account, and end with the tests even if they are killed."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        assert _account() is None, "The command 'setpriv' (Debian's util-linux) is missing."
        return list(command)
    prefix = [setpriv, "--pdeathsig", "QUIT"]
    if account := _account():
        prefix += [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return [*prefix, *command]
