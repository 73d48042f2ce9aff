"""The kerngroep meets every few weeks: what it agreed, what is done of it, and when it meets again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from sqlalchemy.orm import Session

from ambassadors.demo.results import CHANGE
from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.initiatives.models import Initiative
from ambassadors.meetings.models import Agreement, Attendance, BoardQuestion, Meeting, MeetingPoint, Snooze
from ambassadors.meetings.rules import AgreementKind, Outcome
from ambassadors.organisation.rules import whole_parts
from ambassadors.spread.facts import Facts
from ambassadors.spread.picture import picture_of
from ambassadors.spread.queries import facts_of
from ambassadors.spread.through_time import Viewer

ACTION, AGREEMENT, CONCESSION = AgreementKind.ACTION, AgreementKind.AGREEMENT, AgreementKind.CONCESSION
MEMBERS = {
    "hilde": "Hilde Brouwers",
    "karim": "Karim Haddad",
    "mehmet": "Mehmet Kaya",
    "yusuf": "Yusuf Demir",
    "esther": "Esther Vermeulen",
}
STAGES = ("doet het vanzelf", "draagt het", "doet mee", "hoorde ervan", "niet bereikt")
KINDS = {ACTION: "Actie", AGREEMENT: "Afspraak", CONCESSION: "Concessie"}


@dataclass(frozen=True, slots=True)
class Made:
    """What was agreed: `due` and `done` count days before the end, due ones after it below nought."""

    kind: AgreementKind
    what: str
    owner: str
    due: int
    done: int | None = None
    why: str | None = None
    principle: str | None = None


@dataclass(frozen=True, slots=True)
class Discussed:
    """A point of the agenda, what was noted, and what was agreed."""

    title: str
    note: str | None = None
    made: tuple[Made, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting so many days before the end, and who was not there."""

    days: int
    points: tuple[Discussed, ...]
    absent: frozenset[str] = field(default_factory=frozenset)


GATHERINGS = (
    Gathering(
        126,
        (
            Discussed(
                "Signaal: het lezerspanel komt te weinig bij elkaar",
                "Collega’s slaan het panel over omdat ze tien weken wachten. Dat raakt ons uitgangspunt.",
                (
                    Made(AGREEMENT, "Het lezerspanel komt elke maand bij elkaar", "karim", -240),
                    Made(ACTION, "Drie inwoners vragen om thuis mee te lezen bij haast", "esther", 105, 108),
                ),
            ),
            Discussed("Rondvraag"),
        ),
        frozenset({"mehmet"}),
    ),
    Gathering(
        68,
        (
            Discussed(
                "Klachten doet het vanzelf",
                "Van de 20 antwoorden waren er 19 in duidelijke taal. We bevestigen het.",
            ),
            Discussed(
                "Vergunningen werkt nog met oude sjablonen",
                None,
                (
                    Made(
                        CONCESSION,
                        "Besluiten over vergunningen houden hun oude opbouw",
                        "mehmet",
                        -24,
                        why="Het nieuwe zaaksysteem komt dit najaar. Daarvoor is aanpassen dubbel werk.",
                        principle="Elke brief begint met wat de lezer wil weten",
                    ),
                ),
            ),
            Discussed(
                "Openbare ruimte heeft geen ambassadeur",
                None,
                (Made(ACTION, "Bespreken met de directeur van Stadsbeheer", "hilde", 40, 44),),
            ),
        ),
    ),
    Gathering(
        47,
        (
            Discussed(
                "De oude zinnen staan terug in een brief van Burgerzaken",
                "Het panel was overgeslagen. We trekken de bevestiging in.",
                (Made(ACTION, "Met het team afspreken hoe elke brief langs het panel gaat", "karim", 30, 33),),
            ),
            Discussed("Collega’s met een avonddienst", "Marieke oefent met hen vóór de dienst."),
        ),
        frozenset({"yusuf"}),
    ),
    Gathering(
        26,
        (
            Discussed("Wat is er veranderd", "Sociaal domein gaat goed. Juridische zaken valt terug."),
            Discussed(
                "Juridische zaken viel terug",
                None,
                (Made(ACTION, "In gesprek met het hoofd over tijd voor de ambassadeur", "hilde", 5),),
            ),
            Discussed(
                "Rapport voor het bestuur",
                None,
                (Made(ACTION, "Rapport met drie vragen aan het bestuur sturen", "esther", -9),),
            ),
        ),
    ),
)


def build_meetings(
    session: Session,
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    principles: Mapping[str, int],
    timeline: Timeline,
) -> None:
    """Write the meetings of plain language: four past with their minutes, and the next one."""
    session.flush()
    initiative = session.get_one(Initiative, initiatives[CHANGE])
    facts = facts_of(session, initiative, timeline.end)
    for gathering in GATHERINGS:
        _build(session, gathering, users, initiative.id, principles, facts, timeline)
    keep(session, Meeting, [_planned(initiative.id, users["karim"], timeline)])
    keep(session, BoardQuestion, [_question(initiative.id, users["esther"], timeline)])
    keep(session, Snooze, [_put_off(initiative.id, users["esther"], timeline)])


