"""Takes its time in many cells, each within the limit for one."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Add cells that wait, and one at the end that is glad."""
    wait = "import time; time.sleep(2)"
    sources = [*[wait] * 12, f"print({submission.scene.mark!r})"]
    for number, source in enumerate(sources):
        cell = {"cell_type": "code", "id": f"wait-{number}", "source": source, "metadata": {}}
        submission.cells.append(cell | {"outputs": [], "execution_count": None})


ATTACK = Attack(
    __doc__,
    nl="Neemt de tijd in veel cellen, elk binnen de grens voor één.",
    change=change,
    ends="flagged",
)
