"""Runs of words that a text has in common with another, quotations and names left out.

The three articles that the module reports on are not in the repository: `QUIZKIT_ARTICLES` names a
folder that holds them, as `article-a.txt` and so on.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from quizkit.quiz import loading
from quizkit.quiz.model import texts_in

CHECKOUT = Path(__file__).resolve().parents[1]
VARIABLE = "QUIZKIT_ARTICLES"
LONGEST = 5  # words in a row may be the same: six are the other's sentence
# Of a quotation, in the marks of either language; an apostrophe within a word is none.
QUOTED = re.compile(
    r"\"[^\"\n]+\"|“[^”\n]+”|„[^”“\n]+[”“]|‘[^’\n]+’|(?<![\w’'])'(?!s\b)[^\n]+?'(?![\w’'])"
)
NAMES = {  # what has no other words; each counts as one
    "Organisatie voor Veiligheid en Samenwerking in Europa",
    "minister van Buitenlandse Zaken",
    "ministeries van Buitenlandse Zaken",
    "ministerie van Buitenlandse Zaken",
    "Verenigde Staten",
    "secretaris-generaal",
    "The New York Times",
    "Conflict Studies Research Centre",
}
NAMED = re.compile("|".join(map(re.escape, sorted(NAMES, key=len, reverse=True))), re.IGNORECASE)
WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def runs(text: str, length: int = LONGEST + 1) -> Iterator[str]:
    """Yield each run of that many words, in small letters; none goes over a quotation or a line.

    >>> list(runs("Six words stand here, in all: 'but not these' nor these.", 6))
    ['six words stand here in all']
    """
    marked = re.sub(r"\s*\n(?!\n)\s*", " ", re.sub(r"[*_`]", "", text))
    for part in QUOTED.sub("\n", marked).split("\n"):
        named = NAMED.sub(lambda name: re.sub(r"\W", "_", name[0]), part)
        words = WORD.findall(named.casefold())
        yield from (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))


def articles() -> dict[str, set[str]]:
    """Return the runs of each article by its name; none where they are not at hand."""
    folder = os.environ.get(VARIABLE)
    files = sorted(Path(folder).glob("article-?.txt")) if folder else []
    return {path.stem: set(runs(_unquoted(path.read_text("utf-8")))) for path in files}


def _unquoted(text: str) -> str:
    """Keep the words of an article that it quotes: they are in it too."""
    return re.sub(r"[\"“”„‘’]|(?<!\w)'|'(?!\w)", " ", text)


def passages() -> Iterator[tuple[str, str]]:
    """Yield what learners and teachers read, in every language, with where it stands."""
    readers = {".ipynb": _cells, ".csv": _rows, ".yaml": _questions, ".md": _blocks}
    files = (path for name in ("data", "lessons") for path in (CHECKOUT / name).rglob("*.*"))
    for path in sorted(path for path in files if path.suffix in readers):
        for place, text in readers[path.suffix](path):
            yield f"{path.relative_to(CHECKOUT)} {place}", text


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        yield cell.get("id", ""), "".join(cell["source"])


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = next(iter(row.values()))
            yield from ((f"{name} {column}", text or "") for column, text in row.items())


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    for item in loading.load(path).questions:
        for text in texts_in(item):
            yield from ((item.id, said) for said in text.texts.values())


def _blocks(path: Path) -> Iterator[tuple[str, str]]:
    for number, block in enumerate(re.split(r"\n\s*\n", path.read_text("utf-8")), start=1):
        yield f"block {number}", block


def taken() -> list[str]:
    """Return each run that a passage has in common with an article, with where it stands."""
    theirs = articles()
    if not theirs:
        return []
    return [
        f"{place}: “{run}” [{name}]"
        for place, text in passages()
        for run in dict.fromkeys(runs(text))
        for name, known in theirs.items()
        if run in known
    ]
