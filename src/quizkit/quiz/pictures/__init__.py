"""Pictures in quizzes: read from beside a quiz file, made fit to be shown, and named in texts."""
