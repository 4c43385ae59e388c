"""A forked kernel has all that nbclient asks of a kernel's manager, its client and its channels."""

from __future__ import annotations

import ast
import inspect
import socket
from collections.abc import Iterator

import pytest
from nbclient import client, output_widget

from quizkit.grading.kernels.wired_kernel import WarmKernel
from quizkit.grading.sandbox.messages import Limits

# Of the manager and the client before a kernel is there and after it has gone, which is no
# matter of nbclient's here: it is given one, and ``Run`` ends it.
BEFORE_AND_AFTER = {
    "create_kernel_manager", "_async_cleanup_kernel", "async_start_new_kernel",
    "async_start_new_kernel_client", "setup_kernel", "async_setup_kernel", "async_execute",
}  # fmt: skip
KERNELS = {"kc", "km", "kernel_client"}


def asked() -> Iterator[tuple[str, ...]]:
    """Yield what nbclient's source asks of a kernel: names, each an attribute of the one before."""
    for module in (client, output_widget):
        for function in ast.walk(ast.parse(inspect.getsource(module))):
            kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
            if isinstance(function, kinds) and function.name not in BEFORE_AND_AFTER:
                chains = map(_chain, ast.walk(function))
                yield from (chain[2:] for chain in chains if len(chain) > 2 and chain[1] in KERNELS)


def _chain(node: ast.AST) -> tuple[str, ...]:
    """Return the names of ``self.kc.shell_channel.get_msg``; nothing of what is no such chain."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    return (node.id, *names) if isinstance(node, ast.Name) else ()


@pytest.fixture
def kernel() -> Iterator[WarmKernel]:
    """Yield the near end of a wire that nobody holds the other end of."""
    requests, messages = (socket.socketpair() for _ in range(2))
    yield WarmKernel(lambda _: "", (requests[0], messages[0]), Limits(), b"", None)
    for end in (*requests, *messages):
        end.close()


@pytest.mark.parametrize("names", sorted(set(asked())), ids=".".join)
def test_what_nbclient_asks_is_there(names: tuple[str, ...], kernel: WarmKernel) -> None:
    """Every attribute that nbclient's source reads is there."""
    thing: object = kernel
    for name in names:
        thing = getattr(thing, name)


def test_much_is_asked() -> None:
    """The walk over nbclient's source finds what widgets that catch output send."""
    assert {("shell_channel", "send"), ("session", "msg"), ("execute",)} <= set(asked())
