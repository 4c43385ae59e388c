"""Two hundred names that break tables: quotes, separators, formulas, accents, ends of lines."""

from __future__ import annotations

SIGNS = [
    '"', "'", ",", ";", "\t", "\n", "\r\n", "|", "\\", "=", "+", "-", "@", "＝", "＋", "－", "＠",
    "%", "#", "&", "<b>", "«»", "„“", "’", "\u200d", "\u00a0", "\u0301", "🙂", "{}", "${x}",
]  # fmt: skip
WHOLE = [
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "+31612345678", "-2+3", "@SUM(A1)",
    "'=1+1", "''=1+1", "'", '"', '""', '"=1"', "a;=1+1", "a,=1+1", "a\t=1+1", "a\n=1+1", "a|=1",
    "\t=1+1", "\r=1+1", "\n=1", " =1+1", "  '=1", "-", "--", "-5", "-5.5", "+5", "-5,5", "1e5",
    "0012", "1/2", "2-3", "TRUE", "None", "nan", "NULL", "#REF!", "O'Brien", "D’Angelo",
    "Jansen, Ann", "van 't Hooft", "'s-Gravesande", "'t Hart", "Łukasz Żółć", "Nguyễn Thị Ánh",
    "Þórður Ægisson", "Strauß", "Søren Kjær", "Ğülşah Çelik", "İpek", "Αλέξανδρος", "Дмитрий",
    "محمد", "שרה", "李小龍", "김민준", "たろう", "Zoë", "Zoe\u0308", "á é í ó ú", "x" * 300,
    "Robert'); DROP TABLE students;--", "<script>alert(1)</script>", "Ann \"Annie\" de Wit",
    "a,b;c\td|e", "line one\nline two", "\u202eabc", "\ufeffAnn", "Anne-Marie", "Jean - Luc",
    "5", "5,5", "=", "@", "+", "=\"\"", "'-5", "''", "a'b\"c,d;e", "tab\tin", "nul\u2400",
]  # fmt: skip


def names() -> list[str]:
    """Return them."""
    made = [name for sign in SIGNS for name in (f"{sign}Ann", f"A{sign}nn", f"Ann{sign}")]
    made += [f"{one} {other}x" for one, other in zip(SIGNS, reversed(SIGNS), strict=True)]
    return list(dict.fromkeys([*WHOLE, *made]))
