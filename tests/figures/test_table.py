"""The figures that are tables: every row, cell and heading is there to read, also without style."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from babel.dates import get_day_names, get_month_names

from quizkit import figures, language
from quizkit.figures.palette import Symbol
from quizkit.figures.pictures.demands import SIDES
from quizkit.figures.rows import Row, actor, by_id, rows, shown, word
from quizkit.figures.table import CellPart, Group, TableFigure, TableRow
from quizkit.languages import day_in_words

LANGUAGES = ("en", "nl")
TABLES: dict[str, Callable[[], object]] = {
    "week": figures.week,
    "demands": figures.demands,
    "claims": figures.claims,
    "consequences": figures.consequences,
    "outlooks": figures.outlooks,
    "outcomes": lambda: figures.outlooks(outcome=True),
    "explorer": lambda: figures.explorer().figure,
    "people": figures.people,
    "glossary": figures.glossary,
}
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
SCOPES = {"col": "columnheader", "row": "rowheader"}


class Read(NamedTuple):
    """One table as it is read aloud: its caption, its headings, and the words of its cells."""

    caption: str
    headings: list[str]
    rows: list[list[str]]

    def row(self, heading: str) -> dict[str, str]:
        """Return the one row whose first cell begins with a text, by the headings."""
        (cells,) = [cells for cells in self.rows if cells[0].startswith(heading)]
        return dict(zip(self.headings, cells, strict=True))


def calendar(language: str) -> list[str]:
    """Return the names of the months and of the days of the week."""
    return [*get_month_names(locale=language).values(), *get_day_names(locale=language).values()]


@pytest.fixture(params=[(name, code) for name in TABLES for code in LANGUAGES])
def figure(request: pytest.FixtureRequest) -> TableFigure:
    """Return each figure in each language."""
    name, code = request.param
    language(code)
    return made(name)


def made(name: str) -> TableFigure:
    """Make a figure, and see that it is a table."""
    figure = TABLES[name]()
    assert isinstance(figure, TableFigure)
    return figure


def page(figure: TableFigure) -> ElementTree.Element:
    """Return the figure as a page has it that drops the style."""
    html = re.sub(r"<style>.*?</style>", "", figure._repr_html_(), flags=re.DOTALL)
    return ElementTree.fromstring(html)


def said(node: ElementTree.Element) -> str:
    """Return the words of an element, its lines joined by a stroke."""
    return " / ".join(text.strip() for text in node.itertext() if text.strip())


def read(figure: TableFigure) -> list[Read]:
    """Read the tables of a figure, in order."""
    return [
        Read(
            " / ".join(said(caption) for caption in table.findall("caption")),
            [said(th) for th in table.findall("thead/tr/th")],
            [[said(cell) for cell in row] for row in table.findall("tbody/tr")],
        )
        for table in page(figure).iter("table")
    ]


def found(tables: Sequence[Read], heading: str) -> tuple[Read, dict[str, str]]:
    """Return the table and the row whose first cell begins with a text."""
    (table,) = [t for t in tables if any(cells[0].startswith(heading) for cells in t.rows)]
    return table, table.row(heading)


def test_every_cell_has_its_headings(figure: TableFigure) -> None:
    """Every column and every row has a heading, each with its scope, and no cell is left over."""
    for table in page(figure).iter("table"):
        heads = table.findall("thead/tr/th")
        assert [th.get("scope") for th in heads] == ["col"] * len(figure.headings)
        assert all(th.text for th in heads)
        for row in table.findall("tbody/tr"):
            first, *rest = row
            if rest:
                assert (first.tag, first.get("scope")) == ("th", "row")
                assert [cell.tag for cell in rest] == ["td"] * (len(heads) - 1)
                assert [cell.get("data-heading") for cell in rest] == [th.text for th in heads[1:]]
                assert said(first)
            else:
                assert (first.tag, first.get("colspan")) == ("td", str(len(heads)))


def test_tables_stay_tables_when_style_makes_blocks_of_them(figure: TableFigure) -> None:
    """Every part of a table says its role, so that no style can take it away."""
    for node in page(figure).iter():
        if node.tag in ROLES:
            assert node.get("role") == ROLES[node.tag]
        elif node.tag == "th":
            assert node.get("role") == SCOPES[str(node.get("scope"))]


def test_groups_are_tables_with_a_caption(figure: TableFigure) -> None:
    """Where a figure has several tables, each says in its caption what its rows have in common."""
    captions = [table.caption for table in read(figure)]
    assert len(set(captions)) == len(captions)
    assert len(captions) == 1 or all(captions)


def test_a_symbol_never_stands_alone(figure: TableFigure) -> None:
    """Beside every symbol stands a word; a word has one shape, and a shape one word."""
    answers = {
        word("responses", "answer", row["answer"], figure.language) for row in rows("responses")
    }
    seen = set()
    for cell in page(figure).iter():
        for part in cell.findall("div[svg]"):
            symbol, lead = part.findall("*")[:2]
            assert symbol.get("aria-hidden") == "true"
            assert lead.text
            if symbol.get("class") == "quizkit-emblem":  # it means a person and no kind of thing
                continue
            path = symbol.find("path")
            assert path is not None
            said = lead.text.partition(":")[0]  # and after it who gave the answer
            kind = said if said.lower() in answers else lead.text
            seen.add((cell.tag, kind, (path.get("d"), path.get("fill") == "none")))
    assert len({(tag, kind) for tag, kind, _ in seen}) == len(seen)
    assert len({(tag, shape) for tag, _, shape in seen}) == len(seen)


def test_nothing_hides_under_the_mouse(figure: TableFigure) -> None:
    """No part of a figure has a text that only a mouse can reach."""
    assert all("title" not in node.attrib and node.tag != "title" for node in page(figure).iter())


def test_nothing_from_elsewhere(figure: TableFigure) -> None:
    """A figure holds no address, no script, no id and no link."""
    html = figure._repr_html_()
    for never in ("://", "<script", "javascript:", " id=", "url(", "@import", "href", "<image"):
        assert never not in html
    assert not re.search(r"\bon\w+=", html)


def test_each_language_has_its_own_words(figure: TableFigure) -> None:
    """A figure says its language, and no weekday or month of the other is in it."""
    other = "nl" if figure.language == "en" else "en"
    own = {word.lower() for word in calendar(figure.language)}
    foreign = {word.lower() for word in calendar(other)} - own
    words = f"{figure.alt} {figure.caption} {' '.join(page(figure).itertext())}"
    assert page(figure).get("lang") == figure.language
    assert foreign.isdisjoint(re.findall(r"\w+", words.lower()))


def test_sources_are_in_the_table_of_sources(figure: TableFigure) -> None:
    """A figure names the sources of what it shows, below its caption; that of places is a map's."""
    known = [row["id"] for row in rows("sources")]
    below = page(figure).find("figcaption")
    assert below is not None
    assert figure.sources
    assert [source for source in known if source in figure.sources] == list(figure.sources)
    assert "natural-earth" not in figure.sources
    assert below.text == figure.caption
    assert all(title in said(below) for title in figure.source_titles)


