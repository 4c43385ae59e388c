"""A figure with controls: the picture stands by itself, and what is live works on it.

The figure and its controls are two outputs of one cell. So the figure is there wherever the
notebook is read, and the controls join it where a kernel runs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from quizkit import languages
from quizkit.figures.figure import PageFigure, shown_in_page

if TYPE_CHECKING:
    from quizkit.figures.controls import Controls

said = partial(languages.said, "figure")


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A figure, and the script and the data of its controls.

    >>> from quizkit.figures import enlargement_map
    >>> enlargement_map().figure.language
    'en'
    """

    figure: PageFigure
    script: str
    data: dict[str, Any] = field(repr=False)

    @property
    def alt(self) -> str:
        """Return the picture in words, as it is before anyone moves a control."""
        return self.figure.alt

    def _repr_html_(self) -> str:
        return self.figure._repr_html_()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return a page without a kernel the figure alone."""
        return self.figure._repr_mimebundle_()

    def _ipython_display_(self) -> None:
        """Show the controls and then, joined to them by a mark in both, the figure."""
        mark = uuid4().hex
        bundle = self.figure._repr_mimebundle_()
        opening = '<figure class="quizkit-figure"'
        marked = bundle["text/html"].replace(opening, f'{opening} data-live="{mark}"', 1)
        shown_in_page(bundle | {"text/html": marked}, self.controls(mark))

    def controls(self, mark: str) -> Controls:
        """Return the controls as a widget, which finds the figure in the page by its mark."""
        from quizkit.figures.controls import STATIC, Controls  # heavy; no static figure needs them

        return Controls(
            script=(STATIC / f"{self.script}.js").read_text(encoding="utf-8"),
            mark=mark,
            data=json.dumps(self.data, ensure_ascii=False),
            note=said(self.figure.language, "only_live"),
        )
