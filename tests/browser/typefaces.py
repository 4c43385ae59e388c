"""The typefaces that readers may have, brought by the tests: the machine's own don't matter."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
FAMILIES = {
    "DejaVu Sans": "dejavu-sans",
    "Liberation Sans": "arimo",
    "Lexend": "lexend",
    "DejaVu Serif": "dejavu-serif",
}


def faces() -> str:
    """Return the style that names them all to a page; each loads when it is first used."""
    return "\n".join(
        f"@font-face {{ font-family: 'Reader {family}'; font-weight: {weight};"
        f" src: url(data:font/woff2;base64,{_encoded(f'{file}-{weight}')}); }}"
        for family, file in FAMILIES.items()
        for weight in (400, 700)
    )


def insisting_on(family: str) -> str:
    """Return the style of a reader who will have no other typeface, in the figures neither."""
    return f"* {{ font-family: 'Reader {family}' !important; }}"


def _encoded(name: str) -> str:
    return b64encode((FONTS / f"{name}.woff2").read_bytes()).decode()
