"""The figures: what they say, that they need nothing but the tables, and that nothing is lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from babel.dates import get_day_names, get_month_names
from hypothesis import given
from hypothesis import strategies as st

from quizkit import figures, language
from quizkit.errors import UnknownName
from quizkit.figures import palette, sheet
from quizkit.figures.axis import BREAK, QUIET, Axis, spread, stretches
from quizkit.figures.figure import MANY, Figure
from quizkit.figures.live import LiveFigure
from quizkit.figures.rows import rows, shown
from quizkit.figures.sheet import length, widths, wrapped
from quizkit.languages import day_in_words

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {
    "timeline": lambda: figures.timeline().figure,
    "meetings": figures.meetings,
    "geneva": lambda: figures.meetings(meeting="geneva"),
    "enlargement": lambda: figures.enlargement_map(2022),
    "after 1997": lambda: figures.enlargement_map(after=1997),
}
LANGUAGES = ("en", "nl")


def calendar(language: str) -> list[str]:
    """Return the names of the months and of the days of the week."""
    return [*get_month_names(locale=language).values(), *get_day_names(locale=language).values()]


@pytest.fixture(scope="module", params=[(name, code) for name in DRAWN for code in LANGUAGES])
def figure(request: pytest.FixtureRequest) -> Figure:
    """Return each figure in each language, drawn once."""
    name, code = request.param
    language(code)
    return DRAWN[name]()


def letters(svg: str) -> str:
    """Return all lettering of a picture."""
    return " ".join(
        "".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")
    )


def names(table: str, code: str, column: str = "name") -> list[str]:
    """Return a column of shown texts of a table."""
    return [shown(row, column, code) for row in rows(table)]


def drawing() -> Figure:
    """Return the timeline without its controls."""
    figure = figures.timeline().figure
    assert isinstance(figure, Figure)
    return figure


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_timeline_names_every_event(code: str) -> None:
    """The timeline in words names every event of the background, in the order of time."""
    language(code)
    words = figures.timeline().alt
    assert all(name in words for name in names("events", code))
    assert words.index(day_in_words(date(1949, 4, 4), "day", code)) < words.index("2021")


def test_the_line_of_time_leaves_out_quiet_years_and_says_so() -> None:
    """No stretch of the line is long without an event; what is left out is lettered beside it."""
    root = ElementTree.fromstring(drawing().svg)
    said = [text.text for text in root.iter(f"{SVG}text")]
    years = [row["date"].year for row in rows("events")]
    parts = stretches(sorted(years))
    gaps = [start - end for (_, end), (start, _) in pairwise(parts)]
    assert gaps
    assert min(gaps) >= QUIET
    assert {f"{gap} years" for gap in gaps} <= set(said)
    for start, end in parts:
        inside = [year for year in sorted(years) if start <= year < end]
        assert inside[0] == start
        assert inside[-1] == end - 1
        assert all(later - year <= QUIET for year, later in pairwise(inside))


def test_a_year_is_as_long_as_any_other() -> None:
    """On either side of a break the line of time has one scale, and every break one length."""
    axis = Axis(stretches=((1949, 1950), (1975, 1977), (1991, 2023)), top=5, scale=10)
    assert axis.place(1975) - axis.place(1950) == axis.place(1991) - axis.place(1977) == BREAK
    assert axis.place(1976) - axis.place(1975) == axis.place(2001) - axis.place(2000) == 10


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_timeline_sets_out_every_event(code: str) -> None:
    """Each event has its date, name, text and sources, and its lines of lettering are known."""
    language(code)
    live = figures.timeline()
    figure = live.figure
    assert isinstance(figure, Figure)
    assert {event["text"] for event in live.data["events"]} == set(
        names("events", code, "description")
    )
    assert all(title for event in live.data["events"] if (title := event["sources"]))
    for picture, svg in zip(live.data["pictures"], (figure.svg, figure.narrow_svg), strict=True):
        lettered = [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
        for event, (first, end) in zip(live.data["events"], picture["lines"], strict=True):
            label = " ".join(lettered[first:end]).replace("- ", "-")
            assert label == f"{event['when']} {event['title']}".replace("- ", "-")


def test_the_timeline_keeps_the_precision_of_dates() -> None:
    """A date known by its season only is never shown as a day."""
    words = figures.timeline().alt
    assert "spring 2021:" in words
    assert "1 March 2021" not in words


def test_an_open_symbol_is_a_date_known_less_than_to_the_day() -> None:
    """On the timeline exactly the events without a known day have an open symbol."""
    root = ElementTree.fromstring(drawing().svg)
    open_marks = [
        path.findtext(f"{SVG}title")
        for path in root.iter(f"{SVG}path")
        if path.get("fill-opacity") == "0"
    ]
    vague = [row for row in rows("events") if row["date_precision"] != "day"]
    assert len(vague) > 0
    assert {str(mark).split(": ", 1)[1] for mark in open_marks} == {
        row["description_en"] for row in vague
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_who_met_whom_names_everyone(code: str) -> None:
    """Who met whom in words names every meeting and everyone who took part."""
    language(code)
    words = figures.meetings().alt
    assert all(name in words for name in names("meetings", code))
    present = {row["actor_id"] for row in rows("meeting_participants")}
    assert all(shown(row, "name", code) in words for row in rows("actors") if row["id"] in present)


def test_a_meeting_can_be_in_focus() -> None:
    """With a meeting named, the caption says which is shaded; its full id does as well."""
    focused = figures.meetings(meeting="geneva")
    assert "Shaded: Talks between the United States and Russia" in focused.caption
    assert "Monday 10 January 2022" in focused.caption
    assert focused == figures.meetings(meeting="geneva-talks")
    assert focused.svg != figures.meetings().svg


def test_who_met_is_joined_by_a_clear_line() -> None:
    """In each meeting's column those who met are joined by a line in its colour, not a pale one."""
    for figure in (figures.meetings(), figures.meetings(meeting="geneva")):
        lines = ElementTree.fromstring(figure.svg).iter(f"{SVG}line")
        joining = [line.attrib for line in lines if line.get("x1") == line.get("x2")]
        assert len(joining) == len(rows("meetings"))
        assert {line["stroke"] for line in joining} <= {palette.BLUE, palette.GREY}
        assert {line["stroke-opacity"] for line in joining} == {"1"}


