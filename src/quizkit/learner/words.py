"""What a quiz says: its kernel, with numbers filled in, and the page around it by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from quizkit import languages
from quizkit.quiz.certainty import Figures
from quizkit.quiz.due_date import DueDate


def without_praise(said: str) -> str:
    """Return feedback without the praise it begins with, which is only for those who were right.

    >>> without_praise("Yes, an animal."), without_praise("Yeasts are fungi.")
    ('An animal.', 'Yeasts are fungi.')
    """
    praise = languages.in_any("understood", "praise")
    rest = re.sub(rf"\A(?:{praise})\s?[,.:;!]+\s*", "", said, flags=re.IGNORECASE)
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

    def counted(self, name: str, number: float, **values: object) -> str:
        """Return what is said of so many."""
        return languages.counted("quiz", self.language, name, number, **values)

    def points(self, value: float) -> str:
        """Write a number of points in words.

        >>> Words("en").points(1), Words("en").points(0.5)
        ('1 point', '0.5 points')
        """
        return self.counted("points", round(value, 2), n=self.number(value))

    def score(self, score: float, points: float) -> str:
        """Write a score out of so many points; nothing where a guess counts for nothing.

        >>> Words("en").score(2.5, 3)
        '2.5 of 3 points'
        """
        if not points:
            return ""
        numbers = {"n": self.number(score), "points": self.number(points)}
        return self.counted("of_points", round(points, 2), **numbers)

    def certainty(self, found: Figures) -> str:
        """Write what came of how sure one was.

        >>> Words("en").certainty(Figures(average=2.5, accuracy=0.9))[:45]
        'How sure you were, at your first attempts: 90'
        """
        shares = {"accuracy": found.accuracy, "together": found.accuracy + found.bonus}
        told = {name: self.number(round(100 * share, 1)) for name, share in shares.items()}
        bonus = f"{'+' if found.bonus >= 0 else '−'}{self.number(abs(100 * found.bonus))}"
        average = self.number(found.average).replace("-", "−")
        return self["certainty_summary"].format(average=average, bonus=bonus, **told)

    def attempts(self, left: int) -> str:
        """Return how many attempts are left, of one or more."""
        return self.counted("attempts_left", left)

    def listing(self, numbers: Sequence[int]) -> str:
        """Write some numbers as a list.

        >>> Words("en").listing([2, 5, 7])
        '2, 5 and 7'
        """
        return languages.joined([str(number) for number in numbers], self.language)

    def due(self, due: DueDate) -> dict[str, str]:
        """Return the sentence on a due date before that and after it, and when it is.

        >>> at = "2026-11-13T17:00:00+01:00"
        >>> Words("nl").due(DueDate.from_plain({"at": at, "zone": "Europe/Brussels"}))["before"]
        'Inleveren vóór vrijdag 13 november 2026, 17:00 (Europe/Brussels).'
        """
        day = languages.day_in_words(due.at.date(), "day", self.language, weekday=True)
        when = f"{day}, {languages.time_in_words(due.at.time(), self.language)} ({due.zone})"
        said = {"before": self["due"], "after": self["was_due"]}
        return {"at": due.at.isoformat(), **{n: text.format(when=when) for n, text in said.items()}}

    def outdated(self, count: int) -> str:
        """Return the sentence that so many questions have changed since they were answered."""
        return self.counted("outdated", count)


@cache
def words(language: str) -> Words:
    """Return the words in a language (English where it is not known)."""
    return Words(language)


def page_words(
    language: str, *, graded: bool = False, preview: bool = False, drawn: bool = False
) -> dict[str, str]:
    """Return the words of the page in a language (English where it is not known), and its code.

    Where answers count for a mark, the first order may be the right one: to rule that out would
    tell something of the key. A teacher who looks at a graded quiz reads something else instead.

    >>> page_words("nl")["check"]
    'Controleer'
    >>> page_words("en", preview=True)["saved"]
    'Would be saved'
    """
    parts = ["page"]
    if graded:
        parts.append("page_graded")
    if drawn:
        parts.append("page_drawn_preview" if preview else "page_drawn")
    if preview:
        parts.append("page_preview")
    said = {name: text for part in parts for name, text in languages.words(part, language).items()}
    return {**said, "language": language if language in languages.known() else languages.ENGLISH}
