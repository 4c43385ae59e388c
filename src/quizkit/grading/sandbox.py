"""The outer wall: a command that runs in bubblewrap, with nothing in sight but what it needs.

The system and Python are there to be read; there is no network, no home folder and none of the
course: neither gradebook nor source nor keys nor anybody's submission.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from quizkit.errors import SandboxError
from quizkit.package import content_folder

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store")
SETTINGS = (  # of /etc, what programs look up
    *("alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime"),
    *("timezone", "ssl", "mime.types", "nsswitch.conf", "passwd", "group", "protocols"),
    *("services", "locale.alias"),
)
ONE_THREAD = dict.fromkeys(  # a process with threads cannot be forked
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
PASSED_ON = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH")
INSTALL = (
    "install it (on Debian or Ubuntu 'apt install bubblewrap', on Fedora 'dnf install"
    " bubblewrap'), or add --no-sandbox to run students' code with your own rights"
)


def environment(hidden: Sequence[Path] = ()) -> dict[str, str]:
    """Give the environment of what runs in the sandbox: none of the grader's secrets."""
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    path = os.pathsep.join((str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"))
    return (
        passed
        | ONE_THREAD
        | {
            "PATH": path,
            "HOME": "/tmp/home",
            "PYTHONPATH": os.pathsep.join(map(str, python_folders(hidden))),
            "NBGRADER_EXECUTION": "autograde",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
    )


def python_folders(hidden: Sequence[Path] = ()) -> list[Path]:
    """Give the folders that Python imports from, other than its own.

    None that holds what must be hidden, or lies in it: it would bring the gradebook into sight.
    """
    away = [folder.resolve() for folder in hidden]
    own = [Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve()]
    found = dict.fromkeys(Path(entry).resolve() for entry in sys.path if entry)
    return [
        folder
        for folder in found
        if folder.is_dir()
        and not any(folder.is_relative_to(place) for place in own)
        and not any(folder.is_relative_to(far) or far.is_relative_to(folder) for far in away)
    ]


def in_sandbox(command: Sequence[str], *, hidden: Sequence[Path] = ()) -> list[str]:
    """Give the command that runs ``command`` behind the outer wall.

    Args:
        command: a program and its arguments.
        hidden: folders that must be out of sight even where they lie in one that is needed.

    Raises SandboxError where there is no bubblewrap, or it cannot work.
    """
    wrap = _bubblewrap()
    given = [wrap, "--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc"]
    given += ["--unshare-uts", "--unshare-cgroup-try", "--new-session"]
    given += [*_rights(), "--dev", "/dev", "--tmpfs", "/dev/shm", "--tmpfs", "/tmp"]
    given += _in_sight(hidden)
    for folder in hidden:
        if any(folder.is_relative_to(seen) for seen in _needed(hidden)):
            given += ["--tmpfs", str(folder)]
    given += ["--dir", "/tmp/home", "--chdir", "/tmp", "--clearenv"]
    for name, value in environment(hidden).items():
        given += ["--setenv", name, value]
    return [*given, "--", *command]


def _rights() -> list[str]:
    """Root stays root there, to become nobody for each kernel; others get a world of their own."""
    if os.geteuid() == 0:
        return ["--dir", "/proc", "--cap-add", "ALL"]
    return ["--unshare-user", "--proc", "/proc"]


def _in_sight(hidden: Sequence[Path]) -> Iterator[str]:
    for name in SYSTEM:
        if Path(name).is_symlink():
            yield from ("--symlink", str(Path(name).readlink()), name)
        elif Path(name).is_dir():
            yield from ("--ro-bind", name, name)
    for name in SETTINGS:
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
    needed = _needed(hidden)
    above = {parent for folder in needed for parent in folder.parents if parent != Path("/")}
    for folder in sorted(above):  # else only root could go through
        yield from ("--perms", "0755", "--dir", str(folder))
    for folder in needed:
        yield from ("--ro-bind", str(folder), str(folder))


def _needed(hidden: Sequence[Path]) -> list[Path]:
    """Give what Python needs beside the system, outer folders first and none twice."""
    places = [Path(sys.prefix), Path(sys.base_prefix), *python_folders(hidden)]
    places.append(Path(sys.executable).resolve().parent.parent)
    places.append(content_folder(Path("/")) / "data")  # what quizkit.data finds from anywhere
    places += [place.resolve() for place in places]
    places = [place for place in places if not any(map(place.is_relative_to, map(Path, SYSTEM)))]
    return sorted(dict.fromkeys(places), key=lambda place: len(place.parts))


@functools.cache
def _bubblewrap() -> str:
    """Find bubblewrap and see that it works here."""
    found = shutil.which("bwrap")
    if sys.platform != "linux":
        raise SandboxError(
            f"the sandbox needs Linux, and this is {sys.platform}: grade in WSL, a virtual machine"
            " or a container with Linux, or add --no-sandbox to run students' code with your own"
            " rights"
        )
    if not found:
        raise SandboxError(f"students' code is run in bubblewrap, which is not here: {INSTALL}")
    tried = subprocess.run(
        [found, "--unshare-pid", "--unshare-net", *_rights(), "--ro-bind", "/", "/", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode:
        said = tried.stderr.strip().splitlines()[-1:] or ["it gave no reason"]
        raise SandboxError(
            f"bubblewrap cannot make a sandbox on this computer ({said[0]}): have the system allow"
            " user namespaces (sysctl kernel.unprivileged_userns_clone=1; in a container its"
            " security profile decides), or add --no-sandbox to run students' code with your own"
            " rights"
        )
    return found


def own_environment() -> dict[str, str]:
    """Give the environment of what runs without a sandbox: the grader's own."""
    return dict(os.environ) | ONE_THREAD | {"NBGRADER_EXECUTION": "autograde"}
