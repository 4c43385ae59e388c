"""Symbols to set in a line of text: a shape and a colour that a word beside them repeats."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol, its shape a path as the palette has it; not filled, it keeps its outline.

    >>> 'fill="none"' in Symbol("#0072b2", "M-1,-1H1V1H-1Z", filled=False).svg()
    True
    """

    colour: str
    shape: str
    filled: bool = True

    def svg(self) -> str:
        """Return the symbol as a picture as high as a letter, which says nothing by itself."""
        fill = self.colour if self.filled else "none"
        return (
            '<svg class="quizkit-symbol" viewBox="-1.4 -1.4 2.8 2.8" width="12" height="12"'
            f' aria-hidden="true"><path d="{self.shape}" stroke="{self.colour}"'
            f' fill="{fill}" stroke-width=".3"/></svg>'
        )
