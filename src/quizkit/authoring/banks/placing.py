"""Files of banks on the disk: read up to a size, and written all or none, over nobody's work."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from quizkit.authoring.banks.bank import Export
from quizkit.errors import BankError
from quizkit.files import write_whole
from quizkit.quiz.model import Quiz, texts_in

LARGEST = 100_000_000  # bytes of a bank, pictures included


def content(path: Path) -> bytes:
    """Return what is in a file; raises BankError where it cannot be read."""
    try:
        if path.is_dir():
            raise BankError(f"{path} is a folder; name the files in it.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise BankError(f"There is no file {path}; check its name and folder.") from error
    except OSError as error:
        raise BankError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise BankError(f"{path} is larger than {LARGEST // 10**6} MB; export it in parts.")
    if not data.strip():
        raise BankError(f"{path} is empty; export it again.")
    return data


def write(files: Mapping[str, bytes], folder: Path, *, force: bool) -> list[Path]:
    """Write files into a folder, the first of them last: all of them, or none."""
    if folder.exists() and not folder.is_dir():
        raise BankError(f"{folder} is a file; name a folder with --to or --output.")
    paths = [folder / name for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        _check_free(path, data, force=force)
    made = [path for path in paths if not path.exists()]
    try:
        for path in paths[::-1]:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, files[str(path.relative_to(folder).as_posix())])
    except OSError as error:
        for new in made:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        raise BankError(f"{path} cannot be written: {error.strerror}.") from error
    return paths


def _check_free(path: Path, data: bytes, *, force: bool) -> None:
    """Refuse a place where something else is already."""
    try:
        if path.is_dir():
            raise BankError(f"{path} is a folder; nothing is written. Name another place.")
        if not force and path.exists() and path.read_bytes() != data:
            raise BankError(
                f"{path} is there already, and stays; name another place, or type --force."
            )
    except OSError as error:
        raise BankError(f"{path} cannot be written: {error.strerror}.") from error


def write_export(made: Export, output: Path | None, *, force: bool) -> list[Path]:
    """Write what was exported: one file under the name that was asked for, several in a folder."""
    if output is None:
        return write(made.files, Path(), force=force)
    output = output.expanduser()
    if len(made.files) == 1 and not output.is_dir():
        (data,) = made.files.values()
        return write({output.name: data}, output.parent, force=force)
    return write(made.files, output, force=force)


def check_language(quiz: Quiz, language: str) -> None:
    """Refuse a language that nothing of a quiz is in, but for one without languages."""
    codes = {code for text in texts_in(quiz.title) for code in text.texts}
    if "" not in codes and language not in codes:
        known = ", ".join(sorted(codes))
        raise BankError(f"'{quiz.id}' is not in '{language}'; it is in: {known}.")


def refuse_nothing(name: str, count: int) -> None:
    """Refuse to have done nothing as if it were something."""
    if not count:
        raise BankError(f"No question of {name} could be carried over; nothing is written.")
