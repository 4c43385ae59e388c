"""Moodle's types of questions, each with what it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from quizkit.authoring.banks import answers as made_of
from quizkit.authoring.banks.answers import Answer, Fields, NotCarried, percent, short
from quizkit.authoring.banks.readers import embedded_answers
from quizkit.authoring.banks.readers.embedded_answers import Embedded
from quizkit.authoring.banks.readers.moodle_text import Texts, files, source
from quizkit.quiz.numerals import exact

FALSE = ("0", "false", "no")
_DEFAULT = re.compile(
    r"top|\$.*\$|(?:default for|standaard voor|standard für|défaut pour) .*", re.IGNORECASE
)
_GAP = re.compile(r"\[\[(\d{1,4})\]\]")
STOOD = re.compile("\ue020(\\d+)\ue021")  # stands for a blank while a passage is converted


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a bank as it is read: its element, its texts, and what was lost of it."""

    element: Element
    texts: Texts
    told: list[str]

    def word(self, name: str, usual: str = "") -> str:
        """Return the text of a plain element, such as ``single``."""
        return (self.element.findtext(name) or usual).strip().lower()

    def text(self, name: str, *, flat: bool = False) -> str:
        """Return the text of an element as Markdown."""
        return self.texts.of(self.element.find(name), flat=flat)

    def source(self) -> str:
        """Return the question's text as it stands in the file."""
        element = self.element.find("questiontext")
        return "" if element is None else source(element)

    def answers(self, *, typed: bool = False) -> list[Answer]:
        """Return the answers, each with what it is worth."""
        found = []
        for each in self.element.findall("answer"):
            text = self.texts.typed(source(each)) if typed else self.texts.of(each)
            found.append(
                Answer(
                    text,
                    number(each.get("fraction") or each.findtext("fraction") or "0") / 100,
                    self.texts.of(each.find("feedback")),
                    number(each.findtext("tolerance") or "0"),
                )
            )
        return found


def number(text: str) -> float:
    """Read a number as Moodle writes it; 0 where it is none.

    >>> number("33.33333"), number("0,5"), number("")
    (33.33333, 0.5, 0.0)
    """
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return 0.0
    return value if abs(value) < 1e99 else 0.0


def _multichoice(asked: Asked) -> Fields:
    single = asked.word("single", "true") not in FALSE
    answers = asked.answers()
    made = (
        made_of.one_of(answers, asked.told) if single else made_of.several_of(answers, asked.told)
    )
    return made | _shuffled(asked)


def _all_or_nothing(asked: Asked) -> Fields:
    """Make a question of the plugin that gives points only where all that is right is ticked."""
    right = max(sum(answer.share > 0 for answer in asked.answers()), 1)
    equal = [replace(a, share=(1 if a.share > 0 else -1) / right) for a in asked.answers()]
    asked.told.append("it gives all points or none: here what is partly right gives a part")
    return made_of.several_of(equal, asked.told) | _shuffled(asked)


def _shuffled(asked: Asked) -> Fields:
    return {"shuffle": False} if asked.word("shuffleanswers") in FALSE else {}


def _truefalse(asked: Asked) -> Fields:
    found = asked.element.findall("answer")
    words = [source(each).strip().lower() for each in found]
    if sorted(words) != ["false", "true"]:  # an old file, in its own language: true comes first
        words = ["true", "false"]
    if len(found) != len(words):
        raise NotCarried(f"it has {len(found)} answers, and not true and false")
    shares = dict(zip(words, asked.answers(), strict=True))
    if (shares["true"].share > 0) == (shares["false"].share > 0):
        raise NotCarried("it does not say whether it is true or false")
    made: Fields = {"type": "truefalse", "answer": shares["true"].share > 0}
    said = {word == "true": shares[word].feedback for word in words if shares[word].feedback}
    return made | ({"feedback": said} if said else {})


def _shortanswer(asked: Asked) -> Fields:
    case = asked.word("usecase", "0") not in FALSE
    return made_of.typed(asked.answers(typed=True), asked.told, case=case)


def _numerical(asked: Asked) -> Fields:
    made = made_of.numeric(asked.answers(typed=True), asked.told)
    units = {}
    for unit in asked.element.findall("units/unit"):
        name, times = (
            (unit.findtext("unit_name") or "").strip(),
            number(unit.findtext("multiplier") or "1"),
        )
        if name and times > 0:
            units[name] = 1 / exact(times)
    if asked.word("unitgradingtype", "0") not in FALSE and units:
        asked.told.append("a missing or wrong unit takes off points: here a unit may be left out")
    own = next((name for name, worth in units.items() if worth == 1), None)
    others = {n: made_of.plain_number(worth) for n, worth in units.items() if n != own}
    return made | ({"unit": own} if own else {}) | ({"units": others} if others else {})


