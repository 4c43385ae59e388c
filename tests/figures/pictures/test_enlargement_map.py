"""The map of NATO's enlargement: whose is what, who joined when, and the year that slides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from quizkit import figures, language
from quizkit.errors import ContentError, QuizkitError
from quizkit.figures.live import LiveFigure
from quizkit.figures.map import geography
from quizkit.figures.map.alliance import PALE, TINTS, alliance
from quizkit.figures.map.atlas import NEIGHBOURS, PLACES
from quizkit.figures.map.geography import Area, Frame, framed, hatched, shapes, spans
from quizkit.figures.palette import BLUE, GREY, VERMILION
from quizkit.figures.rows import rows, shown

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("en", "nl")
ROUNDS = {1949: 12, 1952: 14, 1955: 15, 1982: 16, 1999: 19, 2004: 26, 2009: 28, 2017: 29, 2020: 30}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Leave the language as it was for the next test."""
    yield
    language("en")


@pytest.fixture(scope="module")
def live() -> LiveFigure:
    """Return the map with its slider, drawn once."""
    language("en")
    made = figures.enlargement_map()
    assert isinstance(made, LiveFigure)
    return made


def holds(area: Area, longitude: float, latitude: float) -> bool:
    """Return whether a place lies in an area."""
    return any(left < longitude < right for left, right in spans([area], latitude))


@pytest.mark.parametrize(
    ("place", "where", "state"),
    [
        ("Simferopol", (34.1, 44.95), "804"),
        ("Sevastopol", (33.55, 44.62), "804"),
        ("Donetsk", (37.8, 48.0), "804"),
        ("north of Nicosia", (33.4, 35.25), "196"),
        ("Sukhumi", (41.1, 43.0), "268"),
        ("Tiraspol", (29.63, 46.84), "498"),
        ("Kaliningrad", (20.8, 54.6), "643"),
        ("Moscow", (37.6, 55.75), "643"),
    ],
)
def test_each_place_is_drawn_with_its_state(
    place: str, where: tuple[float, float], state: str
) -> None:
    """A place lies in the state that the United Nations hold it to be part of, and in no other."""
    owners = [key for key, areas in shapes().items() if any(holds(a, *where) for a in areas)]
    assert owners == [state]


def test_no_line_between_crimea_and_the_rest_of_ukraine() -> None:
    """Crimea and Kyiv lie in one and the same area: the line at Perekop is gone."""
    together = [
        area for area in shapes()["804"] if holds(area, 34.1, 44.95) and holds(area, 30.5, 50.4)
    ]
    assert len(together) == 1
    assert holds(together[0], 33.7, 46.15)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_map_says_how_it_draws_crimea(code: str) -> None:
    """The caption tells whose Crimea is drawn as, by which resolution, and the source is named."""
    language(code)
    figure = figures.enlargement_map(2022)
    assert {"en": "Crimea is drawn as part of Ukraine", "nl": "De Krim is getekend als deel"}[
        code
    ] in figure.caption
    assert "68/262" in figure.caption
    assert "un-resolution-68-262" in figure.sources


def test_every_member_has_a_shape_and_room_for_its_year() -> None:
    """Every member is on the map, and all but the smallest have a label within their borders."""
    for row in rows("nato_members"):
        state = row["iso_numeric"]
        assert state in shapes(), row["id"]
        if row["id"] != "luxembourg":
            assert any(holds(area, *PLACES[state]) for area in shapes()[state]), row["id"]
    for state, (longitude, latitude) in NEIGHBOURS.items():
        assert any(holds(area, longitude, latitude) for area in shapes()[state]), state


def test_the_shapes_are_small() -> None:
    """The file of shapes is small enough to travel with every copy of the module."""
    path = geography.content_folder() / "data" / "geo" / "countries.json"
    assert path.stat().st_size < 150_000


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_map_in_words_names_every_member_by_round(code: str) -> None:
    """In words the map gives each round with its year, and every member after its own."""
    language(code)
    words = figures.enlargement_map(2022).alt
    for row in rows("nato_members"):
        told = re.search(rf"\b{row['accession_year']}: [^.]*?{shown(row, 'name', code)}", words)
        assert told, row["id"]


