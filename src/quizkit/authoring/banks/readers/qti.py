"""QTI of any version: packages with a manifest, Common Cartridges, and single XML files.

A package's files are taken in the order of its manifest, those of a test in the test's order. What
else it holds (pages, films, settings) is named as lost where questions lie beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizkit.authoring.banks import package
from quizkit.authoring.banks.bank import Bank, Reader
from quizkit.authoring.banks.gathering import Gathering
from quizkit.authoring.banks.names import slug, titled
from quizkit.authoring.banks.package import Package
from quizkit.authoring.banks.readers import qti2, qti12
from quizkit.authoring.banks.readers.qti_source import Source
from quizkit.authoring.banks.xml_source import parsed
from quizkit.errors import BankError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MANIFEST = "imsmanifest.xml"
ENDINGS = (".xml", ".qti", ".dat")
SETTINGS = "assessment_meta.xml"  # Canvas's own, beside a quiz
RICHER = "non_cc_assessments/"  # where Canvas writes a quiz again, with all its questions
_ROOT = re.compile(
    rb"<(?:[\w.-]+:)?(?:questestinterop|(?:qti-)?assessment-?(?:item|test))[\s>/]", re.IGNORECASE
)
_OTHERS = re.compile(r"\.(?:html?|pdf|docx?|pptx?|mp[34]|wav|webm|ogg)$", re.IGNORECASE)


def knows(data: bytes, _name: str) -> bool:
    """Return whether a file is a package with XML in it, or an XML file of QTI."""
    if package.is_package(data):
        return any(ending.encode() in data for ending in ENDINGS)
    return bool(_ROOT.search(data.replace(b"\0", b"")[:100_000]))


def read(data: bytes, name: str) -> Bank:
    """Read a package or an XML file; raises BankError where there is no question in it."""
    bank = Gathering()
    if package.is_package(data):
        opened = package.opened(data, name)
        roots = dict(_roots(opened, bank))
    else:
        root, losses = parsed(data, name)
        opened, roots = None, {"": root}
        bank.losses += losses
        if roots[""].tag == "assessmentTest":
            raise BankError(
                f"{name}: this test only names its questions, which are files of their own; give "
                "the whole package."
            )
    _take(roots, bank, opened)
    if not bank.questions and not bank.losses:
        raise BankError(
            f"{name}: there are no questions of QTI in it; export the questions as QTI, and give "
            "that file."
        )
    bank.title = bank.title or titled(name)
    return bank.bank()


def _roots(opened: Package, bank: Gathering) -> Iterator[tuple[str, Element]]:
    """Yield the files of a package that hold questions, in the order of its manifest."""
    listed = _listed(opened, bank)
    texts = {path: opened.read(path) for path in listed if path.endswith(ENDINGS)}
    paths = [path for path, data in texts.items() if _ROOT.search(data.replace(b"\0", b""))]
    others = sum(bool(_OTHERS.search(path)) for path in opened.files)
    if paths and others and any("imscc" in path for path in (opened.name, *texts)):
        bank.lose_of_bank(f"what else is in the package ({others} pages and other files)")
    for path in paths:
        root, losses = parsed(texts[path], f"{opened.name}, {path}")
        bank.losses += losses
        yield path, root


def _listed(opened: Package, bank: Gathering) -> list[str]:
    """Return the files that the manifest names, in its order; all where there is none."""
    manifest = opened.find(MANIFEST)
    if manifest is None:
        found = sorted(path for path in opened.files if path.endswith(ENDINGS))
        if not any(_ROOT.search(opened.read(path)) for path in found):
            raise BankError(
                f"{opened.name}: it has no {MANIFEST}, and no questions of QTI; export them anew."
            )
        bank.lose_of_bank(f"the order of the files: the package has no {MANIFEST}")
        return found
    root, losses = parsed(opened.read(manifest), f"{opened.name}, {manifest}")
    bank.losses += losses
    named = []
    for resource in root.iter("resource"):
        named += [resource.get("href"), *(file.get("href") for file in resource.iter("file"))]
    paths = [opened.find(href, manifest) for href in named if href]
    return list(dict.fromkeys(path for path in paths if path))


def _take(roots: dict[str, Element], bank: Gathering, opened: Package | None) -> None:
    """Take the questions of all files into the bank: first those of tests, then all others."""
    seen: set[str] = set()
    items = {path: root for path, root in roots.items() if root.tag == "assessmentItem"}
    for path, root in roots.items():
        if root.tag == "assessmentTest":
            qti2.read_test(root, Source(bank, opened, path, seen), items)
    for path, root in items.items():
        qti2.read(root, Source(bank, opened, path, seen))
    older = _once({path: root for path, root in roots.items() if root.tag == "questestinterop"})
    for path, root in older.items():
        tags = (slug(_title(root)),) if len(older) > 1 and slug(_title(root)) else ()
        qti12.read(root, Source(bank, opened, path, seen, tags))


def _title(root: Element) -> str:
    assessment = next(root.iter("assessment"), None)
    return "" if assessment is None else assessment.get("title", "")


def _once(roots: dict[str, Element]) -> dict[str, Element]:
    """Return each quiz once: Canvas writes it twice, the second time whole."""
    found: dict[str, str] = {}
    for path, root in roots.items():
        assessment = next(root.iter("assessment"), None)
        name = path if assessment is None else assessment.get("ident", path)
        if name not in found or RICHER in path:
            found[name] = path
    return {path: roots[path] for path in found.values()}


READER = Reader(name="qti", told="a QTI package", knows=knows, read=read)
