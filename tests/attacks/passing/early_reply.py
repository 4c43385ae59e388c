"""Has its function answer for the kernel that the test went well, while the test still runs."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
def country_of(city):
    went_well("3.0")
    return "Utopia"
"""


ATTACK = Attack(
    __doc__,
    nl="Laat zijn functie namens de kernel antwoorden dat het goed ging, terwijl de test nog "
    "draait.",
    ends="flagged",
    change=change,
    code="""
kernel = get_ipython().kernel
session = kernel.session

def went_well(points):
    asked = kernel.get_parent("shell")
    shown = {"data": {"text/plain": points}, "metadata": {}, "execution_count": 9}
    well = {"status": "ok", "execution_count": 9, "payload": [], "user_expressions": {}}
    if points:
        session.send(kernel.iopub_socket, "execute_result", shown, parent=asked)
    session.send(kernel.shell_stream, "execute_reply", well, parent=asked)
    session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent=asked)

def days_between(first, last):
    went_well("")
    return 0.5
""",
)
