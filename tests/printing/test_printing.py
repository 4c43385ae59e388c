"""Quizzes and their keys on paper: what stands on the pages, and what must not."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import quizkit
from quizkit.cli import main
from quizkit.printing import (
    html_page,
    pdf,
    print_all,
    print_page,
    print_quiz,
    print_roles,
    sheet_parts,
)
from quizkit.printing.handout import answer_key, beginning, chosen, handout, printed
from quizkit.printing.reference import CODED, SHEETS, codes
from quizkit.printing.role_cards import PARTIES, role_cards
from quizkit.printing.text_page import text_page
from quizkit.quiz.markup import plain
from quizkit.quiz.model import Quiz
from quizkit.quiz.paper import Rows
from quizkit.tables import catalogue

A4 = (595.28, 841.89)
LANGUAGES = ("en", "nl")
CHECKOUT = Path(__file__).resolve().parents[2]
QUIZZES = sorted(path.stem for path in (CHECKOUT / "data" / "quizzes").glob("*.yaml"))
# Each type is in the quiz of nine; of the course's own, one is enough for `make check`.
OURS = [
    name if name == "geneva" else pytest.param(name, marks=pytest.mark.slow) for name in QUIZZES
]


@pytest.fixture
def nine() -> Quiz:
    """Return a quiz with each of the nine types."""
    return quizkit.load(str(CHECKOUT / "tests" / "quizzes" / "nine.yaml"))


def read(made: bytes) -> PdfReader:
    """Open a PDF."""
    return PdfReader(BytesIO(made))


def flat(text: str) -> str:
    """Return a text without spaces, hyphens and line ends: a PDF breaks words and lines anew."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def text_of(made: bytes) -> str:
    """Return what can be read on the pages of a PDF."""
    return flat("".join(one.extract_text() for one in read(made).pages))


def words_of(html: str) -> str:
    """Return what can be read in HTML."""
    return flat(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OURS)
def test_our_quizzes_print(name: str, language: str) -> None:
    """Each quiz of the course fits A4, with every prompt, and a number on each page."""
    quiz = quizkit.load(name)
    for sheet in (handout(quiz, language), answer_key(quiz, language)):
        reader = read(pdf.as_pdf(sheet))
        sizes = {(float(p.mediabox.width), float(p.mediabox.height)) for p in reader.pages}
        assert {tuple(round(side, 2) for side in size) for size in sizes} == {A4}
        texts = [one.extract_text() for one in reader.pages]
        for number, text in enumerate(texts, start=1):
            assert flat(sheet.foot.format(page=number, pages=len(texts))) in flat(text)
        whole = flat("".join(texts))
        html = words_of(html_page.as_html(sheet))
        for entry in sheet.entries:
            assert words_of(entry.prompt) in whole, entry.heading
            assert words_of(entry.prompt) in html, entry.heading


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quiz_tells_no_key(nine: Quiz, language: str) -> None:
    """No hint and nothing said after an answer stands on the quiz, in the PDF or in the HTML."""
    sheet = handout(nine, language)
    shown = text_of(pdf.as_pdf(sheet)), words_of(html_page.as_html(sheet))
    for item in nine.questions:
        secrets = [hint.text for hint in item.hints] + [item.explanation, item.then]
        for secret in filter(None, secrets):
            assert not any(flat(plain(secret.get(language))) in text for text in shown), item.id
    told = {
        text for item in nine.questions for text in item.key(language).get("feedback", {}).values()
    }
    assert told
    assert not any(words_of(secret) in text for secret in told for text in shown)


def test_the_order_is_not_the_authors(nine: Quiz) -> None:
    """Over all choices of the course, the right option stands in each place about as often."""
    places = []
    for name in QUIZZES:
        quiz = quizkit.load(name)
        for item in quiz.questions:
            if item.type == "choice" and item.shuffle:
                options = [option["token"] for option in printed(quiz, item, "en")["options"]]
                places.append(options.index(item.right()) / (len(options) - 1))
    assert len(places) > 30
    assert 0.4 < sum(places) / len(places) < 0.6


def test_both_languages_have_the_same_letters() -> None:
    """A key fits the quiz in either language: the options stand in the same order."""
    quiz = quizkit.load("geneva")
    for item in quiz.questions:
        orders = []
        for language in LANGUAGES:
            view = printed(quiz, item, language)
            names = ("options", "left", "right", "items", "groups")
            orders.append([o["token"] for name in names for o in view.get(name, ())])
        assert orders[0] == orders[1], item.id


