"""``python -m quizkit.tables [FOLDER]``: the hashes of the tables are written anew, and checked."""

from __future__ import annotations

import sys

from quizkit import early_signals

if __name__ == "__main__":
    early_signals.hold()

from quizkit import interruption

if __name__ == "__main__":
    interruption.heed()  # before what takes long to import

from quizkit.tables.catalogue import main

if __name__ == "__main__":
    sys.exit(interruption.run(lambda: main(sys.argv[1:])))
