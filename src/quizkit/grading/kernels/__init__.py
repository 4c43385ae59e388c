"""Kernels in the sandbox: forked from a warm one, or ordinary."""
