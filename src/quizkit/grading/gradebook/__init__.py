"""nbgrader's gradebook in one connection and short transactions."""
