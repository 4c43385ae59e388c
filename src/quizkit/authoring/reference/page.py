"""The reference of all types as Markdown: what each is, an example, its fields, its grading."""

from __future__ import annotations

import inspect
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from quizkit.authoring.reference.declared import COMMON, FIELDS, QUIZ
from quizkit.authoring.reference.example import described, example_of, told_by
from quizkit.authoring.reference.kinds import Field
from quizkit.authoring.reference.picture import picture
from quizkit.checking import item_writing, quiz_sets, rule_ids
from quizkit.quiz import loading
from quizkit.quiz.derived import answers
from quizkit.quiz.model import Item
from quizkit.quiz.types import TYPES
from quizkit.quiz.variants import filling, parameters

NAME, RULES, PICTURES = "types.md", "rules.md", "pictures"
INTRODUCTION = """\
# The types of question, field by field

[Which type for which goal](goals.md) helps to choose one. Here is all that can be said of each,
with an example to copy. Where a field takes a text, it may be one text, or one for each language of
the quiz: `{en: "…", nl: "…"}`. A field in **bold** must be there.

<!-- Made by: quizkit reference --output lessons/authors/en -->
"""
RULES_INTRODUCTION = """\
# The rules of the check

`quizkit check` names the rule in `--json`, `--sarif` and `--github`: [testing in CI](checking.md).

<!-- Made by: quizkit reference --output lessons/authors/en -->

## Mistakes in quiz files

"""
ADVICE = """
## Advice

These stop nothing. A question that breaks one on purpose says so: `allow: [longest-right]`.

"""
STUB = '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="130"></svg>'


def page() -> str:
    """Return the page.

    >>> "## `choice`" in page()
    True
    """
    parts = [INTRODUCTION, _contents(), "## The quiz\n", _table(_and_questions())]
    parts += ["## Every question\n", _table(COMMON), *(section(name) for name in TYPES)]
    return "\n".join([*parts, _variants(), _from_tables()])


def _variants() -> str:
    """Return how a question is written with parameters, as the modules that read it have it."""
    about = told_by(parameters)
    _, bullets = (inspect.getdoc(filling) or "").split("\n\n")[:2]
    filled = "\n".join(
        f"- {_said(bullet)}" for bullet in re.split(r"^- ", bullets, flags=re.MULTILINE)[1:]
    )
    return (
        f"## Variants\n\n{_said(about.sentence)}\n\n```yaml\n{about.example}\n```\n\n"
        f"{_said(about.rest)}\n\nIn the question:\n\n{filled}\n"
    )


def _from_tables() -> str:
    """Return what may stand in the place of an answer, as the module that derives them has it."""
    told = (inspect.getdoc(answers) or "").split("\n\n")
    rows = re.findall(r"^(\w.*?)?(?: {2,}|^ +)(``\{.*)$", told[2], re.MULTILINE)
    table = "".join(f"| {name} | {_said(shown)} |\n" for name, shown in rows)
    return (
        "## Answers from a table\n\nSo that a quiz cannot drift from the data, an answer may name "
        "a table of the course:\n\n| in the place of | what to write |\n|---|---|\n"
        f"{table}\n{_said(told[3])}\n"
    )


def _contents() -> str:
    return "".join(f"- [`{name}`](#{name}): {_said(described(name).sentence)}\n" for name in TYPES)


def _and_questions() -> tuple[Field, ...]:
    kind = FIELDS["match"][0].kind  # any list will do
    listed = type(kind)("a list of questions", {})
    return (*QUIZ, Field("questions", listed, "The questions, in their order.", needed=True))


def section(name: str) -> str:
    """Return what the page says of one type."""
    about = described(name)
    rest = about.rest.split("\n\n")
    grading = [_grading(part) for part in rest if part.startswith("Response:")]
    rule = TYPES[name].item.rule.get("en")
    shown = f" *The page says:* {rule}" if rule else ""
    return "\n".join(
        [
            f"## `{name}`\n",
            f"{_said(about.sentence)}\n",
            f"![A question of type {name}, on paper]({PICTURES}/{name}.svg)\n",
            f"```yaml\n- id: some-name\n{_indented(about.example)}\n```\n",
            *(f"{_said(part)}\n" for part in rest if not part.startswith("Response:")),
            f"**Grading.** {' '.join(grading)}{shown}\n",
            _table(FIELDS.get(name, ())),
        ]
    )


def _indented(example: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in example.splitlines())


def _grading(part: str) -> str:
    """Return how a response is graded, without what it is made of."""
    found = re.match(r"Response: .*?(?:[.;](?=\s)|$)\s*(.*)", part, re.DOTALL)
    told = _said(found[1] if found else part)
    return told or "All or nothing."


def _said(text: str) -> str:
    """Write what a docstring says as Markdown."""
    # What refers to a module is for who reads the code.
    text = re.sub(r"[;.] [^.;]*`quizkit\.[\w.]+`[^.;]*\.", ".", " ".join(text.split()))
    return text.replace("``", "`")


def _table(fields: Sequence[Field]) -> str:
    rows = "".join(f"| {' | '.join(row)} |\n" for row in _rows(fields, ""))
    return f"| field | takes | what it is for |\n|---|---|---|\n{rows}" if rows else ""


def _rows(fields: Sequence[Field], within: str) -> Iterator[tuple[str, str, str]]:
    told = set()
    for field in fields:
        if field.name in told:  # of several ways to write the same
            continue
        told.add(field.name)
        name = f"`{field.name}`"
        yield within + (f"**{name}**" if field.needed else name), field.kind.called, field.about
        yield from _rows(field.kind.inside, f"{within}{name} › ")


def rules() -> str:
    """Return the page of the rules of the check, each with what it asks or warns of.

    >>> "| `unknown-field` | Every field has a name that quizkit knows. |" in rules()
    True
    """
    advice = [*item_writing.RULES, *quiz_sets.RULES, rule_ids.UNTESTED]
    mistakes = [n for n in (*rule_ids.WRONG, *rule_ids.ABOUT) if n not in advice]
    return RULES_INTRODUCTION + _rules(mistakes) + ADVICE + _rules(advice)


def _rules(names: Sequence[str]) -> str:
    rows = "".join(f"| `{name}` | {rule_ids.about(name)} |\n" for name in names)
    return f"| rule | what it says |\n|---|---|\n{rows}"


def pictures() -> dict[str, str]:
    """Return a picture of each type, by its name."""
    return {f"{name}.svg": picture(_example(name)) for name in TYPES}


def _example(name: str) -> Item:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example.yaml"
        head = "id: example\ntitle: Example\nquestions:\n  - id: example\n"
        path.write_text(head + _indented(_indented(described(name).example)), "utf-8")
        if shown := example_of(name).get("picture"):
            (Path(folder) / str(shown)).write_text(STUB, "utf-8")
        return loading.load(path).questions[0]
