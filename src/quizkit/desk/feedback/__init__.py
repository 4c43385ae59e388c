"""``quizkit feedback``: the pages that students get back, as nbgrader makes them."""
