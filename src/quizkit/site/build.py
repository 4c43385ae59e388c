"""Building a site: JupyterLite around the lessons, with all that they need to run in a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from quizkit.errors import SiteError
from quizkit.languages import ENGLISH
from quizkit.notebooks import stripped
from quizkit.site import opening, pyodide
from quizkit.site.compiling import ADVICE, compiler
from quizkit.site.contents import MARK, course_folder, published
from quizkit.site.generations import PARTS
from quizkit.site.performing import perform
from quizkit.site.start_page import heading, start_page

APPS = ("lab", "notebooks", "tree", "edit")
EXTENSIONS = (
    "@jupyterlite/pyodide-kernel-extension",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
    "quizkit-reader",
)
LABEXTENSIONS = Path(sys.prefix) / "share/jupyter/labextensions"
SHIMS = LABEXTENSIONS / EXTENSIONS[0] / "static/pypi"
KERNEL = f"{EXTENSIONS[0]}:kernel"
PUBLISHING = (".git", "CNAME")  # by which an earlier site in its place is published
WHEN = 1_640_995_200  # every file's time, so that the same lessons give the same site


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a site is made of, as it was asked for."""

    folder: Path | None = None
    output: Path = Path("site")
    language: str | None = None
    title: str | None = None
    base_url: str = ""
    pyodide: Path | None = None

    def build(self) -> tuple[Path, list[str]]:
        """Build it, in the place of an earlier one; return its folder, and what is amiss there."""
        try:
            return self._build()
        except OSError as error:
            where = error.filename or self.output
            raise SiteError(
                f"The site cannot be made: {error.strerror} ({where}); name another folder: "
                "--output."
            ) from error

    def _build(self) -> tuple[Path, list[str]]:
        for part in PARTS:
            import_module(part.replace("-", "_"))  # else told before anything is laid out
        root = course_folder(self.folder)
        files = published(root, language=self.language)
        notebooks = sorted(name for name in files if name.endswith(".ipynb"))
        title = self.title or heading(notebooks[0], files)
        output = self.output.resolve()
        _may_be_replaced(output)
        with (
            pyodide.opened(self.pyodide) as runtime,
            tempfile.TemporaryDirectory(dir=output.parent, prefix=".quizkit-site-") as place,
        ):
            lite, made = Path(place, "lite"), Path(place, "site")
            _lay(files, lite / "contents")
            told = perform(lite / "contents", notebooks)
            _jupyterlite(lite, made, title)
            opening.add(made, lite / "contents", notebooks)
            content = {n: p.read_bytes() for n, p in files.items() if n.startswith("data/")}
            python = compiler(runtime.python)
            told += [] if python else [ADVICE.format(version=runtime.python)]
            names = pyodide.put_into(made / pyodide.PLACE, runtime, SHIMS, content, compiler=python)
            _settle(made / "jupyter-lite.json", names)
            page = start_page(
                files,
                title=title,
                base_url=self.base_url,
                language=self.language or ENGLISH,
                ahead=opening.fetched_ahead(made),
            )
            (made / "index.html").write_text(page, "utf-8")
            (made / MARK).write_text(json.dumps({"notebooks": notebooks}, indent=1), "utf-8")
            for kept in PUBLISHING:
                if (output / kept).exists():
                    (output / kept).rename(made / kept)
            shutil.rmtree(output, ignore_errors=True)
            made.rename(output)
        return output, told


def _may_be_replaced(output: Path) -> None:
    is_other = output.is_file() or (output.is_dir() and any(output.iterdir()))
    if is_other and not (output / MARK).exists():
        raise SiteError(
            f"{output} holds something else than a site of quizkit; name another folder: --output."
        )
    output.parent.mkdir(parents=True, exist_ok=True)


def _lay(files: Mapping[str, Path], contents: Path) -> None:
    for name, path in files.items():
        (contents / name).parent.mkdir(parents=True, exist_ok=True)
        data = path.read_bytes()  # what whoever makes the site has run is nobody else's
        (contents / name).write_bytes(stripped(data) if path.suffix == ".ipynb" else data)


def _jupyterlite(lite: Path, output: Path, title: str) -> None:
    """Run JupyterLite's own builder, on these extensions and no other of this environment."""
    build = {
        "apps": APPS,
        "contents": ["contents"],
        "federated_extensions": [str(LABEXTENSIONS / name) for name in EXTENSIONS],
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": str(output),
        "source_date_epoch": WHEN,
    }
    # The app can be asked from outside: so `quizkit site --check` runs a lesson.
    settings = {"appName": title, "exposeAppInBrowser": True, "quizkitLessonsTrusted": "true"}
    page = {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}
    (lite / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": build}), "utf-8")
    (lite / "jupyter-lite.json").write_text(json.dumps(page), "utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=lite, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip()[-2000:]
        raise SiteError(f"JupyterLite could not build the site; it said:\n{last}")


def _settle(path: Path, packages: list[str]) -> None:
    """Write into the site's settings where Python is, and that all of it is loaded at once."""
    written = json.loads(path.read_text("utf-8"))
    page = written["jupyter-config-data"]
    kernel = page.setdefault("litePluginSettings", {}).setdefault(KERNEL, {})
    kernel["disablePyPIFallback"] = True
    kernel["pyodideUrl"] = f"./{pyodide.PLACE}/{pyodide.START}"
    kernel["loadPyodideOptions"] = {"packages": packages}
    path.write_text(json.dumps(written, indent=1, sort_keys=True), "utf-8")
