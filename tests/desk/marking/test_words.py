"""What the page of marking says: each word that it asks for is there, and none that it does not."""

from __future__ import annotations

import re

from quizkit import languages
from quizkit.desk.marking.server import STATIC

SERVERS = {"title", "scripts", "essay"}  # stand in the page before any script asks for them
FORM = re.compile("_(one|few|many|other)$")  # of what is said of so many


def known() -> set[str]:
    """Return every word of the catalogue, without the forms for one, a few and many."""
    return {FORM.sub("", name) for name in languages.words("marking", "en")}


def asked() -> set[str]:
    """Return every text in quotes in the page's scripts, and what follows their prefixes."""
    text = "\n".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))
    keys = re.findall(r'\[\[.*\], "(\w+)"\]', text)
    return {*re.findall(r'"(\w+)"', text), *(f"key_{name}" for name in keys)}


def test_no_word_is_missing() -> None:
    """Whatever a script asks for by its name is in the catalogue."""
    text = "\n".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))
    names = {*re.findall(r'\bt\("(\w+)"', text), *(n for n in asked() if n.startswith("key_"))}
    assert len(names) > 40
    assert names - known() == set()


def test_no_word_is_left_over() -> None:
    """Each word of the catalogue is asked for somewhere."""
    unused = known() - asked() - SERVERS
    assert {name for name in unused if not name.startswith("no_")} == set()
