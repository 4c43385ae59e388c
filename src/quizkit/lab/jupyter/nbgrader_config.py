"""Empty on purpose: nbgrader warns readers when it finds none. A course has its own."""
