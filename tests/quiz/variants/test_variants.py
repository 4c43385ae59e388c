"""Questions with parameters: what is filled in, what is asked, and how mistakes are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizkit.errors import Problem
from quizkit.quiz import loading
from quizkit.quiz.model import Item
from quizkit.tables.content_folder import content_folder


def read(
    folder: Path, question: str, *, title: str = "Varied"
) -> tuple[list[Problem], tuple[Item, ...]]:
    """Read a quiz of one question; give its mistakes, and the variants of the question."""
    path = folder / "varied.yaml"
    head = f"id: varied\ntitle: {title}\nquestions:\n"
    path.write_text(f"{head}  - {question.strip()}\n", encoding="utf-8")
    problems, quiz = loading.read(path)
    items = quiz.questions if quiz else ()
    return problems, items[0].variants if items else ()


def good(folder: Path, question: str, **options: str) -> tuple[Item, ...]:
    """Return the variants of a question without mistakes."""
    problems, items = read(folder, question, **options)
    assert list(map(str, problems)) == []
    return items


def number(variants: str, prompt: str = '"{a}"', answer: str = "= a", more: str = "") -> str:
    """Write a question that asks for a number."""
    fields = f"id: q, type: number, variants: {variants}, prompt: {prompt}, answer: {answer}"
    return f"{{{fields}{more}}}"


def prompts(items: tuple[Item, ...], language: str = "en") -> set[str]:
    """Return what is asked."""
    return {item.prompt.get(language) for item in items}


def test_each_variant_is_a_question_of_its_own(tmp_path: Path) -> None:
    """Every combination that fits is asked, with the key that follows from it."""
    items = good(
        tmp_path,
        number(
            "{a: {from: 2, to: 4}, b: [3, 5], where: a != b}",
            '"{a} x {b}?"',
            "= a * b",
            ', wrong: [{value: = a + b, feedback: "{a} plus {b}, {a + b}"}]',
        ),
    )
    assert prompts(items) == {"2 x 3?", "2 x 5?", "3 x 5?", "4 x 3?", "4 x 5?"}
    for item in items:
        a, b = (int(part) for part in item.prompt.get("en")[:-1].split(" x "))
        assert item.grade(str(a * b)).fraction == 1
        told = item.grade(str(a + b)).marks[0].feedback
        assert told
        assert told.get("en") == f"{a} plus {b}, {a + b}"
    assert len({item.public_fingerprint for item in items}) == 5


def test_there_are_as_many_variants_as_asked_for(tmp_path: Path) -> None:
    """Of many combinations so many are made, the same ones each time, and from all over."""
    question = number("{a: {from: 1, to: 9999}, b: {from: 1, to: 9999}, count: 30}", '"{a} {b}"')
    items = good(tmp_path, question)
    assert len(items) == 30
    assert items == good(tmp_path, question)
    assert max(int(item.prompt.get("en").split()[0]) for item in items) > 5000


def test_a_condition_more_keeps_most_variants(tmp_path: Path) -> None:
    """What is left out after a release changes the variants of those alone who had it."""
    many = good(tmp_path, number("{a: {from: 1, to: 40}}"))
    fewer = good(tmp_path, number("{a: {from: 1, to: 40}, where: a != 7}"))
    assert len({i.variant for i in many} & {i.variant for i in fewer}) >= 19


def test_which_variants_there_are_says_nothing_of_the_key(tmp_path: Path) -> None:
    """Other values of what only the key is made of leave the same ones, the same one first."""
    variants = "{{a: {{from: 1, to: 40}}, b: {{from: 2, to: 49}}, where: b == a + {}}}"
    one, other = (good(tmp_path, number(variants.format(more), answer="= b")) for more in (1, 9))
    assert [item.right() for item in one] != [item.right() for item in other]
    assert [item.prompt for item in one] == [item.prompt for item in other]
    assert [item.variant for item in one] == [item.variant for item in other]


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("{a} and {b}", "2 and 0.5"),
        ("{a * b + 1}", "2"),
        ("{round(a / 3, 2)}", "0.67"),
        ("{a / 3:.1}", "0.7"),
        ("{a:.2} {b:+} {-a:+}", "2.00 +0.5 −2"),
        ("{{a}} is {a}, and }} too", "{a} is 2, and } too"),
        ("the set {a, 3} and {1, 2}", "the set {2, 3} and {1, 2}"),
        ("$\\\\frac{a}{4} x^{2}$, {a}", "$\\frac{2}{4} x^{2}$, 2"),
        ("it costs ${a} and $5", "it costs $2 and $5"),
        ("{a > b}", "true"),
    ],
)
def test_what_stands_in_braces(prompt: str, said: str, tmp_path: Path) -> None:
    """Parameters and reckonings are filled in, and other braces stay."""
    items = good(tmp_path, number("{a: [2, 30], b: [0.5, 1]}", f'"{prompt} ({{a}} {{b}})"'))
    assert any(text.startswith(f"{said} (") for text in prompts(items)), prompts(items)


def test_decimals_are_written_as_each_language_does(tmp_path: Path) -> None:
    """A Dutch reader sees a comma, in a text by language and in a plain one."""
    items = good(tmp_path, number("{a: [0.5, 1.5]}"))
    assert prompts(items, "nl") == {"0,5", "1,5"}
    items = good(
        tmp_path,
        number("{a: [0.5, 1.5]}", "{en: 'of {a}', nl: 'van {a}'}"),
        title="{en: V, nl: W}",
    )
    assert prompts(items, "nl") == {"van 0,5", "van 1,5"}
    assert {item.right() for item in items} == {"0.5", "1.5"}


def test_texts_are_filled_in_by_language(tmp_path: Path) -> None:
    """A choice may be a text in several languages, and an answer made of it too."""
    question = """{id: q, type: text, variants: {x: [{en: one, nl: een}, {en: two, nl: twee}]},
      prompt: {en: 'What is {x}?', nl: 'Wat is {x}?'}, accept: ['{x}']}"""
    items = good(tmp_path, question, title="{en: V, nl: W}")
    assert prompts(items, "nl") == {"Wat is een?", "Wat is twee?"}
    assert all(item.grade("twee").fraction == ("two" in item.prompt.get("en")) for item in items)


def test_columns_of_a_table_come_from_one_row(tmp_path: Path) -> None:
    """A member and the year of its accession stand in the same row."""
    question = """
    id: q
    type: number
    variants:
      country: {table: nato_members, column: name, where: accession_year > 1997}
      year: {table: nato_members, column: accession_year}
      count: 200
    prompt: When did {country} join?
    answer: = year
    """
    path = content_folder() / "data" / "quizzes" / "varied.yaml"
    place = tmp_path / "data"
    place.mkdir()
    (place / "datapackage.json").symlink_to(path.parents[1] / "datapackage.json")
    for table in path.parents[1].glob("*.csv"):
        (place / table.name).symlink_to(table)
    items = good(tmp_path, question)
    years = {item.prompt.get("en"): item.right() for item in items}
    assert years["When did Estonia join?"] == "2004"
    assert years["When did Poland join?"] == "1999"


def test_every_type_of_key_may_be_reckoned(tmp_path: Path) -> None:
    """True or false, which options are right, and texts hang on the parameters too."""
    flags = good(
        tmp_path,
        '{id: q, type: truefalse, variants: {a: [1, 2, 3]}, prompt: "{a} > 1", answer: = a > 1}',
    )
    assert {item.prompt.get("en"): item.right() for item in flags} == {
        "1 > 1": False,
        "2 > 1": True,
        "3 > 1": True,
    }
    several = good(
        tmp_path,
        """{id: q, type: several, variants: {a: [3, 4, 5]}, prompt: "More than {a}?",
        options: [{text: "4", correct: = 4 > a}, {text: "6", correct: true}, {text: "1"}]}""",
    )
    assert sorted(len(item.right()) for item in several) == [1, 1, 2]
    unquoted = good(
        tmp_path, "{id: q, type: number, variants: {a: [1, 2]}, prompt: {a}, answer: {a * 2}}"
    )
    assert {item.right() for item in unquoted} == {"2", "4"}


MISTAKES = [
    (number("{a: {from: 0, to: 1}}", answer="= 1 / a"), "q (a = 0)", "1 and 0 cannot be divided"),
    (number("{a: [1, 3]}", answer="= 1 / a"), "q (a = 3)", "which nobody can type exactly"),
    (
        number("{aa: [1, 3]}", "'{ab} {aa}'", "= aa"),
        "q",
        "there is no parameter 'ab'; for braces",
    ),
    (number("{a: [1, 3]}", answer="= 9 ** 9 ** 9 ** a"), "q", "grows beyond all measure"),
    (number("{a: [1, 3]}", answer="= a.real"), "q", "may not be in a condition"),
    (number("{a: [1, 3]}", "What?"), "q", "a learner sees the same with a = "),
    (number("{a: [1, 3], where: a > 9}"), "q", "there is no combination of values"),
    (number("{a: [1, 3], where: a > 2}"), "q", "there is only one combination"),
    (number("{a: [1, 3], where: a = 1}"), "q", "== compares, = does not"),
    (number("{a: [1, 3], where: b > 1}"), "q", "there is no parameter 'b'"),
    (number("{a: {from: 3, to: 1}}"), "q", "the range never begins"),
    (number("{a: {from: 1, to: 3, step: 0}}"), "q", "'step' must be above zero"),
    (number("{a: {from: 1, to: 99999}}"), "q", "more than 10000 values"),
    (number("{a: {frm: 1, to: 3}}"), "q", "did you mean 'from'?"),
    (number("{max: [1, 2]}", "'{max}'"), "q", "'max' cannot be a parameter"),
    (number("{2b: [1, 2]}"), "q", "'2b' cannot be a parameter"),
    (number("{a: 3}"), "q", "'a' must have several values"),
    (number("{a: []}"), "q", "there is no combination of values"),
    (number("{}"), "q", "names no parameter"),
    (number("[1]"), "q", "'variants' must name parameters"),
    (number("{a: [1, 2], count: 1}"), "q", "give a number from 2 to 200"),
    (number("{a: {table: nope, column: x}}"), "q", "there is no"),
    (number("{a: [1, 7]}", "'{a / 7}'"), "q (a = 1)", "a text shows 0.142857142857…; round it"),
    (
        number("{a: [1, 2]}", more=", wrong: [{value: = 2 * a - 1, feedback: No}]"),
        "q (a = 1)",
        "1 would be right",
    ),
    (number("{a: [1, 2]}", more=", wrng: 1"), "q", "unknown field 'wrng'"),
    (number("{a: [1, 3]}", answer="= 10 ** (a + 14)"), "q (a = 3)", "gives a number above"),
]


@pytest.mark.parametrize(("question", "where", "said"), MISTAKES)
def test_mistakes_are_told_with_the_values(
    question: str, where: str, said: str, tmp_path: Path
) -> None:
    """What is wrong with one combination names it; what is wrong with all is told once."""
    problems, _ = read(tmp_path, question)
    assert said in str(problems[0])
    assert (problems[0].where, problems[0].line) == (where, 4)
    assert len(problems) <= 2


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("options", """prompt: "{a}", options: &o [{text: "{a}", correct: true}, *o]"""),
        ("prompt", """prompt: &p {en: *p}, options: ["{a}", {text: "1", correct: true}]"""),
    ],
)
def test_what_holds_itself_is_a_mistake(name: str, fields: str, tmp_path: Path) -> None:
    """An anchor of YAML within itself is told, and goes round in no circle."""
    question = f"{{id: q, type: choice, variants: {{a: [1, 2]}}, {fields}}}"
    problems, _ = read(tmp_path, question)
    assert f"'{name}' holds itself" in "\n".join(map(str, problems))


names = st.sampled_from(["a", "b", "where", "count", "max", "", "1", "é", "from"])
words = st.sampled_from(
    [
        "a",
        "{a}",
        "= a",
        "= a / b",
        "{a",
        "9**9**9",
        "{a:.2}",
        "a > 1",
        "1",
        "2.5",
        "-3",
        "all",
        "{",
        "$",
    ]
)
values = st.recursive(
    words | st.integers(-5, 5000) | st.none() | st.booleans() | st.floats(allow_nan=True),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            names | st.sampled_from(["to", "step", "choices", "table", "column"]), inner
        )
    ),
    max_leaves=8,
)


@given(
    variants=values, prompt=words, answer=values, kind=st.sampled_from(["number", "choice", "text"])
)
def test_nothing_in_variants_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, variants: Any, prompt: str, answer: Any, kind: str
) -> None:
    """Whatever stands there is read, or told in a sentence."""
    question = {"id": "q", "type": kind, "prompt": prompt, "answer": answer, "variants": variants}
    path = tmp_path_factory.mktemp("odd") / "odd.yaml"
    quiz = {"id": "odd", "title": "Odd", "questions": [question]}
    path.write_text(yaml.safe_dump(quiz, allow_unicode=True), encoding="utf-8")
    problems, _ = loading.read(path)
    assert all(problem.what and problem.mend for problem in problems)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("= a, a", "'a, a' gives several values"),
        ("= round(a, 1e300)", "one cannot round to 1e+300 decimals"),
        ("= 2**900 / (a - a)", "8.45e+270 and 0 cannot be divided"),
        ("= sqrt(a - 2**900)", "-8.45e+270 has no square root"),
    ],
)
def test_what_an_answer_cannot_be_is_told_in_words(tmp_path: Path, answer: str, said: str) -> None:
    """A message holds no number of a hundred digits, and nothing as Python writes it."""
    problems, _ = read(tmp_path, number("{a: [2, 3]}", answer=f'"{answer}"'))
    assert [problem.what for problem in problems] == [said]
