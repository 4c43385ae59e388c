"""Carries notebooks to a dask.distributed cluster and brings back what came of them, as JSON.

Run as ``python -m quizkit.grading.cluster_courier '{"address": …}'``, for graders who speak to it
over sockets that it inherits. First it says on each how many notebooks the cluster can run at a
time; then it answers one line with another, seconds and the work with what came of it::

    720 {…}  ->  {"outcome": "…"}, {"lost": true}, {"trouble": "…"} or {"gone": "…"}

``distributed`` reads what it gets by unpickling, and so whoever sends it could run code here. That
is prevented twice. In this process nothing of a pickle is imported or called, whatever it holds;
and where there is bubblewrap this process has no rights and sees no file but installed programs.
"""

from __future__ import annotations

from quizkit import early_signals

if __name__ == "__main__":
    early_signals.hold()

from quizkit import interruption

if __name__ == "__main__":
    interruption.heed()  # before what takes long to import

import asyncio
import io
import json
import pickle
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

PATIENCE = 10  # seconds until the scheduler must have answered
LARGEST = 2**30  # bytes of a line
LONGEST = 300  # characters of an error
KILLED = "KilledWorker"  # Dask's error for a task that several workers did not survive


class Inert(Exception):
    """Stands for anything that a pickle would import; an exception, since most of them are."""

    def __new__(cls, *args: object, **_: object) -> Inert:
        """Keep what it was made of."""
        return super().__new__(cls, *args)

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __setstate__(self, _: object) -> None:
        """Keep nothing more."""


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "bytes"):  # the type of an answer
            return bytes
        return type(name.rpartition(".")[2], (Inert,), {})


def harmless(data: Any, **named: Any) -> Any:
    """Read a pickle in which anything but plain values is inert; never raises.

    >>> import fractions
    >>> type(harmless(pickle.dumps(fractions.Fraction(1, 2)))).__name__, harmless(b"no pickle")
    ('Fraction', Inert('no pickle can be read'))
    """
    buffers = named.get("buffers")
    try:
        return _Reader(io.BytesIO(data), buffers=buffers).load()
    except Exception:
        return Inert("no pickle can be read")


def _disarm() -> Any:
    """Import ``distributed`` with nothing in reach that unpickles."""
    unarmed: Any = pickle
    unarmed.loads, unarmed.Unpickler = harmless, _Reader
    unarmed.load = lambda file, **named: harmless(file.read(), **named)
    import distributed
    from distributed import client

    told: Any = client
    told.clean_exception = _error
    return distributed


def _error(sent: Any, *_: object, **__: object) -> tuple[type, BaseException, None]:
    """Return the error that a worker or the scheduler has sent, whatever it sent as one."""
    read = harmless(sent) if isinstance(sent, bytes | bytearray) else sent
    error = read if isinstance(read, BaseException) else Inert("no error was sent")
    return type(error), error, None


async def main(asked: Mapping[str, Any]) -> int:
    """Connect, say so on every line, and answer until nobody asks any more."""
    lines = [socket.socket(fileno=number) for number in asked["lines"]]
    distributed = _disarm()
    try:
        async with distributed.Client(
            asked["address"], asynchronous=True, timeout=PATIENCE, set_as_default=False
        ) as client:
            threads = await asyncio.wait_for(client.nthreads(), PATIENCE)
            _tell(lines, {"places": sum(threads.values())})
            courier = Courier(client, sandbox=asked["sandbox"])
            await asyncio.gather(*map(courier.serve, lines))
    except Exception as error:  # of Dask's settings, of the network, of the scheduler
        _tell(lines, {"trouble": str(error) or type(error).__name__})
        return 1
    return 0


def _tell(lines: list[socket.socket], said: Mapping[str, object]) -> None:
    for line in lines:
        with suppress(OSError):  # who has hung up cannot hear it
            line.sendall(json.dumps(said).encode() + b"\n")


class Courier:
    """Has notebooks run by a cluster.

    Args:
        client: Dask's connection to it.
        sandbox: whether there are walls on its workers.
    """

    def __init__(self, client: Any, *, sandbox: bool) -> None:
        self._client, self._sandbox = client, sandbox

    async def serve(self, line: socket.socket) -> None:
        """Answer a grader until he hangs up."""
        reader, writer = await asyncio.open_connection(sock=line, limit=LARGEST)
        with suppress(OSError):
            while asked := await reader.readline():
                seconds, _, work = asked.partition(b" ")
                answer = json.dumps(await self.answer(work, int(seconds)))
                writer.write(answer.encode() + b"\n")
                await writer.drain()
        writer.close()

    async def answer(self, work: bytes, seconds: int) -> dict[str, object]:
        """Have one notebook run, by a worker that may take so long for it."""
        from quizkit.grading.running.cluster_worker import run_bytes

        try:
            future = self._client.submit(run_bytes, work, sandbox=self._sandbox, pure=False)
            try:
                found = await self._patiently(future, seconds)
            finally:
                future.release()
            return {"outcome": found.decode()}
        except (Exception, asyncio.CancelledError) as error:
            return self._told(error)

    async def _patiently(self, future: Any, seconds: int) -> Any:
        """Wait for an answer; a worker that has a notebook and does not give one is given up."""
        waiting = asyncio.ensure_future(future.result())
        while not (await asyncio.wait([waiting], timeout=seconds))[0]:
            at_work = await self._client.processing()
            if any(future.key in keys for keys in at_work.values()):
                await future.cancel(force=True)
                raise TimeoutError(f"no answer came within {seconds} seconds")
        return waiting.result()

    def _told(self, error: BaseException) -> dict[str, object]:
        said = f"{type(error).__name__}: {error}"[:LONGEST]
        if self._client.status != "running":
            return {"gone": said}
        if type(error).__name__ == KILLED:
            return {"lost": True}
        return {"trouble": said}


if __name__ == "__main__":
    sys.exit(interruption.run(lambda: asyncio.run(main(json.loads(sys.argv[1])))))
