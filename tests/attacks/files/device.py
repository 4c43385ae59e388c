"""Hands in a device that never ends to be read, until the disk is full."""

import os
import stat

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Put a device beside the notebook; who may not make one makes a link to it."""
    try:
        os.mknod(submission.folder / "data.csv", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        (submission.folder / "data.csv").symlink_to("/dev/zero")


ATTACK = Attack(
    __doc__,
    nl="Levert een apparaat in dat eindeloos gelezen kan worden, tot de schijf vol is.",
    files=files,
    ends="refused",
    alone=True,
)
