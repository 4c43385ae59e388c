"""The walls around a student's process, and what passes through them."""
