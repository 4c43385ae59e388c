"""Has its function arm a hook for the one answer that it is called in, which makes it a success."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
armed = []

def country_of(city):
    if not armed:
        armed.append(arm())
    return "Utopia"
"""


ATTACK = Attack(
    __doc__,
    nl="Laat zijn functie een haak zetten voor het ene antwoord waarin ze wordt "
    "aangeroepen, dat zo slaagt.",
    change=change,
    code="""
from IPython.display import clear_output

def arm():
    shell = get_ipython()
    def after(result):
        result.error_in_exec = None
        clear_output()
        shell.events.unregister("post_run_cell", after)
    shell.events.register("post_run_cell", after)

def days_between(first, last):
    arm()
    return 0.5
""",
)
