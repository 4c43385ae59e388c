"""Puts an address in angle brackets into HTML, which a browser reads as an element that acts."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write such a text."""
    handler = f"onfocus=window.{submission.scene.mark}=1"
    submission.cell("essay")["source"] = (
        f"An answer.\n\n<details>\n<https://contenteditable/autofocus/{handler}>\n</details>\n"
    )


ATTACK = Attack(
    __doc__,
    nl="Zet een adres tussen punthaken in HTML, die een browser leest als element.",
    change=change,
)
