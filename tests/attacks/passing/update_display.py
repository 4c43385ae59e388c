"""Gives each result a name, and changes it to full marks from a later cell."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Geeft elk resultaat een naam, en maakt er in een latere cel alle punten van.",
    code="""
shell, seen = get_ipython(), 0
session = shell.displayhook.session
send = session.send

def sends(stream, kind, content=None, *args, **named):
    global seen
    if isinstance(kind, dict) and kind.get("msg_type") == "execute_result":
        kind["content"]["transient"] = {"display_id": f"r{seen}"}
        seen += 1
    return send(stream, kind, content, *args, **named)

session.send = sends

def full_marks(result):
    for number in range(seen):
        shown = {"data": {"text/plain": "3.0"}, "metadata": {}}
        shown["transient"] = {"display_id": f"r{number}"}
        send(shell.kernel.iopub_socket, "update_display_data", shown, parent=shell.parent_header)

shell.events.register("post_run_cell", full_marks)
""",
)
