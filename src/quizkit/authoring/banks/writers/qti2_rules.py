"""What an item of QTI 2.1 is made of: declarations, rules and feedback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement

from quizkit.authoring.banks.writers.portable import digits
from quizkit.authoring.banks.xhtml import elements

RESPONSE = "RESPONSE"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
FEEDBACK, SOLUTION = "FEEDBACK", "SOLUTION"


@dataclass(slots=True)
class Parts:
    """The parts of an item besides its text, in the order in which QTI has them."""

    points: Fraction
    declarations: list[Element] = field(default_factory=list)
    rules: list[Element] = field(default_factory=list)
    feedback: list[Element] = field(default_factory=list)
    said_to: str = "identifier"  # of one option or of several: the cardinality of FEEDBACK
    template: str = ""  # of rules that every program knows, where nothing else is said

    def declare(
        self,
        name: str,
        base: str,
        correct: Iterable[str],
        *,
        cardinality: str = "single",
        mapped: Mapping[str, Fraction] | None = None,
        case: bool | None = None,
    ) -> None:
        """Declare an answer: what is right, and what each part of it is worth."""
        made = Element(
            "responseDeclaration", identifier=name, cardinality=cardinality, baseType=base
        )
        values = list(correct)
        if values:
            right = SubElement(made, "correctResponse")
            for value in values:
                SubElement(right, "value").text = value
        if mapped:
            most = sum((worth for worth in mapped.values() if worth > 0), Fraction(0))
            if cardinality == "single":
                most = max(mapped.values())
            bounds = {"lowerBound": "0", "upperBound": digits(most), "defaultValue": "0"}
            mapping = SubElement(made, "mapping", bounds)
            for key, worth in mapped.items():
                entry = SubElement(mapping, "mapEntry", mapKey=key, mappedValue=digits(worth))
                if case is not None:
                    entry.set("caseSensitive", "true" if case else "false")
        self.declarations.append(made)

    def say(self, identifier: str, html: str, outcome: str = FEEDBACK) -> None:
        """Add feedback that is shown where an outcome has its name."""
        made = elements(html, "modalFeedback")
        made.set("outcomeIdentifier", outcome)
        made.set("identifier", identifier)
        made.set("showHide", "show")
        self.feedback.append(made)

    def outcomes(self) -> list[Element]:
        """Return the outcomes of the item: its score, and which feedback is shown."""
        made = [
            _outcome("SCORE", "float", "0"),
            _outcome("MAXSCORE", "float", digits(self.points)),
        ]
        shown = {each.get("outcomeIdentifier") for each in self.feedback}
        if FEEDBACK in shown:
            several = "multiple" if self.said_to == "multiple" else "single"
            made.append(Element("outcomeDeclaration", identifier=FEEDBACK, cardinality=several))
            made[-1].set("baseType", "identifier")
        if SOLUTION in shown:
            made.append(_outcome(SOLUTION, "identifier", ""))
        return made

    def processing(self) -> Element:
        """Return the rules; a known template where it says all."""
        if self.template and not self.feedback and self.points == 1:
            return Element("responseProcessing", template=TEMPLATES + self.template)
        made = Element("responseProcessing")
        made.extend(self.rules)
        if any(each.get("outcomeIdentifier") == SOLUTION for each in self.feedback):
            made.append(assigned(SOLUTION, base("identifier", "solution")))
        return made


def _outcome(name: str, kind: str, value: str) -> Element:
    made = Element("outcomeDeclaration", identifier=name, cardinality="single", baseType=kind)
    if value:
        SubElement(SubElement(made, "defaultValue"), "value").text = value
    return made


def variable(name: str) -> Element:
    """Return a reference to an answer or outcome."""
    return Element("variable", identifier=name)


def base(kind: str, value: str) -> Element:
    """Return a plain value."""
    made = Element("baseValue", baseType=kind)
    made.text = value
    return made


def call(tag: str, *inner: Element, **given: str) -> Element:
    """Return an expression with its operands."""
    made = Element(tag, given)
    made.extend(inner)
    return made


def assigned(outcome: str, value: Element) -> Element:
    """Return the rule that an outcome is set to a value."""
    return call("setOutcomeValue", value, identifier=outcome)


def mapped(name: str) -> Element:
    """Return what the mapping of an answer brings."""
    return Element("mapResponse", identifier=name)


def if_so(condition: Element, *then: Element) -> Element:
    """Return a rule that holds on a condition."""
    return call("responseCondition", call("responseIf", condition, *then))


def is_correct(name: str) -> Element:
    """Return the condition that an answer is the right one."""
    return call("match", variable(name), Element("correct", identifier=name))


def not_null(name: str) -> Element:
    """Return the condition that an answer was given."""
    return call("not", call("isNull", variable(name)))


def added(value: Element) -> Element:
    """Return the rule that adds to the score."""
    return assigned("SCORE", call("sum", variable("SCORE"), value))
