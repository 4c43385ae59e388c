"""Make the font of the figures: python figure_font.py OpenSans_400Regular.ttf OpenSans_700Bold.ttf.

It needs fonttools and brotli, which quizkit itself does without: figures are laid out by the
widths that are written here. The README beside the font says where it comes from.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FONTS = Path(__file__).parents[1] / "src" / "quizkit" / "figures" / "fonts"
# Latin, Latin-1 and Extended-A, the Romanian letters with a comma, punctuation, euro and minus.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0xAD),  # a soft hyphen shows nothing
    *range(0xAE, 0x180),
    *range(0x218, 0x21C),
    *range(0x2010, 0x2016),
    *range(0x2018, 0x2023),
    *(0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2212),
]


def main(regular: str, bold: str) -> None:
    """Write the two weights and their table of widths."""
    sources = {"regular": Path(regular), "bold": Path(bold)}
    widths = {weight: made(source, weight) for weight, source in sources.items()}
    table = json.dumps(widths, ensure_ascii=False, separators=(",", ":"))
    (FONTS / "widths.json").write_text(table + "\n", encoding="utf-8")


def made(source: Path, weight: str) -> dict[str, int]:
    """Write one weight with the letters it keeps; give their widths in thousandths of an em."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff2", layout_features=["kern", "mark", "ccmp", "locl"])
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    subset.save_font(font, str(FONTS / f"{weight}.woff2"), options)
    em, advances = font["head"].unitsPerEm, font["hmtx"]
    return {
        chr(code): round(1000 * advances[glyph][0] / em)
        for code, glyph in font.getBestCmap().items()
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
