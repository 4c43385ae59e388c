"""What QTI 1.2 gives points for, condition by condition.

The programs that write QTI 1.2 do not mean its conditions as the specification does: several
values of one answer are alternatives, and conditions go on where the file says that they stop. So
they are not run, but looked through: which values bring points, and which feedback they bring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from quizkit.authoring.banks import numbers

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COMPARISONS = (
    "varequal",
    "varsubstring",
    "varsubset",
    "vargte",
    "vargt",
    "varlte",
    "varlt",
    "varinside",
)
_ALL = "SCORE.max"  # what Blackboard writes for all points
_HITS, _MISSES = "d2l_correct", "d2l_incorrect"  # what Brightspace counts, with or without a number


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value that an answer is compared with."""

    kind: str
    response: str
    value: str
    negated: bool
    case: bool
    margin: str = ""  # "5" or "5%"


@dataclass(frozen=True, slots=True)
class Condition:
    """What is compared, what that is worth (None: nothing is said), and the feedback it shows."""

    comparisons: tuple[Comparison, ...]
    worth: Decimal | None
    feedback: tuple[str, ...]

    @property
    def positive(self) -> tuple[Comparison, ...]:
        """The values that must have been given."""
        return tuple(each for each in self.comparisons if not each.negated)

    @property
    def names_value(self) -> bool:
        """Whether this is about one value of one answer, or a range of wrong numbers."""
        kinds = [each.kind for each in self.comparisons]
        wrong = self.worth is None or self.worth <= 0
        return kinds == ["varequal"] or (wrong and bool(kinds) and "varequal" not in kinds)


def conditions(item: Element) -> list[Condition]:
    """Return the conditions of an item, in the order of the file."""
    found = []
    for element in item.iter("respcondition"):
        compared: list[Comparison] = []
        for variables in element.findall("conditionvar"):
            compared += _comparisons(variables, negated=False)
        links = tuple(link.get("linkrefid", "") for link in element.iter("displayfeedback"))
        found.append(Condition(tuple(compared), _worth(element), links))
    if any(each.worth for each in found):
        return found
    return [_meant(each) for each in found]


def _meant(condition: Condition) -> Condition:
    """Return a condition with a point for the values it names, as Blackboard's blanks have none."""
    named = condition.positive and condition.worth is None and not condition.feedback
    return replace(condition, worth=Decimal(1)) if named else condition


def _comparisons(element: Element, *, negated: bool) -> Iterator[Comparison]:
    for child in element:
        if child.tag in _COMPARISONS:
            percent = "%" if child.get("margintype") == "percent" else ""
            yield Comparison(
                child.tag,
                child.get("respident", ""),
                "".join(child.itertext()).strip(),
                negated,
                child.get("case", "no").casefold() == "yes",
                f"{child.get('margin', '')}{percent}" if child.get("margin") else "",
            )
        else:
            yield from _comparisons(child, negated=negated != (child.tag == "not"))


def _worth(element: Element) -> Decimal | None:
    """Return the points that a condition brings; mistakes that are counted bring none."""
    worth = None
    for setting in element.iter("setvar"):
        value = numbers.decimal("".join(setting.itertext())) or Decimal(0)
        if setting.get("varname", "").casefold() == _MISSES:
            value = Decimal(0)
        elif setting.get("varname", "").casefold() == _HITS or _ALL in "".join(setting.itertext()):
            value = max(value, Decimal(1))
        elif setting.get("action", "Set").casefold() in ("subtract", "divide"):
            value = -value
        worth = value if worth is None else max(worth, value)
    return worth


@dataclass(frozen=True, slots=True)
class Scoring:
    """The conditions of an item, and what of them is asked."""

    conditions: tuple[Condition, ...]

    @property
    def scoring(self) -> list[Condition]:
        """The conditions that bring points."""
        return [each for each in self.conditions if each.worth is not None and each.worth > 0]

    def worths(self, response: str) -> dict[str, Decimal]:
        """Return the values of one answer that bring points, each with the most that it brings."""
        found: dict[str, Decimal] = {}
        for condition in self.scoring:
            for each in condition.positive:
                if each.response == response:
                    worth = condition.worth or Decimal(0)
                    found[each.value] = max(found.get(each.value, worth), worth)
        return found

    def best(self, response: str) -> list[str]:
        """Return the values of one answer that bring the most points."""
        worths = self.worths(response)
        return [value for value, worth in worths.items() if worth == max(worths.values())]

    def minds_case(self, response: str) -> bool:
        """Return whether capitals count in an answer."""
        compared = [each for c in self.scoring for each in c.positive if each.response == response]
        return bool(compared) and all(each.case for each in compared)

    def costs(self, response: str) -> set[str]:
        """Return the values that must not be given, or that take points off."""
        unwanted = {
            each.value
            for condition in self.scoring
            for each in condition.comparisons
            if each.negated and each.response == response
        }
        for condition in self.conditions:
            if condition.worth is not None and condition.worth < 0:
                unwanted |= {each.value for each in condition.positive if each.response == response}
        return unwanted

    def feedback(self, response: str, value: str) -> tuple[str, ...]:
        """Return the feedback that is shown to this value alone."""
        return tuple(
            link
            for condition in self.conditions
            for link in condition.feedback
            if [(each.response, each.value) for each in condition.comparisons]
            == [(response, value)]
            and not is_general(link)
        )

    def general(self) -> Sequence[str]:
        """Return the feedback that belongs to no value."""
        of_values = {
            link
            for condition in self.conditions
            if condition.names_value
            for link in condition.feedback
            if not is_general(link)
        }
        links = [link for condition in self.conditions for link in condition.feedback]
        return [link for link in dict.fromkeys(links) if link not in of_values]

    def is_for_right(self, link: str) -> bool:
        """Return whether feedback is shown where points are brought."""
        return any(link in condition.feedback for condition in self.scoring)


def is_general(link: str) -> bool:
    """Return whether feedback is by its name that to any answer, right answer or wrong answer."""
    return link.casefold().replace("-", "_") in (
        *("general_fb", "correct_fb", "general_incorrect_fb", "general_correct_fb"),
        *("correct", "incorrect", "general"),
    )


def is_wrong(link: str) -> bool:
    """Return whether feedback is by its name that to a wrong answer."""
    return "incorrect" in link.casefold() or "wrong" in link.casefold()
