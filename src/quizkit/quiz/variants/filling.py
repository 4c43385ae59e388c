"""A question filled in with values: ``{a}`` in its texts, and what an answer is reckoned from.

- ``{a}``, ``{a * b}`` and ``{capital}`` stand in any text for what they give; ``{a / b:.2}`` rounds
  to two decimals, ``{b:+}`` writes a sign before every number. Decimals are written as each
  language writes them.
- In a formula between dollar signs braces stay: ``$\\frac{a}{b}$`` becomes ``$\\frac{3}{4}$``.
- ``{{`` and ``}}`` are braces; and so are those around what names no parameter.
- ``answer: "= a * b"``, or ``{expression: a * b}``, is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import yaml

from quizkit.errors import nearest
from quizkit.languages import known, with_sign
from quizkit.quiz.derived import conditions
from quizkit.quiz.derived.reckoning import ExpressionError, applied
from quizkit.quiz.model import Text
from quizkit.quiz.numerals import written
from quizkit.quiz.reading.problems import Place, short
from quizkit.quiz.reading.values import is_empty
from quizkit.quiz.variants.parameters import Values, plain

# Fields in which no parameter is filled.
AS_TYPED = (
    *("id", "type", "objective", "source", "tags", "allow", "variants"),
    *("points", "attempts", "shuffle", "void", "credit"),
)
RECKONED = ("answer", "accept", "value", "correct", "tolerance", "relative_tolerance")
MOST_DECIMALS = 9
LARGEST = 10**15  # beyond it, an answer loses digits on its way

_FORMULA = r"\$\$.+?\$\$|\$(?![\s$])(?:\\.|[^$\\\n])+?(?<!\s)\$(?!\d)"
_HOLE = r"\{(?P<inner>[^{}\n]{1,200})\}"
_PARTS = re.compile(rf"(?P<formula>{_FORMULA})|(?P<brace>\{{\{{|\}}\}})|{_HOLE}", re.DOTALL)
_IN_FORMULA = re.compile(_HOLE)
_FORM = re.compile(r"(?P<what>.+?)(?::(?P<sign>\+)?(?:\.(?P<digits>\d))?)?", re.DOTALL)
_STRING = "tag:yaml.org,2002:str"


@dataclass
class Filling:
    """One question, filled in with one combination of values.

    ``shown`` gathers what the prompt shows of them, in its first language.
    """

    values: Values
    place: Place
    shown: list[str] = field(default_factory=list)
    _open: set[int] = field(default_factory=set)  # nodes within which we are: one may hold itself

    def question(self, node: yaml.MappingNode) -> yaml.MappingNode:
        """Return the question without its parameters."""
        pairs = [
            (key, value if key.value in AS_TYPED else self._field(value, str(key.value)))
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode) and key.value != "variants"
        ]
        if not {"tolerance", "relative_tolerance"} & {key.value for key, _ in pairs}:
            self._check_exact(node)
        return _mapping(pairs, node)

    def _field(self, node: yaml.Node, name: str, language: str = "") -> yaml.Node:
        """Return a node filled in; ``name`` is the field that it stands in."""
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, name, language)
        if id(node) in self._open:
            self.place.problem(node, f"'{name}' holds itself", "write it out")
            return _scalar("", node)
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, name)
            inner = [self._field(entry, name, language) for entry in node.value]
            return yaml.SequenceNode(node.tag, inner, node.start_mark, node.end_mark)
        finally:
            self._open.remove(id(node))

    def _scalar(self, node: yaml.ScalarNode, name: str, language: str) -> yaml.Node:
        reckoned = _reckoned(node) if name in RECKONED else ""
        if reckoned or (name in RECKONED and name != "accept" and (reckoned := _source(node))):
            return self._answer(reckoned, node)
        return self._text(node, name, language) if "{" in node.value else node

    def _mapping(self, node: yaml.MappingNode, name: str) -> yaml.Node:
        keys = [key.value if isinstance(key, yaml.ScalarNode) else "" for key, _ in node.value]
        if keys == ["expression"] and isinstance(node.value[0][1], yaml.ScalarNode):
            return self._answer(str(node.value[0][1].value), node)
        if len(keys) == 1 and node.flow_style and is_empty(node.value[0][1]):  # {a}, not "{a}"
            hole = f"{{{keys[0]}}}"
            if name in RECKONED:
                return self._answer(keys[0], node)
            return self._text(_scalar(hole, node), name, "")
        codes = {*self.place.languages, *known()}
        pairs = []
        for said, (key, value) in zip(keys, node.value, strict=True):
            where = (name, said) if said in codes else (said, "")
            pairs.append((key, self._field(value, *where)))
        return _mapping(pairs, node)

    def _text(self, node: yaml.ScalarNode, name: str, language: str) -> yaml.Node:
        """Return a text filled in: by language, where they write its numbers differently."""
        codes = [language] if language else list(self.place.languages) or known()
        made = {code: self._filled(node, code, name) for code in codes}
        if len(set(made.values())) == 1:
            return _scalar(made[codes[0]], node)
        return _mapping([(_scalar(code, node), _scalar(t, node)) for code, t in made.items()], node)

    def _filled(self, node: yaml.ScalarNode, language: str, name: str) -> str:
        gathers = name == "prompt" and language == (self.place.languages or ("en",))[0]

        def part(found: re.Match[str]) -> str:
            if found["brace"]:
                return found["brace"][0]
            if found["formula"]:
                return _IN_FORMULA.sub(lambda hole: self._hole(hole, node, "", gathers), found[0])
            return self._hole(found, node, language, gathers)

        return _PARTS.sub(part, str(node.value))

    def _hole(self, hole: re.Match[str], node: yaml.Node, language: str, gathers: bool) -> str:
        """Return what stands for something in braces; in a formula, where there is no language."""
        form = _FORM.fullmatch(hole["inner"].strip())
        what = form["what"].strip() if form else ""
        if not form or not self._is_meant(what, node, formula=not language):
            return hole[0]
        value = self._value(what, node)
        if value is None:
            return hole[0]
        listed = value if isinstance(value, list) else [value]
        signed, digits = bool(form["sign"]), form["digits"]
        said = ", ".join(self._said(each, language, signed, digits, node) for each in listed)
        if gathers:
            self.shown.append(said)
        return said if language and not isinstance(value, list) else f"{{{said}}}"

    def _is_meant(self, what: str, node: yaml.Node, *, formula: bool) -> bool:
        """Return whether braces hold an expression of parameters; note one that is misspelt."""
        words = set(re.findall(r"[^\W\d]\w*", what))
        if not words & set(self.values):
            if words == {what} and not formula:
                near = nearest(what, self.values)
                mend = f"did you mean '{near}'? For" if near else "for"
                mend += f" braces in a text write {{{{{short(what)}}}}}"
                self.place.problem(node, f"there is no parameter '{short(what)}'", mend)
            return False
        if formula:
            try:
                conditions.read(what, self.values, called="parameter")
            except ExpressionError:
                return False  # LaTeX has braces of its own
        return True

    def _value(self, what: str, node: yaml.Node) -> Any:
        """Work out an expression; None, with the mistake noted, where it cannot be."""
        try:
            read = conditions.read(what, self.values, called="parameter")
            if read.source.strip() in self.values:
                return self.values[read.source.strip()]  # a text in all its languages
            found = read.value({name: plain(value) for name, value in self.values.items()})
        except ExpressionError as error:
            mend = error.mend.replace("the rows", "the values").replace("columns", "parameters")
            mend += " ('where: …' in 'variants')" if "leave out" in mend else ""
            self.place.problem(node, str(error), mend)
            return None
        if found is None:
            self.place.problem(node, f"'{short(what)}' gives nothing", "change the expression")
        return found

    def _answer(self, what: str, node: yaml.Node) -> yaml.Node:
        """Return what an expression gives as a quiz file writes it."""
        value = self._value(what, node)
        if isinstance(value, Text):
            texts = value.texts
            if len(set(texts.values())) == 1:
                return _scalar(next(iter(texts.values())), node)
            pairs = [(_scalar(code, node), _scalar(text, node)) for code, text in texts.items()]
            return _mapping(pairs, node)
        if isinstance(value, bool):
            return _scalar(str(value).lower(), node)
        if isinstance(value, int | Fraction):
            if not -LARGEST <= value <= LARGEST:
                said = f"'{short(what)}' gives a number above {LARGEST:.0e}"
                self.place.problem(node, said, "choose smaller values")
            return _scalar(_digits(value), node)
        if isinstance(value, list):
            self.place.problem(node, f"'{short(what)}' gives several values", "write one")
            value = None
        return _scalar(str(value if value is not None else 0), node)

    def _check_exact(self, node: yaml.MappingNode) -> None:
        """Note an answer that nobody can type, where it must be typed exactly."""
        found = {key.value: value for key, value in node.value if key.value in ("type", "answer")}
        if "answer" not in found or getattr(found.get("type"), "value", "") != "number":
            return
        answer = self._field(found["answer"], "answer")
        source = _source(found["answer"])
        value = self._value(source, found["answer"]) if source else None
        if isinstance(value, Fraction) and exact_decimals(value) is None:
            what = f"'{short(source)}' gives {answer.value}…, which nobody can type exactly"
            mend = f"write '= round({source}, 2)', or add 'tolerance: 0.01'"
            self.place.problem(found["answer"], what, mend)

    def _said(self, value: Any, language: str, signed: bool, digits: str | None, at: Any) -> str:
        """Write a value for a reader; in a formula, where there is no language, for LaTeX."""
        if isinstance(value, Text):
            return value.get(language)
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return str(value).lower() if isinstance(value, bool) else str(value)
        value = Fraction(value) if digits is None else applied("round", [value, int(digits)])
        if exact_decimals(value) is None:
            what = f"a text shows {_digits(value)}…"
            self.place.problem(at, what, "round it: write {round(a / b, 2)}, or {a / b:.2}")
        text = written(value, language) if language else _digits(value)
        if digits:
            text = _padded(text, int(digits), language)
        return f"+{text}" if signed and value >= 0 else text


def _reckoned(node: yaml.ScalarNode) -> str:
    """Return the expression of an answer such as ``= a * b``."""
    text = str(node.value).strip()
    return text[1:].strip() if text.startswith("=") and not text.startswith("==") else ""


def _source(node: yaml.Node) -> str:
    """Return the expression that an answer is reckoned from, however it is written."""
    if isinstance(node, yaml.ScalarNode):
        hole = _IN_FORMULA.fullmatch(str(node.value).strip())
        return _reckoned(node) or (hole["inner"] if hole else "")
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        key, value = node.value[0]
        return str(value.value if key.value == "expression" else key.value)
    return ""


def exact_decimals(value: Fraction) -> int | None:
    """Return how many decimals write a number exactly; None where a few do not.

    >>> exact_decimals(Fraction(1, 8)), exact_decimals(Fraction(1, 3))
    (3, None)
    """
    scaled = (n for n in range(MOST_DECIMALS + 1) if (value * 10**n).denominator == 1)
    return next(scaled, None)


def _digits(value: Fraction | int) -> str:
    """Write a number as a quiz file and LaTeX do: in plain digits."""
    if value.denominator == 1:
        return str(value.numerator)
    with localcontext(prec=17):
        decimal = Decimal(value.numerator) / value.denominator
        return f"{decimal.quantize(Decimal(10) ** -12):f}".rstrip("0").rstrip(".")


def _padded(text: str, digits: int, language: str) -> str:
    """Write so many decimals, also where they are zeros."""
    sign = with_sign(".", language) if language else "."
    whole, _, decimals = text.partition(sign)
    return f"{whole}{sign}{decimals.ljust(digits, '0')}"


def _scalar(text: str, at: yaml.Node) -> yaml.ScalarNode:
    style = at.style if isinstance(at, yaml.ScalarNode) else '"'
    return yaml.ScalarNode(_STRING, text, at.start_mark, at.end_mark, style)


def _mapping(pairs: Sequence[tuple[Any, Any]], at: yaml.Node) -> yaml.MappingNode:
    tag = "tag:yaml.org,2002:map"
    return yaml.MappingNode(tag, list(pairs), at.start_mark, at.end_mark, flow_style=False)
