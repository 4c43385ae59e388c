"""Read a notebook and write it as git keeps it: no outputs, no run numbers, no Python version.

Git calls this (see .gitattributes, and the target notebooks in the Makefile), so that a lesson
that was only opened and run does not count as changed. The file on disk keeps its outputs.
"""

import json
import sys


def stripped(text: bytes) -> bytes:
    """Return the notebook as git keeps it; what is no notebook stays as it is."""
    try:
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
        notebook["metadata"].pop("widgets", None)
        # JupyterLab writes the version of the reader's own Python.
        notebook["metadata"].get("language_info", {}).pop("version", None)
    except (ValueError, KeyError, TypeError, AttributeError):
        return text
    # As nbformat writes it.
    written = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{written}\n".encode()


if __name__ == "__main__":
    sys.stdout.buffer.write(stripped(sys.stdin.buffer.read()))
