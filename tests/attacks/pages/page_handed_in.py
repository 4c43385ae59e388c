"""Hands in a page with a script, and links to it from an answer."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Link to the page."""
    link = f"[the figure](figure.html?{submission.scene.mark})"
    submission.cell("essay")["source"] = f"An answer, with {link}."


def files(submission: Submission) -> None:
    """Hand the page in."""
    script = f"<script>window['{submission.scene.mark}'] = 1</script>"
    (submission.folder / "figure.html").write_text(script)


ATTACK = Attack(
    __doc__,
    nl="Levert een pagina met een script in, en verwijst er in een antwoord naar.",
    change=change,
    files=files,
)
