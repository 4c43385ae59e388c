"""What a question type is: all that the rest of the house asks of one, in a single value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypedDict, TypeVar

from quizkit.quiz.model import Choosable, Grade, Hint, Item, Json, Text
from quizkit.quiz.paper import Answer, Form
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.problems import short
from quizkit.quiz.types.given import Given

View = Mapping[str, Any]  # a public view or a key, in one language
Listed = Iterator[tuple[str, list[str]]]  # a label, and the rows below it
AnItem = TypeVar("AnItem", bound=Item)


class CommonFields(TypedDict):
    """What the constructor of every type takes besides its own fields."""

    id: str
    prompt: Text
    points: float
    objective: str | None
    hints: tuple[Hint, ...]
    source: tuple[str, ...]
    attempts: int | None
    explanation: Text | None
    then: Text | None
    shuffle: bool
    allow: tuple[str, ...]
    certainty: bool | None
    void: bool
    credit: bool
    tags: tuple[str, ...]
    line: int


def read_common(fields: Fields, question: str) -> CommonFields:
    """Read the common fields of the question named ``question``."""
    fields.required("prompt", "write 'prompt: …', the question itself")
    return CommonFields(
        id=question,
        prompt=fields.text("prompt") or Text.plain(""),
        points=fields.number("points", 1.0, least=0, most=1000),
        objective=fields.word("objective"),
        hints=_hints(fields),
        source=fields.words("source"),
        attempts=fields.whole("attempts", None, least=1, most=1000),
        explanation=fields.text("explanation"),
        then=fields.text("then"),
        shuffle=fields.flag("shuffle", True),
        allow=fields.words("allow"),
        certainty=fields.flag("certainty", False) if fields.get("certainty") else None,
        void=fields.flag("void", False),
        credit=_credit(fields),
        tags=fields.words("tags"),
        line=fields.line,
    )


def _credit(fields: Fields) -> bool:
    word = fields.word("credit")
    if word not in (None, "all"):
        fields.problem(
            "credit", f"'credit: {short(word or '')}' is not known", "write 'credit: all'"
        )
    return word == "all"


def _hints(fields: Fields) -> tuple[Hint, ...]:
    if fields.get("hints") is None:
        return ()
    hints = []
    for entry in fields.entries("hints", "write 'hints: [\"…\"]'", least=1, entry="hint"):
        entry.required("text", "write 'text: …'")
        text = entry.text("text")
        cost = entry.number("cost", 0.0, least=0, most=1)
        reveals = entry.flag("reveals", False)
        entry.close()
        if text is not None:
            hints.append(Hint(text, cost, reveals))
    return tuple(hints)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """How the answer to a question may be written down, in what students receive."""

    forms: tuple[str, ...] = ()  # a whole answer: looked for behind the question's id
    together: tuple[tuple[str, ...], ...] = ()  # several right things: behind the id too
    orders: tuple[tuple[str, ...], ...] = ()  # things in their order: known by themselves
    pairs: Mapping[str, str] = field(default_factory=dict)  # tokens that belong together
    blanks: Mapping[str, Item] = field(default_factory=dict)  # questions inside this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What one chooses from, for the rules of item writing."""

    judged: tuple[tuple[Choosable, bool], ...] = ()  # each option, and whether it is right
    one_right: bool = False
    feedback: bool = False  # there is feedback besides that of the options


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Responses to a question that fare as they are called; None where there can be none."""

    right: Json
    wrong: Json
    partly: Json
    invalid: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionType(Generic[AnItem]):
    """One type of question; every part is needed, so that none can be forgotten."""

    item: type[AnItem]  # how such a question is shown and graded
    parse: Callable[[Fields, CommonFields], AnItem | None]  # reads its own fields
    unread: Callable[[Json, Mapping[str, Json]], Grade | None]  # see `quizkit.quiz.types.unread`
    shuffled: Callable[[AnItem], tuple[str, ...]]  # lists of the view whose order tells nothing
    form: tuple[str, ...]  # the names that its form may hold, at any depth
    view: tuple[str, ...]  # and those that its public view may hold
    listed: Callable[[View, str], Listed]  # what stands below the prompt where no script runs
    told: Text  # how to answer on paper
    paper: Callable[[View], tuple[Form, ...]]
    answer: Callable[[View, View], Answer]  # made from the public view and the key
    given: Callable[[View, Json], Iterator[Given]]  # a response's parts; raises NoResponse
    numbered: bool  # whether the order of these parts matters
    # What is typed in a place is counted over a class under this name; None: answers are chosen.
    alike: Callable[[AnItem, str, Json], str] | None
    secrets: Callable[[AnItem], Secrets]
    written: tuple[str, ...]  # the fields in YAML that tell its answer
    shape: str  # a regular expression for its key as JSON
    options: Callable[[AnItem], Options] | None  # None: a response is not chosen
    samples: Callable[[AnItem], Samples]  # for tests

    @property
    def name(self) -> str:
        """The type's name in a quiz file, and that of its script in ``widget/static/items``."""
        return self.item.type


TOKEN = r"[\"'][0-9a-f]{8}[\"']"


def in_key(names: str, value: str = "") -> str:
    """Match a field of a key as JSON; both are regular expressions."""
    return rf"[\"'](?:{names})[\"']\s*:\s*{value}"
