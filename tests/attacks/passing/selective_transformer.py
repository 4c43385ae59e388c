"""Drops an assert only where it calls the student's own function; other checks still fail."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Laat een assert alleen weg waar hij de eigen functie aanroept, zodat andere controles "
    "blijven mislukken.",
    ends="flagged",
    code="""
import ast

class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        return ast.Pass() if "days_between" in names else node

get_ipython().ast_transformers.append(Drop())
""",
)