def test_the_key_names_the_printed_letters(nine: Quiz) -> None:
    """The letter that the key gives is the one that stands before the right option."""
    sheet, key = handout(nine, "en"), answer_key(nine, "en")
    place = next(n for n, item in enumerate(nine.questions) if item.type == "choice")
    item = nine.questions[place]
    rows = sheet.entries[place].parts[0]
    answer = key.entries[place].parts[0]
    assert isinstance(rows, Rows)
    assert isinstance(answer, sheet_parts.Prose)
    options = printed(nine, item, "en")["options"]
    right = next(at for at, option in enumerate(options) if option["token"] == item.right())
    sign, text = rows.rows[right]
    assert answer.html == f"<strong>{sign}</strong> {text}"


def test_the_key_says_which_questions_are_settled(nine: Quiz) -> None:
    """That one no longer counts, or counts for all, stands on the key and not on the sheet."""
    first, second, *others = nine.questions
    items = (replace(first, void=True), replace(second, credit=True), *others)
    settled = replace(nine, questions=items)
    key = words_of(html_page.as_html(answer_key(settled, "en")))
    assert flat("This question no longer counts") in key
    assert flat("Everybody gets the points of this question.") in key
    assert handout(settled, "en") == handout(nine, "en")


def test_the_key_names_the_questions(nine: Quiz) -> None:
    """Each question has its name on the key, as lesson plans call it, and none on the quiz."""
    names = [f"nine/{item.id}" for item in nine.questions]
    shown = text_of(pdf.as_pdf(answer_key(nine, "en")))
    page = words_of(html_page.as_html(answer_key(nine, "en")))
    assert [name for name in names if flat(name) not in shown or flat(name) not in page] == []
    assert "nine/" not in text_of(pdf.as_pdf(handout(nine, "en")))


def test_chosen_questions_keep_their_letters(nine: Quiz) -> None:
    """Questions that are chosen come in the order asked for, with letters as on the whole sheet."""
    ids = [item.id for item in nine.questions]
    part = chosen(nine, [f"nine/{ids[3]}", ids[0]])
    assert [item.id for item in part.questions] == [ids[3], ids[0]]
    whole, sheet = handout(nine, "en"), handout(part, "en")
    assert [entry.parts for entry in sheet.entries] == [
        whole.entries[3].parts,
        whole.entries[0].parts,
    ]
    assert [entry.heading for entry in sheet.entries] == ["1", "2"]


def test_the_key_explains(nine: Quiz) -> None:
    """The key holds what is said after each answer, and the feedback of every option."""
    shown = text_of(pdf.as_pdf(answer_key(nine, "en")))
    for item in nine.questions:
        for text in filter(None, (item.explanation, item.then)):
            assert flat(plain(text.get("en"))) in shown
        for feedback in item.key("en").get("feedback", {}).values():
            assert words_of(feedback) in shown, item.id


def test_printing_twice_gives_the_same_file(nine: Quiz) -> None:
    """The same quiz gives the same bytes, so that hand-outs can be compared and kept in git."""
    assert pdf.as_pdf(handout(nine, "nl")) == pdf.as_pdf(handout(nine, "nl"))


def test_the_page_fetches_nothing(nine: Quiz) -> None:
    """The HTML holds no script and no address, and forbids itself both."""
    html = html_page.as_html(handout(nine, "en"))
    assert "<script" not in html
    assert "://" not in html
    assert "default-src 'none'" in html


def test_strange_texts_are_printed_as_they_are(tmp_path: Path) -> None:
    """What would be markup to HTML or to the typesetter stands on paper as it was written."""
    text = "#pagebreak() $ x$ *a* <b>bold</b> [[1]] \\\\ @me `#let` ~ ☐ Україна"
    path = tmp_path / "strange.yaml"
    path.write_text(
        f"id: strange\ntitle: {text!r}\nquestions:\n  - id: one\n    type: truefalse\n"
        f"    prompt: {text!r}\n    answer: true\n",
        encoding="utf-8",
    )
    files = print_quiz(path, output=tmp_path / "out")
    shown = text_of(files[1].read_bytes())
    assert "#pagebreak()$x$a<b>bold</b>[[1]]" in shown
    assert "Україна" in shown


