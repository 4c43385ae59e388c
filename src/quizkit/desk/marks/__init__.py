"""``quizkit marks``: the gradebook's points as marks that a school's system imports."""
