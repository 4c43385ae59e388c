"""One column of a data table: what its cells hold, and the reading of a cell."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from quizkit.languages import known

Value = str | int | float | bool | datetime.date | tuple[str, ...] | None
"""What a cell is read as; None is an empty cell."""


class BadCell(ValueError):
    """A cell that its column does not allow: what is wrong, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}; {mend}")
        self.what = what
        self.mend = mend


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column, as datapackage.json describes it.

    >>> Column(name="accession_year", type="integer").read("1949")
    1949
    """

    name: str
    type: str = "string"
    unit: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    language: str = ""  # "en" for label_en
    refers_to: str = ""  # the table whose ids the cells hold

    def read(self, cell: str) -> Value:
        """Return the value of a cell as the file has it; raises BadCell for one not allowed."""
        if not cell:
            if self.required:
                raise BadCell("the cell is empty", "fill it in")
            return () if self.type == "list" else None
        if self.pattern and not self.pattern.fullmatch(cell):
            raise BadCell(f"'{cell}' is not of the form {self.pattern.pattern}", "correct the cell")
        if self.enum and cell not in self.enum:
            raise BadCell(f"'{cell}' is not allowed here", f"use one of {', '.join(self.enum)}")
        value = READERS[self.type](cell)
        if isinstance(value, (int, float)):
            self._within_bounds(value)
        return value

    def _within_bounds(self, value: float) -> None:
        if self.minimum is not None and value < self.minimum:
            raise BadCell(f"{value} is too small", f"the smallest allowed is {self.minimum}")
        if self.maximum is not None and value > self.maximum:
            raise BadCell(f"{value} is too large", f"the largest allowed is {self.maximum}")


def column_from(described: Mapping[str, object], refers_to: str = "") -> Column:
    """Return the column that one entry of ``fields`` in datapackage.json describes.

    Raises ValueError, with a sentence, for an entry that cannot be used.

    >>> column_from({"name": "id", "constraints": {"required": True}}).required
    True
    """
    name, kind = described.get("name"), described.get("type", "string")
    if not isinstance(name, str) or not name:
        raise ValueError("a column has no name")
    if isinstance(described.get("list"), dict):
        kind = "list"
    if kind not in READERS:
        raise ValueError(f"column '{name}' has the unknown type '{kind}'")
    rules = described.get("constraints", {})
    if not isinstance(rules, dict):
        raise ValueError(f"the constraints of column '{name}' are not a mapping")
    return Column(
        name=name,
        type=str(kind),
        unit=str(described.get("unit", "")),
        titles=by_language(described, "title"),
        descriptions=by_language(described, "description"),
        required=bool(rules.get("required")),
        unique=bool(rules.get("unique")),
        enum=tuple(map(str, rules.get("enum", ()))),
        labels=_labels(described.get("enum_labels", {}), name),
        pattern=_pattern(rules.get("pattern"), name),
        minimum=_bound(rules.get("minimum"), name),
        maximum=_bound(rules.get("maximum"), name),
        language=str(described.get("language", "")),
        refers_to=refers_to,
    )


def by_language(described: Mapping[str, object], key: str) -> Mapping[str, str]:
    """Return a text of datapackage.json in each language: ``title_nl``, or else ``title``."""
    english = str(described.get(key, ""))
    return {code: str(described.get(f"{key}_{code}", english)) for code in known()}


def _labels(labels: object, name: str) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(labels, dict) or not all(isinstance(said, dict) for said in labels.values()):
        raise ValueError(f"the enum_labels of column '{name}' are not a mapping of mappings")
    return labels


def _pattern(pattern: object, name: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern) if isinstance(pattern, str) else None
    except re.error as error:
        raise ValueError(f"the pattern of column '{name}' cannot be read: {error}") from error


def _bound(bound: object, name: str) -> float | None:
    if bound is None or isinstance(bound, (int, float)):
        return bound
    raise ValueError(f"the minimum or maximum of column '{name}' is not a number")


def _integer(cell: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", cell):
        raise BadCell(f"'{cell}' is not a whole number", "write digits only, as in 1949")
    return int(cell)


def _decimal(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in cell:
        raise BadCell(f"'{cell}' is not a number", "write it with a point, as in 46.21")
    return value


def _boolean(cell: str) -> bool:
    # A spreadsheet writes its own capitals when it saves.
    if cell.lower() not in ("true", "false"):
        raise BadCell(f"'{cell}' is neither true nor false", "write true or false")
    return cell.lower() == "true"


def _date(cell: str) -> datetime.date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
            return datetime.date.fromisoformat(cell)
    except ValueError:
        pass
    raise BadCell(f"'{cell}' is not a date", "write year-month-day, as in 2022-01-10")


READERS: Mapping[str, Callable[[str], Value]] = {
    "string": str,
    "integer": _integer,
    "year": _integer,
    "number": _decimal,
    "boolean": _boolean,
    "date": _date,
    "list": lambda cell: tuple(cell.split(";")),
}
