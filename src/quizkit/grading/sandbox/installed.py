"""What is installed on this computer and a notebook needs: parts of the system and of Python.

Each part is named. A folder that programs are installed in holds other things, too: the course's
exchange lies in ``/usr/local/share``, and a Python may be installed in somebody's home.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight
from quizkit.tables.content_folder import content_folder

SYSTEM = (Path("/usr"), Path("/usr/local"))
PARTS = (
    *("bin", "sbin", "lib", "lib32", "lib64", "libexec", "include", "ssl", "pyvenv.cfg"),
    *("etc/fonts", "etc/xeus-cling", "share/jupyter/kernels"),
)
# Of the folder share: what programs and libraries look up.
SHARED = """
X11 fontconfig fonts i18n icons icu locale mime misc themes file magic tabset terminfo zoneinfo
zoneinfo-icu iso-codes xml ca-certificates crypto-policies keyrings pki publicsuffix texlive texmf
texmf-dist texmf-texlive tex-common ghostscript poppler dict espeak-ng-data hunspell hyphen
myspell mythes nltk_data tesseract-ocr gdal gnuplot graphviz matplotlib maxima octave proj R
scilab ImageMagick-6 ImageMagick-7 lilypond pandoc sagemath tcltk udunits gcc gdb glib-2.0 java
javascript julia node_modules nodejs pkgconfig lua ocaml perl perl5 php python-wheels python3 ruby
rubygems-integration
""".split()
PACKAGES = ("site-packages", "dist-packages")
QUIZKIT = Path(__file__).resolve().parents[3]


def needed(hidden: Sequence[Path] = ()) -> list[Path]:
    """Return what of the system and of Python is needed, none of it inside another."""
    prefixes = [Path(sys.prefix), Path(sys.base_prefix)]
    prefixes.append(Path(sys.executable).resolve().parent.parent)
    prefixes += [prefix.resolve() for prefix in prefixes]
    places = [part for prefix in dict.fromkeys((*SYSTEM, *prefixes)) for part in parts(prefix)]
    places += python_folders(hidden)
    places += _with_target(content_folder(Path("/")) / "data")  # quizkit.data finds it anywhere
    found = dict.fromkeys(places)
    return [place for place in found if not any(above in found for above in place.parents)]


def in_sight(folders: Sequence[Path]) -> list[Path]:
    """Return those folders that lie in what is needed, so that they must be hidden there."""
    seen = [above.resolve() for above in needed()]
    return [each for each in folders if any(map(each.resolve().is_relative_to, seen))]


def parts(prefix: Path) -> Iterator[Path]:
    """Yield the parts of a folder that programs are installed in: what they need, and no more."""
    names = (*PARTS, *(f"share/{name}" for name in SHARED))
    yield from (part for name in names if (part := prefix / name).exists())


def python_folders(hidden: Sequence[Path] = (), sight: Sight = NOTHING_MORE) -> list[Path]:
    """Return the folders and archives that Python imports from, other than its own.

    They are what the course lets in, quizkit's own, and those of installed packages, but none that
    holds what must be hidden, or lies in it: it would bring the gradebook into sight. Whatever else
    is on the path, as the working folder or a home, may hold anything.
    """
    away = [folder.resolve() for folder in hidden]
    own = [Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve()]
    let_in = [Path(source).resolve() for source, _ in sight.folders]
    found = dict.fromkeys(Path(entry).resolve() for entry in sys.path if entry)
    return [
        place
        for place in found
        if not any(place.is_relative_to(folder) for folder in own)
        if any(place.is_relative_to(folder) for folder in let_in)
        or (
            _holds_packages(place)
            and not any(place.is_relative_to(far) or far.is_relative_to(place) for far in away)
        )
    ]


def _holds_packages(place: Path) -> bool:
    if place.is_dir():
        return place.name in PACKAGES or place == QUIZKIT
    return place.suffix in (".zip", ".egg") and place.is_file()


def _with_target(place: Path) -> tuple[Path, Path]:
    return place, place.resolve()
