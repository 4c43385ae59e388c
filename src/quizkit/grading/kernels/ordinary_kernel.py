"""An ordinary kernel in the sandbox, for what cannot be forked: another language, or threads.

It has the same face as a forked kernel, so that a notebook runs on it in the same way.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import queue
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager, NoSuchKernel

from quizkit.errors import MissingKernel, printable
from quizkit.grading.sandbox.messages import Work
from quizkit.grading.sandbox.provisioner import ContainedKernelManager
from quizkit.grading.sandbox.sight import Sight
from quizkit.ports import ipython_port

KNOWN_AS = {"python": NATIVE_KERNEL_NAME}  # as jupyter_client's KernelManager has it
PATIENCE = 60  # seconds until a kernel must be ready
LONGEST = 60  # characters of a kernel's name that are told
ASIDE = inspect.getsource(ipython_port)
_specs: Any = KernelSpecManager


@functools.cache  # asked for each notebook, and read from the disk
def can_be_forked(name: str) -> bool:
    """Return whether a kernel of this name is IPython's, of the Python that runs this.

    Raises MissingKernel if no kernel of this name is installed.
    """
    try:
        command = _specs().get_kernel_spec(KNOWN_AS.get(name, name)).argv
    except NoSuchKernel:
        raise MissingKernel(
            f"the kernel '{printable(name)[:LONGEST]}', which the notebook asks for, is not"
            " installed here: install it, and see that 'jupyter kernelspec list' shows it"
        ) from None
    major, minor = sys.version_info[:2]
    bare = command[0] in ("python", f"python{major}", f"python{major}.{minor}")  # as Jupyter has it
    program = Path(sys.executable if bare else shutil.which(command[0]) or command[0])
    return "ipykernel_launcher" in command and program.parent == Path(sys.executable).parent


class OrdinaryKernel:
    """A kernel started for one notebook; to nbclient both its manager and its client.

    Args:
        work: what it is to run.
        walls: whether it is put into the sandbox.
        hidden: folders that must be out of its sight.
        sight: what the course lets in.
    """

    allow_stdin = False
    has_kernel = True
    trouble = ""
    flooded = False
    numbers_bent = False

    def __init__(self, work: Work, *, walls: bool, hidden: list[str], sight: Sight) -> None:
        self._work, self._folder = work, Path(tempfile.mkdtemp(prefix="quizkit-grade-"))
        self._plainly = False
        settings = {"hidden": hidden, "limits": asdict(work.limits), "sandbox": walls}
        self._manager: Any = ContainedKernelManager(
            kernel_name=work.kernel, sight=sight.plain(), **settings
        )

    async def begin(self) -> None:
        """Start it, with the files of the notebook beside it, and wait until it is ready."""
        for name, data in self._work.files.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        own = ["--HistoryManager.hist_file=:memory:"] if self._manager.ipykernel else []
        await self._manager.start_kernel(cwd=str(self._folder), extra_arguments=own)
        client = self._client = self._manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=PATIENCE)
        self.session, self.shell_channel = client.session, client.shell_channel
        self.iopub_channel = _Counted(self, client.iopub_channel, self._work.limits.output_bytes)

    async def execute(self, code: str, **options: Any) -> str:
        """Ask to run code; give the id of the request."""
        return str(self._client.execute(code, allow_stdin=False, **options))

    async def show_numbers(self, *, plainly: bool) -> None:
        """Have numbers shown as they are, or again as the notebook has set it."""
        if plainly is not self._plainly:
            self._plainly = plainly
            bent = await self._ask("begin" if plainly else "end")
            self.numbers_bent |= bent == "True"

    async def _ask(self, what: str) -> str:
        """Have something done in the kernel that uses no name of the notebook."""
        given = "__import__('builtins'), __import__('IPython').get_ipython(), {}"
        done = f"[b.exec({ASIDE!r}, names), names[{what!r}](shell)].pop()"
        sent = self._client.execute(
            "",
            silent=True,
            store_history=False,
            user_expressions={"said": f"(lambda b, shell, names: {done})({given})"},
        )
        with contextlib.suppress(queue.Empty, KeyError):
            reply: dict[str, Any] = {"parent_header": {}}
            while reply["parent_header"].get("msg_id") != sent:
                reply = await self.shell_channel.get_msg(timeout=PATIENCE)
            return str(reply["content"]["user_expressions"]["said"]["data"]["text/plain"])
        return ""

    async def kernel_info(self) -> str:
        """Ask what kernel it is; give the id of the request."""
        return str(self._client.kernel_info())

    async def is_alive(self) -> bool:
        """Return whether it runs."""
        return bool(await self._manager.is_alive())

    async def interrupt_kernel(self) -> None:
        """Interrupt what it is doing."""
        await self._manager.interrupt_kernel()

    async def finish(self, *, asked: bool) -> str:  # noqa: ARG002  # as WarmKernel's
        """End it; what had ended it before is not known."""
        try:
            if hasattr(self, "_client"):
                self._client.stop_channels()
            await self._manager.shutdown_kernel(now=True)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
        return ""


class _Counted:
    """A channel that ends when more has come than may."""

    def __init__(self, kernel: OrdinaryKernel, channel: Any, most: int) -> None:
        self._kernel, self._channel, self._left = kernel, channel, most

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        message: dict[str, Any] = await self._channel.get_msg(timeout=timeout)
        self._left -= len(str(message["content"]))
        if self._left < 0:
            self._kernel.flooded = True
            raise RuntimeError("more was printed than is allowed")
        return message
