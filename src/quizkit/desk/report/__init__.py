"""``quizkit report``: what a class understood, and what its teacher should look at."""
