"""``make bench``: quizkit measured beside its peers, in one run on one machine.

Every figure is the median of several rounds, in which quizkit and its peers take turns, so
that a busy moment of the machine falls on all of them. Nothing here fails: a target that is
missed is printed as missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import clicks, grading, imports, peers, screens
from benchmarks.browsing import browsing
from benchmarks.report import Report

RESULTS = Path(__file__).resolve().parents[2] / "test-results"
PARTS = ["imports", "screens", "clicks", "grading", "thousand"]


def main(arguments: Sequence[str]) -> None:
    """Measure, print the table and write it to test-results/bench.json."""
    options = _options(arguments)
    report = Report(rounds=options.rounds)
    RESULTS.mkdir(exist_ok=True)
    sys.stderr.write("Installing the peers …\n")
    report.versions = peers.install(RESULTS / "peers")
    if "imports" in options.parts:
        with TemporaryDirectory() as folder:
            imports.measure(report, Path(folder), RESULTS / "peers")
    if {"screens", "clicks"} & set(options.parts):
        with browsing(RESULTS) as lab:
            if "screens" in options.parts:
                screens.measure(report, lab, RESULTS / "peers")
            if "clicks" in options.parts:
                clicks.measure(report, lab)
    if "grading" in options.parts:
        with TemporaryDirectory() as folder:
            grading.measure(report, Path(folder), size=options.submissions)
    if "thousand" in options.parts:
        with TemporaryDirectory() as folder:
            grading.measure_large(report, Path(folder), size=options.thousand)
    sys.stdout.write(f"{report.table()}\n")
    data = json.dumps(report.data(), indent=1, ensure_ascii=False)
    (RESULTS / "bench.json").write_text(data + "\n", encoding="utf-8")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=_at_least(1), default=5, help="rounds (5)")
    parser.add_argument("--submissions", type=_at_least(2), default=grading.SIZE)
    parser.add_argument("--thousand", type=_at_least(10), default=grading.LARGE)
    parser.add_argument("parts", nargs="*", default=PARTS, help=", ".join(PARTS))
    return parser.parse_args(arguments)


def _at_least(least: int) -> Callable[[str], int]:
    return lambda word: max(least, int(word))


if __name__ == "__main__":
    main(sys.argv[1:])
