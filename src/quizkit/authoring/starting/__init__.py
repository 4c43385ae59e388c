"""A start in any subject: a quiz, a lesson or a course, with questions to be replaced."""
