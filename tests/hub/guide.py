"""The lines of the guide for whoever runs the hub, and a terminal in which they are typed."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
GUIDES = CHECKOUT / "lessons" / "instructors"
HUB = GUIDES / "en" / "server" / "jupyterhub.md"
TERM = GUIDES / "en" / "course.md"
BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What root's terminal has of itself on a server, and what a computer in a test has no need of.
COMMANDS = r"""
command -v sudo >/dev/null || sudo() {
  if [ "$1" = -u ]; then shift; local name=$1; shift; runuser -u "$name" -- "$@"; else "$@"; fi
}
apt() { shift; dpkg --status "$@" >/dev/null; }  # .ci/hub has seen to it
systemctl() { :; }  # the test starts what the unit says
"""


class GuideFailed(AssertionError):
    """A line of the guide ended in an error."""


@dataclass(frozen=True)
class Shell:
    """The terminal of somebody who may use sudo."""

    folder: Path

    def run(self, lines: str) -> str:
        """Run lines as typed one after another, each of which must succeed; give the output."""
        usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", COMMANDS + lines],
            cwd=self.folder,
            env={k: v for k, v in os.environ.items() if "PYTHON" not in k} | {"PATH": usual},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise GuideFailed(f"{lines}\nended with {done.returncode}:\n{done.stdout[-4000:]}")
        return done.stdout


def section(heading: str, page: Path = HUB) -> list[str]:
    """Return the blocks of code under a heading of the second level."""
    text = page.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = BLOCK.findall(text)
    assert found, f"{page.name} has no lines under {heading!r}"
    return found


def unit() -> str:
    """Return the command that the guide has systemd start."""
    (line,) = re.findall(r"^ExecStart=(.*)$", "\n".join(section("The hub")), re.MULTILINE)
    return str(line)
