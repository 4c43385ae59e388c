"""A computer of its own for the hub: what is done on it is gone when the command in it ends.

``python -m hub.machine COMMAND…`` runs a command, as root, in namespaces of Linux: its processes,
its network, and over the folders that the guide writes to a layer in memory. So the guide's lines
are run as they stand, accounts and all, and nothing is to be cleared away, whatever goes wrong.
Only what is installed from the registries is kept for the next time, in ``.venv/hub``.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

from hub.guide import Shell, section

CHECKOUT = Path(__file__).resolve().parents[2]
INSTALLED = Path("/opt/quizkit")  # where the guide has it
KEPT = CHECKOUT / ".venv" / "hub"
PINS = ("binder/requirements.txt", "tests/hub/requirements.txt")
LAYERS = ("etc", "home", "opt", "root", "srv", "usr/local", "var/log")
ROOM = Path("/mnt")
PR_SET_PDEATHSIG = 1  # in Linux's prctl.h
APART = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]


def main(*command: str) -> int:
    """Run a command on such a computer, once everything is installed there."""
    if os.geteuid() != 0 or sys.platform != "linux":
        sys.exit("The hub's test needs root on Linux: it makes accounts, on a computer of its own.")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what runs on it ends by itself, and tells why
    apart = [*APART, "--propagation", "private", sys.executable, "-m", "hub.machine", "inside"]
    return subprocess.call([*apart, *command], cwd=CHECKOUT, preexec_fn=_end_with_parent)


def _end_with_parent() -> None:
    """Have the kernel end what is started, and so all that it starts, if this one is killed."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def inside(*command: str) -> int:
    """Lay the layers, install as the guide says, cut the network, and run the command."""
    KEPT.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "tmpfs", str(ROOM))
    for number, folder in enumerate(LAYERS):
        above, work = (ROOM / f"{kind}-{number}" for kind in ("layer", "work"))
        above.mkdir()
        work.mkdir()
        options = f"lowerdir=/{folder},upperdir={above},workdir={work}"
        _mount("-t", "overlay", "-o", options, "overlay", f"/{folder}")
    _mount("-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/tmp")
    INSTALLED.mkdir()
    _mount("--bind", str(KEPT), str(INSTALLED))
    _install()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    alone = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    return subprocess.call([*alone, *command], preexec_fn=_end_with_parent)


def _install() -> None:
    """Install the pinned versions, then run the guide's own lines, which find them there."""
    shell = Shell(CHECKOUT)
    if not (INSTALLED / "bin" / "python").exists():
        shell.run(f"python3 -m venv {INSTALLED}")
    pins = ["--compile-bytecode", *(f"--requirement={CHECKOUT / name}" for name in PINS)]
    uv = [sys.executable, str(CHECKOUT / ".ci/uv.py"), "pip"]
    there = ["--quiet", "--python", str(INSTALLED / "bin/python")]
    subprocess.run([*uv, "install", *there, "--require-hashes", *pins], check=True)
    subprocess.run([*uv, "uninstall", *there, "quizkit"], check=True)  # of the time before
    for lines in section("Install"):
        shell.run(lines)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


if __name__ == "__main__":
    way, arguments = (inside, sys.argv[2:]) if sys.argv[1] == "inside" else (main, sys.argv[1:])
    try:
        sys.exit(way(*arguments))
    except KeyboardInterrupt:
        sys.exit(130)
