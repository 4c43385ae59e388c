"""When two spellings are the same word, and how far apart they are."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations

_PUNCTUATION = re.compile(r"(?<!\d)[^\w\s]|[^\w\s](?!\d)")  # between digits it has a meaning: 1.5
_JOINTS = re.compile(r"[-‐-―/_−](?!\d)|(?<!\d)[-‐-―/_−]")
# What keyboards type for the apostrophe in a name; alone it may be what is asked for.
_APOSTROPHES = re.compile(r"(?<=\w)[´`](?=\w)|[ʹʻʼ]")
# Letters that stand for two, or are no other letter with a mark.
_PLAIN = "æ ae œ oe þ th ß ss ð d ı i ŋ n ĸ k ё е"
# Letters that are also written as two where a keyboard lacks them, besides as one without mark.
_TWO = "ä ae ö oe ü ue ø oe å aa đ dj ð dh"
MOST_LETTERS = 3  # different ones in a text that are tried in both ways
_MARKED = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH .*")
_UNMARKED = ("LATIN", "GREEK", "HEBREW", "ARABIC")  # elsewhere a mark makes another letter
_STRESS = "\u0300\u0301"  # on a Cyrillic letter, where it makes no letter of its own


def _table(pairs: str) -> dict[str, str]:
    """Return what each letter is written as, small and capital."""
    words = pairs.split()
    small = dict(zip(words[::2], words[1::2], strict=True))
    return small | {one.upper(): two.capitalize() for one, two in small.items() if one != "ß"}


_PLAINLY = str.maketrans(_table(_PLAIN) | {"ẞ": "SS"})
_AS_TWO = _table(_TWO)


def spellings(text: str, *, case: bool = False, accents: bool = False) -> tuple[str, ...]:
    """Write a text in each way that people spell its letters, without what does not matter.

    >>> spellings("Đoković")
    ('dokovic', 'djokovic')
    """
    composed = unicodedata.normalize("NFC", text)
    letters = [] if accents else sorted(set(_AS_TWO) & set(composed))[:MOST_LETTERS]
    ways = [
        normal(composed.translate({ord(one): _AS_TWO[one] for one in written}), case=case)
        for count in range(1, len(letters) + 1)
        for written in combinations(letters, count)
    ]
    return tuple(dict.fromkeys([normal(text, case=case, accents=accents), *ways]))


def normal(text: str, *, case: bool = False, accents: bool = False) -> str:
    """Write a text so that what does not matter is gone: punctuation, spaces, case and accents.

    >>> normal("  Genève! "), normal("NATO–Russia  Council"), normal("U.S.")
    ('geneve', 'nato russia council', 'us')
    >>> normal("Genève", case=True, accents=True)
    'Genève'
    """
    text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("'", text))
    if not accents:
        text = _unmarked(text.translate(_PLAINLY))
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = _PUNCTUATION.sub(_without_symbols, _JOINTS.sub(" ", text))
    return " ".join((text if case else text.casefold()).split())


def _unmarked(text: str) -> str:
    """Take the marks off letters of scripts where they are left out in haste: é, ø, ά, שׁ."""
    letters: list[str] = []
    script = ""  # of the last letter
    for character in text:
        name = unicodedata.name(character, "")
        if unicodedata.combining(character):
            stress = script == "CYRILLIC" and character in _STRESS
            if script not in _UNMARKED and not stress:
                letters.append(character)
            continue
        script = name.split(" ", 1)[0]
        if script in _UNMARKED:
            parts = unicodedata.normalize("NFD", character)
            kept = "".join(c for c in parts if not unicodedata.combining(c))
            found = _MARKED.fullmatch(unicodedata.name(kept, "") if len(kept) == 1 else "")
            character = found[1] if found else kept
            if found and " SMALL " in found[0]:
                character = character.lower()
        letters.append(character)
    return "".join(letters)


def _without_symbols(found: re.Match[str]) -> str:
    """Drop punctuation; keep symbols such as + and €."""
    return "" if unicodedata.category(found[0]).startswith("P") else found[0]


def is_near(typed: str, form: str, distance: int) -> bool:
    """Return whether ``typed`` is a misspelling of ``form`` by no more than ``distance``.

    Two guards keep an author's generous distance from accepting anything: it must be less than a
    third of the form's length (none up to 3 characters, 1 up to 6, 2 up to 9), and digits must be
    the same, for 1987 is no misspelling of 1997.

    >>> is_near("rjabkov", "ryabkov", 1), is_near("iran", "iraq", 3), is_near("eu", "us", 3)
    (True, True, False)
    """
    limit = min(distance, (len(form) - 1) // 3)
    if limit <= 0:
        return typed == form
    if re.findall(r"\d", typed) != re.findall(r"\d", form):
        return False
    return apart(typed, form, limit=limit) <= limit


def apart(one: str, other: str, *, limit: int) -> int:
    """Count the letters to add, drop, change or swap with a neighbour; over ``limit``, give up.

    (Damerau's distance with each letter edited once: "optimal string alignment". A dozen lines
    that load at once, where a compiled library would slow the first check of a quiz.)

    >>> apart("Rjabkov", "Ryabkov", limit=3), apart("Geneav", "Geneva", limit=3)
    (1, 1)
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row, above, highest = list(range(len(other) + 1)), [0], [0]
    for i, letter in enumerate(one, start=1):
        row, above, highest = [i], row, above
        for j, its in enumerate(other, start=1):
            steps = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                steps = min(steps, highest[j - 2] + 1)
            row.append(steps)
        if min(row) > limit:
            return limit + 1
    return row[-1]
