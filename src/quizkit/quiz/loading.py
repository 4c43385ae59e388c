"""Quiz files: YAML read into a Quiz, every mistake found at once.

>>> import quizkit
>>> quizkit.load("geneva").questions[0].type
'truefalse'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import yaml

from quizkit.errors import ContentError, Problem, QuizFileError, QuizkitError, UnknownName, nearest
from quizkit.files import is_device, whole_path
from quizkit.languages import known
from quizkit.quiz import types
from quizkit.quiz.drawing import read_pools
from quizkit.quiz.markup import pictures
from quizkit.quiz.model import IDS, Item, Quiz, Text
from quizkit.quiz.pictures.picture import MOST, SMALLER
from quizkit.quiz.reading import yaml_text
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.problems import Place, short
from quizkit.quiz.reading.values import read_text
from quizkit.tables.content_folder import content_folder, notebook_folder

_ID = re.compile(r"^id:[ \t]*[\"']?([\w-]+)", re.MULTILINE)
FIELDS = ("id", "title", "questions")  # that every quiz has
LANGUAGE = r"[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*"  # how a language is named: en, pt-BR
KEYS = "keys"  # the folder of a course that holds its graded quizzes


def load(name: str | Path, *, folder: Path | None = None) -> Quiz:
    """Load a quiz by name (``"geneva"``) or by the path of a quiz file.

    Args:
        name: the name of one of the module's quizzes, or a path (with a ``/`` or ending in
            ``.yaml``) of a file of one's own, relative to ``folder``.
        folder: where to start looking; the notebook's folder unless given, outside a notebook the
            current one.

    Returns:
        The quiz, keys included: for authors, tests and the grader.

    Raises:
        UnknownName: no quiz of that name; the nearest is suggested.
        QuizFileError: the file has mistakes, or cannot be read; its ``problems`` lists them all.

    >>> load("geneva").id
    'geneva'
    """
    path = find(name, folder=folder)
    problems, quiz = read(path)
    if quiz is None or problems:
        shown = Path(name) if _is_path(name) else _in_course(path)
        raise QuizFileError([replace(problem, path=shown) for problem in problems])
    return quiz


def _is_path(name: str | Path) -> bool:
    return isinstance(name, Path) or bool(re.search(r"[/\\]|\.ya?ml$", name))


def _in_course(path: Path) -> Path:
    root = _content(path)
    return path.relative_to(root) if root and path.is_relative_to(root) else path


def find(name: str | Path, *, folder: Path | None = None) -> Path:
    """Return the path of a quiz file; see ``load``."""
    start = folder or notebook_folder()
    if _is_path(name):
        return start / Path(name).expanduser()
    quizzes = content_folder(start) / "data" / "quizzes"
    known = sorted(path.stem for path in quizzes.glob("*.yaml"))
    if name not in known:
        raise UnknownName("quiz", str(name), known, files=_quiz_files(start))
    return quizzes / f"{name}.yaml"


def ids(folder: Path) -> set[str]:
    """Return the ids of the quizzes that a notebook in ``folder`` can name or has beside it.

    >>> "geneva" in ids(Path())
    True
    """
    return set(paths(folder))


def paths(folder: Path) -> dict[str, Path]:
    """Return the files of the quizzes that a notebook in ``folder`` can name, by their ids.

    The ids are looked up and not read: a quiz with a mistake in it has an id too.
    """
    files = [folder / name for name in _quiz_files(folder)]
    with suppress(ContentError):  # there may be no course around them
        files += (content_folder(folder) / "data" / "quizzes").glob("*.yaml")
    found: dict[str, Path] = {}
    for path in files:
        with suppress(OSError):
            for name in _ID.findall(path.read_text("utf-8", "replace"))[:1]:
                found.setdefault(name, path)
    return found


def _quiz_files(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir() if path.suffix in yaml_text.SUFFIXES]
    except OSError:
        return []


def read(path: Path) -> tuple[list[Problem], Quiz | None]:
    """Read a quiz file; return what is wrong with it, and the quiz if there is one at all."""
    place = Place(path)
    root = yaml_text.read(path, place)
    if root is None:
        return place.problems, None
    if not isinstance(root, yaml.MappingNode) or not _is_quiz(root):
        place.problem(root, "this is not a quiz", "start with 'id: …', 'title: …', 'questions:'")
        return place.problems, None
    return place.problems, _quiz(root, place)


def _is_quiz(root: yaml.MappingNode) -> bool:
    """Return whether a file has any field of a quiz, be it misspelt."""
    names = [key.value for key, _ in root.value if isinstance(key, yaml.ScalarNode)]
    return any(nearest(name, FIELDS, alike=0.75) for name in names)


def _quiz(root: yaml.MappingNode, place: Place) -> Quiz:
    languages = _languages(root)
    alone = len(languages) > 1 and not _is_translated(root, languages)
    place = replace(place, languages=() if alone else languages, content=_content(place.path))
    fields = Fields(root, place)
    if not _misnamed(fields, languages) and alone:
        what = f"only the title is in {' and '.join(languages)}, and no other text is"
        mend = f"write all as {{{', '.join(f'{code}: …' for code in languages)}}}, or 'title: …'"
        fields.problem("title", what, mend)
    fields.required("id", "write 'id: some-name'")
    fields.required("title", "write 'title: …'")
    questions = tuple(_questions(fields))
    quiz = Quiz(
        id=_id(fields),
        title=(None if alone else fields.text("title", prose=False)) or Text.plain(""),
        questions=questions,
        objectives=_objectives(fields),
        languages=place.languages,
        attempts=fields.whole("attempts", None, least=1, most=1000),
        certainty=fields.flag("certainty", False),
        core=fields.whole("core", None, least=1, most=1000),
        pools=read_pools(fields, questions),
        seed=fields.word("seed") or "",
        path=place.path,
        pictures=place.pictures,
    )
    fields.close()
    _check_settled(quiz, place)
    _check_pictures(quiz, fields)
    return quiz


def _check_pictures(quiz: Quiz, fields: Fields) -> None:
    """Note pictures where no page has room for one, and that all together are too large."""
    headings = {"title": (quiz.title,), "objectives": quiz.objectives.values()}
    for name, texts in headings.items():
        if any(pictures(text) for each in texts for text in each.texts.values()):
            fields.problem(name, f"'{name}' has a picture", "put it into a question")
    size = sum(picture.size for picture in {p.name: p for p in quiz.pictures.values()}.values())
    if size > MOST:
        most = f"{MOST // 1_000_000} MB are the most"
        what = f"the pictures have {size / 1_000_000:.1f} MB together, and {most}"
        fields.problem("questions", what, f"{SMALLER}, or make two quizzes of this one")


def _check_settled(quiz: Quiz, place: Place) -> None:
    """Note questions that count otherwise than they are answered, where none may."""
    settled = [item for item in quiz.questions if item.void or item.credit]
    graded = not settled or whole_path(place.path).parent.name == KEYS
    for item in settled:
        here, field = place.within(item.id), "void" if item.void else "credit"
        if not graded:
            what = f"'{field}' is only for a graded quiz, in the folder {KEYS}/ of a course"
            here.problem(item.line, what, "take it out: in a practice quiz nothing counts")
        elif item.by_hand:
            what = f"'{field}' is for questions that are scored by themselves"
            here.problem(item.line, what, "give everybody its points by hand, with 'quizkit mark'")
        elif item.void and item.credit:
            here.problem(item.line, "'void' and 'credit' exclude each other", "keep one of them")
        elif not item.points:
            here.problem(item.line, f"'{field}' says nothing of 0 points", "take it out")
    void = {item.id for item in settled if item.void}
    may_be_void = [pool.count <= len(void & {*pool.questions}) for pool in quiz.pools]
    if graded and settled and quiz.pools and all(may_be_void):
        what = "some students may be left without a question that counts"
        mend = "write 'credit: all' in place of 'void: true'"
        place.problem(settled[0].line, what, mend)
    elif graded and settled and quiz.points and not quiz.counted:
        what = "no question is left that counts"
        mend = "write 'credit: all' in place of 'void: true', or leave one in"
        place.problem(settled[0].line, what, mend)


def _content(path: Path) -> Path | None:
    try:
        return content_folder(path.parent)
    except QuizkitError:  # no tables in reach: only a derived answer needs them, and says so itself
        return None


def _languages(root: yaml.MappingNode) -> tuple[str, ...]:
    """The languages of a quiz are those of its title."""
    for key, value in root.value:
        if isinstance(key, yaml.ScalarNode) and key.value == "title":
            if isinstance(value, yaml.MappingNode):
                keys = (k.value for k, _ in value.value if isinstance(k, yaml.ScalarNode))
                return tuple(dict.fromkeys(keys))
            break
    return ()


def _misnamed(fields: Fields, languages: Sequence[str]) -> bool:
    """Return whether the title names a language as none is named, noting that."""
    capitals = [c for c in languages if c not in known() and c.lower() in known()]
    for code in capitals:
        fields.problem("title", f"the title is in '{code}'", f"write '{code.lower()}'")
    others = [c for c in languages if c not in capitals and not re.fullmatch(LANGUAGE, c)]
    for code in others:
        what = f"the title has '{short(code)}' where the name of a language belongs"
        fields.problem("title", what, "name each by two or three letters: {en: …, nl: …}")
    return bool(capitals or others)


def _is_translated(root: yaml.MappingNode, languages: Sequence[str]) -> bool:
    """Return whether any text besides the title is given by language."""
    waiting, seen = [value for key, value in root.value if key.value != "title"], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # an alias: it may stand in many places, or within itself
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            if any(key.value in languages for key, _ in node.value):
                return True
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return False


def _id(fields: Fields) -> str:
    word = fields.word("id")
    if word is None:
        return "quiz"
    if not IDS.fullmatch(word):
        mend = "use lower-case letters, digits, - and _"
        fields.problem("id", f"'{word[:40]}' cannot be an id", mend)
    elif is_device(word):
        fields.problem("id", f"'{word}' is no name for a file on Windows", f"write '{word}-quiz'")
    return word


def _objectives(fields: Fields) -> dict[str, Text]:
    node = fields.get("objectives") or fields.misspelt("objectives")
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        fields.problem("objectives", "'objectives' must name each objective", "write 'id: text'")
        return {}
    entries = Fields(node, fields.place)
    texts = {}
    for name in entries.names():
        value = entries.required(name, "write the objective's text")
        text = value and read_text(value, fields.place, f"objective '{name[:40]}'", prose=True)
        if text:
            texts[name] = text
    return texts


def _questions(fields: Fields) -> list[Item]:
    found: list[Item] = []
    lines: dict[str, int] = {}
    nodes = fields.listing("questions", "write 'questions:' and below it '- id: …'")
    for position, node in enumerate(nodes, start=1):
        item = types.parse(node, position, fields.place)
        if item is None:
            continue
        if item.id in lines:
            what = f"the id '{item.id}' is used twice (first on line {lines[item.id]})"
            fields.place.within(item.id).problem(item.line, what, "give each question its own id")
        lines.setdefault(item.id, item.line)
        found.append(item)
    _check_objectives(fields, found)
    return found


def _check_objectives(fields: Fields, questions: Sequence[Item]) -> None:
    """Note objectives that the quiz has not; told once where it has none at all."""
    node = fields.get("objectives") or fields.misspelt("objectives")
    if node is not None and not isinstance(node, yaml.MappingNode):
        return  # told where it is read
    names = _objective_names(node)
    strangers = [q for q in questions if q.objective is not None and q.objective not in names]
    for question in strangers if names else strangers[:1]:
        name = (question.objective or "")[:40]
        near = nearest(name, names)
        mend = f"did you mean '{near}'?" if near else "name one of the quiz's 'objectives:'"
        if not names:
            mend = f"add 'objectives: {{{name}: …}}' above 'questions:', or leave it out"
        what = f"there is no objective '{name}'"
        fields.place.within(question.id).problem(question.line, what, mend)


def _objective_names(node: yaml.Node | None) -> tuple[str, ...]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return tuple(key.value for key, _ in pairs if isinstance(key, yaml.ScalarNode))
