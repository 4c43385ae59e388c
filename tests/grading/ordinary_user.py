"""A command run as somebody else, from root: an ordinary user, or either of them in a chroot.

bubblewrap and the kernel treat such a user otherwise than root in a namespace, so he is a real
one. Where what he needs lies behind a folder of root's own, such as ``/root``, that folder is
replaced by an open one, in a mount namespace that ends with the command. In a chroot the kernel
gives no user namespace: root has walls without one, and an ordinary user can have none.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import quizkit
from quizkit.grading.sandbox.walls import users_can_be_apart

USER = 1000
ROOM = "/mnt"  # where mounts wait, in the namespace alone
_ROOT = os.geteuid() == 0
CHROOTED = ["root in a chroot", "user in a chroot"] if _ROOT else []
KINDS = [*(["root"] if _ROOT else []), *(["user"] if users_can_be_apart() else []), *CHROOTED[:1]]
UNMAPPED = "root alone in a namespace"  # who can neither see all of /proc nor become nobody
NEEDED = (sys.prefix, sys.base_prefix, str(Path(quizkit.__file__).parents[2]))


def command_of(kind: str, command: Sequence[str]) -> list[str]:
    """Return the command that runs ``command`` as a kind of user, whoever runs the tests."""
    if kind == "root" or not _ROOT:
        return list(command)
    if kind == UNMAPPED:
        return ["unshare", "--user", "--map-root-user", *command]
    apart = ["unshare", "--mount", "--propagation", "private"]
    return [*apart, sys.executable, __file__, kind, *command]


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
    for number, path in enumerate(behind):
        Path(ROOM, str(number)).mkdir()
        _mount("--rbind", path, f"{ROOM}/{number}")
    for folder in sorted(closed):
        _mount("-t", "tmpfs", "-o", "mode=0755", "tmpfs", str(folder))
    for number, path in enumerate(behind):
        Path(path).mkdir(parents=True, exist_ok=True)
        _mount("--rbind", f"{ROOM}/{number}", path)


def _become_user() -> None:
    home = Path(ROOM, "home")
    home.mkdir()
    os.chown(home, USER, USER)
    os.setgroups([])
    os.setgid(USER)
    os.setuid(USER)
    os.environ["HOME"] = str(home)


def _enter_chroot() -> None:
    whole, folder = Path(ROOM, "whole"), Path.cwd()
    whole.mkdir()
    _mount("--rbind", "/", str(whole))
    os.chroot(whole)
    os.chdir(folder)


def main(kind: str, *command: str) -> None:
    """Become that kind of user, and run a command."""
    _mount("-t", "tmpfs", "tmpfs", ROOM)
    if kind.startswith("user"):
        _open_up(NEEDED)
    if kind in CHROOTED:
        _enter_chroot()
    if kind.startswith("user"):
        _become_user()
    os.execvp(command[0], list(command))


if __name__ == "__main__":
    main(*sys.argv[1:])
