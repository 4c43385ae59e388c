"""One question on the page: how it went, what was answered, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from statistics import median

from quizkit.desk.report import charts
from quizkit.desk.report.analysis import Question
from quizkit.desk.report.answers import Answer
from quizkit.desk.report.findings import Finding
from quizkit.desk.report.item_statistics import GROUPS
from quizkit.desk.report.wording import Wording, as_html, blanks_of
from quizkit.learner.words import words as learner_words
from quizkit.quiz.markup import html
from quizkit.quiz.pictures.in_texts import shown

MOST = 8  # answers shown in one place that were typed or can be put together in many ways
SEEN = 0.005  # a share that has a bar
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ONE_PLACE = ("choice", "truefalse", "several")


def question_section(question: Question, words: Wording, regrade: str) -> str:
    """Return a question as a part of the page."""
    task = question.task
    prompt = html(task.item.prompt.get(words.language)) if task.item else ""
    evidence = _answers(question, words)
    inside = [
        f'<h3 id="q{question.number}">{_head(question, words)}</h3>',
        f'<div class="prompt" dir="auto">{prompt}</div>' if prompt else "",
        f'<p class="facts">{" · ".join(facts(question, words))}</p>',
        finding_list(question.findings, words, regrade),
        evidence,
        _variants(question, words),
    ]
    kind = "" if question.answers.listed else " bare"
    pictures = task.quiz.pictures if task.quiz else {}
    return shown(f'<article class="question{kind}">{"".join(inside)}</article>', pictures)


def title(question: Question) -> str:
    """Return the question's name, as the quiz file or the notebook has it."""
    return f"<code>{escape(question.task.name)}</code>"


def in_quiz(question: Question, words: Wording) -> str:
    """Return which question of which quiz file it is; nothing of what is in none."""
    quiz, item = question.task.quiz, question.task.item
    if quiz is None or item is None:
        return ""
    file = f"{quiz.path.parent.name}/{quiz.path.name}" if quiz.path else f"{quiz.id}.yaml"
    names = [each.id for each in quiz.questions]
    return words.html("in_quiz", n=names.index(item.id) + 1, file=file)


def _head(question: Question, words: Wording) -> str:
    kind = escape(words.say(f"kind_{question.task.kind}"))
    place = in_quiz(question, words)
    told = f"{kind} · {place}" if place else kind
    number = f'<span class="number">{question.number}</span>'
    return f'{number} {title(question)} <span class="kind">{told}</span>'


def facts(question: Question, words: Wording) -> Iterator[str]:
    """Yield how it went, one thing after the other."""
    yield from _got(question, words)
    if question.discrimination is not None:
        r, error = (
            words.decimal(question.discrimination),
            words.decimal(question.discrimination_error),
        )
        yield words.html("discriminates", r=r, error=error)
    for name, count in (
        ("asked", question.asked),
        ("unanswered", question.answers.unanswered),
        ("invalid", question.answers.invalid),
        ("changed", question.answers.changed),
        ("waits", question.waiting),
    ):
        if count:
            yield words.html(name, n=count)
    if question.attempts is not None:
        yield words.html("attempts", n=words.decimal(question.attempts, 1))
    for name in ("hinted", "ended_right", "gave_up"):
        share = getattr(question, name)
        if share is not None:
            yield words.html(name, n=words.share(share))


def _got(question: Question, words: Wording) -> Iterator[str]:
    if question.answers.words:
        yield from _lengths(question.answers.words, words)
    elif not question.task.points:
        yield words.html("worth_nothing")
    elif question.task.credit:
        yield words.html("credit")
    elif question.facility == question.facility:
        points = learner_words(words.language).points(question.task.points)
        yield f"<b>{words.share(question.facility)}</b> {words.html('got', points=points)}"


def _lengths(found: Sequence[int], words: Wording) -> Iterator[str]:
    yield words.html("by_hand")
    least, most = found[0], found[-1]
    yield words.html("lengths", least=least, most=most, median=round(median(found)))


def finding_list(findings: Sequence[Finding], words: Wording, regrade: str) -> str:
    """Return what to look at in a question, each with what to do."""
    listed = "".join(f"<li>{alike_html(f, words, regrade)}</li>" for f in alike(findings))
    return f'<ul class="findings">{listed}</ul>' if listed else ""


def alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Put together the findings about which there is the same to do."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.name, []).append(finding)
    return list(found.values())


def alike_html(findings: Sequence[Finding], words: Wording, regrade: str) -> str:
    """Return findings of one name in words: what, where, and what to do."""
    said = " ".join(f"<span>{_said(finding, words)}</span>" for finding in findings)
    do = words.finding(f"{findings[0].name}_do", regrade=regrade)
    return f'{said} <span class="do"><b>{words.html("do")}{words.colon}</b> {do}</span>'


def _said(finding: Finding, words: Wording) -> str:
    blanks = blanks_of(finding.blanks, words)
    place = blanks.get("place", "")
    where = f'<b class="place">{place}{words.colon}</b> ' if place else ""
    return where + words.finding(finding.name, **blanks)


