"""Which kernels can be forked, and which cannot."""

from __future__ import annotations

import pytest

from quizkit.errors import SandboxError
from quizkit.grading.kernels.ordinary_kernel import can_be_forked


@pytest.mark.parametrize("name", ["python3", "python"])
def test_this_python_can_be_forked(name: str) -> None:
    """The kernel of this Python can be forked, also under the name that old notebooks have."""
    assert can_be_forked(name)


def test_a_kernel_that_is_not_installed_is_told() -> None:
    """A kernel that is not there is an error with its name."""
    with pytest.raises(SandboxError, match="'fortran'"):
        can_be_forked("fortran")
