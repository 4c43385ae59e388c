"""``quizkit grade``: nbgrader's grades, many times faster, in a sandbox.

How a submission goes: ``staging`` refuses what must not be copied; nbgrader's own steps restore
the notebook (``converting``); a ``running.Runner`` runs it as ``work`` in a sandbox and gives back
an outcome; ``verdicts`` says what of it may count; nbgrader's own steps write the gradebook.
"""
