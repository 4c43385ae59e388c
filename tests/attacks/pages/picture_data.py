"""Shows a picture whose data end the attribute, and formulas and colours with tags."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Toont een plaatje waarvan de gegevens het attribuut beëindigen, en formules met tags.",
    code="""
from IPython.display import display
handler = f"window.{MARK}=1"
display(
    {"image/png": f'x" onerror="{handler}" x="'},
    raw=True,
    metadata={"image/png": {"width": 5, "alt": f'" onerror="{handler}'}},
)
display({"text/latex": f"$<img src=x onerror={handler}>$"}, raw=True)
display({"text/plain": f"\\x1b[31m<img src=x onerror={handler}>"}, raw=True)
""",
)