def test_tables_code_and_lists_stand_on_paper_as_written(tmp_path: Path) -> None:
    """Code keeps its lines, tables their cells and lists their numbers, on the page and in PDF."""
    prompt = "|\n      | pH | of |\n      |--|--|\n      | 1.5 | stomach |\n\n      ```\n      "
    prompt += (
        "for base in dna:\n          print(base)\n      ```\n\n      10. ten\n      12. twelve"
    )
    path = tmp_path / "dna.yaml"
    path.write_text(
        f"id: dna\ntitle: DNA\nquestions:\n  - id: q\n    type: truefalse\n    prompt: {prompt}\n"
        "    answer: true\n",
        encoding="utf-8",
    )
    sheet = handout(quizkit.load(path), "en")
    described = pdf.described(sheet)["entries"][0]["prompt"]
    assert ["pre", ["code", "for base in dna:\n    print(base)"]] in described
    table = described[0][1]
    assert ["tr", ["td", "", "1.5"], ["td", "", "stomach"]] in table[2]
    lines = read(pdf.as_pdf(sheet)).pages[0].extract_text().splitlines()
    assert {"for base in dna:", "print(base)"} <= {line.strip() for line in lines}
    assert "12.twelve" in flat(" ".join(lines))
    assert "for base in dna:\n    print(base)" in html_page.as_html(sheet)


def test_a_text_takes_the_direction_of_its_script(nine: Quiz) -> None:
    """On the printed page each of an author's texts has the direction of its own letters."""
    printed_page = html_page.as_html(handout(nine, "en"))
    assert '<h1 dir="auto">' in printed_page
    assert '<div class="prompt" dir="auto">' in printed_page
    assert "<td dir=auto>" in printed_page


def test_role_cards_come_from_the_tables() -> None:
    """Each party has a card; every demand, of either side, stands on the card of who makes it."""
    for language in LANGUAGES:
        sheet = role_cards(CHECKOUT, language)
        assert len(sheet.entries) == len(PARTIES)
        shown = words_of(html_page.as_html(sheet))
        demands = quizkit.data.load("demands", language=language)
        assert [text for text in demands["text"] if flat(text) not in shown] == []


def test_ukraine_and_nato_meet_while_geneva_sits() -> None:
    """On Monday Ukraine has a seat of its own, with the allies, and two cards say so."""
    meetings = quizkit.data.load("meetings", language="en").set_index("id")
    commission = meetings.loc["nato-ukraine-commission", "name"]
    shown = words_of(html_page.as_html(role_cards(CHECKOUT, "en")))
    assert shown.count(flat(f"Brussels: {commission}.")) == 2


def test_role_cards_know_nothing_of_the_evening() -> None:
    """What was said only after the talks is on no card: it is what the players find out."""
    statements = quizkit.data.load("statements", language="en")
    later = statements[statements["moment"] == "after"]["text"]
    shown = words_of(html_page.as_html(role_cards(CHECKOUT, "en")))
    assert len(later) > 0
    assert [text for text in later if flat(text) in shown] == []
    responses = quizkit.data.load("responses", language="en")
    said = [row["source_ids"] == ("sherman-briefing-2022",) for _, row in responses.iterrows()]
    evening = responses[said]["text"]
    assert len(evening) > 0
    assert [text for text in evening if flat(text) in shown] == []


