"""What comes back over all quizzes of a folder, when, and the session that asks it again."""
