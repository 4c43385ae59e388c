"""What the attacks reach against nbgrader as it is: ``stock.json``, since trying it takes long.

``python -m attacks`` writes it: once for each attack and version of nbgrader.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Mapping
from pathlib import Path

from attacks.attack import Attack
from attacks.evidence import Sign
from attacks.trial import NBGRADER, Verdict, tried
from attacks.victim import HONEST, Template

PATH = Path(__file__).with_name("stock.json")


def version() -> str:
    """Return the version of nbgrader that is installed."""
    return importlib.metadata.version("nbgrader")


def load() -> tuple[str, dict[str, Verdict]]:
    """Return the version that was tried, and how each attack ended; nothing if none ever was."""
    if not PATH.is_file():
        return "", {}
    plain = json.loads(PATH.read_text("utf-8"))
    verdicts = {
        name: Verdict(signs=frozenset(map(Sign, each["signs"])), points=each["points"])
        for name, each in plain["attacks"].items()
    }
    return plain["nbgrader"], verdicts


def save(verdicts: Mapping[str, Verdict]) -> None:
    """Write down how each attack ended."""
    plain = {
        name: {"signs": sorted(each.signs), "points": each.points}
        for name, each in sorted(verdicts.items())
    }
    text = json.dumps({"nbgrader": version(), "attacks": plain}, indent=1)
    PATH.write_text(f"{text}\n", "utf-8")


def tried_on_nbgrader(
    template: Template, folder: Path, attacks: Mapping[str, Attack]
) -> dict[str, Verdict]:
    """Try attacks on nbgrader: those that would disturb others on a course of their own."""
    like = tried(NBGRADER, template, folder / "honest", {}).after
    together = {name: attack for name, attack in attacks.items() if not attack.alone}
    found = dict(tried(NBGRADER, template, folder / "class", together, like=like).verdicts)
    for name, attack in attacks.items():
        if attack.alone:
            one = {name: attack}
            trial = tried(NBGRADER, template, folder / name, one, honest=HONEST[:1], like=like)
            found |= trial.verdicts
    return found
