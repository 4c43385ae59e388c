"""Has a thread change what a test expects, while the test waits for an answer."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Laat een thread veranderen wat een test verwacht, terwijl die op een antwoord wacht.",
    code="""
import threading

asked, changed = threading.Event(), threading.Event()

def watch():
    while asked.wait():
        asked.clear()
        rows = globals()["trips"]
        rows[1:] = [(first, last, 0.5) for first, last, _ in rows[1:]]
        changed.set()
threading.Thread(target=watch, daemon=True).start()

def days_between(first, last):
    if last.day == 13:
        asked.set()
        changed.wait()
        return 3
    return 0.5
""",
)
