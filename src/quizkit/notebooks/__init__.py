"""Notebooks as files and as code: what every room may know of them."""
