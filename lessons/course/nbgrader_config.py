"""The settings of the course, for nbgrader; see README.md in this folder."""

from pathlib import Path

import quizkit.course

c = get_config()

c.CourseDirectory.course_id = "diplomacy-week"

# Your time zone: formgrader then shows due dates and times of submission in it, a quiz says in it
# when it is due, and times in extensions.csv are read in it.
# c.NbGraderAPI.timezone = "Europe/Brussels"

# Every assignment begins with the information about the course.
c.IncludeHeaderFooter.header = str(Path(__file__).parent / "source" / "header.ipynb")

# The mark scheme of a written answer stands in the read-only cell that asks for it. nbgrader
# takes it out of what students get, and shows it to the grader.
c.ClearMarkScheme.enforce_metadata = False

# On a busy computer a cell may need longer than nbgrader's 4 seconds to hand over what it printed,
# and then nothing of that submission would be graded.
c.Execute.iopub_timeout = 60

# Graded quizzes: keys stay here, answers are scored by nbgrader's own process. Students' code runs
# in a sandbox, from which neither the network nor this folder is in sight.
quizkit.course.configure(c)

# The sandbox needs Linux and bubblewrap. Without the next line's # there is none, and students'
# code can do on this computer what you can.
# c.SandboxProvisioner.sandbox = False

# Work that comes by mail: ZIP files in downloaded/<assignment>/archive/, each named after its
# student (ann.zip). nbgrader zip_collect takes the notebook and the answers to the quiz from each.
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
c.FileNameCollectorPlugin.named_regexp = (
    r"(?:(?![/\\]extracted[/\\]).)*[/\\]downloaded[/\\][^/\\]+[/\\]extracted[/\\]"
    r"(?P<student_id>[\w@+-][\w.@+-]*)[/\\](?:[^./\\][^/\\]*[/\\])*?"
    r"(?P<file_id>answers[/\\][^./\\][^/\\]*\.json|[^./\\][^/\\]*\.ipynb)$"
)

# Grades are kept in gradebook.db in this folder, unless you name another database:
# c.CourseDirectory.db_url = "postgresql+psycopg://…"

# Whether feedback shows the right answers of a quiz; leave it so while others still work on it.
# c.ScoreQuizzes.show_right_answers = True

# Whether feedback shows hidden tests, and what they said.
# c.StudentsFeedback.hidden_tests = False
