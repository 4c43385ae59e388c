"""The inner walls of the sandbox: one kernel is kept from all others, and within its limits.

Bubblewrap has put up the outer wall around the warm parent already. Here a process that was
forked from it goes into namespaces of its own, where it sees its own processes, its own empty
temporary folder and no network, and gives up every right that would lead out. Linux only.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import functools
import os
import platform
import resource
import socket
import struct
from pathlib import Path

from quizkit.grading.sandbox import closed_calls
from quizkit.grading.sandbox.messages import Limits
from quizkit.grading.sandbox.sight import HOME

WORK = Path("/tmp/work")  # where the notebook runs, in a file system of its own
COUNTED = ("Pss", "SwapPss", "Shared_Hugetlb", "Private_Hugetlb")  # parts of a process's memory
NOBODY = 65534  # what root becomes: no limit on processes holds for root

_NEW_NS, _NEW_UTS, _NEW_IPC = 0x00020000, 0x04000000, 0x08000000
_NEW_USER, _NEW_PID, _NEW_NET = 0x10000000, 0x20000000, 0x40000000
_NO_SUID, _NO_DEVICES, _RECURSIVE, _PRIVATE, _BIND = 2, 4, 0x4000, 0x40000, 0x1000
_READ_ONLY, _NO_PROGRAMS, _REMOUNT = 1, 8, 32
_DIE_WITH_PARENT, _DUMPABLE, _DROP_BOUND, _NO_NEW_RIGHTS = 1, 4, 24, 38
_CAPABILITY_VERSION = 0x20080522
_KEYCTL = {"x86_64": 250, "aarch64": 219, "armv7l": 311, "i686": 288, "riscv64": 219}
_JOIN_SESSION_KEYRING = 1
_INTERFACE_UP = 0x8914  # SIOCSIFFLAGS

_libc = ctypes.CDLL(None, use_errno=True)


def apart() -> None:
    """Leave the namespaces of the parent; the next fork is process 1 of its own.

    Where the system has no user namespaces to give, as in a chroot, root does without, and becomes
    nobody once the walls are up. Raises OSError where the system allows neither.
    """
    others = _NEW_NS | _NEW_PID | _NEW_NET | _NEW_IPC | _NEW_UTS
    if os.geteuid() == 0:
        if not users_can_be_apart():
            _call("unshare", others)
            return
        _become_nobody()
    user, group = os.getuid(), os.getgid()
    _call("unshare", _NEW_USER | others)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path("/proc/self", name).write_text(text, encoding="ascii")


@functools.cache
def users_can_be_apart() -> bool:
    """Return whether there are user namespaces to be had: tried in a process that ends at once."""
    child = os.fork()
    if child == 0:
        os._exit(1 if _libc.unshare(_NEW_USER) else 0)
    return os.waitpid(child, 0)[1] == 0


def _become_nobody() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    _call("prctl", _DUMPABLE, 1, 0, 0, 0)  # or /proc/self would belong to root


def mount_proc() -> None:
    """Mount a /proc with nothing laid over it, as only root must: others can mount theirs then."""
    _mount("proc", "/proc", "proc", _NO_SUID | _NO_DEVICES)


def wall_in(limits: Limits) -> None:
    """Make the world of this process its own; called in the first process after ``apart``."""
    _call("prctl", _DIE_WITH_PARENT, 9, 0, 0, 0)
    _mount("none", "/", None, _RECURSIVE | _PRIVATE)
    _mount("proc", "/proc", "proc", _NO_SUID | _NO_DEVICES)
    _own_folder("/dev/shm", limits)
    links = {path: path.readlink() for path in HOME.rglob("*") if path.is_symlink()}
    _own_folder("/tmp", limits)
    HOME.mkdir()
    for path, target in links.items():  # to what the course lets its notebooks see
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
    WORK.mkdir()
    _own_network_up()
    if os.geteuid() == 0:  # in no user namespace of its own, whose number would be everybody's
        for folder in (HOME, WORK):
            os.chown(folder, NOBODY, NOBODY)
        _become_nobody()
        return
    with contextlib.suppress(OSError):  # no further walls to dig through
        Path("/proc/sys/user/max_user_namespaces").write_text("0", encoding="ascii")


def forget_keys() -> None:
    """Leave the keyring of the session that started this, which may hold a teacher's keys."""
    if number := _KEYCTL.get(platform.machine()):
        _libc.syscall(number, _JOIN_SESSION_KEYRING, None)  # where there are no keyrings, none leak


def seal(folder: Path) -> None:
    """Let nothing more be written to a folder that was bound in from outside."""
    kept = os.statvfs(folder).f_flag & (_NO_SUID | _NO_DEVICES | _NO_PROGRAMS)
    _mount("none", str(folder), None, _REMOUNT | _BIND | _READ_ONLY | kept)


def give_up_rights() -> None:
    """Drop what the walls were put up with, and close what no notebook needs, for good."""
    for capability in range(64):
        _libc.prctl(_DROP_BOUND, capability, 0, 0, 0)
    header = struct.pack("Ii", _CAPABILITY_VERSION, 0)
    _call("capset", header, bytes(24))
    _call("prctl", _NO_NEW_RIGHTS, 1, 0, 0, 0)
    closed_calls.close()


def limit(limits: Limits, *, processes: bool) -> None:
    """Set the limits that the system keeps for each process.

    ``processes`` only where the count is this sandbox's own, not that of all the user's programs.
    """
    chosen = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.processor_seconds,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
    }
    if processes:
        chosen[resource.RLIMIT_NPROC] = limits.processes
    for which, most in chosen.items():
        hard = resource.getrlimit(which)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (most, most))


def memory_used() -> int:
    """Count the memory of every process in this sandbox, in bytes; shared pages count once."""
    total = 0
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with contextlib.suppress(OSError, IndexError):  # it has just ended
                total += _proportional(process)
    return total


def _proportional(process: Path) -> int:
    """Return a process's share of the memory that it maps, also of what lies in swap."""
    lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
    sizes = {name: rest.split()[0] for name, _, rest in (line.partition(":") for line in lines[1:])}
    return sum(int(sizes.get(name, 0)) for name in COUNTED) * 1024


def _own_folder(folder: str, limits: Limits) -> None:
    """Lay an empty file system over a folder; what is mounted below it stays in its place."""
    below = {path.name: path for path in Path(folder).iterdir() if path.is_dir()}
    kept = {name: os.open(path, os.O_PATH | os.O_DIRECTORY) for name, path in below.items()}
    options = f"size={limits.disk_bytes},nr_inodes=20000"
    _mount("tmpfs", folder, "tmpfs", _NO_SUID | _NO_DEVICES, options)
    for name, number in kept.items():
        if name != HOME.name:
            below[name].mkdir()
            _mount(f"/proc/self/fd/{number}", str(below[name]), None, _BIND | _RECURSIVE)
        os.close(number)


def _own_network_up() -> None:
    """Bring up the loopback of this network, which leads nowhere but to itself."""
    with contextlib.suppress(OSError), socket.socket() as probe:
        fcntl.ioctl(probe, _INTERFACE_UP, struct.pack("16sh", b"lo", 1))


def _mount(source: str, folder: str, kind: str | None, flags: int, options: str = "") -> None:
    said = [part.encode() if part else None for part in (source, folder, kind)]
    try:
        _call("mount", *said, flags, options.encode() or None)
    except OSError as error:
        raise OSError(error.errno, f"mounting {folder} failed: {error.strerror}") from None


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name} failed: {os.strerror(number)}")