def _build(
    session: Session,
    gathering: Gathering,
    users: Mapping[str, int],
    initiative_id: int,
    principles: Mapping[str, int],
    facts: Facts,
    timeline: Timeline,
) -> None:
    on = timeline.at_work(timeline.ago(gathering.days))
    row = _planned(initiative_id, users["karim"], timeline) | {
        "on": on,
        "planned_at": moment(on - timedelta(days=20), 11),
        "closed_by": users["karim"],
        "closed_at": moment(on, 16, 10),
        "minutes": _minutes(gathering, on, facts, timeline),
    }
    (meeting,) = keep_numbered(session, Meeting, [row])
    points = keep_numbered(session, MeetingPoint, [_point(meeting, *each) for each in enumerate(gathering.points, 1)])
    present = [each for each in MEMBERS if each not in gathering.absent]
    keep(session, Attendance, [{"meeting_id": meeting, "user_id": users[each]} for each in present])
    made = [
        {
            "initiative_id": initiative_id,
            "meeting_id": meeting,
            "point_id": point,
            "kind": each.kind,
            "what": each.what,
            "why": each.why,
            "principle_id": principles[each.principle] if each.principle else None,
            "owner_id": users[each.owner],
            "due_on": timeline.ago(each.due),
            "recorded_by": users["karim"],
            "recorded_at": moment(on, 15, 45),
            "done_on": None if each.done is None else timeline.at_work(timeline.ago(each.done)),
            "done_by": None if each.done is None else users[each.owner],
        }
        for point, discussed in zip(points, gathering.points, strict=True)
        for each in discussed.made
    ]
    keep(session, Agreement, made)


def _point(meeting: int, position: int, discussed: Discussed) -> dict[str, Any]:
    outcome = Outcome.DECIDED if discussed.made else Outcome.NOTED if discussed.note else Outcome.SKIPPED
    return {
        "meeting_id": meeting,
        "position": position,
        "subject": None,
        "title": discussed.title,
        "outcome": outcome,
        "note": discussed.note,
    }


def _planned(initiative_id: int, by: int, timeline: Timeline) -> dict[str, Any]:
    """The next meeting, on a working day in the week after the end."""
    on = timeline.end + timedelta(days=8)
    on += timedelta(days=max(0, 7 - on.weekday()) if on.weekday() >= 5 else 0)
    return {
        "initiative_id": initiative_id,
        "on": on,
        "time": "14:00",
        "place": "Stadhuis, kamer 2.14",
        "planned_by": by,
        "planned_at": moment(timeline.at_work(timeline.ago(20)), 11),
        "called_off_at": None,
        "closed_by": None,
        "closed_at": None,
        "minutes": None,
    }


def _question(initiative_id: int, by: int, timeline: Timeline) -> dict[str, Any]:
    return {
        "initiative_id": initiative_id,
        "as_of": timeline.end,
        "text": "Geef een collega van Stadsbeheer vier uur per maand als ambassadeur. Daar is nu niemand.",
        "written_by": by,
        "written_at": moment(timeline.at_work(timeline.ago(1)), 16, 20),
        "version": 1,
    }


def _put_off(initiative_id: int, by: int, timeline: Timeline) -> dict[str, Any]:
    on = timeline.at_work(timeline.ago(13))
    return {
        "initiative_id": initiative_id,
        "subject": "gap:420",
        "why": "Het nieuwe hoofd begint over drie weken. Dan vragen we samen wie het wil.",
        "on": on,
        "until": timeline.end + timedelta(days=15),
        "by": by,
        "at": moment(on, 9, 40),
        "ended_by": None,
        "ended_at": None,
    }


def _minutes(gathering: Gathering, on: date, facts: Facts, timeline: Timeline) -> dict[str, Any]:
    """What the minutes keep, with the figures of that day."""
    return {
        "language": "nl",
        "on": _in_full(on),
        "time": "14:00",
        "place": "Stadhuis, kamer 2.14",
        "present": [name for key, name in MEMBERS.items() if key not in gathering.absent],
        "absent": [name for key, name in MEMBERS.items() if key in gathering.absent],
        "points": [
            {
                "title": each.title,
                "outcome": "decided" if each.made else "noted" if each.note else "skipped",
                "note": each.note or "",
                "agreed": [
                    {
                        "what": f"{KINDS[made.kind]}: {made.what}",
                        "why": made.why or "",
                        "who": MEMBERS[made.owner],
                        "by": _in_full(timeline.ago(made.due)),
                    }
                    for made in each.made
                ],
            }
            for each in gathering.points
        ],
        "figures": _figures(on, facts),
    }


def _figures(on: date, facts: Facts) -> dict[str, Any]:
    """The sentence, coverage and the stages of a day, in Dutch."""
    picture = picture_of(facts, on, Viewer(sees_small=True))
    staff, departments = picture.standing.staff.tolist(), picture.standing.departments.tolist()
    people, total = whole_parts(staff), sum(staff)
    taking_part, found = sum(staff[2:]) / total, picture.coverage
    return {
        "day": _in_full(on),
        "since": _in_full(on - timedelta(days=30)),
        "headline": f"Van de {round(total)} medewerkers werkt {taking_part:.0%} in een afdeling die meedoet.",
        "measures": [
            {
                "name": "Dekking",
                "figure": f"{(found.own + found.elsewhere) / found.staff:.0%}",
                "unit": "van de medewerkers heeft een ambassadeur",
                "also": [],
            }
        ],
        "stages": [
            {
                "name": name,
                "departments": _counted(int(departments[stage]), "afdeling", "afdelingen"),
                "staff": _counted(people[stage], "medewerker", "medewerkers"),
                "share": f"{staff[stage] / total:.0%}",
            }
            for stage, name in zip(range(4, -1, -1), STAGES, strict=True)
        ],
        "changes": [],
    }


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _in_full(day: date) -> str:
    return str(format_date(day, "d MMMM y", locale="nl"))
