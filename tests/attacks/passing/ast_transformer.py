"""Teaches the kernel to drop every assert from the cells that run later."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Leert de kernel elke assert weg te laten uit de cellen die later draaien.",
    ends="flagged",
    code="""
import ast

class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()

get_ipython().ast_transformers.append(Drop())
""",
)
