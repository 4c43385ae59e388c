"""Raises an error whose message holds a script."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Geeft een fout waarvan de melding een script bevat.",
    code="""
import sys
print(f"<script>window['{MARK}'] = 1</script>", file=sys.stderr)
raise ValueError(f"<script>window['{MARK}'] = 1</script>")
""",
)
