"""Hands in modules and settings named like those that are loaded at a start."""

from attacks.attack import Attack, Submission

NAMES = """
sitecustomize.py usercustomize.py conftest.py ipython_config.py ipython_kernel_config.py datetime.py
quizkit.py pandas.py IPython.py ipykernel_launcher.py nbgrader_config.py jupyter_config.py x.pth
warnings.py
"""
CODE = "import builtins\nbuiltins.all = lambda values: True\n"


def files(submission: Submission) -> None:
    """Hand them in."""
    for name in NAMES.split():
        (submission.folder / name).write_text(CODE)
    for place in (".ipython/profile_default/startup", ".jupyter"):
        (submission.folder / place).mkdir(parents=True)
        (submission.folder / place / "00.py").write_text(CODE)


ATTACK = Attack(
    __doc__,
    nl="Levert modules en instellingen in met de namen van wat bij een start wordt geladen.",
    files=files,
)
