"""``quizkit check``: what it looks at, advice on questions, and the rules for lessons."""
