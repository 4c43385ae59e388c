"""One submission graded: refused or converted, with its result."""
