"""Calls to the system that a notebook's process cannot make, by a filter that Linux keeps for it.

Closed are those that take memory which no process maps, and which no count of it would find; keys
that may be a teacher's; looks into other processes; and parts of the system that no notebook needs
and that many a way out of a sandbox began with. Of sockets there are local ones and those of the
internet, which lead nowhere here. What is closed is answered as by a system that does not have it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK)

_NEWER = {  # numbers that are the same on every machine
    "pidfd_getfd": 438,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "memfd_secret": 447,
}
_X86_64 = {
    "shmget": 29,
    "semget": 64,
    "msgget": 68,
    "ptrace": 101,
    "add_key": 248,
    "request_key": 249,
    "keyctl": 250,
    "perf_event_open": 298,
    "process_vm_readv": 310,
    "process_vm_writev": 311,
    "kcmp": 312,
    "memfd_create": 319,
    "bpf": 321,
    "userfaultfd": 323,
}
_GENERIC = {
    "ptrace": 117,
    "msgget": 186,
    "semget": 190,
    "shmget": 194,
    "add_key": 217,
    "request_key": 218,
    "keyctl": 219,
    "perf_event_open": 241,
    "process_vm_readv": 270,
    "process_vm_writev": 271,
    "kcmp": 272,
    "memfd_create": 279,
    "bpf": 280,
    "userfaultfd": 282,
}


@dataclass(frozen=True, slots=True)
class Machine:
    """What a kind of computer calls the calls: its mark, their numbers, those of two more."""

    mark: int  # AUDIT_ARCH_… of linux/audit.h
    closed: Mapping[str, int]
    socket: int
    seccomp: int
    foreign: int = 0xFFFFFFFF  # from this number on they are of another kind: x32


MACHINES = {
    "x86_64": Machine(0xC000003E, _X86_64 | _NEWER, 41, 317, 0x40000000),
    "aarch64": Machine(0xC00000B7, _GENERIC | _NEWER, 198, 277),
    "riscv64": Machine(0xC00000F3, _GENERIC | _NEWER, 198, 277),
}

_LOAD, _IS, _IS_AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06  # of linux/bpf_common.h
_NUMBER, _MARK, _FIRST = 0, 4, 16  # where seccomp_data has them
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_SET_FILTER, _AS_FAST_AS_WITHOUT = 1, 4

_libc = ctypes.CDLL(None, use_errno=True)


def close() -> None:
    """Close them for this process and all that it will start, for good.

    On a computer of a kind whose numbers are not known nothing is closed. Raises OSError where the
    system has no such filters.
    """
    machine = MACHINES.get(platform.machine())
    if machine is None:
        return
    code = program(machine)
    kept = ctypes.create_string_buffer(code, len(code))
    said = struct.pack("HP", len(code) // 8, ctypes.addressof(kept))
    if _libc.syscall(machine.seccomp, _SET_FILTER, _AS_FAST_AS_WITHOUT, said) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"closing system calls failed: {os.strerror(number)}")


def program(machine: Machine) -> bytes:
    """Return the filter as Linux runs it, at each call from the first line on.

    >>> len(program(MACHINES["x86_64"])) // 8
    33
    """
    return b"".join(struct.pack("HBBI", *line) for line in _lines(machine))


def _lines(machine: Machine) -> Iterator[tuple[int, int, int, int]]:
    """Yield lines of code: what, lines to pass over if so, and if not, and with which number."""
    closed = sorted(machine.closed.values())
    absent = len(closed) + len(FAMILIES) + 5  # lines from the fourth to the last
    yield _LOAD, 0, 0, _MARK
    yield _IS, 0, absent + 2, machine.mark
    yield _LOAD, 0, 0, _NUMBER
    yield _IS_AT_LEAST, absent, 0, machine.foreign
    for at, number in enumerate(closed):
        yield _IS, absent - at - 1, 0, number
    yield _IS, 1, 0, machine.socket
    yield _ANSWER, 0, 0, _ALLOW
    yield _LOAD, 0, 0, _FIRST
    for at, family in enumerate(FAMILIES):
        yield _IS, len(FAMILIES) - at, 0, family
    yield _ANSWER, 0, 0, _FAIL | errno.EAFNOSUPPORT
    yield _ANSWER, 0, 0, _ALLOW
    yield _ANSWER, 0, 0, _FAIL | errno.ENOSYS
