"""Answers that are computed from the data tables."""
