"""One notebook run from top to bottom, watched while it runs."""