def _matching(asked: Asked) -> Fields:
    pairs, extra = [], []
    for each in asked.element.findall("subquestion"):
        left = asked.texts.of(each)
        answer = each.find("answer")
        right = (
            asked.texts.markdown(source(answer), "moodle_auto_format") if answer is not None else ""
        )
        if left:
            pairs.append((left, right))
        else:
            extra.append(right)
    return made_of.match_of(pairs, extra, asked.told) | _shuffled(asked)


def _ordering(asked: Asked) -> Fields:
    found = asked.answers()
    places = [answer.share for answer in found]
    if len(set(places)) == len(places):  # the share is the place here
        found.sort(key=lambda answer: answer.share)
    if asked.word("selecttype") not in ("", "0", "all"):
        asked.told.append("it shows only some of its things, drawn anew: here it shows all")
    if asked.word("gradingtype") not in ("", "5", "longest_ordered_subset"):
        asked.told.append("what is partly in order counts otherwise: here by the longest series")
    return made_of.order_of([(a.text, a.feedback) for a in found], asked.told)


def _gaps(options: str, group: str) -> Callable[[Asked], Fields]:
    """Return how a passage is read whose gaps are numbers of options, which stand in groups."""

    def read(asked: Asked) -> Fields:
        listed = [
            (asked.texts.of(e), e.findtext(group) or "1") for e in asked.element.findall(options)
        ]
        html = asked.source()
        blanks: dict[str, Fields] = {}
        for found in _GAP.finditer(html):
            at = int(found[1]) - 1
            if not 0 <= at < len(listed):
                raise NotCarried(f"there is no option {found[1]} for its gap [[{found[1]}]]")
            right, own = listed[at]
            others = dict.fromkeys(text for text, name in listed if name == own and text != right)
            if not others:
                others = dict.fromkeys(text for text, _ in listed if text != right)
            answers = [Answer(right, 1.0), *(Answer(text, 0.0) for text in others)]
            blanks[f"gap-{len(blanks) + 1}"] = made_of.one_of(answers, asked.told, blank=True)
        numbers = iter(range(1, len(blanks) + 1))
        stood = _GAP.sub(lambda _: f"\ue020{next(numbers)}\ue021", html)
        return passage(asked, stood, blanks)

    return read


def _cloze(asked: Asked) -> Fields:
    html = asked.source()
    blanks: dict[str, Fields] = {}
    pieces, at, weights = [], 0, list[int]()
    for each in embedded_answers.embedded(html):
        blanks[f"gap-{len(blanks) + 1}"] = _blank(asked, each)
        pieces += [html[at : each.start], f"\ue020{len(blanks)}\ue021"]
        at = each.end
        weights.append(each.weight)
    if len(set(weights)) > 1:
        asked.told.append("its gaps weigh differently: here every gap counts the same")
    points = {"points": sum(weights)} if 1 < sum(weights) <= 1000 else {}
    return points | passage(asked, "".join([*pieces, html[at:]]), blanks)


def _blank(asked: Asked, each: Embedded) -> Fields:
    """Return one embedded answer as a blank of a passage."""
    texts = asked.texts
    said = {a: texts.markdown(a.feedback) if a.feedback else "" for a in each.answers}
    typed = [Answer(texts.typed(a.text), a.share, said[a], a.tolerance) for a in each.answers]
    if each.kind in embedded_answers.NUMERIC:
        made = made_of.numeric(typed, asked.told)
    elif each.kind in embedded_answers.TYPED:
        made = made_of.typed(typed, asked.told, case=embedded_answers.TYPED[each.kind])
    elif embedded_answers.SEVERAL.fullmatch(each.kind):
        raise NotCarried("it has a gap with several right options, and here a gap has one")
    else:
        chosen = [Answer(texts.markdown(a.text), a.share, said[a]) for a in each.answers]
        made = made_of.one_of(chosen, asked.told, blank=True)
    if explained := made.pop("explanation", None):
        asked.told.append(
            f"what is said to a right answer in a gap is left out ({short(explained)})"
        )
    return made


def passage(asked: Asked, html: str, blanks: Mapping[str, Fields]) -> Fields:
    """Return a passage whose blanks stand for numbers in it."""
    if not blanks:
        raise NotCarried("there is no gap in its text")
    element = asked.element.find("questiontext")
    form = "html" if element is None else element.get("format") or asked.texts.usual
    found = asked.texts.markdown(
        html,
        "html" if form == "html" else "moodle_auto_format",
        {} if element is None else files(element),
        flat=True,
    )
    text = STOOD.sub(lambda place: f"[[gap-{place[1]}]]", found)
    return {"type": "cloze", "text": text, "blanks": dict(blanks)}


