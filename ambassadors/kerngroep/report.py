"""The report for the board: one page of plain values, the same on the page and in the PDF.

Figures of the whole are those of the dashboard. It leaves the kerngroep, so it names small departments only together
with others, and quotes no signals.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import overview
from ambassadors.dashboard.asking import Asked, Question, answer
from ambassadors.dashboard.charts import STAGE_LOOKS
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.first_measures import first_measures
from ambassadors.dashboard.legend import legend
from ambassadors.dashboard.overview import Measure
from ambassadors.db import db
from ambassadors.kerngroep.attention import sentence
from ambassadors.kerngroep.board_changes import board_changes
from ambassadors.kerngroep.charts import stage_areas
from ambassadors.kerngroep.matters import matters_of
from ambassadors.kerngroep.rules import Cause, Matter, Ranking
from ambassadors.measures.small_numbers import MINIMUM_STAFF
from ambassadors.spread.picture import picture_of
from ambassadors.spread.through_time import Viewer
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import month, number

QUARTER = timedelta(days=91)
MOST_CHANGES, MOST_NEEDS = 8, 5
NAMES_A_DEPARTMENT = frozenset({"silence"})
"""Measures whose sentences may name a small department."""
LONGEST = 200
"""So long a sentence still leaves room for the others on one page."""
OF_ANY_DAY = frozenset({Cause.GAP, Cause.FELL_BACK, Cause.ONE_PERSON, Cause.RESULTS})
OF_TODAY = OF_ANY_DAY | {Cause.CONCESSION, Cause.AGREEMENT}
"""What the board can do something about; agreements are known as they are today."""


def asked_for(question: Question) -> Question:
    """The same question, compared with a quarter earlier."""
    since = max(question.day - QUARTER, question.initiative.starts_on)
    return replace(question, since=since if since < question.day else None)


def report_of(question: Question, ask: str) -> dict[str, Any] | None:
    """All that the report tells; nothing where there is nothing to tell of the spread."""
    found = answer(question)
    if not found.can_be_told:
        return None
    told, months, matters = Departments(found.picture), found.months(), matters_of(db.session, found).all
    is_today = question.day == question.today
    late = sum(1 for each in matters if each.cause is Cause.SIGNAL_LATE) if is_today else 0
    fills = {int(stage): look.fill for stage, look in STAGE_LOOKS.items()}
    return {
        "change": question.initiative.name,
        "day": in_full(question.day),
        "since": in_full(question.compared_with),
        "headline": overview.headline(found.picture),
        "measures": [
            {"name": each.name, "figure": each.figure, "unit": each.unit, "also": _also(each, late)}
            for each in first_measures(found, told)
        ],
        "stages": [
            {"name": each.name, "staff": each.staff, "share": each.share, "fill": fills[int(each.stage)]}
            for each in legend(found.picture)
        ],
        "chart": stage_areas(months.staff.tolist(), fills),
        "from": month(months.days[0]),
        "until": month(months.days[-1]),
        "changes": board_changes(found, _everybody(found), LONGEST)[:MOST_CHANGES],
        "needs": [shortened(each) for each in _needs(found, matters)],
        "ask": ask,
    }


def shortened(text: str) -> str:
    """A sentence that leaves room for the others."""
    if len(text) <= LONGEST:
        return text
    whole_words = text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]
    return f"{whole_words.rstrip(' ,(')} …"


def _also(measure: Measure, late: int) -> str:
    """What gives a figure its weight: the first thing else to know of it, and of signals how many are late."""
    also = [] if measure.code in NAMES_A_DEPARTMENT else list(measure.also[:1])
    if measure.code == "signals" and late:
        also.append(
            ngettext(
                "%(count)s signal is past its date.",
                "%(count)s signals are past their date.",
                late,
                count=number(late),
            )
        )
    return " ".join(also)


def _everybody(found: Asked) -> Asked | None:
    """The same question as everybody may know the answer; nothing where there is none."""
    everybody = Viewer(sees_small=False)
    picture = found.known.answer(
        ("picture", found.question.day, everybody, ""),
        lambda: picture_of(found.facts, found.question.day, everybody, None),
    )
    seen = Asked(found.question, found.known, everybody, picture)
    return seen if seen.can_be_told else None


def _needs(found: Asked, matters: Sequence[Matter]) -> list[str]:
    """What of the attention list the board can help with."""
    causes = OF_TODAY if found.question.day == found.question.today else OF_ANY_DAY
    told = [each for each in matters if each.cause in causes and _may_be_named(each)]
    return [sentence(each) for each in Ranking().joined_by(told).matters[:MOST_NEEDS]]


def _may_be_named(matter: Matter) -> bool:
    return not matter.department or matter.staff >= MINIMUM_STAFF


def document_of(report: dict[str, Any], language: str) -> dict[str, Any]:
    """What the PDF of the report asks for, words included."""
    return {
        **report,
        "language": language,
        "author": "Olievlek",
        "title": _("%(change)s: how far are we?", change=report["change"]),
        "subtitle": _("Report for the board as of %(day)s", day=report["day"]),
        "words": words_of(report),
    }


def words_of(report: dict[str, Any]) -> dict[str, str]:
    """The headings, and what the figure tells to who does not see it."""
    shares = ", ".join(f"{each['name']} {each['share']}" for each in report["stages"])
    return {
        "where": _("Where are we?"),
        "changed": _("What changed since %(day)s?", day=report["since"]),
        "nothing_changed": _("Nothing that stands out."),
        "needs": _("What do we need from you?"),
        "nothing_needed": _("Nothing now. Keep asking about it."),
        "figure": _("Colleagues per stage, from %(first)s to %(last)s", first=report["from"], last=report["until"]),
        "alt": _(
            "Areas with the share of the colleagues per stage, from %(first)s to %(last)s. At the end: %(shares)s.",
            first=report["from"],
            last=report["until"],
            shares=shares,
        ),
    }


def address_of_dashboard(question: Question) -> str:
    """Where the same figures are."""
    kept: dict[str, Any] = dict(question.kept_day)
    return url_for("dashboard.show", initiative_code=question.initiative.code, **kept)


def day_asked(raw: str, today: date) -> date | None:
    """The day that an address asks for, today if it asks for none; nothing if it cannot be."""
    if not raw:
        return today
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return None
    return day if day <= today else None
