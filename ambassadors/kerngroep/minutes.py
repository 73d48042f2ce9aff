"""The minutes of a meeting as plain values: what was shown, who was there, what was agreed."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from ambassadors.dashboard import overview
from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.first_measures import first_measures
from ambassadors.dashboard.legend import legend
from ambassadors.kerngroep.agenda import told_changes, without_quote
from ambassadors.kerngroep.agreement_forms import KIND_NAMES
from ambassadors.kerngroep.signal_points import SignalPoint, has_answer, told_in_minutes
from ambassadors.kerngroep.signals_together import SIGNALS, lines_of
from ambassadors.meetings.models import Meeting, MeetingPoint
from ambassadors.meetings.queries import AdditionRow, AgreementRow
from ambassadors.meetings.rules import Outcome
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import language, moment

Values = dict[str, Any]
"""What JSON can hold."""


def figures_of(found: Asked) -> Values:
    """The figures of the dashboard on the day, in words: the sentence, the measures, the stages, what changed."""
    told = Departments(found.picture)
    return {
        "day": in_full(found.question.day),
        "since": in_full(found.question.compared_with),
        "headline": overview.headline(found.picture),
        "measures": [
            {"name": each.name, "figure": each.figure, "unit": each.unit, "also": list(each.also)}
            for each in first_measures(found, told)
        ],
        "stages": [
            {"name": each.name, "departments": each.departments, "staff": each.staff, "share": each.share}
            for each in legend(found.picture)
        ],
        "changes": told_changes(found, told),
    }


def minutes_of(
    meeting: Meeting,
    figures: Values | None,
    points: Sequence[MeetingPoint],
    signals: Mapping[int, Sequence[SignalPoint]],
    agreed: Sequence[AgreementRow],
    members: Sequence[tuple[int, str]],
    present: Collection[int],
) -> Values:
    """All that the minutes show. `figures` is None where nothing can be told of the spread yet."""
    return {
        "language": language(),
        "on": in_full(meeting.on),
        "time": meeting.time,
        "place": meeting.place or "",
        "present": [name for user_id, name in members if user_id in present],
        "absent": [name for user_id, name in members if user_id not in present],
        "points": [
            _point(each, signals.get(each.id, ()), [row for row in agreed if row.point_id == each.id])
            for each in points
        ],
        "figures": figures,
    }


def document_of(change: str, minutes: Values, additions: Sequence[AdditionRow]) -> Values:
    """What the PDF of the minutes asks for, words included."""
    place = f", {minutes['place']}" if minutes["place"] else ""
    return {
        "title": _("Minutes of the kerngroep, %(day)s", day=minutes["on"]),
        "author": "Olievlek",
        "language": language(),
        "subtitle": f"{change} · {minutes['time']}{place}",
        "who": [
            [_("Present"), ", ".join(minutes["present"]) or "–"],
            *([[_("Absent"), ", ".join(minutes["absent"])]] if minutes["absent"] else []),
        ],
        "points": [
            {"signal": [], **each, "agreed": [{"what": row["what"], "told": _told(row)} for row in each["agreed"]]}
            for each in minutes["points"]
            if not each.get("left")
        ],
        "left": [[heading, [each["title"] for each in points]] for heading, points in left_of(minutes)],
        "figures": None if minutes["figures"] is None else _figures(minutes["figures"]),
        "additions": [{"text": each.text, "told": f"{each.by}, {moment(each.at)}"} for each in additions],
        "words": {
            "page": _("Page"),
            "nothing": _("Nothing was recorded about this."),
            "measures": [_("Measure"), _("Figure"), _("What it is")],
            "stages": [_("Stage"), _("Departments"), _("Staff"), _("Share")],
            "additions": _("Added later"),
        },
    }


def left_of(minutes: Values) -> list[tuple[str, list[Values]]]:
    """The points that only their titles tell of, under what became of them; older minutes tell them one by one."""
    left = [each for each in minutes["points"] if each.get("left")]
    skipped = [each for each in left if each["outcome"] == Outcome.SKIPPED]
    untouched = [each for each in left if each["outcome"] != Outcome.SKIPPED]
    told = [(_("Nothing recorded about"), skipped), (_("Not discussed"), untouched)]
    return [(heading, points) for heading, points in told if points]


def _figures(figures: Values) -> Values:
    return {
        **figures,
        "heading": _("The figures of %(day)s", day=figures["day"]),
        "since": _("What changed since %(day)s", day=figures["since"]),
    }


def _told(row: Values) -> str:
    told = _("%(name)s, by %(day)s", name=row["who"], day=row["by"])
    return f"{told} · {row['why']}" if row["why"] else told


def _point(point: MeetingPoint, signals: Sequence[SignalPoint], agreed: Sequence[AgreementRow]) -> Values:
    """`left`: nothing was recorded and no signal of it answered, so its title tells enough."""
    about = [] if point.subject == SIGNALS else signals
    left = not point.note and not agreed and not any(has_answer(each) for each in signals)
    return {
        "title": without_quote(point.title) if about and not left else point.title,
        "signal": lines_of(signals) if not about else [line for each in about for line in told_in_minutes(each)],
        "outcome": point.outcome.value,
        "note": point.note or "",
        "agreed": [_agreed(each) for each in agreed],
        "left": left,
    }


def _agreed(row: AgreementRow) -> Values:
    told = _("%(kind)s: %(what)s", kind=str(KIND_NAMES[row.kind]).capitalize(), what=row.what)
    return {"what": told, "why": row.why or "", "who": row.owner, "by": in_full(row.due_on)}
