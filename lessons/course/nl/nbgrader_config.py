"""De instellingen van de cursus, voor nbgrader; zie README.md in deze map."""

from pathlib import Path

import quizkit.course

c = get_config()

c.CourseDirectory.course_id = "diplomacy-week"

# Je tijdzone: formgrader toont inleverdatums en inlevertijden dan daarin, een quiz noemt zijn
# inleverdatum erin, en tijden in extensions.csv worden erin gelezen.
# c.NbGraderAPI.timezone = "Europe/Amsterdam"

# Elke opdracht begint met de informatie over de cursus.
c.IncludeHeaderFooter.header = str(Path(__file__).parent / "source" / "header.ipynb")

# Wat er voor leerlingen in de plaats van een uitwerking komt.
c.ClearSolutions.code_stub = {"python": "# SCHRIJF HIER JE CODE\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "SCHRIJF HIER JE ANTWOORD"

# Het beoordelingsmodel van een geschreven antwoord staat in de vergrendelde cel met de vraag.
# nbgrader haalt het weg voor leerlingen, en toont het aan wie nakijkt.
c.ClearMarkScheme.enforce_metadata = False

# Op een drukke computer doet een cel er soms langer dan de 4 seconden van nbgrader over om te geven
# wat hij afdrukte; dan zou van dat werk niets worden nagekeken.
c.Execute.iopub_timeout = 60

# Quizzen voor een cijfer: de antwoorden blijven hier, en het eigen proces van nbgrader kijkt na. De
# code van leerlingen draait in een zandbak, die het netwerk en deze map niet ziet.
quizkit.course.configure(c)

# Voor de zandbak zijn Linux en bubblewrap nodig. Zonder het # op de volgende regel is er geen, en
# kan de code van leerlingen op deze computer wat jij kunt.
# c.SandboxProvisioner.sandbox = False

# Werk dat per mail komt: ZIP-bestanden in downloaded/<opdracht>/archive/, elk met de naam van de
# leerling (ann.zip). nbgrader zip_collect haalt er het notebook en de antwoorden op de quiz uit.
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
c.FileNameCollectorPlugin.named_regexp = (
    r"(?:(?![/\\]extracted[/\\]).)*[/\\]downloaded[/\\][^/\\]+[/\\]extracted[/\\]"
    r"(?P<student_id>[\w@+-][\w.@+-]*)[/\\](?:[^./\\][^/\\]*[/\\])*?"
    r"(?P<file_id>answers[/\\][^./\\][^/\\]*\.json|[^./\\][^/\\]*\.ipynb)$"
)

# Cijfers staan in gradebook.db in deze map, tenzij je een andere database noemt:
# c.CourseDirectory.db_url = "postgresql+psycopg://…"

# Of in de feedback de goede antwoorden van een quiz staan; laat het zo zolang anderen nog bezig zijn.
# c.ScoreQuizzes.show_right_answers = True

# Of in de feedback de verborgen tests staan, met wat ze zeiden.
# c.StudentsFeedback.hidden_tests = False
