"""``quizkit collect``: what a school's system or the mail brought becomes submissions."""
