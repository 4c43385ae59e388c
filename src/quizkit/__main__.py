"""``python -m quizkit`` is the command ``quizkit``."""

import sys

from quizkit.cli import main

sys.exit(main())
