"""Hands in folders in folders, so deep that their path is too long to be copied."""

import os

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Make folders in folders, each a step down from the last."""
    place = os.open(submission.folder, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=place)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.close(os.open("end.txt", os.O_CREAT | os.O_WRONLY, dir_fd=place))
    os.close(place)


ATTACK = Attack(
    __doc__,
    nl="Levert mappen in mappen in, zo diep dat hun pad te lang is om te kopiëren.",
    files=files,
    ends="refused",
)
