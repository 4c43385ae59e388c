"""From Shift+Enter to every option on screen, and what crosses the websocket meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import content
from benchmarks.browsing import FOLDER, settle
from benchmarks.report import Report
from browser.lab import Lab
from browser.notebook_page import NotebookPage

# Times from the key press, as the browser stamps it, to the frame after the one in which all is
# there. What is further down than the screen may be left for the browser to lay out when it is
# scrolled to; asking where it stands would have that done at once.
WATCH = """
({selector, count}) => {
  let start = 0;
  const press = (event) => {
    if (event.key === "Enter" && event.shiftKey) start = event.timeStamp;
  };
  document.addEventListener("keydown", press, {capture: true});
  const seen = (element) => element.checkVisibility();
  window.benchShown = new Promise((resolve) => {
    const look = () => {
      const found = start ? document.querySelectorAll(`.jp-OutputArea ${selector}`) : [];
      if (found.length >= count && [...found].filter(seen).length >= count) {
        document.removeEventListener("keydown", press, {capture: true});
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
      } else requestAnimationFrame(look);
    };
    look();
  });
}
"""
# What the kernel says of being busy and idle differs by as much from one run to the next; a widget
# that is left behind adds more.
NOISE_FRAMES, NOISE_KB = 2, 1.0
# What is compared is shown as many times more: the browser draws every 17 ms, and a moment's delay
# costs a picture more, so that single times of one quiz lie far apart.
MORE = 3


@dataclass
class Subject:
    """Something that puts a quiz on the page; ``count`` of ``selector`` is all of it."""

    name: str
    first: str
    show: str
    selector: str
    count: int
    times: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    reopened: list[tuple[int, int]] = field(default_factory=list)  # frames, bytes of each reopening
    again: tuple[int, int] = (0, 0)  # frames and bytes of the run after it


def measure(report: Report, lab: Lab, peers: Path) -> None:
    """Add the times and the traffic of quizkit and its peers."""
    ours, mixed, long, quiz, composed = subjects(peers)
    for number in range(MORE * report.rounds):
        compared = (ours, quiz, composed)
        for subject in compared if number >= report.rounds else (*compared, mixed, long):
            _round(lab, subject, reopen=number == 0 and subject is not long)
    report.notes.append(f"20 choices: medians of {MORE * report.rounds} rounds")
    name = "20 choices from Shift+Enter to screen"
    for peer, limit in ((quiz, 1.0), (composed, 0.75)):
        rounds = peer.times
        report.add(name, "ms", ours.times, peer=peer.name, peer_rounds=rounds, limit=limit)
    report.add("20 questions of nine types to screen", "ms", mixed.times)
    report.add("200 questions of nine types to screen", "ms", long.times, limit=1000)
    for subject, what in ((ours, "20 choices"), (mixed, "20 questions of nine types")):
        _add_traffic(report, subject, what, (quiz, composed) if subject is ours else ())
    report.add("200 questions: kB", "kB", long.sizes)


def _add_traffic(report: Report, ours: Subject, what: str, peers: tuple[Subject, ...]) -> None:
    report.add(f"{what}: websocket frames", "", ours.frames, limit=95)
    report.add(f"{what}: kB", "kB", ours.sizes, limit=120)
    for peer in peers:
        rounds = peer.frames
        report.add(f"{what}: frames", "", ours.frames, peer=peer.name, peer_rounds=rounds)
        report.add(f"{what}: kB", "kB", ours.sizes, peer=peer.name, peer_rounds=peer.sizes)
    for subject in (ours, *peers):
        told = "" if subject is ours else f" of {subject.name}"
        (first, second), run = subject.reopened, subject.again
        for name, frames, size in (
            ("run after reopening", run[0] - subject.frames[0], run[1] / 1000 - subject.sizes[0]),
            ("second reopening", second[0] - first[0], (second[1] - first[1]) / 1000),
        ):
            limits = (NOISE_FRAMES, NOISE_KB) if subject is ours else (None, None)
            report.add(f"{what}: frames more, {name}{told}", "", [frames], limit=limits[0])
            report.add(f"{what}: kB more, {name}{told}", "kB", [size], limit=limits[1])


def subjects(peers: Path) -> tuple[Subject, Subject, Subject, Subject, Subject]:
    """Return quizkit's three quizzes and the two peers."""

    def quizkit(name: str, selector: str, count: int) -> Subject:
        show = content.QUIZKIT.format(name=name)
        return Subject("quizkit", content.QUIZKIT_IMPORT, show, selector, count)

    first = content.JUPYTERQUIZ_IMPORT.format(peers=str(peers))
    return (
        quizkit("choice", ".qk-option input", 80),
        quizkit("mixed", ".qk-question", 20),
        quizkit("long", ".qk-question", 200),
        Subject("jupyterquiz", first, content.JUPYTERQUIZ, "label.MCButton", 80),
        Subject(
            "ipywidgets",
            content.IPYWIDGETS_IMPORT,
            content.IPYWIDGETS,
            ".widget-radio-box input",
            80,
        ),
    )


def _round(lab: Lab, subject: Subject, *, reopen: bool) -> None:
    path = lab.write("bench", [subject.first, subject.show], folder=FOLDER)
    page = lab.open(path)
    page.run_cell(0)
    settle(page)
    subject.times.append(shown(page, subject))
    frames, size = _traffic(page)
    subject.frames.append(frames)
    subject.sizes.append(size / 1000)
    if reopen:
        page = _reopened(lab, page, path, subject)
        shown(page, subject)
        subject.again = _traffic(page)
        page = _reopened(lab, page, path, subject)
    lab.close()
    lab.pages.clear()


def shown(page: NotebookPage, subject: Subject) -> float:
    """Run the quiz's cell; give the milliseconds until all of it is on screen."""
    page.traffic.clear()
    page.page.evaluate(WATCH, {"selector": subject.selector, "count": subject.count})
    page.press_run(1)
    spent: float = page.page.evaluate("window.benchShown")
    page.wait_ran(1)
    settle(page)
    return spent


def _reopened(lab: Lab, page: NotebookPage, path: str, subject: Subject) -> NotebookPage:
    """Save and close the notebook, open it again, and note what that moved."""
    page.save()
    page.page.close(run_before_unload=False)
    page = lab.open(path)
    settle(page)
    subject.reopened.append(_traffic(page))
    return page


def _traffic(page: NotebookPage) -> tuple[int, int]:
    return len(page.traffic.kernel_frames()), page.traffic.size()
