"""The text of a month for the intranet: what changed, stories, an objection with its answer, and who to ask.

It is read by everybody, so its numbers are those of somebody who sees small departments together, whoever makes it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import changed, overview
from ambassadors.dashboard.asking import Asked, Question, known_of
from ambassadors.dashboard.changed import Item
from ambassadors.dashboard.departments import Departments
from ambassadors.db import db
from ambassadors.initiatives.models import Initiative
from ambassadors.ledger.models import Topic
from ambassadors.objections.queries import ObjectionRow, answers_of, objections_of
from ambassadors.organisation.queries import tree_on
from ambassadors.organisation.together import Together, departments_together
from ambassadors.results.forms import STATUS_NAMES
from ambassadors.results.progress import progress_on
from ambassadors.spread.picture import picture_of
from ambassadors.spread.through_time import Viewer
from ambassadors.stories.queries import StoryRow, departments_of, of_month
from ambassadors.stories.rules import Month
from ambassadors.web.clock import LOCAL
from ambassadors.web.formatting import in_language, listed, number

FOR_ALL = Viewer(sees_small=False)
_TRIED = 10
"""Of so many objections, the one heard most that has an answer which worked."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story: heading, words, the result it touched and how far that is; where it comes from, and whose it is."""

    title: str
    text: str
    result: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Digest:
    """The parts of the text, each of which may be empty: sentences, stories, and an objection with its answer."""

    headline: str
    changes: Sequence[str]
    numbers: Sequence[str]
    stories: Sequence[Told]
    objection: str
    answer: str


def digest_of(initiative: Initiative, month: Month, user_id: int) -> Digest:
    """What there is to tell of a month."""
    found = _asked(initiative, month)
    told = Departments(found.picture) if found.can_be_told else None
    objection, answer = _objection(initiative, month, user_id)
    return Digest(
        headline=overview.headline(found.picture) if told else "",
        changes=list(_changes(found, told)) if told else [],
        numbers=list(_numbers(found, told)) if told else [],
        stories=_stories(initiative, month),
        objection=objection,
        answer=answer,
    )


def _asked(initiative: Initiative, month: Month) -> Asked:
    """The question of the dashboard on the last day of the month, compared with the day before it, for everybody."""
    since = month.day_before if month.day_before >= initiative.starts_on else None
    question = Question(initiative, month.last, month.last, branch="", corrected=False, since=since)
    known = known_of(initiative, month.last)
    picture = known.answer(("picture", month.last, FOR_ALL, ""), lambda: picture_of(known.facts, month.last, FOR_ALL))
    return Asked(question, known, FOR_ALL, picture)


def _changes(found: Asked, told: Departments) -> Iterator[str]:
    """Departments that moved, results, and how many ambassadors began: how many, not who or where."""
    since_then = changed.compared(found)
    if since_then is None:
        return
    yield from (_sentence(item) for item in changed.moves(told, since_then))
    yield from (_sentence(item) for item in changed.results(told, since_then))
    began = len(since_then.handed.began) + len(since_then.handed.handed_over)
    if began:
        yield ngettext(
            "%(count)s department got a new ambassador.",
            "%(count)s departments got a new ambassador.",
            began,
            count=number(began),
        )


def _numbers(found: Asked, told: Departments) -> Iterator[str]:
    """Results in use and reach, in the words of the dashboard."""
    progress = found.known.about(
        (Topic.RESULTS, Topic.ORGANISATION),
        ("progress", found.question.day, None),
        lambda: progress_on(found.known.worklist, found.question.day),
    )
    for measure in overview.measures(told, progress):
        if measure.code in {"results", "reach"}:
            yield f"{measure.name}: {measure.figure} {measure.unit}."


def _sentence(item: Item) -> str:
    """An item as one sentence, with all that it names."""
    names = [f"{each.name} ({each.note})" if each.note else each.name for each in item.named]
    if item.more:
        names.append(_("%(number)s more", number=number(item.more)))
    return f"{item.sentence} {listed(names)}."


def _stories(initiative: Initiative, month: Month) -> list[Told]:
    since = datetime.combine(month.first, time(), LOCAL)
    until = datetime.combine(month.last + timedelta(days=1), time(), LOCAL)
    rows = of_month(db.session, initiative.id, since, until)
    together = departments_together(tree_on(db.session, month.last), sees_small=False)
    places = departments_of(db.session, rows, together)
    return [
        Told(
            title=row.title or in_language(row.kind_nl, row.kind_en),
            text=row.text,
            result=f"{row.result} ({STATUS_NAMES[row.status]})" if row.result and row.status else None,
            source=_source(row, places.get(row.activity_id, [])),
        )
        for row in rows
    ]


def _source(row: StoryRow, places: Sequence[Together]) -> str:
    where = listed([_place(each) for each in places])
    return " · ".join(part for part in (where, row.author) if part)


def _place(where: Together) -> str:
    if not where.others:
        return where.name
    return ngettext(
        "%(name)s and %(count)s other small one",
        "%(name)s and %(count)s others",
        where.others,
        name=where.name,
        count=where.others,
    )


def _objection(initiative: Initiative, month: Month, user_id: int) -> tuple[str, str]:
    """What was heard most, with the answer that worked most; both empty where no answer worked yet."""
    query = objections_of(initiative.id, month.last).limit(_TRIED)
    rows = [ObjectionRow(*row) for row in db.session.execute(query)]
    answers = answers_of(db.session, [row.id for row in rows], user_id)
    for row in rows:
        best = next((each for each in answers.get(row.id, []) if each.worked), None)
        if best is not None:
            return row.text, best.text
    return "", ""
