"""The code of cells with IPython's own lines in it."""

from __future__ import annotations

import ast

import pytest

from quizkit.notebooks import parsed

READ = {
    "%precision 3\nx": "get_ipython().run_line_magic('precision', '3')\nx",
    "%%time\nassert f()": "assert f()",
    "%%capture out\nprint(1)": "print(1)",
    "%%bash\nls": "get_ipython().run_cell_magic('bash', '', 'ls\\n')",
    "%%html\n<b>": "get_ipython().run_cell_magic('html', '', '<b>\\n')",
    "!ls": "get_ipython().system('ls')",
    "files = !ls": "files = get_ipython().getoutput('ls')",
    "x = %sql select 1": "x = get_ipython().run_line_magic('sql', 'select 1')",
    "obj?": "get_ipython().run_line_magic('pinfo', 'obj')",
    "?obj": "get_ipython().run_line_magic('pinfo', 'obj')",
    "x;": "x",
    "  %pylab\n  x": "get_ipython().run_line_magic('pylab', '')\nx",
    "for n in x:\n    %time f(n)": (
        "for n in x:\n    get_ipython().run_line_magic('time', 'f(n)')"
    ),
    ">>> x = 1": "x = 1",
    "await f()": "await f()",
    "async with a: b": "async with a:\n    b",
    "x = '''\n%no magic\n'''": "x = '\\n%no magic\\n'",
    "a = 5 % 3": "a = 5 % 3",
}


@pytest.mark.parametrize(("source", "python"), READ.items())
def test_ipythons_own_lines_are_read_as_it_reads_them(source: str, python: str) -> None:
    """A cell is read as what IPython runs; what it times or captures, as what that holds."""
    assert ast.unparse(parsed(source)) == python


@pytest.mark.parametrize(
    "source",
    ["def f(:", "x\0", "(" * 1000, "x" * 200_000, "%a\n" * 300 + "x=(1+\n" * 300, "x = = ?"],
)
def test_what_cannot_be_read_is_a_syntax_error(source: str) -> None:
    """Whatever is wrong with a cell's code, there is one kind of error for it."""
    with pytest.raises(SyntaxError):
        parsed(source)
