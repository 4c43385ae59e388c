"""Names for questions, quizzes and pictures: made of what a program calls them, and unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from quizkit.quiz.model import IDS

LONGEST = 40  # characters of a name that is made here
# Letters that no mark can be taken off.
BARRED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def slug(text: str) -> str:
    """Write a text as an id: what of it such a name can hold, cut between words.

    >>> slug("Où est Genève ? (2)"), slug("Łódź"), slug("Женева")
    ('ou-est-geneve-2', 'lodz', '')
    """
    letters = unicodedata.normalize("NFKD", text[: 20 * LONGEST].casefold().translate(BARRED))
    words = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode())
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > LONGEST:
            break
        made = f"{made}-{word}" if made else word[:LONGEST]
    return made


def tags(words: Iterable[str]) -> list[str]:
    """Write categories and the like as tags: single words, each once.

    >>> tags(["Acids / bases", "pH", "pH"])
    ['acids-bases', 'ph']
    """
    written = (slug(word) or "-".join(word.split()) for word in words)
    return list(dict.fromkeys(filter(None, written)))


def titled(file: str) -> str:
    """Return a title for what is in a file that tells none: the file's name as words.

    >>> titled("biology-questions_2.xml"), titled("pH.csv")
    ('Biology questions 2', 'pH')
    """
    words = " ".join(re.split(r"[\s_-]+", file.rpartition(".")[0] or file)).strip()
    return words.capitalize() if words.islower() else words or file


@dataclass(slots=True)
class Names:
    """The names given out so far in one bank; no two are the same.

    >>> names = Names()
    >>> names.give("Capital of France"), names.give("Capital of France?"), names.give("", "…")
    ('capital-of-france', 'capital-of-france-2', 'question-3')
    """

    other: str = "question"  # what a name is made of where there is nothing else
    _given: dict[str, int] = field(default_factory=dict)

    def give(self, *texts: str) -> str:
        """Return a new name, of the first of the texts that one can be made of."""
        whole = texts[0] if texts else ""
        made = whole if IDS.fullmatch(whole) else next(filter(None, map(slug, texts)), "")
        if not made:
            made = f"{self.other}-{len(self._given) + 1}"
        name, number = made, self._given.get(made, 1)
        while name in self._given:
            number += 1
            name = f"{made[:58]}-{number}"
        self._given[made], self._given[name] = number, 1
        return name
