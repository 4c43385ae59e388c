"""Sends thousands of empty outputs, within every limit on bytes."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Stuurt duizenden lege uitvoeren, binnen elke grens aan bytes.",
    code="""
shell = get_ipython()
for _ in range(9000):
    shell.display_pub.session.send(
        shell.kernel.iopub_socket,
        "display_data",
        {"data": {}, "metadata": {}},
        parent=shell.parent_header,
    )
""",
)
