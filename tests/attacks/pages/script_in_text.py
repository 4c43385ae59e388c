"""Writes scripts into its answer, and into a text cell of its own."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write scripts into the answer and into a text cell of its own."""
    mark = submission.scene.mark
    script = f"<script>window['{mark}'] = 1</script>"
    image = f"<img src=x onerror=\"window['{mark}'] = 1\">"
    submission.cell("essay")["source"] = (
        f"# An answer {image}\n\n{script}\n\n[more](javascript:{mark})"
    )
    text = {
        "cell_type": "markdown",
        "id": "mine",
        "metadata": {},
        "source": f"# {image}\n\n{script}",
    }
    submission.cells.append(text)


ATTACK = Attack(
    __doc__,
    nl="Schrijft scripts in zijn antwoord, en in een eigen tekstcel.",
    change=change,
)
