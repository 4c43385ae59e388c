"""Shows output without end, which is kept in the notebook that the teacher opens."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Toont eindeloos uitvoer, die bewaard blijft in het notebook dat de docent opent.",
    alone=True,
    ends="flagged",
    code="""
from IPython.display import HTML, display
for _ in range(MOST["output"] // 2**20):
    display(HTML("flood " * (2**20 // 6)))
""",
)
