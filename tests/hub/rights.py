"""What an account may do on the hub's computer, tried by code that runs in it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from hub.machine import INSTALLED

HEAD = """
import json
from pathlib import Path
def say(found):
    print("said:" + json.dumps(found))
def tried(do, *about):
    try:
        return repr(do(*about))
    except PermissionError:
        return "refused"
"""


def command(name: str, code: str) -> list[str]:
    """Return the command that runs code in an account."""
    return ["runuser", "-u", name, "--", str(INSTALLED / "bin/python"), "-c", HEAD + code]


def asked(name: str, code: str, *, folder: Path = Path("/")) -> Any:
    """Run code in an account; return what it says."""
    done = subprocess.run(
        command(name, code), cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.rpartition("said:")[2])