def _variants(question: Question, words: Wording) -> str:
    """Return how each variant went, folded: a few students each tell little."""
    if not question.variants:
        return ""
    names = ("variant", ""), ("prompt_seen", ""), ("count", "n"), ("facility", "n")
    head = "".join(
        f'<th scope="col"{f" class={kind}" if kind else ""}>{words.html(name)}</th>'
        for name, kind in names
    )
    rows = "".join(
        f'<tr><th scope="row"><bdi>{escape(one.item.values)}</bdi></th>'
        f'<td dir="auto">{html(one.item.prompt.get(words.language))}</td>'
        f'<td class="n">{one.students}</td>{_share(one.facility, words)}</tr>'
        for one in question.variants
    )
    told = words.html("variants", n=len(question.variants))
    table = f"<table class=variants><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<details><summary>{told}</summary>{table}</details>"


def regrade_hint(name: str, words: Wording, *, practice: bool) -> str:
    """Return how a mended key is made to count, as HTML."""
    if practice:
        return words.finding("regrade_practice")
    return words.finding("regrade", name=escape(name))


def _answers(question: Question, words: Wording) -> str:
    listed = question.answers.listed
    if not listed:
        return _thirds(question, words)
    seen, hidden = _shortened(question)
    placed = any(answer.place for answer in listed)
    signs = {id(a): s for a, s in zip(listed, LETTERS, strict=False)}
    in_one = question.task.kind in ONE_PLACE and len(listed) <= len(LETTERS)
    picture = _traces(listed, signs, words) if in_one and question.groups else ""
    rows = "".join(_rows(seen, signs if in_one else {}, words))
    kind = "answers placed" if placed else "answers"
    table = f'<table class="{kind}">{_table_head(question, words, signed=in_one)}{rows}</table>'
    more = f'<p class="more">{words.html("more_answers", **hidden)}</p>' if hidden["n"] else ""
    beside = picture or _thirds(question, words)
    return f'<div class="evidence"><div>{table}{more}</div>{beside}</div>'


def _shortened(question: Question) -> tuple[list[Answer], dict[str, int]]:
    """Return the answers to show; of what was typed or placed the most frequent."""
    shown: list[Answer] = []
    hidden: list[Answer] = []
    for _, each in groupby(question.answers.listed, key=lambda answer: answer.place):
        of_place = list(each)
        most = len(of_place) if question.task.kind in ONE_PLACE else MOST
        shown += of_place[:most]
        hidden += of_place[most:]
    return shown, {"n": len(hidden), "students": sum(answer.count for answer in hidden)}


def _table_head(question: Question, words: Wording, *, signed: bool) -> str:
    name = "wrong_way" if question.task.kind == "order" else "answer"
    sign = "<td></td>" if signed else ""
    numbers = "".join(
        f'<th scope="col" class="n">{words.html(each)}</th>' for each in ("count", *GROUPS)
    )
    return f'<thead><tr>{sign}<th scope="col">{words.html(name)}</th>{numbers}</tr></thead>'


def _rows(answers: Sequence[Answer], signs: dict[int, str], words: Wording) -> Iterator[str]:
    """Yield the answers, a body of the table for each place, headed by it."""
    for place, each in groupby(answers, key=lambda answer: answer.place):
        head = f'<tr><th scope="rowgroup" colspan="5" dir="auto">{place}</th></tr>' if place else ""
        yield f"<tbody>{head}{''.join(_row(answer, signs, words) for answer in each)}</tbody>"


def _row(answer: Answer, signs: dict[int, str], words: Wording) -> str:
    sign = f'<td class="sign">{signs[id(answer)]}</td>' if id(answer) in signs else ""
    shares = "".join(_share(share, words) for share in answer.shares)
    kind = ' class="right"' if answer.right else ""
    return (
        f"<tr{kind}>{sign}{_answer_cell(answer, words)}"
        f'<td class="n">{answer.count}</td>{shares}</tr>'
    )


def _answer_cell(answer: Answer, words: Wording) -> str:
    mark = f'<b class="key"><span aria-hidden="true">✓ </span>{words.html("right")}</b> '
    # What is said to who put a thing right tells a teacher nothing.
    said = "" if answer.place and answer.right else _feedback(answer, words)
    told = (
        f'<div class="said"><span>{words.html("feedback")}</span> {html(said)}</div>'
        if said
        else ""
    )
    return (
        f'<td class="answer"><div dir="auto">{mark if answer.right else ""}'
        f"<bdi>{answer.html}</bdi></div>{told}</td>"
    )


def _feedback(answer: Answer, words: Wording) -> str:
    return answer.feedback.get(words.language) if answer.feedback else ""


def _share(share: float, words: Wording) -> str:
    """Return a share with a bar as long as it is."""
    bar = f'<i style="width:{100 * share:.0f}%"></i>' if share >= SEEN else ""
    return f'<td class="n share"><span>{words.share(share)}</span>{bar}</td>'


def _traces(listed: Sequence[Answer], signs: dict[int, str], words: Wording) -> str:
    lines = [charts.Line(sign=signs[id(a)], shares=a.shares, right=a.right) for a in listed]
    names = [words.say(group) for group in GROUPS]
    return f"<figure>{charts.traces(lines, names, words.say('trace_alt'))}</figure>"


def _thirds(question: Question, words: Wording) -> str:
    """Return how each third did with the question as a whole."""
    if question.groups is None:
        return ""
    names = [words.say(group) for group in GROUPS]
    told = dict(zip(GROUPS, map(words.share, question.groups), strict=True))
    line = charts.Line(sign="", shares=question.groups, right=True)
    picture = charts.traces([line], names, words.say("facility_alt", **told))
    caption = as_html(", ".join(f"{n} {told[g]}" for g, n in zip(GROUPS, names, strict=True)))
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"
