"""Stops the process that started it, so that it waits for ever."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Zet het proces stil dat hem startte, zodat het eeuwig wacht.",
    alone=True,
    code="""
import os, signal
os.kill(os.getppid(), signal.SIGSTOP)
""",
)
