"""Talks to a service through sockets that need no network: a file, or nothing but a name."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Praat met een dienst via sockets die geen netwerk nodig hebben: een bestand, of "
    "niets dan een naam.",
    code="""
import socket
for name in (str(OUTSIDE / "service"), f"\\0{MARK}"):
    try:
        with socket.socket(socket.AF_UNIX) as there:
            there.settimeout(1)
            there.connect(name)
            there.sendall(b"hello")
            print(there.recv(1000).decode())
    except OSError as error:
        print(type(error))
""",
)
