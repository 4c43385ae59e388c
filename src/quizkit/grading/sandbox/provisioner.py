"""An ordinary Jupyter kernel in the sandbox, for nbgrader's own commands and formgrader.

jupyter_client knows it as the kernel provisioner ``quizkit-sandbox``. A kernel without a network
cannot be reached by ports, so it listens on socket files in a private folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Dict, List, Unicode, default

from quizkit.grading.sandbox import bubblewrap, wire
from quizkit.grading.sandbox.installed import parts
from quizkit.grading.sandbox.messages import Limits
from quizkit.grading.sandbox.packing import files_beside
from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight
from quizkit.lab.kernel_command import guarded

NAME = "quizkit-sandbox"
LONGEST_SOCKET = 107  # bytes of a path that a socket can be bound to
CONNECTION = "connection.json"
PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")


class SandboxProvisioner(LocalProvisioner):
    """Starts a kernel in bubblewrap, with the same walls and limits as ``quizkit grade``."""

    sandbox = Bool(
        True,
        help="Whether kernels run in the sandbox; without it students' code has your rights.",
    ).tag(config=True)
    limits = Dict(
        help="Limits of a kernel by name, for assignments that need more; see quizkit grade."
    ).tag(config=True)
    hidden = List(Unicode(), help="Folders that must be out of sight: the course.")
    sight = Dict(NOTHING_MORE.plain(), help="What the course lets in, as Sight.plain gives it.")

    _folder: Path | None = None
    _line: socket.socket | None = None

    @default("limits")
    def _limits_of_quizkit_grade(self) -> Any:
        return self.config.RunInSandbox.get("limits", {})

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Have the kernel listen on socket files, and put its command into bubblewrap."""
        if not self.sandbox:
            return await super().pre_launch(**kwargs)
        bubblewrap.in_sandbox(())  # there must be one, before anything is made
        folder = self._private_folder()
        manager: Any = self.parent
        manager.transport, manager.ip = "ipc", str(folder / "kernel")
        manager.connection_file = str(folder / CONNECTION)
        prepared = await super().pre_launch(**kwargs)
        _hand_over(folder / CONNECTION)
        hidden, sight = [Path(name) for name in self.hidden], Sight.from_plain(self.sight)
        command = self._contained(prepared["cmd"], folder, hidden=hidden, sight=sight)
        env = bubblewrap.environment(hidden, sight) | self.kernel_spec.env
        return prepared | {"cmd": command, "env": env}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start it, and send it the files of its folder, which it gets a copy of."""
        if not self.sandbox:
            return await super().launch_kernel(cmd, **kwargs)
        self._line, theirs = socket.socketpair()
        cwd = kwargs.pop("cwd", None)
        given = files_beside(Path(cwd), "") if cwd else {}
        try:
            known = await super().launch_kernel(cmd, stdin=theirs, **kwargs)
        finally:
            theirs.close()
        with contextlib.suppress(OSError):  # it has ended already, which asking it will tell
            self._line.sendall(wire.packed_files(given))
        return known

    async def send_signal(self, signum: int) -> None:
        """Send a signal; bubblewrap would pass on none, so an interrupt goes another way."""
        if self._line is not None and signum == signal.SIGINT:
            with contextlib.suppress(OSError):
                self._line.send(b"i")
        else:
            await super().send_signal(signum)

    async def cleanup(self, restart: bool = False) -> None:
        """Take the private folder away."""
        await super().cleanup(restart=restart)
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._folder is not None and not restart:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _private_folder(self) -> Path:
        if self._folder is None:
            ordinary = Path(tempfile.gettempdir(), "quizkit-kernel-12345678", "kernel-12345")
            short = len(os.fsencode(ordinary)) <= LONGEST_SOCKET
            made = tempfile.mkdtemp(prefix="quizkit-kernel-", dir=None if short else "/tmp")
            self._folder = Path(made).resolve()
            _hand_over(self._folder)
        return self._folder

    def _contained(
        self, command: list[str], folder: Path, *, hidden: list[Path], sight: Sight
    ) -> list[str]:
        """Return the command that runs a kernel's command behind both walls."""
        names = {field.name for field in fields(Limits)}
        chosen = {name: value for name, value in self.limits.items() if name in names}
        ports: Any = self.connection_info
        sockets = [f"{folder / 'kernel'}-{ports[name]}" for name in PORTS]
        asked = {"limits": asdict(replace(Limits(), **chosen)), "sockets": sockets}
        asked["connection"] = str(folder / CONNECTION)
        inner = [
            sys.executable,
            "-m",
            "quizkit.grading.kernels.contained",
            json.dumps(asked),
            *command,
        ]
        places = [str(place) for place in _environment_of(Path(command[0]))]
        more = [("--bind", str(folder), str(folder))]
        more += [("--ro-bind-try", place, place) for place in places]
        return bubblewrap.in_sandbox(inner, hidden=hidden, sight=sight, more=more)


def _environment_of(program: Path) -> list[Path]:
    """Return the parts of the environment that a kernel of another Python comes from, if any."""
    prefixes = [program.parent.parent, program.resolve().parent.parent]
    marks = ("pyvenv.cfg", "conda-meta")
    found = [place for place in prefixes if any((place / mark).exists() for mark in marks)]
    return [part for place in found for part in parts(place)]


def _hand_over(path: Path) -> None:
    """Let the kernel of a grader who is root use a path: it runs as nobody."""
    if os.geteuid() == 0:
        from quizkit.grading.sandbox.walls import NOBODY  # Linux alone knows what it is made of

        os.chown(path, NOBODY, NOBODY)


class ContainedKernelManager(AsyncKernelManager):
    """Starts the kernels that are installed, each in the sandbox."""

    hidden = List(Unicode())
    sight = Dict(NOTHING_MORE.plain(), help="What the course lets in, as Sight.plain gives it.")
    limits = Dict(help="Limits that are not the provisioner's own; none for those.")
    sandbox = Bool(True, help="Whether there are walls, unless the provisioner has none anyway.")

    def format_kernel_cmd(self, *args: Any, **named: Any) -> list[str]:
        """Return the command, which takes nothing of itself from the notebook's folder."""
        return guarded(super().format_kernel_cmd(*args, **named))

    @property
    def kernel_spec(self) -> Any:
        """The kernel as it is installed, but for who starts it."""
        found = super().kernel_spec
        if found is not None:
            settings: dict[str, Any] = {"hidden": self.hidden, "sight": self.sight}
            if self.limits:
                settings["limits"] = self.limits
            if not self.sandbox:
                settings["sandbox"] = False
            stanza = {"provisioner_name": NAME, "config": settings}
            found.metadata["kernel_provisioner"] = stanza
        return found
