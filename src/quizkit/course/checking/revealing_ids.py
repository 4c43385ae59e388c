"""Ids of options that give the answer to a graded quiz away.

Students receive a code in place of each id, reckoned from the question and the id: who guesses
that an option is called ``right`` can reckon its code, and look it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quizkit.errors import Problem
from quizkit.quiz.model import Quiz

WORDS = (
    *("right", "correct", "true", "yes", "wrong", "incorrect", "false", "no", "answer", "key"),
    *("best", "good", "bad", "distractor"),
    *("goed", "juist", "waar", "ja", "fout", "onjuist", "onwaar", "nee", "antwoord", "sleutel"),
    *("beste", "afleider"),
)
ID = re.compile(r"\bid[\"']?\s*:\s*[\"']?([\w-]+)")
TELLING = re.compile(
    rf"(?:the[-_]|het[-_]|de[-_])?(?:{'|'.join(WORDS)})"
    r"(?:[-_]?(?:\d+|[a-z]|option|optie|answer|antwoord))?",
    re.IGNORECASE,
)


def telling_ids(quiz: Quiz, path: Path) -> Iterator[Problem]:
    """Advise on each option of a key whose id says whether it is right.

    >>> from quizkit import load
    >>> list(telling_ids(load("start"), Path("no-such-file.yaml")))
    []
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    others = {quiz.id, *(item.id for item in quiz.questions)}
    for number, line in enumerate(text.split("\n"), start=1):
        for name in ID.findall(line.partition(" #")[0]):
            if name not in others and TELLING.fullmatch(name):
                what = f"the id '{name}' of an option gives the answer away"
                mend = "call it by what it says, or leave the id out"
                yield Problem(path, number, "", what, mend, "telling-id", warning=True)