def test_without_a_page_a_figure_is_its_words(figure: TableFigure) -> None:
    """Where no HTML is shown, a figure is its caption, its alt text and its sources."""
    bundle = figure._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"].startswith(f"{figure.caption}\n\n{figure.alt}\n\n")
    assert "<table" not in repr(figure)


def test_text_is_never_markup() -> None:
    """Signs that mean something in HTML are shown as they are."""
    row = TableRow([[CellPart("<b>", "1 < 2")], [CellPart('"quoted"')]], {"side": ['"x']})
    group = Group([row], CellPart("<h1>", "<h2>"))
    made = TableFigure(
        headings=("A", "B & C"), widths=(5, 5), groups=(group,), alt="", caption="<i>",
        sources=("a",), source_titles=("<u>",), language="en",
    )  # fmt: skip
    html = made._repr_html_()
    assert "&lt;b&gt;" in html
    assert "1 &lt; 2" in html
    for never in ("<i>", "<u>", "<b><b>", "<h1>", "<h2>", "B & C", 'data-side=""x"'):
        assert never not in html


def test_an_open_symbol_is_an_outline() -> None:
    """A symbol that isn't filled keeps its shape, its colour and its outline."""
    filled, outline = (Symbol("#123456", "circle", filled=filled).svg() for filled in (True, False))
    assert 'fill="#123456"' in filled
    assert 'fill="none"' in outline
    assert 'stroke="#123456"' in outline


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_week_shows_every_day_with_its_meetings(code: str) -> None:
    """Each day from Monday to Thursday is a table, with each meeting's city, name and who meet."""
    language(code)
    tables = read(made("week"))
    days = [day_in_words(date(2022, 1, n), "day", code) for n in (10, 11, 12, 13)]
    assert [table.caption.split(" / ")[1] for table in tables] == days
    for row in rows("meetings"):
        if row["part"] == "earlier":
            continue
        table = tables[row["date"].day - 10]
        assert table.caption.lower().startswith(shown(row, "weekday", code).lower())
        ((city, who),) = [
            (cells[0], cells[2]) for cells in table.rows if cells[1] == shown(row, "name", code)
        ]
        assert city.startswith(shown(row, "city", code))
        assert who == shown(row, "format", code)
        beside = {"en": "Beside the talks", "nl": "Naast het overleg"}[code]
        assert (beside in city) == (row["part"] == "side")
        assert shown(row, "venue", code) in city


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_week_in_words_names_every_meeting(code: str) -> None:
    """The week in words names every meeting of the week with its city and its day."""
    language(code)
    words = figures.week().alt
    for row in rows("meetings"):
        if row["part"] != "earlier":
            day = day_in_words(row["date"], "day", code, weekday=True)
            assert f"{shown(row, 'name', code)} (" in words
            assert shown(row, "city", code) in words
            assert day.lower() in words.lower()


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "no talks on the programme"), ("nl", "geen overleg op het programma")],
)
def test_the_week_shows_the_day_without_talks(code: str, words: str) -> None:
    """Tuesday, on which nothing was planned, is in the week too."""
    language(code)
    figure = figures.week()
    assert f": {words}." in figure.alt
    assert read(figure)[1].rows == [[words.capitalize()]]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_answer_stands_beside_its_demand(code: str) -> None:
    """Each answer is in the row of its demand, with its kind and who gave it."""
    language(code)
    tables = read(made("demands"))
    told = defaultdict(set)
    for row in rows("responses"):
        answer = word("responses", "answer", row["answer"], code)
        told[row["demand_id"]].add(
            f"{answer}: {actor(row, code)} / {shown(row, 'text', code)}".lower()
        )
    for label, row in zip(numbered(code), rows_by_side(), strict=True):
        _, cells = found(tables, label)
        said = list(cells.values())[1].lower()
        assert all(each in said for each in told[row["id"]])
        assert said.count(" / ") == 2 * len(told[row["id"]]) - 1