@pytest.mark.parametrize(("year", "size"), ROUNDS.items())
def test_the_alliance_grows_by_rounds(year: int, size: int) -> None:
    """In the year of a round the new members count, and the year before they don't."""
    assert alliance(year, language="en").size == size
    if year > 1949:
        assert alliance(year - 1, language="en").size < size


def test_a_year_shows_its_members_and_no_later_one() -> None:
    """The map of 2000 has Poland's year on it and not Romania's, and says nineteen members."""
    figure = figures.enlargement_map(2000)
    assert "19 members in 2000" in figure.caption
    lettered = [text.text for text in ElementTree.fromstring(figure.svg).iter(f"{SVG}text")]
    assert "Poland" in lettered
    assert "Romania" not in lettered
    assert "Romania" not in figure.alt


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_countries_that_the_demand_covers_are_hatched(code: str) -> None:
    """After 1997: fourteen members are named apart, and fourteen areas are hatched on the map."""
    language(code)
    figure = figures.enlargement_map(after=1997)
    after = [row for row in rows("nato_members") if row["accession_year"] > 1997]
    apart = figure.alt[figure.alt.index({"en": "after 1997", "nl": "na 1997"}[code]) :]
    assert len(after) == 14
    assert all(shown(row, "name", code) in apart for row in after)
    before = [row for row in rows("nato_members") if row["accession_year"] <= 1997]
    assert not any(shown(row, "name", code) in apart for row in before)
    paths = ElementTree.fromstring(figure.svg).iter(f"{SVG}path")
    lines = [path for path in paths if "Z" not in (path.get("d") or "Z")]
    assert len(lines) == 14 + 1  # and the sample in the legend
    assert {"article-a", "article-b", "russian-draft-agreement-nato"} <= set(figure.sources)


@pytest.mark.parametrize("page", [255, 17])
@pytest.mark.parametrize("colour", [BLUE, VERMILION])
def test_the_palest_member_is_no_grey_state(colour: str, page: int) -> None:
    """On either page the last round of a colour differs from states that never joined."""

    def seen(paint: str, tint: float) -> list[float]:
        parts = (int(paint[n : n + 2], 16) for n in (1, 3, 5))
        return [part * tint + page * (1 - tint) for part in parts]

    pairs = zip(seen(colour, min(TINTS)), seen(GREY, PALE), strict=True)
    assert max(abs(one - other) for one, other in pairs) >= 30


@pytest.mark.parametrize("years", [{"year": 1948}, {"year": 2023}, {"after": 1900}])
def test_a_year_outside_the_table_is_an_error_in_words(years: dict[str, int]) -> None:
    """A year that the table doesn't cover is refused with the years that it does."""
    with pytest.raises(QuizkitError, match="from 1949 to 2022"):
        figures.enlargement_map(**years)


