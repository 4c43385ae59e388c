"""One submission: refused, or run, scored and saved, with its result."""
