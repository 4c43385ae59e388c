"""What YAML would keep from readers: each is told on its line, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.quiz import loading
from quizkit.quiz.types.choice import Choice

GOOD = """\
id: rivers
title: Rivers
questions:
  - id: where
    type: choice
    prompt: Where?
    options:
      - {text: Here, correct: true}
      - There
      - Elsewhere
"""


def read(tmp_path: Path, text: str) -> list[str]:
    """Write a quiz file and give what is wrong with it, each with its line."""
    path = tmp_path / "rivers.yaml"
    path.write_bytes(text.encode())
    return [str(p).removeprefix(f"{tmp_path}/rivers.yaml:") for p in loading.read(path)[0]]


# what stands in place of a text, the line that is told, and what is said of it
LOST = [
    ("Where?", "Which is UN resolution #1244?", 6, "ends before '#1244?', which YAML takes for a"),
    ("Where?", "#metoo", 6, "ends before '#metoo'"),
    ("Where?", "Where\n      # is it?", 6, "ends before '# is it?'"),
    ("Where?", "|\n        Where\n      #1 is it?", 6, "ends before '#1 is it?'"),
    ("There", "There #1", 9, "ends before '#1'"),
    ("There", "#1", 9, "ends before '#1'"),
    ("{text: Here, correct: true}", "{text: # NATO, correct: true}", 8, "is a comment to YAML"),
    ("Where?", "!important point", 6, "('!important') is an order to YAML"),
    ("Where?", "! point", 6, "('!') is an order to YAML"),
    ("Where?", "&NATO grew", 6, "('&NATO') is an order to YAML"),
    ("There", "&There too", 9, "('&There') is an order to YAML"),
    ("Where?", "*important*", 6, "a text cannot start with * or &"),
    ("Where?", "> 5", 6, "a text cannot start with > or |"),
    ("Where?", "- 5", 6, "a text cannot start with a dash"),
    ("Where?", "? 5", 6, "a text cannot start with ?"),
    ("Where?", ", 5", 6, "starts with a dash, a comma or a closing bracket"),
    ("Where?", "[NATO] grew", 6, "a text cannot start with a bracket"),
    ("Where?", "{NATO} grew", 6, "a text cannot start with a bracket"),
    ("Where?", r'"Half: $\frac{1}{2}$ and \beta"', 6, r"another character: \f"),
    ("Where?", r'"$\delta$"', 6, "write the text between single ones ('…')"),
    ("Where?", r'"$\xi$"', 6, "write the text between single ones ('…')"),
    ("Where?", r'"C:\new\temp"', 6, "write the text between single ones ('…')"),
    ("Where?", r'"$\nu$"', 6, "write the text between single ones ('…')"),
    ("Where?", '"a\n      \\Phi"', 7, "write the text between single ones ('…')"),
    ("Where?", "Where\u202e?", 6, "(U+202E) turns the text around it"),
    ("Where?", '"\\u2067Where?"', 6, "(U+2067) turns the text around it"),
    ("Where?", "|\n      a\n      b\u2066", 8, "(U+2066) turns the text around it"),
    ("Where?", "Where\ufeff?", 6, "cannot be seen (U+FEFF)"),
    ("Where?", "Where\ue000?", 6, "cannot be seen (U+E000)"),
    ("Where?", '"a\\u0007"', 6, "cannot be seen (U+0007)"),
    ("Where?", "Where\x7f?", 6, "a character here that no text may hold"),
    ("Where?", "null", 6, "'prompt' is 'null', which stands for nothing"),
    ("There", "~", 9, "'text' is '~', which stands for nothing"),
    ("Where?", '"[](https://osce.org)"', 6, "nothing of 'prompt' can be seen"),
    ("Where?", '"\u3164"', 6, "nothing of 'prompt' can be seen"),
    ("Where?", "Where ![A map](map.png)?", 6, "the picture 'map.png' in 'prompt' is not there"),
    (
        "There",
        '"![a map](http://x.org/m.png)"',
        9,
        "'http://x.org/m.png' in 'text' is on the network",
    ),
    ("Where?", "{NATO}", 6, "put a text with brackets between quotation marks"),
    ("Where?", "[NATO]", 6, "put a text with brackets between quotation marks"),
    ("Where?", "Gen\ufffdve?", 6, "stands where the file has lost a letter; type it anew"),
    ("Where?", "Gen\u00c3\u00a8ve?", 6, "'\u00c3\u00a8' stands where the file has lost a letter"),
    ("Where?", "don\u00e2\u20ac\u2122t?", 6, "stands where the file has lost a letter"),
    ("Where?", "{NATO: grew}", 6, "'prompt' has 'NATO' where the name of a language belongs"),
    ("Where?", "> #1 is what?\n      a", 6, "ends before '#1 is what?'"),
    ("Where?", "| # note\n      a", 6, "ends before '# note'"),
    ("Where?", "Where?\n      - here\n      - there", 7, "is joined to the line above it"),
    ("There", "There\n        - Nowhere", 10, "line it up with the item above it"),
    ("There", "There\n       * Nowhere", 10, "is joined to the line above it"),
    ("Where?", ">\n      Where:\n      - here\n      - there", 8, "write | in place of the >"),
    ("Where?", ">\n      Where:\n\n      - here\n      - there", 10, "write | in place of the >"),
    ("Where?", "Where?\n    <<: {hints: a}", 7, "merging ('<<') is not supported"),
    ("Where?", "Where?\n    PROMPT: There?", 7, "unknown field 'PROMPT'; did you mean 'prompt'?"),
    ("id: rivers", "%YAML 1.2\n---\nid: rivers", 1, "a line that starts with % is an order"),
    ("id: rivers", "% of rivers\nid: rivers", 1, "a line cannot start with %"),
    ("title", "...\ntitle", 3, "the line '...' ends a file, and more follows"),
    ("title", "---\ntitle", 2, "'---' starts a second document here"),
]


@pytest.mark.parametrize(("good", "typed", "line", "sentence"), LOST)
def test_nothing_vanishes_in_silence(
    tmp_path: Path, good: str, typed: str, line: int, sentence: str
) -> None:
    """What a reader would not see of a text is told once, on its line."""
    (told,) = read(tmp_path, GOOD.replace(good, typed, 1))
    assert told.startswith(f"{line}: ")
    assert sentence in told


@pytest.mark.parametrize(
    ("good", "typed"),
    [
        ("Where?", '"Where?"  # a comment behind a quoted text'),
        ("type: choice", "type: choice  # one right"),
        ("type: choice", "type: choice\n    points: 2  # hard"),
        ("correct: true}", "correct: true}  # the right one"),
        ("There", "1244  # a number"),
        ("Where?", "Where?\n    # a comment on a line of its own"),
        ("    options:", "# far left\n    options:  # three"),
        ("Where?", "UN#1244 & C# ~ 50% !"),
        ("Where?", '"One\\nTwo, \\"three\\" and \\\\beta \\u00e9"'),
        ("Where?", "&a Where?\n    explanation: *a"),
        ("id: rivers", "---\nid: rivers"),
        ("- Elsewhere", "- Elsewhere\n..."),
        ("Where?", "Where?\n    attempts: ~"),
        ("Where?", "Where on\n      earth? 5\n      -5 or +3, well-known"),
        ("Where?", "|\n      Where:\n      - here\n      - there"),
        ("Where?", ">\n      Where\n      on earth?\n\n        - here\n        - there"),
        ("Where?", '"Where\n      - on earth?"'),
        ("There", "NATO - or Russia"),
        ("There", "São Paulo, «É» and Ã"),
    ],
)
def test_what_is_no_loss_is_not_told(tmp_path: Path, good: str, typed: str) -> None:
    """A comment that can be nothing else, and what a text may hold, pass."""
    assert read(tmp_path, GOOD.replace(good, typed, 1)) == []


@pytest.mark.parametrize(
    "twin", ["Gene\u0300ve", "Gen\u00e8ve\u200b", "Gen\u00e8ve\u00a0", "*Genève*"]
)
def test_what_looks_the_same_is_the_same(tmp_path: Path, twin: str) -> None:
    """Two options that a reader cannot tell apart are two equal entries."""
    text = GOOD.replace("There", "Genève").replace("Elsewhere", f'"{twin}"')
    assert "two equal entries in 'options'" in read(tmp_path, text)[0]


def test_a_title_alone_in_two_languages_is_one_mistake(tmp_path: Path) -> None:
    """Where only the title is translated, that is told once, and not of each text."""
    told = read(tmp_path, GOOD.replace("title: Rivers", "title: {en: Rivers, nl: Rivieren}"))
    assert [line[:45] for line in told] == ["2: only the title is in en and nl, and no oth"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("NL", "2: the title is in 'NL'; write 'nl'"),
        ("dutch", "2: the title has 'dutch' where the name of a language belongs; name each by"),
        ("xx", "2: only the title is in en and xx, and no other text is; write all as"),
    ],
)
def test_a_title_alone_in_no_language_is_one_mistake(
    tmp_path: Path, typed: str, sentence: str
) -> None:
    """What is amiss with the languages of a title is told once."""
    title = f"title: {{en: Rivers, {typed}: Rivieren}}"
    (told,) = read(tmp_path, GOOD.replace("title: Rivers", title))
    assert told.startswith(sentence)


def test_a_file_that_was_not_merged_is_told(tmp_path: Path) -> None:
    """Two versions in one file are told at the first mark, and nothing that follows from them."""
    both = "<<<<<<< HEAD\n    prompt: Where?\n=======\n    prompt: Whence?\n>>>>>>> mine"
    (told,) = read(tmp_path, GOOD.replace("    prompt: Where?", both))
    assert told.startswith("6: two versions of the file were put together here, and not merged")


def test_a_language_in_capitals_is_told(tmp_path: Path) -> None:
    """The language of a title is named in small letters."""
    text = GOOD.replace("title: Rivers", "title: {EN: Rivers}").replace("Where?", "{EN: Where?}")
    assert read(tmp_path, text) == ["2: the title is in 'EN'; write 'en'"]


@pytest.mark.parametrize("word", "no Off yes 012 1e3 1:30 2022-01-10 = -- 0x1F .inf".split())
def test_a_word_of_yaml_is_shown_as_typed(tmp_path: Path, word: str) -> None:
    """What YAML would take for true, a number, a time or a date is a text where one is read."""
    path = tmp_path / "rivers.yaml"
    path.write_text(GOOD.replace("There", word), encoding="utf-8")
    item = loading.load(path)["where"]
    assert isinstance(item, Choice)
    assert word in [option.text.get("en") for option in item.options]


def test_a_text_with_a_colon_is_told_how_to_be_written(tmp_path: Path) -> None:
    """An option that YAML takes for a field of its own is told to need quotation marks."""
    told = read(tmp_path, GOOD.replace("Elsewhere", "1949: NATO"))
    assert any("put all of the text between quotation marks, if it is one" in t for t in told)
