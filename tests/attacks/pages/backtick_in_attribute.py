"""A backtick inside an attribute moves the end of a code span into a tag."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write such a text."""
    mark = submission.scene.mark
    submission.cell("essay")["source"] = (
        f'An answer `<i title="` <img src=x onerror=window.{mark}=1>">x</i>'
    )


ATTACK = Attack(
    __doc__,
    nl="Een accent grave in een attribuut schuift het einde van een stuk code tot in een tag.",
    change=change,
)