def rows_by_side() -> list[Row]:
    """Return the demands of each side after those of another."""
    return [row for side in SIDES for row in rows("demands") if row["side"] == side]


def numbered(code: str) -> list[str]:
    """Return what leads the row of each demand: its number in the figure, and its label."""
    return [f"{n}. {shown(row, 'label', code)}" for n, row in enumerate(rows_by_side(), start=1)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_demands_stand_by_side(code: str) -> None:
    """Russia's demands are first, then those of the West, then Ukraine's, numbered throughout."""
    language(code)
    tables = read(made("demands"))
    assert [cells[0] for table in tables for cells in table.rows] == numbered(code)
    assert len(tables) == len(SIDES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_demands_in_words_name_every_answer(code: str) -> None:
    """Demands in words names every demand, and for each who answered and how."""
    language(code)
    words = figures.demands().alt
    assert all(shown(row, "label", code) in words for row in rows("demands"))
    for row in rows("responses"):
        assert word("responses", "answer", row["answer"], code) in words
        assert actor(row, code) in words


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_claim_stands_with_its_topic_and_article(code: str) -> None:
    """Each topic has what each article says of it, under how many of them tell it at all."""
    language(code)
    figure = made("claims")
    tables, topics = read(figure), by_id("topics")
    told: dict[str, int] = defaultdict(int)
    kinds = {"en": ("Says so itself", "Says who says so", "Silent")}
    kinds["nl"] = ("Zegt het zelf", "Zegt wie het zegt", "Zwijgt")
    stances = dict(zip(("states", "attributes", "silent"), kinds[code], strict=True))
    for row in rows("claims"):
        label = shown(topics[row["topic_id"]], "label", code)
        told[label] += row["stance"] != "silent"
        _, cells = found(tables, label)
        article = shown(by_id("sources")[row["article_id"]], "title", code)
        assert cells[article] == f"{stances[row['stance']]} / {shown(row, 'summary', code)}"
    assert [{told[cells[0]] for cells in table.rows} for table in tables] == [{3}, {2}, {1}]


@pytest.mark.parametrize("code", LANGUAGES)
def test_claims_in_words_name_every_topic_and_silence(code: str) -> None:
    """Claims in words names every topic and every silence."""
    language(code)
    words = figures.claims().alt
    assert all(shown(row, "label", code) in words for row in rows("topics"))
    silent = sum(row["stance"] == "silent" for row in rows("claims"))
    assert words.count({"en": " silent", "nl": " zwijgt"}[code]) == silent


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_consequence_stands_under_its_condition(code: str) -> None:
    """Each consequence is in the table of its condition, with how certain it is and from whom."""
    language(code)
    tables = read(made("consequences"))
    for row in rows("consequences"):
        table, cells = found(tables, shown(row, "label", code))
        kind = word("consequences", "kind", row["kind"], code)
        certain = word("consequences", "certainty", row["certainty"], code)
        what, how, who = cells.values()
        assert table.caption.endswith(f"{shown(row, 'condition', code)}:")
        assert what == f"{shown(row, 'label', code)} / {shown(row, 'text', code)}"
        assert how.lower() == certain
        assert who.startswith(f"{actor(row, code)} / {kind}")


@pytest.mark.parametrize("code", LANGUAGES)
def test_consequences_in_words_name_every_row(code: str) -> None:
    """Consequences in words name every one with its side's actor, its kind and its condition."""
    language(code)
    words = figures.consequences().alt
    for row in rows("consequences"):
        kind = word("consequences", "kind", row["kind"], code)
        certain = word("consequences", "certainty", row["certainty"], code)
        assert f"{shown(row, 'label', code)} ({actor(row, code)}; {kind}" in words
        assert certain in words
        assert f"{shown(row, 'condition', code)}:" in words


def test_consequences_show_both_sides_in_turn() -> None:
    """The West's consequences come first and Russia's last, each side under one heading."""
    words = figures.consequences().alt
    assert words.count("From the West.") == words.count("From Russia.") == 1
    assert words.index("SWIFT") < words.index("From Russia.") < words.index("Break all ties")
    captions = [table.caption for table in read(made("consequences"))]
    assert [" / " in caption for caption in captions] == [True, True, False]
    assert captions[0].startswith("From the West / ")
    assert captions[1].startswith("From Russia / ")


def test_a_medium_is_named_where_the_article_names_it() -> None:
    """A consequence that an article has from a newspaper says so."""
    assert "reported by The New York Times" in figures.consequences().alt
    _, row = found(read(made("consequences")), "A heavy package of sanctions")
    assert "reported by The New York Times" in row["From whom"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_expectation_stands_under_its_outlook(code: str) -> None:
    """Each expectation is in the table of its outlook, hopeful first, with whose it was."""
    language(code)
    figure = made("outlooks")
    tables, outlooks = read(figure), ("hopeful", "modest", "conditional", "gloomy")
    for row in rows("expectations"):
        label = shown(row, "label", code)
        table, cells = found(tables, label)
        assert table is tables[outlooks.index(row["outlook"])]
        assert table.caption.lower() == word("expectations", "outlook", row["outlook"], code)
        assert list(cells.values()) == [f"{label} / {actor(row, code)}", shown(row, "text", code)]
        assert f"{label} ({actor(row, code)}): " in figure.alt


def test_outlooks_of_the_week_tell_nothing_of_later() -> None:
    """Unless it is asked for, what came of the expectations is nowhere in the figure."""
    figure = figures.outlooks()
    html = figure._repr_html_()
    for row in rows("outcomes"):
        assert row["text_en"] not in html
        assert word("outcomes", "verdict", row["verdict"], "en") not in html
    assert set(figure.sources) == {"article-a", "article-b", "article-c"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_outcomes_stand_beside_their_expectations(code: str) -> None:
    """With outcomes every expectation is followed by its own verdict and what came."""
    language(code)
    figure = made("outcomes")
    tables = read(figure)
    came = {row["expectation_id"]: row for row in rows("outcomes")}
    assert set(came) == {row["id"] for row in rows("expectations")}
    for row in rows("expectations"):
        verdict = word("outcomes", "verdict", came[row["id"]]["verdict"], code)
        text = shown(came[row["id"]], "text", code)
        label = f"{shown(row, 'label', code)} ({actor(row, code)})"
        assert f"{label}: {verdict}. {text}" in figure.alt
        _, cells = found(tables, shown(row, "label", code))
        _, outcome = cells.values()
        assert outcome == f"{verdict[:1].upper()}{verdict[1:]} / {text}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_explorer_lists_every_answer(code: str) -> None:
    """The table has a row for every answer, with the demand, who demands and who answers."""
    language(code)
    (table,) = read(made("explorer"))
    demands = by_id("demands")
    for cells, row in zip(table.rows, rows("responses"), strict=True):
        demand = demands[row["demand_id"]]
        answer = word("responses", "answer", row["answer"], code)
        assert cells[0] == f"{shown(demand, 'label', code)} / {shown(demand, 'text', code)}"
        assert cells[1::2] == [actor(demand, code), actor(row, code)]
        assert cells[2].lower() == f"{answer} / {shown(row, 'text', code)}".lower()


def test_every_choice_of_the_explorer_finds_something() -> None:
    """Each option of each filter is a code of at least one row, and every code is an option."""
    explorer = figures.explorer()
    (group,) = made("explorer").groups
    for choice in explorer.data["filters"]:
        offered = {code for code, _ in choice["options"]}
        present = {code for row in group.rows for code in row.keys[choice["key"]]}
        assert offered == present
        assert choice["label"]


def test_the_explorer_in_words_has_a_line_for_every_answer() -> None:
    """Where no HTML is shown, the explorer is its rows, one a line, cell after cell."""
    words = figures.explorer()._repr_mimebundle_()["text/plain"]
    assert words.count(" | ") == len(rows("responses")) * 3


@pytest.mark.parametrize("code", LANGUAGES)
def test_people_stand_on_their_side_with_their_tables(code: str) -> None:
    """Each person is in the table of the side, with role, life and the tables they sat at."""
    language(code)
    figure = made("people")
    actors, meetings = by_id("actors"), by_id("meetings")
    sides = ("west", "russia", "ukraine", "multilateral", "observer")
    for person in rows("people"):
        actor_row = actors[person["id"]]
        name, role = shown(actor_row, "name", code), shown(actor_row, "role", code)
        initials = "".join(part[0] for part in name.split())
        table, cells = found(read(figure), f"{initials} / {name} / {role}")
        assert table.caption == read(figure)[sides.index(actor_row["side"])].caption
        life, sat = list(cells.values())[1:]
        assert life == shown(person, "biography", code)
        cities = {shown(meetings[key], "city", code) for key in person["meeting_ids"]}
        assert set(sat.split(" / ")[::2]) - {""} == cities
        assert f"{name}, {role}. {life}" in figure.alt


@pytest.mark.parametrize("code", LANGUAGES)
def test_terms_stand_by_the_alphabet_in_their_kind(code: str) -> None:
    """Each term is in the table of its kind, in its place, with meaning and lesson."""
    language(code)
    figure = made("glossary")
    kinds = list(dict.fromkeys(row["kind"] for row in rows("glossary")))
    for kind, table in zip(kinds, read(figure), strict=True):
        assert table.caption.lower() == word("glossary", "kind", kind, code).lower()
        expected = [
            [shown(row, "term", code), shown(row, "explanation", code), str(int(row["lesson"]))]
            for row in rows("glossary")
            if row["kind"] == kind
        ]
        assert sorted(table.rows) == sorted(expected)
        assert [cells[0].lower() for cells in table.rows] == sorted(
            (cells[0].lower() for cells in table.rows), key=lambda term: term.replace("ï", "i")
        )
    assert all(shown(row, "explanation", code) in figure.alt for row in rows("glossary"))
