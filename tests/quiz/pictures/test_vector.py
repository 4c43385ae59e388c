"""SVG made harmless: nothing runs, fetches or is only for an editor."""

from __future__ import annotations

import base64

import pytest

from quiz.pictures import made
from quizkit.quiz.pictures.bitmaps import UnfitPicture
from quizkit.quiz.pictures.picture import Picture

TAKEN_OUT = {
    "a script": "<script>alert(1)</script>",
    "what listens": '<g onclick="alert(1)"/>',
    "a title": "<title>geneva</title>",
    "a note": "<desc>geneva</desc><metadata>geneva</metadata><!-- geneva -->",
    "an editor's own": '<n:x xmlns:n="http://sodipodi" n:docname="geneva">geneva</n:x>',
    "a drawing in an attribute": '<g content="geneva" data-x="geneva"/>',
    "where a link leads": '<a xlink:href="https://geneva.ch"><rect/></a>',
}
REFUSED = {
    "a picture elsewhere": '<image href="https://x.org/a.png"/>',
    "a file": '<image xlink:href="/etc/passwd"/>',
    "a style from elsewhere": "<style>@import 'https://x.org/a.css';</style>",
    "a pattern from elsewhere": '<rect fill="url(https://x.org/a.svg#b)"/>',
    "a font from elsewhere": "<style>@font-face {src: url('a.woff')}</style>",
    "a part of a web page": "<foreignObject><p>x</p></foreignObject>",
    "a drawing in it": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    "depth": "<g>" * 300 + "</g>" * 300,
}


def read(inside: str = "", **more: str) -> bytes:
    """Return what is left of an SVG."""
    return Picture.of(made.svg(inside, **more)).data


@pytest.mark.parametrize("name", TAKEN_OUT)
def test_what_runs_or_is_not_seen_is_taken_out(name: str) -> None:
    """Scripts, what listens, titles, notes and an editor's parts are gone; the drawing stays."""
    left = read(TAKEN_OUT[name])
    assert b"rect" in left
    assert not any(word in left for word in (b"alert", b"geneva"))


@pytest.mark.parametrize("name", REFUSED)
def test_what_fetches_is_refused(name: str) -> None:
    """A drawing that needs another file, or a browser, is told with what to do."""
    with pytest.raises(UnfitPicture, match=r"SVG|damaged") as told:
        read(REFUSED[name])
    assert "save it" in told.value.mend


def test_what_draws_stays() -> None:
    """Colours, links within, styles and pictures in it stay; of these too the notes go."""
    packed = base64.b64encode(made.FILES["map.png"]).decode()
    inside = (
        '<style>.a {fill: url("#g")}</style><use xlink:href="#g"/><text>Aare <tspan>b</tspan> c'
        f'</text><image href="data:image/png;base64,{packed}"/>'
    )
    left = read(inside).decode()
    assert all(each in left for each in ('url("#g")', "#g", "Aare ", " c", "data:image/png"))
    clean = base64.b64encode(Picture.of(made.FILES["map.png"]).data).decode()
    assert clean in left


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="20"', (30, 20)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('width="100%" viewBox="0 0 300 200"', (300, 200)),
        ('width="150" viewBox="0,0,300,200"', (150, 100)),
    ],
)
def test_its_size_is_as_a_browser_has_it(attributes: str, size: tuple[int, int]) -> None:
    """Its own words count, else the field that it is drawn in."""
    picture = Picture.of(made.svg(attributes=attributes))
    assert (picture.width, picture.height) == size


def test_without_a_size_it_is_refused() -> None:
    """A drawing that says nothing of its size would be as large as the page likes."""
    with pytest.raises(UnfitPicture, match="how large"):
        read(attributes="")


def test_entities_are_refused() -> None:
    """No drawing may grow while it is read."""
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + made.svg("&b;")
    with pytest.raises(UnfitPicture, match="entities"):
        Picture.of(bomb)


def test_what_is_taken_out_many_times_takes_no_longer() -> None:
    """The text behind each stays, and none is looked for from the beginning again."""
    assert b">" + b"x" * 100_000 + b"</" in read("<desc/>x" * 100_000)
