"""The manager of a kernel that is installed on this computer and started in the sandbox."""

from __future__ import annotations

from typing import Any

from jupyter_client.manager import AsyncKernelManager
from traitlets import Bool, Dict, List, Unicode

from quizkit.grading.sandbox.provisioner import NAME
from quizkit.grading.sandbox.sight import NOTHING_MORE


class ContainedKernelManager(AsyncKernelManager):
    """Starts the kernels that are installed, each in the sandbox."""

    hidden = List(Unicode())
    sight = Dict(NOTHING_MORE.plain(), help="What the course lets in, as Sight.plain gives it.")
    limits = Dict(help="Limits that are not the provisioner's own; none for those.")
    sandbox = Bool(True, help="Whether there are walls, unless the provisioner has none anyway.")

    @property
    def kernel_spec(self) -> Any:
        """The kernel as it is installed, but for who starts it."""
        found = super().kernel_spec
        if found is not None:
            settings: dict[str, Any] = {"hidden": self.hidden, "sight": self.sight}
            if self.limits:
                settings["limits"] = self.limits
            if not self.sandbox:
                settings["sandbox"] = False
            stanza = {"provisioner_name": NAME, "config": settings}
            found.metadata["kernel_provisioner"] = stanza
        return found
