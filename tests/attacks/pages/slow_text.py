"""Writes a text for whose page Markdown needs very long."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write such a text."""
    submission.cell("essay")["source"] = "\\begin{a}" * 5000


ATTACK = Attack(
    __doc__,
    nl="Schrijft een tekst waarvan de pagina erg lang op zich laat wachten.",
    change=change,
)
