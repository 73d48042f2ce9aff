"""What is in the calendar: what ambassadors are going to do, and one thing of which nobody said yet how it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.demo.network import Service, service_of
from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.initiatives.models import ActivityKind
from ambassadors.planning.models import Plan, PlanDepartment, PlanPart
from ambassadors.planning.rules import PlanStatus

SATURDAY = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Intention:
    """Something planned `days` after the end of the story (before it, if negative), by `who` and those `along`."""

    days: int
    kind: str
    title: str
    who: str
    units: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    at: time | None = None
    place: str | None = None
    why: str | None = None
    logged: bool = False
    change: str = "DT"


INTENTIONS = (
    Intention(
        days=-4,
        kind="reader_panel",
        title="Het antwoord op een klacht",
        who="marieke",
        units=("111", "112"),
        at=time(14, 0),
        place="Inloophuis De Brug",
        logged=True,
    ),
    Intention(
        days=-3,
        kind="workshop",
        title="Brieven voor en na, bij Parkeren",
        who="marieke",
        units=("132",),
        along=("rachid",),
        at=time(10, 0),
        place="Kamer 2.14",
    ),
    Intention(
        days=1,
        kind="conversation",
        title="Koffie met de avondploeg",
        who="huub",
        units=("550",),
        at=time(16, 30),
        place="Kantine, Stadhuisplein",
    ),
    Intention(
        days=3,
        kind="workshop",
        title="Schrijven voor de balie",
        who="marieke",
        units=("111", "112"),
        along=("yusuf",),
        at=time(9, 30),
        place="Leerzaal, begane grond",
    ),
    Intention(
        days=4,
        kind="demo",
        title="De bouwbrief, voor en na",
        who="ilse",
        units=("341",),
        at=time(11, 0),
        place="Werkplaats Haven",
    ),
    Intention(
        days=8,
        kind="meeting",
        title="Duidelijke taal in het teamoverleg",
        who="jolanda",
        units=("213",),
        along=("fenna", "marieke"),
        at=time(13, 0),
    ),
    Intention(
        days=9,
        kind="reader_panel",
        title="Inwoners lezen de aanslag",
        who="rachid",
        units=("131",),
        at=time(19, 30),
        place="Bibliotheek Zuid",
        why="Te weinig aanmeldingen. We proberen het in het nieuwe jaar weer.",
    ),
    Intention(days=10, kind="street_test", title="Op de markt: welke brief is van wie?", who="yusuf", at=time(10, 0)),
    Intention(
        days=16,
        kind="workshop",
        title="Vacatures die iedereen snapt",
        who="emre",
        units=("512",),
        at=time(14, 0),
    ),
    Intention(days=22, kind="newsletter", title="Het jaar in duidelijke taal", who="lotte"),
    Intention(
        days=6,
        kind="demo",
        title="Een formulier zonder muis",
        who="daan",
        units=("120",),
        along=("kim",),
        at=time(10, 30),
        change="TOEGANKELIJK",
    ),
)


def build_plans(
    session: Session,
    departments: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    services: Mapping[Service, int],
    timeline: Timeline,
) -> None:
    """Write the calendar. What took place knows the activity of that title that was logged."""
    kinds = dict(session.execute(select(ActivityKind.code, ActivityKind.id)).all())
    logged = dict(session.execute(select(Activity.title, Activity.id).where(Activity.undone_at.is_(None))).all())
    ids = keep_numbered(
        session,
        Plan,
        (
            {
                "initiative_id": initiatives[each.change],
                "kind_id": kinds[each.kind],
                "on": day_of(each, timeline),
                "at": each.at,
                "title": each.title,
                "place": each.place,
                "status": _status(each),
                "why": each.why,
                "activity_id": logged[each.title] if each.logged else None,
                "planned_by": users[each.who],
                "changed_at": moment(timeline.ago(12), 15, 20),
            }
            for each in INTENTIONS
        ),
    )
    numbered = list(zip(ids, INTENTIONS, strict=True))
    keep(
        session,
        PlanDepartment,
        ({"plan_id": id_, "department_id": departments[unit]} for id_, each in numbered for unit in each.units),
    )
    keep(
        session,
        PlanPart,
        (
            {
                "plan_id": id_,
                "ambassadorship_id": services[service_of(who, each.change)],
                "initiative_id": initiatives[each.change],
                "leads": who == each.who,
            }
            for id_, each in numbered
            for who in (each.who, *each.along)
        ),
    )


def day_of(intention: Intention, timeline: Timeline) -> date:
    """A working day about so many days from the end of the story."""
    if intention.days < 0:
        return timeline.at_work(timeline.ago(-intention.days))
    day = timeline.end + timedelta(days=intention.days)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _status(intention: Intention) -> PlanStatus:
    if intention.logged:
        return PlanStatus.DONE
    return PlanStatus.CANCELLED if intention.why else PlanStatus.PLANNED
