"""Sends a result of its own to the tests before they run, which is then read as the score."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Stuurt vóór de tests draaien een eigen resultaat, dat dan als score wordt gelezen.",
    ends="flagged",
    code="""
def forge(info):
    points = "2.0" if "days_between" in info.raw_cell else "3.0"
    shell = get_ipython()
    shell.display_pub.session.send(
        shell.kernel.iopub_socket, "execute_result",
        {"data": {"text/plain": points}, "metadata": {}, "execution_count": 9},
        parent=shell.parent_header)

get_ipython().events.register("pre_run_cell", forge)
""",
)
