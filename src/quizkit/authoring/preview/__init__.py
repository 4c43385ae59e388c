"""``quizkit preview``: the quiz in the browser, anew at each save, its mistakes in its place."""
