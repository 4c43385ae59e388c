"""Runs for ever, and hears no interrupt."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Draait voor eeuwig, en luistert naar geen onderbreking.",
    alone=True,
    ends="flagged",
    code="""
import signal
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
""",
)
