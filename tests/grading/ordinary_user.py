"""A command run as an ordinary user, from root: its user id, its rights, its view of the files.

bubblewrap and the kernel treat such a user otherwise than root in a namespace, so he is a real
one. Where what he needs lies behind a folder of root's own, such as ``/root``, that folder is
replaced by an open one, in a mount namespace that ends with the command.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import quizkit

USER = 1000
ROOM = "/mnt"  # where mounts wait, in the namespace alone
KINDS = ["root", "user"] if os.geteuid() == 0 else ["user"]
NEEDED = (sys.prefix, sys.base_prefix, str(Path(quizkit.__file__).parents[2]))


def command_of(kind: str, command: Sequence[str]) -> list[str]:
    """Return the command that runs ``command`` as root or as a user, whoever runs the tests."""
    if kind == "root" or os.geteuid() != 0:
        return list(command)
    apart = ["unshare", "--mount", "--propagation", "private"]
    return [*apart, sys.executable, __file__, *command]


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _open_up(needed: Sequence[str]) -> None:
    """Let everybody reach these folders."""
    closed = [
        above
        for above in dict.fromkeys(above for path in needed for above in Path(path).parents)
        if above.stat().st_mode & 0o001 == 0
    ]
    behind = [path for path in needed if any(Path(path).is_relative_to(each) for each in closed)]
    _mount("-t", "tmpfs", "tmpfs", ROOM)
    for number, path in enumerate(behind):
        Path(ROOM, str(number)).mkdir()
        _mount("--rbind", path, f"{ROOM}/{number}")
    for folder in sorted(closed):
        _mount("-t", "tmpfs", "-o", "mode=0755", "tmpfs", str(folder))
    for number, path in enumerate(behind):
        Path(path).mkdir(parents=True, exist_ok=True)
        _mount("--rbind", f"{ROOM}/{number}", path)


def main(command: Sequence[str]) -> None:
    """Become the user, and run a command."""
    _open_up(NEEDED)
    home = Path(ROOM, "home")
    home.mkdir()
    os.chown(home, USER, USER)
    os.setgroups([])
    os.setgid(USER)
    os.setuid(USER)
    os.environ["HOME"] = str(home)
    os.execvp(command[0], list(command))


if __name__ == "__main__":
    main(sys.argv[1:])
