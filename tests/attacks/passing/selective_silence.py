"""Has the tests show nothing that call the student's own functions, which is worth all points."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Laat de tests die de eigen functies aanroepen niets tonen, wat alle punten waard is.",
    ends="flagged",
    code="""
import ast

class Quiet(ast.NodeTransformer):
    def visit_Expr(self, node):
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        return ast.Pass() if "country_of" in names else node

get_ipython().ast_transformers.append(Quiet())
""",
)
