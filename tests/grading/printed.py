"""Printed text as a notebook has it: in pieces, which a kernel sends by the clock."""

from __future__ import annotations

from typing import Any


def together(outputs: list[Any]) -> list[Any]:
    """Return outputs with printed text that follows printed text put to it."""
    found: list[Any] = []
    for output in outputs:
        before = found[-1] if found else output
        same = [each.get("name") for each in (before, output)]
        if output is not before and output.output_type == "stream" and same[0] == same[1]:
            before.text += output.text
        else:
            found.append(output)
    return found
