"""How JupyterLab starts a kernel: whose work is opened has no say in it."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

from quizkit.lab.kernel_command import guarded


class GuardedKernelManager(ServerKernelManager):
    """Jupyter's own manager of a kernel; the settings in ``jupyter`` name it."""

    def format_kernel_cmd(self, *args: Any, **named: Any) -> list[str]:
        """Return the command, which takes nothing from the folder of the notebook."""
        return guarded(super().format_kernel_cmd(*args, **named), folder_last=True)
