"""The page that tells teachers what was tried on the grader, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attacks.attack import Attack
from attacks.collection import KINDS
from attacks.evidence import Sign
from attacks.trial import Verdict

GUIDES = Path(__file__).resolve().parents[2] / "lessons" / "instructors"
PAGES = {
    "en": GUIDES / "en" / "server" / "attacks.md",
    "nl": GUIDES / "nl" / "server" / "aanvallen.md",
}
HEADINGS = {
    "en": {
        "passing": "Tests that pass whatever the answer",
        "cells": "Cells that are not what was handed out",
        "reading": "Reading what is secret",
        "writing": "Writing where nothing may be changed",
        "files": "Files that harm whoever opens them",
        "network": "Talking to others",
        "resources": "Taking all there is",
        "processes": "Other processes",
        "pages": "Scripts on the teacher's page",
    },
    "nl": {
        "passing": "Tests die slagen, wat het antwoord ook is",
        "cells": "Cellen die niet zijn wat werd uitgedeeld",
        "reading": "Lezen wat geheim is",
        "writing": "Schrijven waar niets mag veranderen",
        "files": "Bestanden die schaden wie ze opent",
        "network": "Praten met anderen",
        "resources": "Nemen wat er is",
        "processes": "Andere processen",
        "pages": "Scripts op de pagina van de docent",
    },
}
COLUMNS = {
    "en": "| What it tries | nbgrader {version} | quizkit grade |",
    "nl": "| Wat hij probeert | nbgrader {version} | quizkit grade |",
}
REACHED = {
    "en": {
        Sign.POINTS: "gets {points} points",
        Sign.READ: "reads it",
        Sign.CHANGED: "changes it",
        Sign.STOPPED: "spoils the grading of others",
        Sign.LEFT: "it goes on",
        Sign.DONE: "nothing hinders it",
        Sign.HUGE: "all of it is copied and kept",
        Sign.SCRIPT: "it works",
        Sign.PAGE: "its page cannot be opened",
    },
    "nl": {
        Sign.POINTS: "krijgt {points} punten",
        Sign.READ: "leest het",
        Sign.CHANGED: "verandert het",
        Sign.STOPPED: "bederft het nakijken van anderen",
        Sign.LEFT: "het gaat door",
        Sign.DONE: "niets houdt het tegen",
        Sign.HUGE: "alles wordt gekopieerd en bewaard",
        Sign.SCRIPT: "het werkt",
        Sign.PAGE: "de pagina gaat niet open",
    },
}
HELD = {
    "en": {"": "fails", "graded": "0 points", "flagged": "0 points, flagged", "refused": "refused"},
    "nl": {
        "": "mislukt",
        "graded": "0 punten",
        "flagged": "0 punten, gemeld",
        "refused": "geweigerd",
    },
}
MOST_POINTS = 9  # of what is graded without a teacher


def page(
    language: str,
    attacks: Mapping[str, Attack],
    *,
    version: str,
    stock: Mapping[str, Verdict],
    ours: Mapping[str, Verdict],
) -> str:
    """Return the page in a language: the text beside this file, with the tables in it."""
    text = Path(__file__).with_name(f"page.{language}.md").read_text("utf-8")
    tables = (_table(language, kind, attacks, version, (stock, ours)) for kind in KINDS)
    return text.format(
        points=MOST_POINTS,
        total=len(attacks),
        version=version,
        stock=sum(bool(each.signs) for each in stock.values()),
        ours=sum(bool(each.signs) for each in ours.values()),
        tables="\n\n".join("\n".join(lines) for lines in tables),
    )


def _table(
    language: str,
    kind: str,
    attacks: Mapping[str, Attack],
    version: str,
    verdicts: Sequence[Mapping[str, Verdict]],
) -> Iterator[str]:
    yield f"## {HEADINGS[language][kind]}"
    yield ""
    yield COLUMNS[language].format(version=version)
    yield "|---|---|---|"
    for name in (name for name in attacks if name.startswith(f"{kind}-")):
        said = attacks[name].tries if language == "en" else attacks[name].nl
        ends = " | ".join(ended(language, each[name]) for each in verdicts)
        yield f"| {said} | {ends} |"


def ended(language: str, verdict: Verdict) -> str:
    """Return how an attack ended, in a few words."""
    if not verdict.signs:
        return HELD[language].get(verdict.status, verdict.status)
    words = REACHED[language]
    reached = ", ".join(words[sign] for sign in Sign if sign in verdict.signs)
    return f"**{reached.format(points=f'{verdict.points:g}')}**"
