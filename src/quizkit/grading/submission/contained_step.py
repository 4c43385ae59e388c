"""nbgrader's step ``Execute``, on kernels in the sandbox: for its own commands and formgrader.

``quizkit.course.configure`` puts it in the place of nbgrader's. It chooses the provisioner by
itself, so that no kernel need be installed where a course has just been copied, and the teacher's
own kernels, which formgrader shares a process with, stay as they are.
"""

from __future__ import annotations

from typing import Any

from quizkit.course import teacher_log
from quizkit.course.restoring.step import course_directory
from quizkit.errors import SandboxError
from quizkit.grading.sandbox import bubblewrap
from quizkit.grading.sandbox.provisioner import ContainedKernelManager, SandboxProvisioner
from quizkit.grading.submission.execute_step import exchange_in, sight_in
from quizkit.ports.nbclient_port import PatientExecute

WAY_ROUND = "add --no-sandbox", "write c.SandboxProvisioner.sandbox = False in nbgrader_config.py"


class ContainedExecute(PatientExecute):
    """Runs a notebook as nbgrader's step does, in the sandbox.

    It takes the course's settings of ``Execute``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"kernel_manager_class": ContainedKernelManager})

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> tuple[Any, Any]:
        """Run the notebook.

        Raises SandboxError where there is no sandbox and the teacher has not done without it.
        """
        if SandboxProvisioner(config=self.config).sandbox:
            self._see_to_the_sandbox()
        found: tuple[Any, Any] = super().preprocess(nb, resources, km)
        return found

    def prepare(self, manager: Any) -> None:
        """Tell the manager what to hide."""
        if (directory := course_directory(self)) is not None:
            manager.hidden = [str(directory.root), str(exchange_in(self.config))]
            manager.sight = sight_in(directory, self.config).plain()

    def _see_to_the_sandbox(self) -> None:
        try:
            bubblewrap.in_sandbox(())
        except SandboxError as error:
            told = SandboxError(str(error).replace(*WAY_ROUND))
            teacher_log.tell(self.log, told)
            raise told from None
