"""JupyterLab for the lessons: it opens at the start page, with nothing in front of it.

For a course that a teacher gives with nbgrader it opens formgrader.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from quizkit import interruption
from quizkit.errors import LabError, UnknownName
from quizkit.notebooks import stripped

# Folders for Jupyter's search path, for one start: nothing changes in the reader's own settings.
# QUIET turns off news and update checks, which would cover the page and need the network, and
# takes our line to the kernel (kernel_start.py).
# LEARNERS leaves out nbgrader: its menu says nothing to a learner, and loading it takes seconds.
# TEACHERS has formgrader run no script of a submission (formgrader_policy.py).
# A folder named after a language has JupyterLab speak it, as far as its language pack does.
SETTINGS = Path(__file__).parent / "jupyter"
QUIET, LEARNERS, TEACHERS = (SETTINGS / name for name in ("quiet", "learners", "teachers"))
START_PAGE = "00-*.ipynb"
FORMGRADER = "/lab?formgrader=true"  # nbgrader's part of the page listens to this


def serve(
    folder: Path,
    *,
    language: str = "en",
    browser: bool = True,
    port: int | None = None,
    extra: Sequence[str] = (),
    own: Path | None = None,
) -> int:
    """Open the lessons in ``folder`` with JupyterLab, until it is stopped with Ctrl-C.

    Those that are as they are in ``own``, the package's, are trusted: their page runs by itself.
    """
    graded = is_course_alone(folder)
    page = None if graded else start_page(folder, language).relative_to(folder).as_posix()
    arguments = lab_arguments(folder, page=page, browser=browser, port=port, extra=extra)
    os.environ.update(lab_environment(os.environ, course=is_course(folder), language=language))
    if is_course(folder):
        os.chdir(folder)  # nbgrader reads its settings where it is started
    server = _lab_app().initialize_server(argv=arguments)
    if own is not None:
        trust_lessons(folder, own, server.contents_manager.notary)
    address = one_query(server.local_url)
    # Jupyter would add five lines about the same address; ours is the one to click.
    server.identity_provider.token_generated = False
    what, again = ("Formgrader is", "it") if graded else ("The lessons are", "them")

    def close() -> None:
        interruption.say(f"{what} closed; the same command opens {again} again.")
        # In the loop's own turn: in the midst of one the server may be half begun.
        server.io_loop.add_callback_from_signal(server.stop)

    with interruption.gently(close, signals=interruption.SIGNALS):
        print(f"\n{what} open at\n\n    {address}\n", flush=True)
        closes = "it" if graded else "the lessons"
        print(f"Keep this window open while you work; Ctrl-C here closes {closes}.", flush=True)
        server.start()
    return 0


def trust_lessons(folder: Path, own: Path, notary: Any) -> None:
    """Have Jupyter's ``notary`` trust the lessons in ``folder`` that are the package's ``own``.

    What else lies there, and what holds outputs, it knows by itself once somebody has run it.
    """
    import nbformat

    reads: Any = nbformat.reads  # it has no types
    for path in sorted(folder.glob("lessons/*/*.ipynb")):
        source = own / path.relative_to(folder)
        with suppress(Exception):  # one that cannot be read is not trusted, and stops nobody
            data = path.read_bytes()
            if source.read_bytes() == data and stripped(data) == data.replace(b"\r\n", b"\n"):
                notary.sign(reads(data.decode(), as_version=4))


def _lab_app() -> Any:
    """Return JupyterLab's application, with a server that leaves signals to the command."""
    from jupyter_server.serverapp import ServerApp
    from jupyterlab.labapp import LabApp

    class Server(ServerApp):
        def init_signal(self) -> None:
            """Ask nothing at Ctrl-C, and log nothing."""

    LabApp.serverapp_class = Server
    return LabApp


def lab_arguments(
    folder: Path,
    *,
    page: str | None,
    browser: bool = True,
    port: int | None = None,
    extra: Sequence[str] = (),
) -> list[str]:
    """Return the options that JupyterLab is started with, to land on ``page`` within ``folder``.

    Without a page it lands on formgrader.
    """
    landing = FORMGRADER if page is None else f"/lab/tree/{page}"
    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url={landing}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",  # the other kind asks a package registry
        # Between server and kernel, as on a computer that others use; else each kernel warns.
        "--KernelManager.transport_encryption=auto",
        "--Application.log_level=ERROR",
    ]
    if not browser:
        arguments.append("--no-browser")
    if port is not None:
        arguments.append(f"--ServerApp.port={port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")  # as in a container
    return [*arguments, *extra]


def lab_environment(
    environment: Mapping[str, str], *, course: bool = False, language: str = "en"
) -> dict[str, str]:
    """Return what to add to ``environment`` so that Jupyter finds the settings for lessons.

    With ``course``, nbgrader's menu is there too. The menus are in ``language`` where JupyterLab
    knows it, unless the reader has chosen another in JupyterLab's own settings.

    >>> path = lab_environment({"JUPYTER_CONFIG_PATH": "mine"})["JUPYTER_CONFIG_PATH"]
    >>> path.split(os.pathsep)[0]
    'mine'
    """
    given = environment.get("JUPYTER_CONFIG_PATH", "")
    spoken = SETTINGS / language
    settings = [str(QUIET), str(TEACHERS if course else LEARNERS)]
    settings += [str(spoken)] if spoken.is_dir() else []
    # So that a terminal in JupyterLab finds the command `quizkit`.
    commands = [str(Path(sys.executable).parent), environment.get("PATH", "")]
    return {
        "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, [given, *settings])),
        "PATH": os.pathsep.join(filter(None, commands)),
    }


def is_course(folder: Path) -> bool:
    """Return whether ``folder`` is a course that a teacher gives with nbgrader.

    >>> is_course(Path("/dev/null"))
    False
    """
    return (folder / "nbgrader_config.py").is_file()


def is_course_alone(folder: Path) -> bool:
    """Return whether ``folder`` is a course as its instructor has it, with no lessons beside it.

    A student has nbgrader's settings too, but no assignments with their solutions.

    >>> is_course_alone(Path("/dev/null"))
    False
    """
    has_source, has_lessons = ((folder / name).is_dir() for name in ("source", "lessons"))
    return is_course(folder) and has_source and not has_lessons


def one_query(address: str) -> str:
    """Mend an address to which Jupyter added its token as if it had no question mark yet.

    >>> one_query("http://127.0.0.1:8888/lab?formgrader=true?token=0f")
    'http://127.0.0.1:8888/lab?formgrader=true&token=0f'
    """
    path, mark, query = address.partition("?")
    return path + mark + query.replace("?", "&")


def start_page(folder: Path, language: str) -> Path:
    """Return the notebook that the lessons of ``language`` start with."""
    lessons = folder / "lessons"
    pages = {page.parent.name: page for page in sorted(lessons.glob(f"*/{START_PAGE}"))}
    if not pages:
        raise LabError(
            f"There are no lessons in {folder}; name another folder: quizkit lab FOLDER."
        )
    if language not in pages:
        raise UnknownName("language", language, pages)
    return pages[language]
