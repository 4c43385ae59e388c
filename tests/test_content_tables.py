"""What the tables hold: all that the articles say, in both languages, and nothing unsourced."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quizkit.tables import catalogue

Content = dict[str, dict[str, Mapping[str, Any]]]
Inventory = list[tuple[str, str, list[tuple[str, str]]]]  # article, statement, rows (table, id)
ARTICLES = ("article-a", "article-b", "article-c")
SHARED = {"topics"}  # the questions are put to all articles, said in none


@pytest.fixture(scope="module")
def content(checkout: Path) -> Content:
    """Return every table's rows by their ids."""
    return {
        name: {str(row["id"]): row for row in catalogue.read(name, checkout).rows}
        for name in catalogue.table_names(checkout)
    }


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    """Return every statement of the articles, with the rows that hold it."""
    path = Path(__file__).with_name("content_inventory.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (
                f"article-{entry['article']}",
                entry["statement"],
                [
                    (table, key)
                    for table, _, key in (r.partition(":") for r in entry["rows"].split())
                ],
            )
            for entry in csv.DictReader(file)
        ]


def sources(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the sources of a row."""
    found = row["source_ids"]
    assert isinstance(found, tuple)
    return found


@pytest.mark.slow
def test_package_is_valid_frictionless(checkout: Path) -> None:
    """The frictionless library finds nothing wrong with the package, hashes included."""
    import frictionless  # takes seconds, for this test alone

    report = frictionless.validate(str(checkout / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "rowNumber", "fieldName", "message", "note"])
    assert len(report.tasks) == len(catalogue.table_names(checkout))


def test_check_finds_nothing(checkout: Path) -> None:
    """Our own check finds nothing to mend, no stale hash either."""
    assert catalogue.check(checkout) == []


def test_every_statement_has_its_rows(content: Content, inventory: Inventory) -> None:
    """Every statement of the articles stands in rows that name the article as their source."""
    missing = [
        f"{article}: {statement} ({table}:{key})"
        for article, statement, rows in inventory
        for table, key in rows
        if key not in content[table] or article not in sources(content[table][key])
    ]
    assert missing == []


def test_every_row_of_an_article_has_its_statement(content: Content, inventory: Inventory) -> None:
    """No row names an article for something that is not in the list of its statements."""
    stated = {(article, table, key) for article, _, rows in inventory for table, key in rows}
    unstated = [
        f"{table}:{key} names {article}"
        for table, rows in content.items()
        if table not in SHARED | {"sources"}
        for key, row in rows.items()
        for article in ARTICLES
        if article in sources(row) and (article, table, key) not in stated
    ]
    assert unstated == []


CITED = re.compile(r"\[([ABC](?:, [^\]]+)*)\]")  # [A], [B, C], [A, Treaty]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_statement_is_taught(checkout: Path, language: str) -> None:
    """Every statement of the articles names a lesson that teaches it and cites its article."""
    texts = {
        path.stem[:2]: path.read_text(encoding="utf-8")
        for path in (checkout / "lessons" / language).glob("*.ipynb")
    }
    names = {path.stem for path in (checkout / "lessons" / "en").glob("*.ipynb")}
    cited = {
        number: {name for found in CITED.findall(text) for name in found.split(", ")}
        for number, text in texts.items()
    }
    path = Path(__file__).with_name("content_inventory.csv")
    with path.open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    untaught = [
        f"{entry['article']}: {entry['statement']} ({lesson or 'no lesson'})"
        for entry in entries
        for lesson in entry["lesson"].split() or [""]
        if lesson not in names or entry["article"].upper() not in cited[lesson[:2]]
    ]
    assert untaught == []


def test_every_source_is_used(content: Content) -> None:
    """Every source is named by at least one row."""
    used = {
        source
        for name, rows in content.items()
        if name != "sources"
        for row in rows.values()
        for source in sources(row)
    }
    assert set(content["sources"]) - used == set()


def test_articles_name_no_outlet(content: Content) -> None:
    """The three articles have no outlet and no address, as their texts give none."""
    for article in ARTICLES:
        row = content["sources"][article]
        assert row["kind"] == "article"
        assert not any(row[column] for column in ("issuing_body_en", "issuing_body_nl", "url"))


def test_every_topic_is_put_to_every_article(content: Content) -> None:
    """Claims hold each topic once for each article, silence included."""
    asked = Counter((row["topic_id"], row["article_id"]) for row in content["claims"].values())
    expected = {(topic, article) for topic in content["topics"] for article in ARTICLES}
    assert set(asked) == expected
    assert set(asked.values()) == {1}


def test_attributed_claims_name_whom(content: Content) -> None:
    """A claim that is attributed names to whom, and no other claim does."""
    for row in content["claims"].values():
        assert bool(row["attributed_to_id"]) == (row["stance"] == "attributes"), row["id"]
        assert sources(row) == (row["article_id"],), row["id"]


@pytest.mark.parametrize(
    "topic",
    ["reason-for-troops", "meaning-of-1997", "thursday-place", "thursday-parties", "crimea-word"],
)
def test_differences_between_articles_are_kept(content: Content, topic: str) -> None:
    """Where the articles differ, their claims differ."""
    claims = [row for row in content["claims"].values() if row["topic_id"] == topic]
    assert len({row["summary_en"] for row in claims}) == 3
    assert len({row["summary_nl"] for row in claims}) == 3


def test_spellings_of_ryabkov_differ(content: Content) -> None:
    """Each article spells Ryabkov in its own way."""
    spelled = [
        row["spelling"]
        for row in content["spellings"].values()
        if row["actor_id"] == "sergei-ryabkov"
    ]
    assert spelled == ["Sergej Rjabkov", "Sergej Ryabkov", "Sergei Ryabkov"]


def test_members_of_nato(content: Content) -> None:
    """Thirty states were members in January 2022, in rounds of known size."""
    rounds = Counter(row["enlargement_round"] for row in content["nato_members"].values())
    assert rounds == {
        "founders": 12,
        "1952": 2,
        "1955": 1,
        "1982": 1,
        "1999": 3,
        "2004": 7,
        "2009": 2,
        "2017": 1,
        "2020": 1,
    }
    assert sum(rounds.values()) == 30


def test_members_after_1997(content: Content) -> None:
    """Fourteen of the thirty had joined after 1997, three of them once Soviet republics."""
    later = [row for row in content["nato_members"].values() if row["accession_year"] > 1997]
    assert len(later) == 14
    assert {row["id"] for row in later if row["former_soviet_republic"]} == {
        "estonia",
        "latvia",
        "lithuania",
    }


def test_accession_year_is_that_of_the_date(content: Content) -> None:
    """Year, date and round of accession agree."""
    for row in content["nato_members"].values():
        assert row["accession_date"].year == row["accession_year"], row["id"]
        assert row["enlargement_round"] in ("founders", str(row["accession_year"])), row["id"]


def test_enlargement_events_agree_with_members(content: Content) -> None:
    """Each event of enlargement has the day and the number that the list of members gives."""
    dates = [row["accession_date"] for row in content["nato_members"].values()]
    events = [row for key, row in content["events"].items() if str(key).startswith("enlargement-")]
    assert len(events) == 5
    for row in events:
        assert row["date"] in dates
        members = sum(date <= row["date"] for date in dates)
        assert f"NATO grows to {members} members" == row["name_en"]


VOTED = {  # what the record of each meeting says: in favour, against, abstained, did not vote
    "68/262": (100, 11, 58, 24),
    "71/205": (70, 26, 77, 20),
    "72/190": (70, 26, 76, 21),
    "73/194": (66, 19, 72, 36),
    "73/263": (65, 27, 70, 31),
    "74/17": (63, 19, 66, 45),
    "74/168": (65, 23, 83, 22),
}
VOTES = ("yes", "no", "abstained", "not_voting")


@pytest.mark.parametrize("resolution", VOTED)
def test_votes_add_up_to_the_published_totals(content: Content, resolution: str) -> None:
    """Each of the 193 members has one vote on a resolution, and together they make its totals."""
    cast = [row for row in content["votes"].values() if row["resolution"] == resolution]
    assert len({row["iso_alpha3"] for row in cast}) == len(cast) == 193
    counted = Counter(row["vote"] for row in cast)
    assert tuple(counted[vote] for vote in VOTES) == VOTED[resolution]


def test_votes_rest_on_their_resolutions(content: Content) -> None:
    """A vote names its resolution as a source, whose day and totals are its own."""
    for row in content["votes"].values():
        source = content["sources"][sources(row)[0]]
        assert source["title_en"].startswith(f"Resolution {row['resolution']}: "), row["id"]
        assert source["date"] == row["date"], row["id"]
    noted = {row["title_en"].split()[1].rstrip(":"): row for row in content["sources"].values()}
    for resolution, totals in list(VOTED.items())[1:]:
        for language in ("en", "nl"):
            note = noted[resolution][f"note_{language}"]
            assert tuple(map(int, re.findall(r"\d+", note))) == totals, resolution


def test_states_are_the_same_in_every_vote(content: Content) -> None:
    """What a row says of a state, but for its vote and NATO, is what every other row says of it."""
    told: dict[str, set[tuple[Any, ...]]] = {}
    for row in content["votes"].values():
        same = ("state_en", "state_nl", "region", "osce_state", "former_soviet_republic")
        told.setdefault(row["iso_alpha3"], set()).add(tuple(row[column] for column in same))
    assert [code for code, rows in told.items() if len(rows) > 1] == []
    states = [row for row in content["votes"].values() if row["resolution"] == "74/17"]
    assert sum(row["osce_state"] for row in states) == 57 - 1  # the Holy See is not a member
    assert sum(row["former_soviet_republic"] for row in states) == 15


def test_votes_agree_with_the_members_of_nato(content: Content) -> None:
    """A state counts as a member from the day that the list of members gives, by the same name."""
    members = {row["iso_alpha3"]: row for row in content["nato_members"].values()}
    for row in content["votes"].values():
        member = members.get(row["iso_alpha3"])
        joined = member is not None and member["accession_date"] <= row["date"]
        assert row["nato_member"] is joined, row["id"]
        if member:
            assert (row["state_en"], row["state_nl"]) == (member["name_en"], member["name_nl"])
            assert row["former_soviet_republic"] == member["former_soviet_republic"], row["id"]


def test_the_cast_sat_where_the_tables_say(content: Content) -> None:
    """A person of the cast sat at every table that another table names for that person."""
    cast, meetings = content["people"], content["meetings"]
    for row in content["meeting_participants"].values():
        announced = meetings[row["meeting_id"]]["id"] == "stoltenberg-kuleba"  # by article C alone
        if content["actors"][row["actor_id"]]["kind"] == "person" and not announced:
            assert row["meeting_id"] in cast[row["actor_id"]]["meeting_ids"], row["id"]


def test_everyone_of_a_side_is_in_the_cast(content: Content) -> None:
    """Every person of the actors is in the cast, and has a side."""
    people = [row for row in content["actors"].values() if row["kind"] == "person"]
    assert {row["id"] for row in people} == set(content["people"])
    assert all(row["side"] for row in people)


def test_terms_are_told_apart_and_explained_in_other_words(content: Content) -> None:
    """No term stands twice, and no explanation begins with its own term."""
    for code in ("en", "nl"):
        terms = [row[f"term_{code}"].lower() for row in content["glossary"].values()]
        assert len(set(terms)) == len(terms) >= 45
        for row in content["glossary"].values():
            said = row[f"explanation_{code}"].lower()
            assert not said.startswith(row[f"term_{code}"].lower()), row["id"]
            assert said.endswith((".", "?")), row["id"]


def test_the_week(content: Content) -> None:
    """The three meetings are on their days, in their cities."""
    main = [row for row in content["meetings"].values() if row["part"] == "main"]
    assert [(str(row["date"]), row["city_en"], row["city_nl"]) for row in main] == [
        ("2022-01-10", "Geneva", "Genève"),
        ("2022-01-12", "Brussels", "Brussel"),
        ("2022-01-13", "Vienna", "Wenen"),
    ]


def test_weekdays_agree_with_dates(content: Content) -> None:
    """The weekday of a meeting is that of its date, in both languages."""
    dutch = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
    for row in content["meetings"].values():
        if row["date_precision"] == "day":
            assert row["weekday_en"] == row["date"].strftime("%A"), row["id"]
            assert row["weekday_nl"] == dutch[row["date"].weekday()], row["id"]


def test_events_that_are_meetings_share_their_date(content: Content) -> None:
    """An event that is also a meeting has the meeting's date and precision."""
    both = [row for row in content["events"].values() if row["meeting_id"]]
    assert len(both) == 4
    for row in both:
        meeting = content["meetings"][row["meeting_id"]]
        assert (row["date"], row["date_precision"]) == (meeting["date"], meeting["date_precision"])


def test_soldiers_stood_there_before_the_talks_and_the_drafts(content: Content) -> None:
    """Each build-up of 2021 begins before what followed it: the summit, and the drafts."""
    dates = {key: row["date"] for key, row in content["events"].items()}
    assert dates["build-up-spring"] < dates["geneva-summit-2021"]
    assert dates["geneva-summit-2021"] < dates["build-up-autumn"] < dates["russian-drafts"]


def test_those_who_led_in_geneva_had_met_there_before(content: Content) -> None:
    """Sherman and Ryabkov led three meetings, all in Geneva, that of the week being the last."""
    led = [
        {
            row["meeting_id"]
            for row in content["meeting_participants"].values()
            if (row["actor_id"], row["role"]) == (name, "leader")
        }
        for name in ("wendy-sherman", "sergei-ryabkov")
    ]
    shared = sorted((content["meetings"][key] for key in led[0] & led[1]), key=lambda m: m["date"])
    assert {row["city_en"] for row in shared} == {"Geneva"}
    assert [row["id"] for row in shared][2:] == ["geneva-talks"]


def test_imprecise_dates_begin_their_period(content: Content) -> None:
    """A month, season or year is stored as its first day."""
    first = {"month": range(1, 13), "season": (3, 6, 9, 12), "year": (1,)}
    for rows in content.values():
        for row in rows.values():
            if row.get("date_precision") in first:
                assert row["date"].day == 1, row["id"]
                assert row["date"].month in first[row["date_precision"]], row["id"]


def test_every_demand_is_answered_by_the_other_side(content: Content) -> None:
    """Every demand has a response from the other side, even if only that none is reported."""
    answered = {row["demand_id"] for row in content["responses"].values()}
    assert answered == set(content["demands"])
    for row in content["responses"].values():
        demand = content["demands"][row["demand_id"]]
        assert content["actors"][row["actor_id"]]["side"] != demand["side"], row["id"]


def test_ukraine_demands_in_its_own_words(content: Content) -> None:
    """Ukraine demands something too, and no article is named for it, as none reports it."""
    own = [row for row in content["demands"].values() if row["side"] == "ukraine"]
    assert own
    assert [row["id"] for row in own if set(sources(row)) & set(ARTICLES)] == []


def test_sides_agree_with_actors(content: Content) -> None:
    """The side of a demand or consequence is the side of its actor."""
    for table in ("demands", "consequences"):
        for row in content[table].values():
            assert row["side"] == content["actors"][row["actor_id"]]["side"], row["id"]


def test_labels_tell_rows_apart(content: Content) -> None:
    """No two rows of a table share a label, in either language, so quizzes can use them."""
    for table, rows in content.items():
        for column in ("label_en", "label_nl"):
            labels = [row[column] for row in rows.values() if column in row]
            assert len(labels) == len(set(labels)), table


def test_every_expectation_has_its_outcome(content: Content) -> None:
    """Every expectation of the week has one outcome, and none rests on the articles."""
    judged = Counter(row["expectation_id"] for row in content["outcomes"].values())
    assert judged == Counter(list(content["expectations"]))
    for row in content["outcomes"].values():
        assert not set(sources(row)) & set(ARTICLES), row["id"]


def test_only_conditions_can_stay_untested(content: Content) -> None:
    """What was not put to the test is an expectation that hung on a condition."""
    untested = [r for r in content["outcomes"].values() if r["verdict"] == "not_tested"]
    assert untested
    for row in untested:
        assert content["expectations"][row["expectation_id"]]["outlook"] == "conditional"


def test_later_knowledge_is_kept_apart(content: Content) -> None:
    """Later events come after Geneva, in order, and none is in the background or the week."""
    geneva = content["meetings"]["geneva-talks"]["date"]
    dates = [row["date"] for row in content["later_events"].values()]
    assert dates == sorted(dates)
    assert min(dates) > geneva
    assert max(row["date"] for row in content["events"].values()) < geneva
    assert not set(content["later_events"]) & (set(content["events"]) | set(content["meetings"]))


def test_later_events_rest_on_documents_of_their_day(content: Content) -> None:
    """Each later event has a source of its own day or the next, and none from the articles."""
    for row in content["later_events"].values():
        days = {row["date"], row["date"] + timedelta(days=1)}
        assert days & {content["sources"][name]["date"] for name in sources(row)}, row["id"]
        assert not set(sources(row)) & set(ARTICLES), row["id"]


def shown_texts(content: Content) -> Iterator[tuple[str, str]]:
    """Yield every shown text with its language."""
    for rows in content.values():
        for row in rows.values():
            for column, value in row.items():
                if column.endswith(("_en", "_nl")) and value:
                    yield column[-2:], str(value)


def test_dutch_uses_dutch_names(content: Content) -> None:
    """Dutch texts say NAVO, OVSE, Oekraïne and Poetin; English ones NATO, OSCE, Ukraine, Putin."""
    foreign = {
        "nl": re.compile(r"\b(NATO|OSCE|Ukraine|Putin|Russia|Vienna|Geneva|Ryabkov)\b"),
        "en": re.compile(r"\b(NAVO|Navo|OVSE|Oekra|Poetin|Rusland|Wenen|Genève|Rjabkov)"),
    }
    wrong = [text for language, text in shown_texts(content) if foreign[language].search(text)]
    assert wrong == []


def test_texts_are_clean(content: Content) -> None:
    """No text has a line break, a double space or a space at its ends."""
    wrong = [text for _, text in shown_texts(content) if re.search(r"\n|  |^ | $", text)]
    assert wrong == []


def test_descriptions_are_complete(checkout: Path) -> None:
    """Every table and column has a title and a description, in both languages, and units."""
    for name in catalogue.table_names(checkout):
        table = catalogue.read(name, checkout)
        for said in (table.titles, table.descriptions):
            assert said["en"], name
            assert said["nl"] not in ("", said["en"]), name
        for column in table.fields:
            for said in (column.titles, column.descriptions):
                assert all(said[language] for language in ("en", "nl")), (name, column.name)
            assert set(column.labels) == set(column.enum), (name, column.name)
            assert bool(column.unit) == (column.type in ("integer", "number")), (name, column.name)
