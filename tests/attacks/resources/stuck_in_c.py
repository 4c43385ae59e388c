"""Runs for ever inside one calculation, where Python hears no interrupt."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Draait voor eeuwig in één berekening, waar Python geen onderbreking hoort.",
    alone=True,
    ends="flagged",
    code="""
import threading, time
def hold():
    while True:
        10 ** 9_000_000
for _ in range(4):
    threading.Thread(target=hold, daemon=True).start()
while True:
    10 ** 9_000_000
""",
)
