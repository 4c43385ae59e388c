"""The filter of calls to the system, run by hand as Linux runs it, for every kind of computer.

That this computer's keeps what it must from a notebook, ``test_run.py`` tries.
"""

from __future__ import annotations

import errno
import socket
import struct

import pytest

from quizkit.grading.sandbox.closed_calls import FAMILIES, MACHINES, Machine, program

ALLOWED, ABSENT, NO_FAMILY = 0x7FFF0000, 0x50000 | errno.ENOSYS, 0x50000 | errno.EAFNOSUPPORT
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06


def answer(machine: Machine, number: int, first: int = 0, mark: int | None = None) -> int:
    """Return what the filter says to a call with this number and this first argument."""
    data = struct.pack("<IIQQ", number, machine.mark if mark is None else mark, 0, first)
    lines, at, held = list(struct.iter_unpack("HBBI", program(machine))), 0, 0
    while True:
        code, so, not_so, value = lines[at]
        at += 1
        if code == RETURN:
            return int(value)
        if code == LOAD:
            held = struct.unpack_from("<I", data, value)[0]
        else:
            assert code in (EQUAL, AT_LEAST)
            at += so if (held == value if code == EQUAL else held >= value) else not_so


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_what_is_closed_is_absent_and_all_else_is_there(machine: Machine) -> None:
    """A closed call fails as if the system did not have it; no other one is touched."""
    said = {number: answer(machine, number) for number in range(600) if number != machine.socket}
    assert {number for number, told in said.items() if told == ABSENT} == set(
        machine.closed.values()
    )
    assert set(said.values()) == {ALLOWED, ABSENT}


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_sockets_are_local_or_of_the_internet(machine: Machine) -> None:
    """A socket of another family, as one to the host of a virtual machine, is not to be had."""
    open_to = {family for family in range(50) if answer(machine, machine.socket, family) == ALLOWED}
    assert open_to == set(FAMILIES)
    assert answer(machine, machine.socket, socket.AF_VSOCK) == NO_FAMILY


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_calls_of_another_kind_of_computer_are_absent(machine: Machine) -> None:
    """The same call by an older interface of the system is no way round."""
    assert answer(machine, 1, mark=0x40000003) == ABSENT
    assert machine is not MACHINES["x86_64"] or answer(machine, 0x40000001) == ABSENT
