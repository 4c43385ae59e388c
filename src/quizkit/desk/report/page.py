"""The report as one page of HTML: no script, nothing to fetch, on screen and on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from quizkit import languages
from quizkit.desk.report import charts, mastery
from quizkit.desk.report.analysis import Pupil, Question, Report
from quizkit.desk.report.calibration import Calibration, calibrations
from quizkit.desk.report.findings import FEWEST as FEWEST_ANSWERS
from quizkit.desk.report.question_section import (
    alike,
    alike_html,
    in_quiz,
    question_section,
    regrade_hint,
    title,
)
from quizkit.desk.report.reliability import FEWEST, SMALL
from quizkit.desk.report.wording import Wording
from quizkit.errors import printable
from quizkit.quiz.markup import html

STYLE = Path(__file__).parent / "static" / "report.css"
FIRST = 6  # findings at the head of the page
HELPED = 40  # students listed; the table of students has all
NAMED = 20  # students in a sentence
WEIGHTY = 30  # a finding of less weight stands with its question alone
GOOD, FAIR = 0.8, 0.6  # alpha


def as_html(report: Report) -> str:
    """Write a report as a whole page."""
    work, words = report.work, Wording(report.work.language)
    parts = (
        _head,
        _brief,
        _look,
        _scores,
        _certain,
        _glance,
        _each,
        _objectives,
        _help,
        _sure,
        _how,
    )
    name = f"{work.name}: {words.say('kind_practice' if work.practice else 'kind')}"
    inside = "\n".join(section for part in parts if (section := part(report, words)))
    return (
        f'<!DOCTYPE html>\n<html lang="{work.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(name)}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n"
        f"</head>\n<body>\n{inside}\n</main>\n</body>\n</html>\n"
    )


def _head(report: Report, words: Wording) -> str:
    work = report.work
    kind = words.html("kind_practice" if work.practice else "kind")
    day = languages.day_in_words(report.made.date(), "day", words.language)
    titles = [html(text.get(words.language)) for text in work.titles]
    heading = titles[0] if len(titles) == 1 else escape(work.name)
    hidden = "hidden_practice" if work.practice else "hidden"
    note = words.html("shown" if report.names else hidden)
    listed = [
        ("look", True),
        ("scores", bool(report.scores)),
        ("certain", bool(calibrations(work.tasks))),
        ("glance", True),
        ("each", True),
        ("objectives", True),
        ("help", True),
        ("sure", True),
        ("how", True),
    ]
    links = "".join(f'<li><a href="#{n}">{words.html(n)}</a></li>' for n, there in listed if there)
    return (
        f'<header>\n<p class="kicker">{kind} · <code>{escape(work.name)}</code> · '
        f"{words.html('made', day=day)}</p>\n<h1>{heading}</h1>\n"
        f'<p class="lead">{words.html("synopsis")} {note}</p>\n'
        f'<nav aria-label="{words.html("contents")}"><ul>{links}</ul></nav>\n</header>\n<main>'
    )


def _brief(report: Report, words: Wording) -> str:
    work = report.work
    students = work.students
    extended = sum(student.extension > 0 for student in students)
    tiles = [_tile(_of(report, words), words.html("learners" if work.practice else "handed_in"))]
    note = words.html("late_note", n=extended) if extended else ""
    counts = [
        ("late", sum(student.late > 0 for student in students), note),
        ("flagged", sum(s.flagged > 0 and not s.refused for s in students), ""),
        ("waiting", sum(student.waiting > 0 for student in students), ""),
        ("refused", sum(student.refused for student in students), ""),
        ("ungraded", work.ungraded, ""),
    ]
    always = ("late", "flagged", "waiting")
    for name, count, said in [] if work.practice else counts:
        if count or name in always:
            tiles.append(_tile(str(count), words.html(name), said))
    if report.spread:
        said = words.html("of_points", points=words.points(work.points))
        tiles.append(_tile(words.points(report.spread.mean), words.html("mean"), said))
    if report.reliability:
        alpha = report.reliability
        told = f"± {words.decimal(alpha.error)}"
        tiles.append(_tile(words.decimal(alpha.alpha), words.html("alpha_short"), told))
    name = words.html("brief")
    return f'<section aria-label="{name}"><dl class="tiles">{"".join(tiles)}</dl></section>'


def _of(report: Report, words: Wording) -> str:
    count = len(report.work.students) + report.work.ungraded
    if not report.work.enrolled:
        return str(count)
    return words.html("of", n=count, all=max(count, report.work.enrolled))


def _tile(number: str, name: str, note: str = "") -> str:
    below = f"<dd class=note>{note}</dd>" if note else ""
    return f"<div><dt>{name}</dt><dd>{number}</dd>{below}</div>"


def _look(report: Report, words: Wording) -> str:
    """Return what to look at first: of the work as a whole, and the weightiest of the questions."""
    work = report.work
    regrade = regrade_hint(work.name, words, practice=work.practice)
    lines = [words.html("look_note", what=printable(note)) for note in work.notes]
    if work.unread:
        lines.append(words.html("look_unread", n=work.unread))
    if work.ungraded:
        lines.append(words.html("look_ungraded", n=work.ungraded, name=work.name))
    if work.outdated:
        lines.append(_filled(words, "look_outdated", n=str(work.outdated), regrade=regrade))
    if any(student.waiting for student in work.students):
        lines.append(words.html("look_waiting"))
    flagged = [p for p in report.pupils if p.student.flagged and not p.student.refused]
    if flagged:
        who = ", ".join(_called(pupil, report) for pupil in flagged[:NAMED])
        who += " …" if len(flagged) > NAMED else ""
        lines.append(words.html("look_flagged", n=len(flagged), who=who))
    found = [(f, q) for q in report.questions for f in alike(q.findings) if f[0].weight > WEIGHTY]
    found.sort(key=lambda each: -each[0][0].weight)
    for findings, question in found[:FIRST]:
        link = f'<a href="#q{question.number}">{words.html("question_n", n=question.number)}</a>'
        place = in_quiz(question, words)
        name = f"{link}, {title(question)}" + (f" ({place})" if place else "")
        lines.append(f"{name}{words.colon} {alike_html(findings, words, regrade)}")
    if len(work.counted) < FEWEST_ANSWERS:
        lines.append(words.html("look_small", n=FEWEST_ANSWERS))
    elif not found:
        lines.append(words.html("look_none"))
    listed = "".join(f"<li>{line}</li>" for line in lines)
    return _section("look", words, f'<ol class="look">{listed}</ol>')


def _filled(words: Wording, name: str, **blanks: str) -> str:
    """Return a sentence whose blanks are HTML already."""
    marks = {blank: f"\0{blank}\0" for blank in blanks}
    text = words.html(name, **marks)
    for blank, value in blanks.items():
        text = text.replace(marks[blank], value)
    return text


def _scores(report: Report, words: Wording) -> str:
    spread, work = report.spread, report.work
    if spread is None or not work.points:
        return ""
    bars = charts.Bars.of(report.scores, max(work.points, spread.highest))  # extra credit too
    at = max(range(len(bars.counts)), key=lambda each: bars.counts[each])
    low, high = (words.points(bound) for bound in bars.bounds(at))
    told = {name: words.points(getattr(spread, name)) for name in spread.__slots__}
    told["points"] = words.points(work.points)
    alt = words.say(
        "scores_alt",
        n=len(report.scores),
        most=bars.counts[at],
        from_=low,
        to=high,
        lowest=told["lowest"],
        highest=told["highest"],
        points=told["points"],
    )
    box = (spread.lowest, spread.quarter, spread.median, spread.three_quarters, spread.highest)
    picture = charts.histogram(bars, box, spread.mean, words, alt)
    sentence = {n: told[n] for n in ("quarter", "three_quarters", "median", "mean", "deviation")}
    first = f"<p>{words.html('scores_practice')}</p>" if work.practice else ""
    return _section(
        "scores",
        words,
        f"{first}<p>{words.html('scores_sentence', points=told['points'], **sentence)}</p>"
        f'<figure class="plot"><p class="y">{words.html("students_axis")}</p>{picture}'
        f"<figcaption>{words.html('box_mark')}</figcaption></figure>",
    )


def _certain(report: Report, words: Wording) -> str:
    """Return how often the class was right at each level of certainty; nothing if not asked."""
    found = calibrations(report.work.tasks)
    if not found:
        return ""
    names = ("certain_level", "certain_answers", "certain_right", "certain_best", "certain_judged")
    head = "".join(f'<th scope="col">{words.html(name)}</th>' for name in names)
    rows = "".join(_certain_row(each, words) for each in found)
    table = f"<table class=certain><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return _section("certain", words, f"<p>{words.html('certain_note')}</p>{table}")


def _certain_row(each: Calibration, words: Wording) -> str:
    low, high = (words.share(bound) for bound in each.best)
    right = words.share(each.right) if each.answers else words.html("none")
    judged = words.html(f"certain_{each.judged}")
    return (
        f'<tr><th scope="row">{words.html(f"certain_{each.level}")}</th>'
        f"<td class=n>{each.answers}</td><td class=n>{right}</td>"
        f"<td class=n>{low} – {high}</td><td>{judged}</td></tr>"
    )


def _glance(report: Report, words: Wording) -> str:
    """Return the map of the questions, and their table."""
    dots = [
        charts.Dot(
            number=q.number,
            facility=q.facility,
            facility_error=q.facility_error,
            discrimination=q.discrimination,
            error=q.discrimination_error or 0.0,
            found=any(finding.weight > WEIGHTY for finding in q.findings),
        )
        for q in report.questions
        if q.discrimination is not None
    ]
    picture = (
        f'<figure class="plot"><p class="y">{words.html("map_y")}</p>'
        f"{charts.question_map(dots, words, words.say('map_alt'))}"
        f"<figcaption>{words.html('map_note')}</figcaption></figure>"
        if dots
        else ""
    )
    heads = ("number", "question", "type", "points", "facility", "discrimination", "lost", "see")
    left = ("question", "type", "see")
    head = "".join(
        f'<th scope="col"{"" if name in left else " class=n"}>{words.html(name)}</th>'
        for name in heads
    )
    rows = "".join(_glance_row(question, words) for question in report.questions)
    table = f'<table class="glance"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return _section("glance", words, f'{picture}<div class="wide" tabindex="0">{table}</div>')


def _glance_row(question: Question, words: Wording) -> str:
    task = question.task
    told = dict.fromkeys(finding.name for finding in question.findings)
    names = "; ".join(words.finding(f"{name}_title") for name in told)
    facility = question.facility if task.points else None
    bar = (
        f'<i style="width:{100 * facility:.0f}%"></i>' if facility == facility and facility else ""
    )
    return (
        f'<tr><td class=n>{question.number}</td><th scope="row"><a href="#q{question.number}">'
        f"{title(question)}</a></th><td>{words.html(f'kind_{task.kind}')}</td>"
        f"<td class=n>{words.points(task.points)}</td>"
        f'<td class="n share"><span>{words.share(facility)}</span>{bar}</td>'
        f"<td class=n>{words.decimal(question.discrimination)}</td>"
        f"<td class=n>{words.decimal(question.lost)}</td><td>{names}</td></tr>"
    )


def _each(report: Report, words: Wording) -> str:
    work = report.work
    regrade = regrade_hint(work.name, words, practice=work.practice)
    inside = "\n".join(question_section(q, words, regrade) for q in report.questions)
    return _section("each", words, inside)


def _objectives(report: Report, words: Wording) -> str:
    if not report.objectives:
        return _section("objectives", words, f"<p>{words.html('objectives_none')}</p>")
    rows = "".join(
        f'<tr><th scope="row" dir="auto">{html(each.text.get(words.language))}</th>'
        f"<td>{_numbers(each.questions)}</td>"
        f'<td class="n share"><span>{words.share(each.facility)}</span>'
        f'<i style="width:{100 * each.facility:.0f}%"></i></td>'
        f'<td class="n share"><span>{words.share(each.mastered)}</span>'
        f'<i style="width:{100 * each.mastered:.0f}%"></i></td></tr>'
        for each in report.objectives
    )
    head = _row_head(
        words, ("objective", ""), ("questions", ""), ("facility", "n"), ("mastered", "n")
    )
    note = words.html("objectives_note", share=words.share(mastery.MASTERED))
    return _section("objectives", words, f"<p>{note}</p><table>{head}<tbody>{rows}</tbody></table>")


def _help(report: Report, words: Wording) -> str:
    """Return who needs help, and with what."""
    note = words.html("help_note" if report.objectives else "help_note_none")
    found, file = report.in_need, report.files.get("students", "")
    last = f"<p>{words.html('help_all', file=file)}</p>" if file else ""
    if not found:
        return _section("help", words, f"<p>{words.html('help_nobody')}</p>{last}")
    texts = {o.name: html(o.text.get(words.language)) for o in report.objectives}
    rows = "".join(_help_row(pupil, report, texts, words) for pupil in found[:HELPED])
    head = _row_head(words, ("student", ""), ("score", "n"), ("with", ""))
    more = len(found) - HELPED
    if more > 0:
        rest = (
            words.html("help_more", n=more, file=file) if file else words.html("help_rest", n=more)
        )
        last = f"<p>{rest}</p>"
    return _section("help", words, f"<p>{note}</p><table>{head}<tbody>{rows}</tbody></table>{last}")


def _help_row(pupil: Pupil, report: Report, texts: dict[str, str], words: Wording) -> str:
    what = "; ".join(texts[each] for each in pupil.lacking) or _numbers(pupil.missed)
    return (
        f'<tr><th scope="row">{escape(_called(pupil, report))}</th>'
        f"<td class=n>{words.points(pupil.score)}</td><td dir=auto>{what}</td></tr>"
    )


def _called(pupil: Pupil, report: Report) -> str:
    """Return a student's number; with names also name and id, for two may share a name."""
    if not report.names:
        return str(pupil.number)
    name, id_ = pupil.student.name, pupil.student.id
    return printable(f"{pupil.number} {name} ({id_})" if name else f"{pupil.number} {id_}")


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(f'<a href="#q{number}">{number}</a>' for number in numbers)


