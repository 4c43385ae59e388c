"""A PostgreSQL gradebook from nbgrader 0.5 or older, brought to the tables of today.

``nbgrader db upgrade`` does that for SQLite. In PostgreSQL it stops, and changes nothing, at the
first table that others refer to. ``python -m quizkit.grading.old_tables``, typed in the folder of
the course, does the same work there, all of it or nothing.
"""

from __future__ import annotations

from quizkit import interruption

if __name__ == "__main__":
    interruption.heed()  # before what takes long to import

import sys
from typing import Any

from nbgrader.api import Base
from sqlalchemy import Connection, create_engine, inspect, make_url, text

from quizkit.errors import CourseError, QuizkitError

LAST = "e43177bfe90b"  # nbgrader's own name for the tables since 0.6
NEW = ("course", "base_cell", "grade_cells", "solution_cells", "task_cells")
MISSING = {  # columns that came later, by table
    "notebook": {"kernelspec": "VARCHAR(1024)"},
    "grade": {"extra_credit": "DOUBLE PRECISION"},
    "student": {"lms_user_id": "VARCHAR(128)"},
    "assignment": {"course_id": "VARCHAR(128)"},
}
REFER = {"grade": "grade_cell", "comment": "solution_cell"}  # to a cell, which moves elsewhere
MOVES = """
INSERT INTO base_cell (id, name, notebook_id, type)
  SELECT id, name, notebook_id, 'GradeCell' FROM grade_cell;
INSERT INTO grade_cells (id, max_score, cell_type) SELECT id, max_score, cell_type FROM grade_cell;
INSERT INTO base_cell (id, name, notebook_id, type)
  SELECT id, name, notebook_id, 'SolutionCell' FROM solution_cell;
INSERT INTO solution_cells (id) SELECT id FROM solution_cell;
DROP TABLE grade_cell;
DROP TABLE solution_cell;
ALTER TABLE grade ADD FOREIGN KEY (cell_id) REFERENCES base_cell (id);
ALTER TABLE comment ADD FOREIGN KEY (cell_id) REFERENCES base_cell (id);
INSERT INTO course (id) SELECT 'default_course' WHERE NOT EXISTS (SELECT id FROM course);
UPDATE assignment SET course_id = (SELECT min(id) FROM course) WHERE course_id IS NULL;
ALTER TABLE assignment ALTER course_id SET NOT NULL;
ALTER TABLE assignment ADD FOREIGN KEY (course_id) REFERENCES course (id);
ALTER TABLE notebook ALTER kernelspec DROP NOT NULL, ALTER kernelspec DROP DEFAULT;
CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL);
DELETE FROM alembic_version;
"""


def bring_up_to_date(db_url: str) -> bool:
    """Give a gradebook today's tables, with all that it holds; False if it has them.

    Raises CourseError if it is not in PostgreSQL.
    """
    url = make_url(db_url)
    if url.get_backend_name() != "postgresql":
        raise CourseError(
            f"The gradebook {url.render_as_string()} is not in PostgreSQL: make a copy of it, and"
            " type 'nbgrader db upgrade'."
        )
    engine = create_engine(url)
    try:
        with engine.begin() as connection:  # all of it, or nothing
            if "grade_cell" not in inspect(connection).get_table_names():
                return False
            _move(connection)
        return True
    finally:
        engine.dispose()


def _move(connection: Connection) -> None:
    known: Any = inspect(connection)
    for table, columns in MISSING.items():
        present = {column["name"] for column in known.get_columns(table)}
        for name, kind in columns.items():
            if name not in present:
                connection.execute(text(f"ALTER TABLE {table} ADD {name} {kind}"))
    for table, cells in REFER.items():
        for key in known.get_foreign_keys(table):
            if key["referred_table"] == cells:
                connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{key["name"]}"'))
    tables = Base.metadata.tables
    Base.metadata.create_all(connection, tables=[tables[name] for name in NEW])
    for statement in filter(str.strip, MOVES.split(";")):
        connection.execute(text(statement))
    connection.execute(text("INSERT INTO alembic_version VALUES (:last)"), {"last": LAST})


def main() -> int:
    """Do it for the course in this folder, and say so."""
    from nbgrader.apps import NbGrader

    app = NbGrader()
    app.initialize([])
    try:
        done = bring_up_to_date(app.coursedir.db_url)
    except QuizkitError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("The gradebook is up to date.\n" if done else "It was up to date already.\n")
    return 0


if __name__ == "__main__":
    sys.exit(interruption.run(main))
