"""Why a picture cannot be shown."""

from __future__ import annotations


class UnfitPicture(Exception):
    """A picture that cannot be shown: what is wrong with it, and what to do."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}: {mend}")
        self.what = what
        self.mend = mend
