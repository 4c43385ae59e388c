"""The pictures in texts that are HTML: named by their files, then by their bytes, then shown.

A text of an author's, rendered, names the file of a picture. What leaves the quiz names it by its
bytes: the name of a file may tell an answer. On a page that has a script the picture itself comes
once, beside the texts; elsewhere it stands in each.

>>> reference("map.png", "A map")
'<img class="quizkit-picture" data-picture="map.png" alt="A map">'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any

from quizkit.quiz.pictures.picture import Picture

Json = Any
Pictures = Mapping[str, Picture]  # by the name under which texts show them
MARK = '<img class="quizkit-picture'  # no text that is typed begins a tag
_REFERENCE = re.compile(rf'{MARK}" data-picture="(?P<name>[^"]*)" alt="(?P<alt>[^"]*)">')
_NAMED = re.compile(rf'({MARK}[a-z -]*") data-picture="([^"]*)"')
_SIZED = re.compile(
    rf'(?P<mark>{MARK}[a-z -]*") data-picture="(?P<name>[^"]*)" '
    r'alt="(?P<alt>[^"]*)"(?P<size>[^>]*)>'
)
# As typed: what it shows, which may hold brackets in pairs, and its file, whose name may too.
TYPED = re.compile(
    r"!\[(?P<alt>(?:\\.|\[[^\[\]]*\]|[^\\\[\]])*)\]"
    r"\((?P<name>(?:\([^()\n]*\)|[^()\n])*)\)",
    re.DOTALL,
)


def reference(name: str, alt: str) -> str:
    """Return what stands in a text for the picture of that name."""
    return f'{MARK}" data-picture="{escape(name)}" alt="{escape(alt)}">'


def file_name(typed: re.Match[str]) -> str:
    """Return the name of the file of a picture as it is typed."""
    name = typed["name"].strip()
    return name[1:-1] if name[:1] == "<" and name[-1:] == ">" else name


def nameless(text: str) -> str:
    """Return a text as typed without the names of picture files, which may be given others.

    >>> nameless("![A map](map.png)")
    '![A map]()'
    """
    return TYPED.sub(r"![\g<alt>]()", text) if "![" in text else text


def in_other_names(text: str, pictures: Pictures) -> str:
    """Return a text as typed, whose pictures are named by their bytes: a file's name may tell.

    >>> in_other_names("no picture", {})
    'no picture'
    """

    def one(found: re.Match[str]) -> str:
        picture = pictures.get(file_name(found))
        return f"![{found['alt']}]({picture.name})" if picture else found[0]

    return TYPED.sub(one, text) if pictures else text


def renamed(value: Json, pictures: Pictures) -> Json:
    """Return a value whose texts name their pictures by their bytes alone."""
    return _each(value, pictures, lambda picture, alt: reference(picture.name, alt))


def named(value: Json, pictures: Pictures) -> Json:
    """Return a value whose texts name their pictures by their bytes, with the size of each."""
    return _each(value, pictures, _sized)


def addresses(value: Json, pictures: Pictures) -> dict[str, str]:
    """Return the pictures that a value names by their bytes, as a page takes them, by name."""
    names = dict.fromkeys(name for text in _texts(value) for _, name in _NAMED.findall(text))
    known = {picture.name: picture for picture in pictures.values()}
    return {name: known[name].address for name in names if name in known}


def filled(html: str, addresses: Mapping[str, str], *, once: int | None = None) -> str:
    """Put pictures into a text that names them, for a page without a script.

    One whose address is longer than ``once`` is put in the first time, and after that told in
    words: the page has it already, and a saved notebook keeps every copy.
    """
    there: set[str] = set()

    def one(found: re.Match[str]) -> str:
        address = addresses.get(found["name"], "")
        again = once is not None and len(address) > once and found["name"] in there
        if again or not address:
            return f"[{found['alt']}]"
        there.add(found["name"])
        style = 'style="max-width:100%;height:auto;vertical-align:middle"'
        return f'{found["mark"]} alt="{found["alt"]}"{found["size"]} {style} src="{address}">'

    return _SIZED.sub(one, html)


def shown(html: str, pictures: Pictures) -> str:
    """Return a text with its pictures in it, for a page without a script.

    One that is not at hand is told in words.

    >>> shown(reference("map.png", "A map"), {})
    '[A map]'
    """
    html = named(html, pictures)
    known = addresses(html, pictures)
    return filled(_REFERENCE.sub(r"[\g<alt>]", html), known) if MARK in html else html


def words(value: Json) -> dict[str, str]:
    """Return what each picture shows that a value names, by its name."""
    found = (each for text in _texts(value) for each in _REFERENCE.finditer(text))
    return {unescape(each["name"]): unescape(each["alt"]) for each in found}


def told(html: str) -> str:
    """Return a text that says what a picture shows, where there is no room for it.

    >>> told(reference("map.png", "A map"))
    '[A map]'
    """
    return re.sub(rf'{MARK}[^>]* alt="([^"]*)"[^>]*>', r"[\1]", html)


def _sized(picture: Picture, alt: str) -> str:
    small = " small" if picture.is_small else ""
    width, height = picture.shown_size
    return (
        f'{MARK}{small}" data-picture="{picture.name}" alt="{escape(alt)}" '
        f'width="{width}" height="{height}" draggable="false">'
    )


def _each(value: Json, pictures: Pictures, drawn: Callable[[Picture, str], str]) -> Json:
    """Rewrite the pictures in all the texts of a JSON value; one that is not there stays."""

    def one(found: re.Match[str]) -> str:
        picture = pictures.get(unescape(found["name"]))
        return drawn(picture, unescape(found["alt"])) if picture else found[0]

    if isinstance(value, str):
        return _REFERENCE.sub(one, value) if MARK in value else value
    if isinstance(value, Mapping):
        return {key: _each(each, pictures, drawn) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_each(each, pictures, drawn) for each in value]
    return value


def _texts(value: Json) -> list[str]:
    if isinstance(value, str):
        return [value] if MARK in value else []
    if isinstance(value, Mapping | list | tuple):
        parts = value.values() if isinstance(value, Mapping) else value
        return [text for part in parts for text in _texts(part)]
    return []
