"""nbconvert's exporter with steps that change, and its renderer and sanitizer on their own.

Written against nbconvert 7.17.2. It takes:

- nbconvert.exporters.exporter.Exporter._preprocessors
- nbconvert.filters.markdown_mistune.IPythonRenderer(escape, attachments, ...)
- nbconvert.filters.markdown_mistune.MarkdownWithMath(renderer, ...)
- nbconvert.filters.markdown_mistune.MarkdownWithMath.render(self, source)
- nbconvert.preprocessors.sanitize.SanitizeHTML.sanitize_html_tags(self, html_str)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors.sanitize import SanitizeHTML

_Sanitizer: Any = SanitizeHTML  # nbconvert has types for some of what it does


def set_steps(exporter: Any, steps: Iterable[Any]) -> None:
    """Have an exporter do these steps, in the place of those that it did."""
    exporter._preprocessors = []
    for step in steps:
        exporter.register_preprocessor(step)


def page_of(text: str, attachments: Mapping[str, Any]) -> str:
    """Return the HTML that a text in Markdown comes to."""
    renderer = IPythonRenderer(escape=False, attachments=dict(attachments))
    return str(MarkdownWithMath(renderer=renderer).render(text))


def sanitizer(
    *, tags: Iterable[str], attributes: Callable[[str, str, str], bool], strip: bool = False
) -> Callable[[str], str]:
    """Return what takes out of HTML all but these elements and attributes.

    Args:
        tags: names of elements.
        attributes: whether an element may have an attribute of that name with that value.
        strip: whether other elements are left out; else they become text.
    """
    made = _Sanitizer(tags=list(tags), attributes=attributes, strip=strip)
    cleaned: Callable[[str], str] = made.sanitize_html_tags
    return cleaned
