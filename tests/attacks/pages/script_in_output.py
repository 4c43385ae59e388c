"""Shows outputs with scripts, which run in the teacher's browser with the teacher's rights."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Toont uitvoer met scripts erin, die draaien in de browser van de docent, met "
    "diens rechten.",
    code="""
from IPython.display import display
page = (f"<script>window['{MARK}'] = 1</script><img src=x onerror=\\"window['{MARK}'] = 1\\">"
        f"<a href=\\"javascript:window['{MARK}'] = 1\\">more</a>"
        f"<iframe srcdoc=\\"<script>parent['{MARK}'] = 1</script>\\"></iframe>")
picture = f"<svg xmlns='http://www.w3.org/2000/svg' onload=\\"window['{MARK}'] = 1\\"/>"
for kind, data in {
    "text/html": page, "application/javascript": f"window['{MARK}'] = 1",
    "text/markdown": page, "text/latex": page, "image/svg+xml": picture,
}.items():
    display({kind: data}, raw=True)
""",
)
