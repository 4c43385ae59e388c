"""What quizkit takes of other libraries that they do not document: one module a library.

Nowhere else is such a part touched. Each module says in its docstring which release it was written
against and lists what it takes: a function with its parameters, where others may follow a ``...``.
``tests/ports/test_contracts.py`` reads these lists, and names what another release has changed.
"""
