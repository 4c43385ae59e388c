"""What a quiz says: its kernel, with numbers filled in, and the page around it by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from quizkit import languages


def without_praise(said: str) -> str:
    """Return feedback without the praise it begins with, which is only for those who were right.

    >>> without_praise("Yes, an animal."), without_praise("Yeasts are fungi.")
    ('An animal.', 'Yeasts are fungi.')
    """
    praise = languages.in_any("understood", "praise")
    rest = re.sub(rf"\A(?:{praise})[,.:;!]+\s*", "", said, flags=re.IGNORECASE)
    return rest if rest == said else rest[:1].upper() + rest[1:]


class Words(dict[str, str]):
    """The words in one language, by name, with numbers put in as that language writes them."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(languages.words("quiz", language))

    def number(self, value: float) -> str:
        """Write a number of points: at most two decimals, comma or point as the language has it.

        >>> Words("nl").number(2.5)
        '2,5'
        """
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return languages.with_sign(text, self.language)

    def points(self, value: float) -> str:
        """Write a number of points in words.

        >>> Words("en").points(1), Words("en").points(0.5)
        ('1 point', '0.5 points')
        """
        return self["point"] if value == 1 else self["points"].format(n=self.number(value))

    def score(self, score: float, points: float) -> str:
        """Write a score out of so many points; nothing where a guess counts for nothing.

        >>> Words("en").score(2.5, 3)
        '2.5 of 3 points'
        """
        if not points:
            return ""
        return self["of_points"].format(n=self.number(score), points=self.points(points))

    def attempts(self, left: int) -> str:
        """Return how many attempts are left, of one or more."""
        return self["attempts_left_one"] if left == 1 else self["attempts_left"].format(n=left)

    def listing(self, numbers: Sequence[int]) -> str:
        """Write some numbers as a list.

        >>> Words("en").listing([2, 5, 7])
        '2, 5 and 7'
        """
        return languages.joined([str(number) for number in numbers], self.language)

    def outdated(self, count: int) -> str:
        """Return the sentence that so many questions have changed since they were answered."""
        return self["outdated_one"] if count == 1 else self["outdated"].format(n=count)


@cache
def words(language: str) -> Words:
    """Return the words in a language (English where it is not known)."""
    return Words(language)


def page_words(language: str, *, graded: bool = False, preview: bool = False) -> dict[str, str]:
    """Return the words of the page in a language (English where it is not known).

    Where answers count for a mark, the first order may be the right one: to rule that out would
    tell something of the key. A teacher who looks at a graded quiz reads something else instead.

    >>> page_words("nl")["check"]
    'Controleer'
    >>> page_words("en", preview=True)["saved"]
    'Would be saved'
    """
    parts = ("page", *(("page_graded",) if graded else ()), *(("page_preview",) if preview else ()))
    return {name: text for part in parts for name, text in languages.words(part, language).items()}