def test_an_unknown_meeting_suggests_the_nearest() -> None:
    """A meeting that isn't in the table is an UnknownName that suggests one that is."""
    with pytest.raises(UnknownName, match="did you mean 'geneva-talks'"):
        figures.meetings(meeting="genva-talks")


def test_lettering_says_what_the_words_say(figure: Figure) -> None:
    """Wide and narrow pictures show the same names as the alt text, in the same language."""
    for svg in (figure.svg, figure.narrow_svg):
        seen = set(re.findall(r"\w{4,}", letters(svg).lower()))
        said = set(re.findall(r"\w{4,}", f"{figure.alt} {figure.caption}".lower()))
        assert len(seen & said) > len(seen) * 0.7


def test_each_language_has_its_own_words(figure: Figure) -> None:
    """No weekday or month of the other language is in a figure."""
    other = "nl" if figure.language == "en" else "en"
    own = {word.lower() for word in calendar(figure.language)}
    foreign = {word.lower() for word in calendar(other)} - own
    shown_words = (
        f"{figure.alt} {figure.caption} {letters(figure.svg)} {letters(figure.narrow_svg)}"
    )
    assert foreign.isdisjoint(re.findall(r"\w+", shown_words.lower()))


def test_nothing_from_elsewhere(figure: Figure) -> None:
    """A figure holds no address but SVG's own name and its font, no script, no id and no link."""
    html = figure._repr_html_().replace("url(data:font/woff2;base64,", "")
    assert set(re.findall(r"\w+://[^\s\"'<>]*", html)) == {"http://www.w3.org/2000/svg"}
    for never in ("<script", "javascript:", " id=", "url(", "@import", "href", "<image"):
        assert never not in html
    assert not re.search(r"\bon\w+=", html)


def test_the_picture_is_an_image_with_words(figure: Figure) -> None:
    """Both pictures are images with the alt text as their name, and scale to the room they have."""
    for svg in (figure.svg, figure.narrow_svg):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == figure.alt
        assert root.get("viewBox")
        assert root.get("width") is None


def test_marks_tell_more_under_the_mouse(figure: Figure) -> None:
    """Marks have tooltips that need no script, and each is also in a list below the picture."""
    titles = [title.text or "" for title in ElementTree.fromstring(figure.svg).iter(f"{SVG}title")]
    assert titles
    assert all(len(title) > 10 for title in titles)
    html = figure._repr_html_()
    assert all(f"<li>{escape(title)}</li>" in html for title in titles)


def test_sources_are_in_the_table_of_sources(figure: Figure) -> None:
    """A figure names the sources of what it shows; that of places is only a map's."""
    known = [row["id"] for row in rows("sources")]
    assert figure.sources
    assert [source for source in known if source in figure.sources] == list(figure.sources)
    assert ("natural-earth" in figure.sources) == ("68/262" in figure.caption)
    assert len(figure.source_titles) == len(figure.sources)


def test_many_sources_are_a_list_to_open() -> None:
    """More sources than fit a line are folded, all of them inside."""
    figure = drawing()
    html = figure._repr_html_()
    assert len(figure.sources) > MANY
    assert f"<summary>Sources ({len(figure.sources)})</summary>" in html
    assert all(f"<li>{escape(title)}</li>" in html for title in figure.source_titles)


def test_without_a_page_a_figure_is_its_words(figure: Figure) -> None:
    """Where no HTML is shown, a figure is its caption, its alt text and its sources."""
    bundle = figure._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"].startswith(f"{figure.caption}\n\n{figure.alt}")
    assert "<svg" not in repr(figure)


