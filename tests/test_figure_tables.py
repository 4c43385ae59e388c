"""Consequences, expectations and the explorer of demands: nothing of the tables is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from quizkit import figures, language
from quizkit.figures.listing import Entry, Listing
from quizkit.figures.records import actor, rows, shown, word

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("en", "nl")


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Leave the language as it was for the next test."""
    yield
    language("en")


def tips(svg: str) -> list[str]:
    """Give what the marks of a picture say under the mouse."""
    return [title.text or "" for title in ElementTree.fromstring(svg).iter(f"{SVG}title")]


@pytest.mark.parametrize("code", LANGUAGES)
def test_consequences_name_every_row(code: str) -> None:
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


def test_a_medium_is_named_where_the_article_names_it() -> None:
    """A consequence that an article has from a newspaper says so."""
    assert "reported by The New York Times" in figures.consequences().alt


def test_only_the_unlikely_is_open() -> None:
    """On the picture of consequences an open symbol is one that an article thinks unlikely."""
    figure = figures.consequences()
    unlikely = [row for row in rows("consequences") if row["certainty"] == "unlikely"]
    assert len(unlikely) > 0
    assert figure.svg.count('fill-opacity="0"') == len(unlikely)


@pytest.mark.parametrize("code", LANGUAGES)
def test_outlooks_name_every_expectation(code: str) -> None:
    """Outlooks in words give every expectation under its outlook, with whose it was."""
    language(code)
    words = figures.outlooks().alt
    for row in rows("expectations"):
        assert f"{shown(row, 'label', code)} ({actor(row, code)}): " in words
    headings = [
        words.index(word("expectations", "outlook", outlook, code).capitalize() + ":")
        for outlook in ("hopeful", "modest", "conditional", "gloomy")
    ]
    assert headings == sorted(headings)


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
    figure = figures.outlooks(outcome=True)
    came = {row["expectation_id"]: row for row in rows("outcomes")}
    assert set(came) == {row["id"] for row in rows("expectations")}
    for row in rows("expectations"):
        verdict = word("outcomes", "verdict", came[row["id"]]["verdict"], code)
        text = shown(came[row["id"]], "text", code)
        label = f"{shown(row, 'label', code)} ({actor(row, code)})"
        assert f"{label}: {verdict}. {text}" in figure.alt
        assert any(text in tip for tip in tips(figure.svg))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_explorer_lists_every_answer(code: str) -> None:
    """The table has a row for every answer, with the demand, who demands and who answers."""
    language(code)
    listing = figures.explorer().figure
    assert isinstance(listing, Listing)
    demands = {row["id"]: row for row in rows("demands")}
    assert len(listing.rows) == len(rows("responses"))
    for entry, row in zip(listing.rows, rows("responses"), strict=True):
        demand = demands[row["demand_id"]]
        answer = word("responses", "answer", row["answer"], code)
        assert entry.cells[0][0] == shown(demand, "label", code)
        assert [cell[1] for cell in entry.cells[1::2]] == [actor(demand, code), actor(row, code)]
        assert entry.cells[2][0].lower() == answer


def test_every_choice_of_the_explorer_finds_something() -> None:
    """Each option of each filter is a code of at least one row, and every code is an option."""
    explorer = figures.explorer()
    for choice in explorer.data["filters"]:
        offered = {code for code, _ in choice["options"]}
        present = {code for row in explorer.figure.rows for code in row.keys[choice["key"]]}
        assert offered == present
        assert choice["label"]


def test_the_explorer_is_a_table_without_a_kernel() -> None:
    """Without a kernel the explorer is an HTML table with headings, or its rows in words."""
    bundle = figures.explorer()._repr_mimebundle_()
    root = ElementTree.fromstring(
        re.sub(r"<style>.*?</style>", "", bundle["text/html"], flags=re.DOTALL)
    )
    assert [node.text for node in root.iter("th") if node.get("scope") == "col"] == [
        "Demand",
        "Demanded by",
        "Answer",
        "Answered by",
    ]
    assert len([node for node in root.iter("th") if node.get("scope") == "row"]) == 13
    assert bundle["text/plain"].count(" | ") == 13 * 3


def test_text_of_a_listing_is_never_markup() -> None:
    """Signs that mean something in HTML are shown as they are."""
    row = Entry([("<b>", "1 < 2"), ("", '"quoted"')], {"side": ['"x']})
    html = Listing(("A", "B & C"), (row,), "<i>", ("a",), ("<u>",), "en")._repr_html_()
    assert "&lt;b&gt;" in html
    assert "1 &lt; 2" in html
    for never in ("<i>", "<u>", "<b><b>", "B & C", 'data-side=""x"'):
        assert never not in html
