"""What is graded already: a run goes on where another one stopped."""
