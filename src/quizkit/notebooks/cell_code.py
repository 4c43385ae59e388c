"""The code of a notebook's cell as Python reads it, with IPython's own lines in it.

``%precision 3``, ``!ls``, ``obj?`` and ``files = !ls`` are read as IPython reads them: as calls of
``get_ipython()``. A cell that is told to be timed or captured (``%%time``) is read by what it
holds; one in another language (``%%bash``) is a single call.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import Any

LONGEST = 100_000  # characters
MOST = 50_000  # characters, times own lines: IPython reads the cell anew for each of them
KEPT = 256  # cells that are not read again
# Those that run what they hold as Python, here.
OF_PYTHON = re.compile(r"\A[ \t]*%%(?:capture|debug|prun|time|timeit)\b[^\n]*")
OWN_LINE = re.compile(r"^[ \t]*(?:[%!?,;/]|In \[|>>>)|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)


@lru_cache(KEPT)
def parsed(source: str) -> ast.Module:
    """Read a cell of code; the tree is shared, and not to be changed.

    Raises SyntaxError, whatever the reason that it cannot be read.

    >>> ast.unparse(parsed("%precision 3\\nawait f()"))
    "get_ipython().run_line_magic('precision', '3')\\nawait f()"
    """
    if len(source) > LONGEST:
        raise SyntaxError(f"it is longer than {LONGEST} characters")
    plain = OF_PYTHON.sub("", source)
    try:
        return _tree(plain)
    except SyntaxError:
        own_lines = len(OWN_LINE.findall(plain))
        if not own_lines or own_lines * len(plain) > MOST:
            raise
        return _tree(_as_python(plain))


def _tree(source: str) -> ast.Module:
    try:
        return ast.parse(source)  # which lets code await outside a function, as IPython does
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error) or type(error).__name__) from error


def _as_python(source: str) -> str:
    from IPython.core import inputtransformer2  # takes a moment to import

    manager: Any = inputtransformer2.TransformerManager
    return str(manager().transform_cell(source))
