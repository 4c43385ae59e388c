"""Puts scripts where only programs look: into metadata, and the state of widgets."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write scripts into metadata of cells and of the notebook."""
    script = f"</script><script>window['{submission.scene.mark}'] = 1</script>"
    submission.notebook["metadata"] |= {
        "title": script,
        "authors": [{"name": script}],
        "widgets": {
            "application/vnd.jupyter.widget-state+json": {
                "version_major": 2,
                "version_minor": 0,
                "state": {"mine": {"model_name": script}},
            }
        },
    }
    raw = {"cell_type": "raw", "id": "mine", "source": script}
    submission.cells.append(
        raw | {"metadata": {"raw_mimetype": "text/html", "format": "text/html"}}
    )
    submission.cell("days")["metadata"]["tags"] = [script]


ATTACK = Attack(
    __doc__,
    nl="Zet scripts waar alleen programma's kijken: in metagegevens, en in de toestand "
    "van widgets.",
    change=change,
)
