"""Single values of a quiz file: texts, plain or for each language, numbers, and true or false."""

from __future__ import annotations

import math
import re
from decimal import Decimal, localcontext
from fractions import Fraction

import yaml

from quizkit.errors import nearest
from quizkit.languages import known
from quizkit.quiz.formulas import wrong_with
from quizkit.quiz.markup import formulas, pictures, shows, too_deep
from quizkit.quiz.model import Text
from quizkit.quiz.numerals import readings
from quizkit.quiz.pictures.bitmaps import UnfitPicture
from quizkit.quiz.pictures.files import read_beside
from quizkit.quiz.pictures.picture import Picture
from quizkit.quiz.reading.problems import Place, short

STRING, NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
LONGEST_TEXT = 20_000  # characters; a longer one is a mistake of indentation
SHORTER = "shorten it, and see that what follows it is indented as the rest"
PLAIN = "write it as 2 or 0.5"
ANSWERS = ("answer", "value")  # what a response is compared with
FORMULA = r"mend it, or, if it is money, write \$ for a dollar sign"
BRACKETS = "write {en: …, nl: …}, or put a text with brackets between quotation marks"
FLAGS = "write true or false (without quotation marks)"


def read_text(node: yaml.Node, place: Place, name: str, *, prose: bool) -> Text | None:
    """Read a text, plain or ``{en: …, nl: …}``; prose must be in every language of the quiz."""
    if isinstance(node, yaml.ScalarNode):
        return _plain(node, place, name, prose=prose)
    if not isinstance(node, yaml.MappingNode):
        place.problem(node, f"{name} must be a text", BRACKETS)
        return None
    texts: dict[str, str] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            place.problem(key, f"{name} must be a text per language", "write {en: …, nl: …}")
            return None
        if key.value in texts:
            place.problem(key, f"{name} has '{short(key.value)}' twice", "keep one of them")
        texts[key.value] = _typed(value, place, name)
    if not any(texts.values()):
        strange = not {*texts} <= {*(place.languages or known())}  # {NATO}
        what = f"{name} must be a text" if strange else f"{name} is empty"
        place.problem(node, what, BRACKETS if strange else "write a text, or leave the field out")
        return None
    return _check_languages(Text(texts), node, place, name)


def _plain(node: yaml.ScalarNode, place: Place, name: str, *, prose: bool) -> Text | None:
    text = _typed(node, place, name)
    if not text:
        place.problem(node, f"{name} is empty", "write a text, or leave the field out")
        return None
    if prose and len(place.languages) > 1:
        form = "{" + ", ".join(f"{code}: …" for code in place.languages) + "}"
        place.problem(node, f"missing translation: {name} is in one language only", f"write {form}")
    return Text.plain(text)


def _typed(node: yaml.ScalarNode, place: Place, name: str) -> str:
    """Return a text as typed, noting what of it no reader would see."""
    text = str(node.value).strip()
    if len(text) > LONGEST_TEXT:
        place.problem(node, f"{name} is longer than {LONGEST_TEXT} characters", SHORTER)
        return text[:1]  # no more of it is read
    if node.tag in (STRING, NULL):
        note_unshown(node, place, name)
    found = pictures(text)
    for file, alt in found:
        read_picture(node, place, name, file, alt)
    for latex in formulas(text):
        if wrong := wrong_with(latex):
            place.problem(node, f"the formula '{short(latex)}' in {name} {wrong}", FORMULA)
    if too_deep(text):
        what = f"{name} has lists or quotations too deep in one another"
        place.problem(node, what, "take some '-', '1.' or '>' away at the beginnings of its lines")
    elif text and not found and not shows(text):
        place.problem(node, f"nothing of {name} can be seen", "write a text that can")
    return text


def read_picture(node: yaml.Node, place: Place, name: str, file: str, alt: str) -> Picture | None:
    """Read a picture's file beside the quiz file; None (with the problem noted) if it cannot be."""
    if not shows(alt):
        what = f"the picture '{short(file)}' in {name} does not say what it shows"
        mend = f"write it for those who cannot see: ![Map of Europe, 1997]({short(file)})"
        place.problem(node, what, mend)
    if file not in place.pictures:
        try:
            place.pictures[file] = read_beside(place.path.parent, file)
        except UnfitPicture as error:
            place.problem(node, f"the picture '{short(file)}' in {name} {error.what}", error.mend)
    return place.pictures.get(file)


