"""What a student handed in, brought back to what was released."""