def _sure(report: Report, words: Wording) -> str:
    return _section("sure", words, "".join(f"<p>{line}</p>" for line in _sure_lines(report, words)))


def _sure_lines(report: Report, words: Wording) -> Iterator[str]:
    found = report.reliability
    if found is None:
        parts = any(question.asked is not None for question in report.questions)
        yield words.html("sure_drawn") if parts else words.html("sure_small", n=FEWEST)
        return
    low, high = found.interval
    yield words.html(
        "sure_sentence",
        alpha=words.decimal(found.alpha),
        error=words.decimal(found.error),
        low=words.decimal(low),
        high=words.decimal(high),
        students=found.students,
        questions=found.questions,
    )
    # Two scores differ with an error of √2 times that of one.
    twice = words.points(round(2 * 2**0.5 * found.measurement, 1))
    yield words.html("sure_measurement", sem=words.decimal(found.measurement), twice=twice)
    verdict = "good" if found.alpha >= GOOD else "fair" if found.alpha >= FAIR else "poor"
    yield words.html(f"sure_{verdict}")
    if found.students < SMALL:
        yield words.html("sure_rough", n=SMALL)
    if report.left_out:
        yield words.html("sure_left_out", n=report.left_out)


def _how(_report: Report, words: Wording) -> str:
    names = ("facility", "discrimination", "thirds", "alpha", "answers", "open")
    listed = "".join(f"<li>{words.html(f'how_{name}')}</li>" for name in names)
    return _section("how", words, f'<ul class="how">{listed}</ul>')


def _section(name: str, words: Wording, inside: str) -> str:
    head = f'<h2 id="{name}">{words.html(name)}</h2>'
    return f'<section aria-labelledby="{name}">{head}{inside}</section>'


def _row_head(words: Wording, *columns: tuple[str, str]) -> str:
    cells = "".join(
        f'<th scope="col"{f" class={kind}" if kind else ""}>{words.html(name)}</th>'
        for name, kind in columns
    )
    return f"<thead><tr>{cells}</tr></thead>"
