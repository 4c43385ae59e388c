"""Names another kernel, one in which no test can fail."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Name a kernel that does nothing with what it is given."""
    spec = {"name": "agreeable", "display_name": "Agreeable", "language": "text"}
    submission.notebook["metadata"] = {
        "kernelspec": spec,
        "language_info": {"name": "text", "file_extension": ".txt"},
    }


def files(submission: Submission) -> None:
    """Hand in the kernel that the notebook names, as Jupyter lays them out."""
    folder = submission.folder / "kernels" / "agreeable"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(
        '{"argv": ["true", "{connection_file}"], "display_name": "Agreeable", "language": "text"}',
        "utf-8",
    )


ATTACK = Attack(
    __doc__,
    nl="Noemt een andere kernel, waarin geen test kan mislukken.",
    change=change,
    files=files,
)