def note_unshown(node: yaml.Node, place: Place, name: str) -> None:
    """Note that a text may go on in what YAML takes for a comment, or is one of its words."""
    if comment := place.comment(node):
        what = f"{name} ends before '{short(comment)}', which YAML takes for a comment"
        mend = "put all of the text between quotation marks; a comment goes on a line of its own"
        place.problem(node, what, mend)
    elif node.tag == NULL and node.value:
        what = f"{name} is '{node.value}', which stands for nothing"
        place.problem(node, what, "put it between quotation marks, or leave the field out")


def _check_languages(text: Text, node: yaml.Node, place: Place, name: str) -> Text:
    for code in place.languages:
        if not text.texts.get(code):
            place.problem(node, f"missing translation: {name} has no '{code}'", f"add '{code}: …'")
    for code in text.texts:
        if code not in (place.languages or known()):
            near = nearest(code, place.languages or known())
            mend = f"did you mean '{near}'?" if near else "add it to the title, or remove it"
            what = f"{name} has language '{short(code)}', the title has not"
            if not place.languages:
                what = f"{name} has '{short(code)}' where the name of a language belongs"
                mend = "put the whole text between quotation marks, or write {en: …, nl: …}"
            place.problem(node, what, mend)
    return text


def as_number(word: str) -> float:
    """Read a number; not-a-number where it is none.

    >>> as_number("0.5"), as_number("many")
    (0.5, nan)
    """
    try:
        value = float(word)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def number_mend(word: str, name: str = "answer") -> str:
    """Return how a number should have been written in the field of that name.

    >>> number_mend("0,5")
    'use a point, not a comma: 0.5'
    >>> number_mend("2,5 miljoen")
    'write it as 2500000'
    >>> number_mend("10%", "tolerance")
    "write 'relative_tolerance: 0.1'"
    >>> number_mend("800 km")
    "write the number alone: 800 (a unit has a field of its own, 'unit: …')"
    """
    word = re.sub(r"^(?:±|\+/?-) ?", "", word.strip().replace("\u2212", "-"))
    if re.fullmatch(r"[-+]?\d{1,3}([, .\u00a0\u202f]\d{3})+", word):
        return f"write it without marks between thousands: {re.sub('[^-+0-9]', '', word)}"
    if re.fullmatch(r"[-+]?\d*,\d+", word):
        return f"use a point, not a comma: {word.replace(',', '.')}"
    if re.fullmatch(r"-\d+([.]\d+)?", word):
        return f"type an ordinary minus: {word}"
    if re.fullmatch(r"0x[0-9A-Fa-f]{1,12}", word):
        return f"write it in ordinary digits: {int(word, 16)}"
    if values := readings(word):
        meant = plain_digits(values[-1])
        if "%" in word and name == "tolerance":
            return f"write 'relative_tolerance: {meant}'"
        if "%" in word and name in ANSWERS:
            return f"write it as {meant} (or, with 'unit: \"%\"', as {plain_digits(values[0])})"
        rounded = name in ANSWERS and Fraction(meant) != values[-1]
        return f"write it as {meant}" + rounded * ", and 'tolerance: …' for what is cut off"
    if unit := re.fullmatch(r"([-+]?\d+([.]\d+)?)\s*[^\W\d_%]{1,12}\.?", word):
        return f"write the number alone: {unit[1]} (a unit has a field of its own, 'unit: …')"
    return PLAIN


def plain_digits(number: Fraction) -> str:
    """Write a number as a quiz file takes it.

    >>> [plain_digits(Fraction(number)) for number in ("2500000", "1/4", "1e400")]
    ['2500000', '0.25', '1e+400']
    """
    if number.denominator == 1 and abs(number) < 10**15:
        return str(number.numerator)
    with localcontext(prec=12):  # a float has no place for what is larger than 1e308
        return f"{(Decimal(number.numerator) / number.denominator).normalize():.12g}"


def as_flag(word: str) -> bool | None:
    """Read true or false as YAML's authors write them; None if it is neither.

    >>> as_flag("Yes"), as_flag("false"), as_flag("perhaps")
    (True, False, None)
    """
    lower = word.strip().lower()
    if lower in ("true", "yes", "on"):
        return True
    return False if lower in ("false", "no", "off") else None


def is_empty(node: yaml.Node) -> bool:
    """Return whether a field was left empty (``name:``)."""
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
