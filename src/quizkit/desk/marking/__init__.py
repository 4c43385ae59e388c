"""``quizkit mark``: all answers to one written question below each other, marked by keyboard.

``command.py`` opens the course, ``opening.py`` the browser of this computer; ``server.py`` gives it
the page in ``static/``, and lets in who holds its secrets (``own_page``). What the page asks is
answered by ``desk.py``: the questions and their mark schemes from the source (``questions.py``,
``schemes.py``), the answers from the graded notebooks
(``answers.py``), made safe to show (``answer_text.py``). A mark goes into nbgrader's gradebook in
one transaction, unless somebody else has changed it (``mark_book.py``); what was ticked, and the
teacher's own comments, are kept in files beside it (``kept.py``).
"""
