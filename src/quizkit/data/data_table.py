"""A DataFrame that shows long texts in full, where pandas would cut them at fifty characters."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd


class DataTable(pd.DataFrame):
    """A DataFrame in everything but its looks in a notebook.

    Texts are shown in full and aligned left, and an empty cell is shown empty. No setting of
    pandas is changed, so other DataFrames look as they did.

    >>> "never cut" in DataTable({"text": ["x" * 60 + " never cut"]})._repr_html_()
    True
    """

    @property
    def _constructor(self) -> type[DataTable]:
        return DataTable  # a part of the table looks like the whole

    def _repr_html_(self) -> str | None:
        shown = pd.DataFrame(self).rename(columns=self.attrs.get("headings", {}))
        if not shown.empty:
            shown = shown.apply(_readable)
        with pd.option_context("display.max_colwidth", None):
            drawn = shown._repr_html_()  # type: ignore[operator]
        if drawn is None:  # a person has turned HTML off
            return None
        table = str(drawn).replace("text-align: right", "text-align: left")
        for cell in ("td", "th"):
            table = table.replace(f"<{cell}>", f'<{cell} style="text-align: left">')
        caption = self.attrs.get("caption")
        if caption:
            said = f'<caption style="text-align: left">{html.escape(str(caption))}</caption>'
            table = table.replace('class="dataframe">', f'class="dataframe">{said}', 1)
        return table


def _readable(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column as a person reads it: nothing where there is nothing, days without hours."""
    if isinstance(column.dtype, pd.StringDtype | pd.CategoricalDtype):
        return column.astype("object").where(column.notna(), "")
    if pd.api.types.is_datetime64_dtype(column.dtype):
        days = column.dropna()
        if (days == days.dt.normalize()).all():
            dates = pd.Series(column.dt.strftime("%Y-%m-%d"), dtype="object")
            return dates.where(column.notna(), "")
    elif column.map(lambda cell: isinstance(cell, tuple)).all():
        return column.map("; ".join)
    return column
