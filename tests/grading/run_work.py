"""One notebook run in the sandbox by a process of its own, for tests of who runs it.

Standard input is JSON: the work, what the course lets in, what is hidden; standard output is the
outcome.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from grading.ordinary_user import command_of
from quizkit.errors import SandboxError
from quizkit.grading.running.run import LocalRunner
from quizkit.grading.sandbox.messages import Outcome, Work
from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight

REFUSED = 3  # the exit code where there is no sandbox


def run_as(
    kind: str,
    work: Work,
    *,
    sight: Sight = NOTHING_MORE,
    hidden: Sequence[Path] = (),
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run a notebook as ``kind``: root, or an ordinary user, or either of them in a chroot.

    Raises:
        SandboxError: no sandbox can be made for that user on this system.
    """
    asked = {"work": work.to_json().decode(), "sight": sight.plain(), "hidden": [*map(str, hidden)]}
    done = subprocess.run(
        command_of(kind, [sys.executable, "-m", "grading.run_work"]),
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[1],
        env=environment,
    )
    if done.returncode == REFUSED:
        raise SandboxError(done.stderr.decode())
    assert done.returncode == 0, done.stderr.decode()
    return Outcome.from_json(done.stdout)


def main() -> None:
    """Run what standard input asks for."""
    asked = json.load(sys.stdin)
    sight, hidden = Sight.from_plain(asked["sight"]), [Path(name) for name in asked["hidden"]]
    runner = LocalRunner(sight=sight, hidden=hidden)
    try:
        outcome = runner.run(Work.from_json(asked["work"].encode()))
    except SandboxError as error:
        sys.stderr.write(str(error))
        sys.exit(REFUSED)
    finally:
        runner.close()
    sys.stdout.write(outcome.to_json().decode())


if __name__ == "__main__":
    main()