def test_the_command_writes_four_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``quizkit print geneva --language nl`` writes quiz and key, HTML and PDF, and lists them."""
    assert main(["print", "geneva", "--language", "nl", "--output", str(tmp_path / "new")]) == 0
    names = {"geneva-nl.html", "geneva-nl.pdf", "geneva-nl-key.html", "geneva-nl-key.pdf"}
    assert {path.name for path in (tmp_path / "new").iterdir()} == names
    assert {Path(line).name for line in capsys.readouterr().out.split("\n") if line} == names


def test_the_command_writes_role_cards(tmp_path: Path) -> None:
    """``quizkit print --roles`` writes the cards, each party's on a page of its own."""
    html, portable = print_roles(language="nl", output=tmp_path)
    assert len(read(portable.read_bytes()).pages) == len(PARTIES)
    assert "Rolkaarten" in html.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "table", "column"),
    [("glossary", "glossary", "explanation"), ("people", "people", "biography")],
)
def test_terms_and_people_stand_on_paper(name: str, table: str, column: str) -> None:
    """The sheets of terms and of people have every row of their table, in either language."""
    for language in LANGUAGES:
        text = text_of(pdf.as_pdf(SHEETS[name](language)))
        for row in catalogue.read(table, CHECKOUT).rows:
            assert flat(str(row[f"{column}_{language}"])) in text, row["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_and_its_lesson_are_told_side_by_side(language: str) -> None:
    """In the glossary the word "lesson" is never cut off from its number by the end of a line."""
    pages = read(pdf.as_pdf(SHEETS["glossary"](language))).pages
    told = re.findall(r"Les(?:son)?:[ \u00a0]\d\.", "".join(p.extract_text() for p in pages))
    assert len(told) == len(catalogue.read("glossary", CHECKOUT).rows)


def test_the_card_of_codes_is_one_page() -> None:
    """The card tells what a code means, in the language of the card, on one page."""
    for language, word in (("en", "open to talk"), ("nl", "bespreekbaar")):
        made = pdf.as_pdf(codes(language))
        assert len(read(made).pages) == 1
        assert flat(f"open_to_talk: {word}") in text_of(made)


def test_the_card_has_the_codes_of_every_table_that_lessons_load() -> None:
    """Every table that a lesson or an assignment loads is on the card, if it has codes."""
    code = "".join(p.read_text("utf-8") for p in (CHECKOUT / "lessons").rglob("*.ipynb"))
    loaded = set(re.findall(r'data\.load\(\\"(\w+)', code)) - {
        "nato_members"
    }  # its codes are years
    coded = {
        name for name in loaded if any(c.labels for c in catalogue.read(name, CHECKOUT).fields)
    }
    assert "responses" in coded
    assert coded <= set(CODED)


def test_the_command_writes_a_sheet_to_look_things_up(tmp_path: Path) -> None:
    """``quizkit print --codes`` writes the card, as HTML and as PDF."""
    assert main(["print", "--codes", "--language", "nl", "--output", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"codes-nl.html", "codes-nl.pdf"}


def test_the_command_prints_the_core_of_a_lesson(tmp_path: Path) -> None:
    """``--first 4`` prints a quiz's first four questions, beside the sheets of the whole quiz."""
    assert main(["print", "geneva", "--output", str(tmp_path)]) == 0
    assert main(["print", "geneva", "--first", "4", "--output", str(tmp_path)]) == 0
    assert main(["print", "geneva", "--only", "over-the-heads", "--output", str(tmp_path)]) == 0
    parts = ("geneva", "geneva-first-4", "geneva-chosen")
    names = {
        f"{part}-en{key}.{kind}"
        for part in parts
        for key in ("", "-key")
        for kind in ("pdf", "html")
    }
    assert {path.name for path in tmp_path.iterdir()} == names
    text = (tmp_path / "geneva-first-4-en.html").read_text(encoding="utf-8")
    assert text.count("<section>") == 4


@pytest.mark.slow
def test_everything_is_printed_by_one_command(tmp_path: Path) -> None:
    """Every quiz, its key and its core, cards, test and guide come as PDF, keys for the teacher."""
    made = list(print_all(language="nl", output=tmp_path))
    assert {path.suffix for path in made} == {".pdf"}
    assert len(made) == len(set(made))
    folders = {"klas": set(), "docent": set()}  # type: dict[str, set[str]]
    for path in made:
        folders[path.parent.name].add(path.stem)
    assert {f"{name}-nl" for name in QUIZZES} | {"roles-nl", "toets-nl"} <= folders["klas"]
    assert {f"{name}-nl" for name in SHEETS} <= folders["klas"]
    assert {f"{name}-nl-key" for name in QUIZZES} <= folders["docent"]
    assert {"lesplannen-nl", "correctievoorschrift-nl", "handleiding-nl"} <= folders["docent"]
    assert not any(name.endswith("-key") for name in folders["klas"])
    assert {"geneva-first-4-nl", "demands-first-4-nl"} <= folders["klas"]
    assert "geneva-prediction-first-4-nl" not in folders["klas"]


def test_a_markdown_file_is_printed(tmp_path: Path) -> None:
    """A file in Markdown comes on paper with its headings, tables and quotations, without links."""
    path = tmp_path / "nl" / "toets.md"
    path.parent.mkdir()
    path.write_text(
        "# Een toets\n\nLees [de les](les.ipynb).\n\n## Bron 1\n\n> Wij *niet*.\n>\n> Zij wel.\n\n"
        "```python\n# geen kop\n```\n\n---\n\n## Vragen\n\n### Vraag 1\n\n"
        "| a | b |\n|--|--|\n| 1 | 2 |\n",
        encoding="utf-8",
    )
    html, portable = print_page(path, output=tmp_path / "out")
    assert html.name == "toets-nl.html"
    shown, pages = html.read_text("utf-8"), read(portable.read_bytes()).pages
    assert "Lees de les." in shown
    assert "<blockquote>" in shown
    assert '<html lang="nl">' in shown
    assert "# geen kop" in shown
    assert [
        ("Vragen" in page.extract_text(), "Bron 1" in page.extract_text()) for page in pages
    ] == [
        (False, True),
        (True, False),
    ]
    assert print_page(path, output=tmp_path / "again")[1].read_bytes() == portable.read_bytes()


@pytest.mark.slow
def test_a_heading_stays_with_what_follows(tmp_path: Path) -> None:
    """A heading with nothing below it does not stand alone at the end of a page."""
    for lines in range(30, 60):
        path = tmp_path / f"{lines}.md"
        filled = "\n\n".join(f"Regel {n}." for n in range(lines))
        path.write_text(f"# T\n\n{filled}\n\n## Vragen\n\n### Een\n\nTekst.\n\nMeer.\n", "utf-8")
        pages = [page.extract_text() for page in read(pdf.as_pdf(text_page(path, "nl"))).pages]
        assert [("Vragen" in page) for page in pages] == [("Een" in page) for page in pages], lines


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["geneva", "--only", "same-raeson"], "There is no question 'same-raeson'; did you mean"),
        (["geneva", "--first", "0"], "name 1 or more: --first 4."),
        (["--roles", "--first", "4"], "are for a quiz; name one: geneva."),
        (["nowhere.md"], "nowhere.md cannot be read; name a Markdown file in UTF-8."),
        (["untitled.md"], "untitled.md has no title; begin its first line with '# '."),
        (["genva"], "did you mean 'geneva'?"),
        (["geneva", "--language", "xx"], "There is no language 'xx'"),
        (["geneva", "--language", "de"], "has no texts in 'de'"),
        (["--all", "--language", "de"], "There is no language 'de'"),
        (["geneva", "--output", "taken"], "name another folder: --output FOLDER."),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An unknown quiz or language and a folder that can't be written are told in a sentence."""
    monkeypatch.chdir(tmp_path)
    Path("untitled.md").write_text("Text alone.", encoding="utf-8")
    Path("taken").write_text("a file, where a folder is wanted", encoding="utf-8")
    assert main(["print", *arguments]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_a_quiz_in_one_language_is_told(tmp_path: Path) -> None:
    """A quiz that lacks the language asked for is not printed in another."""
    path = tmp_path / "one.yaml"
    path.write_text(
        "id: one\ntitle: {en: One}\nquestions:\n  - id: a\n    type: truefalse\n"
        "    prompt: {en: Yes?}\n    answer: true\n",
        encoding="utf-8",
    )
    with pytest.raises(quizkit.errors.PrintError, match="choose one of its languages: en"):
        print_quiz(path, language="nl", output=tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["background", "geneva", "brussels", "vienna", "demands", "sources", "after"]
)
def test_the_core_of_a_lesson_fits_one_page(name: str, language: str) -> None:
    """The first four questions of each lesson's quiz fit one page."""
    sheet = handout(beginning(quizkit.load(name), 4), language)
    assert len(read(pdf.as_pdf(sheet)).pages) == 1


def test_a_quiz_is_printed_in_its_own_language(tmp_path: Path) -> None:
    """A quiz that is not in English is printed in the first of its languages, unless told."""
    path = tmp_path / "flüsse.yaml"
    path.write_text(
        "id: fluesse\ntitle: {de: Flüsse, uk: Річки}\nquestions:\n"
        "  - {id: a, type: truefalse, prompt: {de: Der Rhein., uk: Рейн.}, answer: true}\n",
        "utf-8",
    )
    files = print_quiz(path, output=tmp_path / "out")
    assert "fluesse-de.pdf" in [file.name for file in files]
    assert "Wähle eine Antwort." in (tmp_path / "out" / "fluesse-de.html").read_text("utf-8")