def test_damaged_shapes_are_a_problem_in_words(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file of shapes is broken, the error names it and what to do."""
    broken = tmp_path / "data" / "geo" / "countries.json"
    broken.parent.mkdir(parents=True)
    broken.write_text("{", encoding="utf-8")
    monkeypatch.setattr(geography, "content_folder", lambda: tmp_path)
    with pytest.raises(ContentError, match=r"countries\.json:1: .*restore the file"):
        shapes()


def test_what_lies_outside_the_frame_is_cut_off() -> None:
    """No point of a shape lies outside the frame that shows it."""
    frame = Frame(centre=(15, 52), left=-500, right=500, bottom=-400, top=400, width=100, x=7, y=9)
    points = [
        point
        for areas in framed(frame).values()
        for area in areas
        for ring in area
        for point in ring
    ]
    assert len(points) > 100
    assert all(7 <= x <= 107 and 9 <= y <= 89 for x, y in points)


def test_hatching_leaves_room_for_the_label() -> None:
    """Hatching fills a square from edge to edge, and no line of it enters the label's room."""
    square: Area = [[(0, 0), (90, 0), (90, 90), (0, 90)]]
    room: Area = [[(30, 30), (60, 30), (60, 60), (30, 60)]]
    lines = hatched([square], step=5, around=room)
    assert len(lines) > 20
    for (x1, y1), (x2, y2) in lines:
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        assert all(-0.01 <= value <= 90.01 for value in (x1, y1, x2, y2))
        assert not holds(room, *middle)


def painted(svg: str, slots: list[Any], values: list[str]) -> ElementTree.Element:
    """Return a picture at a stage, as the script in the page makes it."""
    root = ElementTree.fromstring(svg)
    kinds = {kind: list(root.iter(f"{SVG}{kind}")) for kind in ("path", "text")}
    for (kind, number, attribute), value in zip(slots, values, strict=True):
        if attribute:
            kinds[kind][number].set(attribute, value)
        else:
            kinds[kind][number].text = value
    return root


def marks(root: ElementTree.Element) -> list[Any]:
    """Return what one sees of a picture: its marks and lettering in order, numbers as numbers."""
    seen = []
    for node in root.iter():
        kind = node.tag.removeprefix(SVG)
        if kind == "path":
            d = [round(float(n), 1) for n in re.findall(r"-?[\d.]+", node.get("d", ""))]
            seen.append((d, node.get("fill"), float(node.get("fill-opacity", 1))))
        elif kind == "text":
            seen.append(
                (node.get("x"), node.get("textLength"), node.text or "", node.get("opacity"))
            )
    return seen


@pytest.mark.parametrize("year", [1949, 1955, 1999, 2020])
@pytest.mark.parametrize("picture", [0, 1])
def test_sliding_gives_the_map_of_that_year(live: LiveFigure, year: int, picture: int) -> None:
    """The picture with a stage's values is, mark for mark, the map drawn for that year."""
    stages = live.data["pictures"][picture]
    base, of_year = live.figure, figures.enlargement_map(year)
    pictures = [(base.svg, of_year.svg), (base.narrow_svg, of_year.narrow_svg)][picture]
    slid = painted(pictures[0], stages["slots"], stages["values"][year])
    assert marks(slid) == marks(ElementTree.fromstring(pictures[1]))
    assert stages["alt"][year] == of_year.alt


def test_the_slider_says_how_many_members(live: LiveFigure) -> None:
    """For every round the slider has a sentence with the number of members and who joined."""
    said = {stage["from"]: stage["said"] for stage in live.data["stages"]}
    assert list(said) == list(ROUNDS)
    assert all(said[year].startswith(f"{size} members.") for year, size in ROUNDS.items())
    assert "Germany" in said[1955]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_round_has_a_sentence_of_its_time(code: str) -> None:
    """Each round says in one sentence what it was, and the figure names the sources of that."""
    language(code)
    live = figures.enlargement_map()
    assert isinstance(live, LiveFigure)
    told = [stage["told"] for stage in live.data["stages"]]
    assert len(set(told)) == len(ROUNDS)
    assert all(re.fullmatch(r"[^.]+\.", sentence) for sentence in told)
    assert {"bucharest-declaration-2008", "nato-russia-founding-act"} <= set(live.figure.sources)


def test_the_slider_needs_little(live: LiveFigure) -> None:
    """What the slider sends to the page besides the picture is small."""
    assert len(json.dumps(live.data)) < 200_000


def test_without_a_kernel_the_map_stands_by_itself(
    live: LiveFigure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell shows two outputs that know each other: the controls, and the whole static map."""
    shown_in_cell: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda one, **_: shown_in_cell.append(one))
    live._ipython_display_()
    live._ipython_display_()
    controls, bundle, again, _ = shown_in_cell
    assert again.mark != controls.mark  # two maps in one page keep to themselves
    assert f'data-live="{controls.mark}"' in bundle["text/html"]
    assert bundle["text/html"].replace(f' data-live="{controls.mark}"', "") == live._repr_html_()
    assert live.figure.alt in bundle["text/plain"]
    data, _ = controls._repr_mimebundle_()
    assert data["text/plain"] == "The controls work in a running notebook."
    assert json.loads(controls.data)["words"]["name"] == "Year"


def test_the_scripts_reach_for_nothing() -> None:
    """The scripts and styles of the controls name no address and send nothing."""
    from quizkit.figures.controls import STATIC

    files = list(STATIC.iterdir())
    assert {path.suffix for path in files} == {".css", ".js"}
    for path in files:
        text = path.read_text(encoding="utf-8")
        for never in ("http", "fetch(", "XMLHttp", "innerHTML", "eval(", "send("):
            assert never not in text, (path.name, never)