def _essay(asked: Asked) -> Fields:
    made: Fields = {"type": "essay"}
    if grader := asked.text("graderinfo"):
        made["model_answer"] = grader
        asked.told.append(
            "what is there for graders is the model answer here: learners see it in the end"
        )
    limits = {"least": asked.word("minwordlimit", ""), "most": asked.word("maxwordlimit", "")}
    if words := {end: int(n) for end, n in limits.items() if re.fullmatch(r"0*[1-9]\d{0,4}", n)}:
        made["words"] = words
    if asked.text("responsetemplate"):
        asked.told.append("the text that stands in the field at the start is left out")
    if asked.word("attachments", "0") not in FALSE:
        asked.told.append("files cannot be handed in with an answer here")
    return made


def _never(why: str) -> Callable[[Asked], Fields]:
    def refuse(_: Asked) -> Fields:
        raise NotCarried(why)

    return refuse


TYPES: Mapping[str, Callable[[Asked], Fields]] = {
    "multichoice": _multichoice,
    "multichoiceset": _all_or_nothing,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
    "gapselect": _gaps("selectoption", "group"),
    "ddwtos": _gaps("dragbox", "group"),
    "cloze": _cloze,
    "multianswer": _cloze,
    "essay": _essay,
    "description": _never("it is a text without a question: put it in the notebook"),
    "calculated": _never("it is calculated from numbers drawn for each student"),
    "calculatedsimple": _never("it is calculated from numbers drawn for each student"),
    "calculatedmulti": _never("it is calculated from numbers drawn for each student"),
    "random": _never("it stands for another question, drawn at random"),
    "randomsamatch": _never("its pairs are drawn at random from other questions"),
    "ddimageortext": _never("things are dragged onto a picture in it"),
    "ddmarker": _never("markers are dragged onto a picture in it"),
}


def fields(kind: str, asked: Asked) -> Fields:
    """Return the fields that are a type's own; raises NotCarried."""
    if kind not in TYPES:
        raise NotCarried(f"there is no type here for Moodle's '{kind[:40]}'")
    return TYPES[kind](asked)


def combined(asked: Asked, made: Fields) -> None:
    """Put what is said to right and wrong answers as a whole into the options, or tell it."""
    for name, right, called in (
        ("correctfeedback", True, "right"),
        ("partiallycorrectfeedback", None, "partly right"),
        ("incorrectfeedback", False, "wrong"),
    ):
        said = asked.text(name)
        if not said or said in USUAL:
            continue
        if made["type"] == "choice" and right is not None:
            made["options"] = [_with(option, right, said) for option in made["options"]]
        elif made["type"] != "choice":
            asked.told.append(f"what is said to every {called} answer is left out ({short(said)})")


USUAL = (
    *("Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."),
    *("Uw antwoord is correct.", "Je antwoord is juist.", "Je antwoord is gedeeltelijk juist."),
    *("Je antwoord is onjuist.", "Je antwoord is fout.", "Die Antwort ist richtig."),
    *(
        "Die Antwort ist teilweise richtig.",
        "Die Antwort ist falsch.",
        "Votre réponse est correcte.",
    ),
    *("Votre réponse est partiellement correcte.", "Votre réponse est incorrecte."),
    *("Respuesta correcta", "Respuesta parcialmente correcta.", "Respuesta incorrecta."),
)  # what Moodle writes there by itself


def _with(option: str | Fields, right: bool, said: str) -> str | Fields:
    fields: Fields = {"text": option} if isinstance(option, str) else option
    if bool(fields.get("correct")) == right and "feedback" not in fields:
        return {**fields, "feedback": said}
    return option


def category(path: str) -> list[str]:
    """Return a category and those around it, the widest first, without those Moodle makes itself.

    >>> category("$course$/top/Default for CHEM/Acids // bases/pH")
    ['Acids / bases', 'pH']
    """
    parts = [part.replace("//", "/").strip() for part in re.split(r"(?<!/)/(?!/)", path)]
    return [part for part in parts if part and not _DEFAULT.fullmatch(part)]


def penalty(asked: Asked) -> str:
    """Return the penalty for another attempt, as it is told; nothing where there is none."""
    found = number(asked.element.findtext("penalty") or "0")
    return percent(found) if found > 0 else ""
