"""Hands in a notebook with two lists of cells, of which a reader may take either."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Write the second list."""
    path = submission.folder / "trip.ipynb"
    inside = path.read_text("utf-8").strip().removeprefix("{").removesuffix("}")
    path.write_text('{"cells": [], ' + inside + ', "cells": []}', "utf-8")


ATTACK = Attack(
    __doc__,
    nl="Levert een notebook in met twee lijsten cellen, waarvan een lezer elk kan nemen.",
    files=files,
)
