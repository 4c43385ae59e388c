"""The command that starts a kernel, so that no file beside its notebook is taken for a part of it.

``python -m ipykernel_launcher`` looks for that module in the folder of the notebook first: a
student could hand in a file of that name, which would run as soon as the notebook is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quizkit.ports.ipython_port import FOLDER_LAST

PYTHONS = ("python", "pypy")
_BEGIN = "import sys; sys.path[:] = filter(None, sys.path); import runpy; "
_RUN = "runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"


def guarded(command: Sequence[str], *, folder_last: bool = False) -> list[str]:
    """Return the command of a kernel that is a module of Python, started from elsewhere.

    The notebook can import what lies beside it all the same, once the kernel has started.

    Args:
        command: as the kernel is installed; one of another language stays as it is.
        folder_last: whether installed packages come before what lies beside the notebook.

    >>> guarded(["python3", "-m", "ipykernel_launcher", "-f", "a.json"])[3:]
    ['-f', 'a.json']
    >>> guarded(["R", "-e", "IRkernel::main()"])
    ['R', '-e', 'IRkernel::main()']
    """
    if "-m" not in command[1:-1] or not Path(command[0]).name.startswith(PYTHONS):
        return list(command)
    at = list(command).index("-m")
    module = command[at + 1]
    last = FOLDER_LAST if folder_last and module == "ipykernel_launcher" else ""
    code = _BEGIN + last + _RUN.format(module=module)
    return [*command[:at], "-c", code, *command[at + 2 :]]
