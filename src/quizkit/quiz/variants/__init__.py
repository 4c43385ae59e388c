"""Variants of a question: parameters, their combinations, and the texts that they are filled in."""
