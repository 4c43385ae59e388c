"""Takes memory in the buffers of sockets, in many processes."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Neemt geheugen in de buffers van sockets, in veel processen.",
    code="""
import os, signal, socket, time

def fill():
    taken, kept = 0, []
    while True:
        try:
            pair = socket.socketpair()
        except OSError:
            return taken
        kept.append(pair)
        for end in pair:
            end.setblocking(False)
            try:
                while True:
                    taken += end.send(b"1" * 65536)
            except OSError:
                pass

told, tell = os.pipe()
children = []
for _ in range(6):
    child = os.fork()
    if not child:
        os.write(tell, f"{fill()}\\n".encode())
        time.sleep(8)
        os._exit(0)
    children.append(child)
said = b""
while said.count(b"\\n") < len(children):
    said += os.read(told, 1000)
if sum(map(int, said.split())) > MOST["memory"]:
    print(MARK)
for child in children:
    os.kill(child, signal.SIGKILL)
""",
    alone=True,
)