def test_text_of_the_tables_is_never_markup() -> None:
    """Signs that mean something in HTML are shown as they are."""
    figure = Figure(
        svg="<svg/>", narrow_svg="<svg/>", alt="a", caption="1 < 2 & so on", sources=(),
        source_titles=("<b>",), language="en", tips=("<i>",),
    )  # fmt: skip
    assert "1 &lt; 2 &amp; so on" in figure._repr_html_()
    assert "<b>" not in figure._repr_html_()
    assert "<i>" not in figure._repr_html_()


FRESH = """
import hashlib, sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise SystemExit(f"a connection was tried: {arguments}")
sys.addaudithook(refuse)
from quizkit import figures
for draw in (figures.week, figures.timeline, figures.meetings, figures.demands,
             figures.enlargement_map, figures.consequences, figures.outlooks, figures.explorer,
             figures.people, figures.glossary):
    print(hashlib.sha256(draw()._repr_html_().encode()).hexdigest())
assert not {"pandas", "ipywidgets"} & set(sys.modules), "heavy import"
"""


def fresh(seed: str) -> str:
    """Draw the figures in a fresh Python that fails when it tries to reach anything."""
    dead = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    run = subprocess.run(
        [sys.executable, "-c", FRESH],
        env={**os.environ, **dead, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.slow
def test_the_same_again_and_with_no_network() -> None:
    """Another Python draws the very same figures, with no network and no pandas."""
    assert fresh("1") == fresh("2")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG reckons it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
@pytest.mark.parametrize("colour", palette.COLOURS)
def test_marks_stand_out_on_either_page(colour: str, page: str) -> None:
    """Every colour of a mark stands out at least 3 to 1 on the light and on the dark page."""
    darker, lighter = sorted((luminance(colour), luminance(page)))
    assert (lighter + 0.05) / (darker + 0.05) >= 3


@pytest.mark.parametrize(
    ("precision", "code", "said"),
    [
        ("day", "en", "10 January 2022"),
        ("day", "nl", "10 januari 2022"),
        ("month", "nl", "januari 2022"),
        ("season", "en", "winter 2022"),
        ("year", "nl", "2022"),
    ],
)
def test_dates_in_words(precision: str, code: str, said: str) -> None:
    """A date is said as precisely as it is known, in the language."""
    assert day_in_words(date(2022, 1, 10), precision, code) == said


def test_the_font_has_every_letter_of_the_figures(figure: Figure) -> None:
    """No letter of a picture must be taken from another font than the one it brings."""
    for svg in (figure.svg, figure.narrow_svg):
        assert set(letters(svg)) <= widths("regular").keys() & widths("bold").keys()


def test_every_line_keeps_its_length(figure: Figure) -> None:
    """Each line of lettering has the length that its font gives it, whatever font a page sets."""
    for svg in (figure.svg, figure.narrow_svg):
        for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
            size, bold = float(text.attrib["font-size"]), text.get("font-weight") == "bold"
            measured = length(text.text or "", size=size, bold=bold)
            assert float(text.attrib["textLength"]) == pytest.approx(measured, abs=0.01)
            assert text.get("lengthAdjust") == "spacingAndGlyphs"


def test_a_letter_that_the_font_lacks_has_a_width() -> None:
    """A name in another script is laid out too, and a Chinese letter is wider than a Greek one."""
    assert 0 < length("Киев", size=10) < length("基輔基輔", size=10)
    assert length("e\u0301", size=10) == length("e", size=10)


@pytest.mark.parametrize("draw", [figures.timeline, figures.meetings, figures.enlargement_map])
def test_a_figure_brings_its_font_once(draw: Callable[[], Figure | LiveFigure]) -> None:
    """However many pictures and years a figure has, its font comes once, and with its licence."""
    assert draw()._repr_html_().count("@font-face") == 2
    licence = Path(sheet.__file__).with_name("fonts") / "OFL.txt"
    assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8")


@given(st.lists(st.text("abc-d ", min_size=1, max_size=20)), st.integers(40, 300))
def test_lines_fit_and_lose_nothing(words: list[str], width: int) -> None:
    """Broken text keeps every letter, and a line is too long only if it is a single piece."""
    text = " ".join(words)
    lines = wrapped(text, width=width, size=13)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert length(line, size=13) <= width or not re.search(r" |-\w", line)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(10, 60)), min_size=1, max_size=40))
def test_labels_never_cover_each_other(labels: list[tuple[float, float]]) -> None:
    """Spread labels begin below the top and each ends before the next begins."""
    labels.sort()
    wanted, heights = zip(*labels, strict=True)
    placed = spread(wanted, heights)
    assert placed[0] >= 0
    for (y, height), (below, _) in pairwise(zip(placed, heights, strict=True)):
        assert y + height <= below + 1e-6


def test_labels_with_room_stay_where_they_want() -> None:
    """A label that meets no other isn't moved."""
    wanted: Any = [0, 100, 200]
    assert spread(wanted, [10, 10, 10]) == wanted
