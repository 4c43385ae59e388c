"""nbclient's way to run a notebook, as nbgrader's step ``Execute`` has it: cell by cell, for us.

Written against nbclient 0.11.0. It takes:

- nbclient.client.NotebookClient.async_execute_cell(self, cell, cell_index, store_history, ...)
- nbclient.client.NotebookClient.async_start_new_kernel(self, **kwargs)
- nbclient.client.NotebookClient.async_start_new_kernel_client(self)
- nbclient.client.NotebookClient.async_wait_for_reply(self, msg_id, cell)
- nbclient.client.NotebookClient.clear_before_next_output
- nbclient.client.NotebookClient.code_cells_executed
- nbclient.client.NotebookClient.create_kernel_manager(self)
- nbclient.client.NotebookClient.kc
- nbclient.client.NotebookClient.km
- nbclient.client.NotebookClient.nb
- nbclient.client.NotebookClient.output_hook_stack
- nbclient.client.NotebookClient.process_message(self, msg, cell, cell_index)
- nbclient.client.NotebookClient.reset_execution_trackers(self)
- nbclient.client.NotebookClient.set_widgets_metadata(self)
- nbclient.client.NotebookClient.start_new_kernel_client

Of a kernel, which it takes for both its manager and its client, nbclient asks in this what
``Kernel`` names.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, Protocol

from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from nbgrader.preprocessors import Execute


class Kernel(Protocol):
    """What a kernel must have for its notebook to be run."""

    allow_stdin: bool
    has_kernel: bool
    session: Any
    shell_channel: Any
    iopub_channel: Any

    async def execute(self, code: str, **options: Any) -> str:
        """Ask to run code; give the id of the request."""

    async def kernel_info(self) -> str:
        """Ask what kernel it is; give the id of the request."""

    async def is_alive(self) -> bool:
        """Return whether it runs."""

    async def interrupt_kernel(self) -> None:
        """Interrupt what it is doing."""


class Cells(Execute):  # type: ignore[misc]  # nbgrader has no types
    """The cells of a notebook, to be run one after the other on a kernel that is there already.

    Args:
        nb: the notebook, which gets what they put out.
        kernel: runs them.
        frozen: positions of cells of whose outputs none is cleared, replaced or taken over.
        settings: of nbgrader's step.
        seconds: that a cell may take; None for as long as it likes.
    """

    def __init__(
        self,
        nb: Any,
        kernel: Kernel,
        *,
        frozen: Container[int],
        settings: Mapping[str, Any],
        seconds: float | None,
    ) -> None:
        super().__init__(**settings)
        self.nb, self.timeout, self._frozen = nb, seconds, frozen
        self.km = self.kc = kernel
        self.reset_execution_trackers()

    async def language(self) -> str:
        """Ask the kernel for its language, and note it in the notebook.

        Raises DeadKernelError where no answer comes.
        """
        info = await self.async_wait_for_reply(await self.kc.kernel_info())
        if info is None:
            raise DeadKernelError("Kernel did not say what it is")
        self.nb.metadata["language_info"] = language = info["content"]["language_info"]
        return str(language["name"])

    async def run(self, index: int) -> bool:
        """Run a cell; return whether the kernel had anything to do for it."""
        self.clear_before_next_output = False
        before: int = self.code_cells_executed
        await self.async_execute_cell(self.nb.cells[index], index, store_history=True)
        return bool(self.code_cells_executed > before)

    def note_widgets(self) -> None:
        """Note in the notebook what its widgets are."""
        self.set_widgets_metadata()

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Take what a cell puts out."""
        if cell_index in self._frozen:
            kind = msg["msg_type"]
            if kind in ("clear_output", "update_display_data") or kind.startswith("comm"):
                return None
            msg["content"].pop("transient", None)  # or a later cell could give it another content
            self.output_hook_stack.clear()
        return super().process_message(msg, cell, cell_index)


class PatientExecute(Execute):  # type: ignore[misc]
    """nbgrader's step, which starts a kernel anew that has died before any code has run in it."""

    def prepare(self, manager: Any) -> None:
        """Tell the manager of a kernel what it needs before it starts it."""

    def create_kernel_manager(self) -> Any:
        """Make the manager."""
        manager = super().create_kernel_manager()
        self.prepare(manager)
        return manager

    async def async_start_new_kernel_client(self) -> Any:
        """Wait for the kernel; if it has died, start another."""
        try:
            return await super().async_start_new_kernel_client()
        except RuntimeError as error:
            self.log.warning("A kernel did not start (%s); another is started.", error)
        self.km = self.create_kernel_manager()
        await self.async_start_new_kernel()
        return await super().async_start_new_kernel_client()

    start_new_kernel_client = run_sync(async_start_new_kernel_client)
