"""When two spellings are the same word, and how far apart they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import combinations

# Between digits it has a meaning, as in 1.5, and so has the # at the end of C# and F#.
_PUNCTUATION = re.compile(r"(?!(?<=\b[^\W\d_])#(?!\w))(?:(?<!\d)[^\w\s]|[^\w\s](?!\d))")
_JOINTS = re.compile(r"[-‐-―/_−](?!\d)|(?<!\d)[-‐-―/_−]")
_RANGE = re.compile(r"(?<=\d)( ?)[-‐-―−]\1(?=\d)")  # printed with a dash, typed with a hyphen
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


# What a phone makes of the quotation marks and the hyphen that are typed.
_TYPED = str.maketrans(
    dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"') | dict.fromkeys("‐‑–—−", "-")
)
_ALPHABETS = ("LATIN", "CYRILLIC")  # Greek letters stand in words of science: ΔG, μm
_ALIKE = "аa еe оo рp сc уy хx іi јj ѕs һh АA ВB ЕE КK МM НH ОO РP СC ТT ХX ІI ЈJ ЅS кk"
_LOOK_ALIKE = (
    {ord(pair[0]): pair[1] for pair in _ALIKE.split()},
    {ord(pair[1]): pair[0] for pair in _ALIKE.split()},
)
_LOOKS = set(_ALIKE)
# Of Arabic and Hebrew: what most people leave out, and what changes the word where they don't.
_SAME_SIGN = str.maketrans("\u05c7\u05ba", "\u05b8\u05b9")  # two that look like two others
_VOWEL_SIGN = re.compile("[\u064b-\u0650\u0652\u0670\u05b0-\u05bb\u05c7]")


def _table(pairs: str) -> dict[str, str]:
    """Return what each letter is written as, small and capital."""
    words = pairs.split()
    small = dict(zip(words[::2], words[1::2], strict=True))
    return small | {one.upper(): two.capitalize() for one, two in small.items() if one != "ß"}


_PLAINLY = str.maketrans(_table(_PLAIN) | {"ẞ": "SS"})
_AS_TWO = _table(_TWO)


@lru_cache(4096)  # a class types much the same, and each form is compared with all of it
def spellings(
    text: str, *, case: bool = False, accents: bool = False, punctuation: bool = False
) -> tuple[str, ...]:
    """Write a text in each way that people spell its letters, without what does not matter.

    >>> spellings("Đoković")
    ('dokovic', 'djokovic')
    """
    normally: Callable[..., str] = partial(normal, case=case, punctuation=punctuation)
    composed = unicodedata.normalize("NFC", text)
    letters = [] if accents else sorted(set(_AS_TWO) & set(composed))[:MOST_LETTERS]
    ways = [
        normally(composed.translate({ord(one): _AS_TWO[one] for one in written}))
        for count in range(1, len(letters) + 1)
        for written in combinations(letters, count)
    ]
    if stray(text):
        ways += [normally(text.translate(table), accents=accents) for table in _LOOK_ALIKE]
    return tuple(dict.fromkeys([normally(text, accents=accents), *ways]))


def stray(text: str) -> str:
    """Return the first letter of another alphabet in a word that mixes two; nothing if none does.

    The eye does not see it, and a keyboard of two alphabets types it easily.

    >>> stray("Gen\u0435va"), stray("Женева"), stray("")
    ('е', '', '')
    """
    words = [] if text.isascii() else re.findall(r"[^\W\d_]+", text)
    for word in words:
        kinds = [_alphabet(letter) for letter in word]
        found = Counter(kind for kind in kinds if kind in _ALPHABETS)
        if len(found) > 1:
            rarer = found.most_common()[-1][0]
            letters = [letter for letter, kind in zip(word, kinds, strict=True) if kind == rarer]
            if _LOOKS.issuperset(letters):
                return str(letters[0])
    return ""


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", 1)[0]


def contradict(typed: str, form: str) -> bool:
    """Return whether a vowel sign was typed that the form has otherwise; they may be left out.

    >>> contradict("كَتَبَ", "كُتُب"), contradict("كتب", "كُتُب"), contradict("Genève", "Geneve")
    (True, False, False)
    """
    if typed.isascii() or form.isascii():
        return False
    ours, theirs = _signs(typed), _signs(form)
    if not (ours and theirs) or [letter for letter, _ in ours] != [letter for letter, _ in theirs]:
        return False
    pairs = zip(ours, theirs, strict=True)
    return any(mine and its and not mine <= its for (_, mine), (_, its) in pairs)


def _signs(text: str) -> list[tuple[str, set[str]]]:
    """Return the letters of a text with their vowel signs, if there is any sign."""
    found: list[tuple[str, set[str]]] = []
    for character in unicodedata.normalize("NFD", text.translate(_SAME_SIGN)):
        if _VOWEL_SIGN.fullmatch(character) and found:
            found[-1][1].add(character)
        elif character.isalpha():
            found.append((character, set()))
    return found if any(signs for _, signs in found) else []


def normal(
    text: str, *, case: bool = False, accents: bool = False, punctuation: bool = False
) -> str:
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
    if punctuation:
        text = text.translate(_TYPED)
    else:
        text = _PUNCTUATION.sub(_without_symbols, _JOINTS.sub(" ", _RANGE.sub("-", text)))
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
