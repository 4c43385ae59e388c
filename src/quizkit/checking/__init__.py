"""What ``quizkit check`` does: mistakes found in quizzes, lessons and tables."""
