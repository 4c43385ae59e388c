"""Talks to a service on this machine that trusts everyone on it, such as the teacher's Jupyter."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Praat met een dienst op deze machine die iedereen erop vertrouwt, zoals de "
    "Jupyter van de docent.",
    code="""
import socket
with socket.create_connection(SERVICES["loopback"], timeout=1) as there:
    there.sendall(b"hello")
    print(there.recv(1000).decode())
""",
)
