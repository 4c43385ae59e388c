"""A port of this computer to listen on."""

from __future__ import annotations

import pytest

from quizkit.errors import PageError
from quizkit.own_page.listening import socket_on

USUAL = 8917


def test_the_next_free_port_is_taken() -> None:
    """Where the usual port is taken, it is the next one; one that was asked for is a sentence."""
    first, second = socket_on(None, usual=USUAL), socket_on(None, usual=USUAL)
    ports = [each.getsockname() for each in (first, second)]
    try:
        assert ports[0][0] == ports[1][0] == "127.0.0.1"
        assert ports[0][1] < ports[1][1]
        with pytest.raises(PageError, match=r"Cannot listen on port \d+: .*--port"):
            socket_on(ports[0][1], usual=USUAL)
    finally:
        first.close()
        second.close()


@pytest.mark.parametrize("port", [70000, -1, 2**70])
def test_what_is_no_port_is_a_sentence(port: int) -> None:
    """A number that no port has is told, without a traceback."""
    with pytest.raises(PageError, match="name another one with --port"):
        socket_on(port, usual=USUAL)
