"""Sends a result of its own only into the tests that call the student's own functions."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Stuurt alleen in de tests die de eigen functies aanroepen een eigen resultaat.",
    ends="flagged",
    code="""
def forge(info):
    points = {"days_between": "2.0", "country_of": "3.0"}
    for name in (name for name in points if name in info.raw_cell):
        shell = get_ipython()
        shell.display_pub.session.send(
            shell.kernel.iopub_socket, "execute_result",
            {"data": {"text/plain": points[name]}, "metadata": {}, "execution_count": 9},
            parent=shell.parent_header)

get_ipython().events.register("pre_run_cell", forge)
""",
)
