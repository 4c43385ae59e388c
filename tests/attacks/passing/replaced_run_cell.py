"""Replaces the function that runs a cell by one that says that all went well."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Vervangt de functie die een cel uitvoert door een die zegt dat alles goed ging.",
    ends="flagged",
    code="""
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult

async def run_cell_async(source, *args, **options):
    return ExecutionResult(None)

shell = get_ipython()
shell.run_cell = lambda source, *args, **options: ExecutionResult(None)
shell.run_cell_async = run_cell_async
shell.should_run_async = lambda *args, **options: False
""",
)
