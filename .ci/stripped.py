"""Read a notebook and write it as git keeps it: no outputs, no run numbers, no Python version.

Git calls this (see .gitattributes, and the target notebooks in the Makefile), so that a lesson
that was only opened and run does not count as changed. The file on disk keeps its outputs.
"""

import sys

from quizkit.notebooks import stripped

if __name__ == "__main__":
    sys.stdout.buffer.write(stripped(sys.stdin.buffer.read()))
