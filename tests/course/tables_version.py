"""What nbgrader asks the command ``alembic`` for each new gradebook, answered in this process.

The command imports nbgrader anew, which takes seconds, to say of which version nbgrader's tables
are. The library that it is made of says the same.
"""

from functools import cache

from alembic.script import ScriptDirectory
from nbgrader import api, dbutil


@cache
def newest() -> str:
    """Return the version of nbgrader's tables."""
    return str(ScriptDirectory(dbutil.ALEMBIC_DIR).get_current_head())


def told_here() -> None:
    """Let this process say it, from now on."""
    api.get_alembic_version = newest
