"""Who was ambassador where and when: how the oil slick grew, and where it did not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ambassadors.db import FOREVER
from ambassadors.demo.strengths import STRENGTHS
from ambassadors.demo.timeline import STORY_MONTHS, Timeline, moment
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.network.hours import managers_near
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep, HoursAgreement
from ambassadors.network.rules import Source, Status, Step


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """An ambassadorship in the story. Months count from its start.

    `pace` is the number of activities in a usual month, `visits` where else they come to tell about it, and
    from month `silent_from` on they log nothing.
    """

    who: str
    serves: str
    since: float
    until: float | None = None
    source: Source = Source.COLLEAGUE
    recruited_by: str | None = None
    pace: float = 2.5
    visits: tuple[str, ...] = ()
    silent_from: float = STORY_MONTHS
    change: str = "DT"


@dataclass(frozen=True, slots=True)
class Hopeful:
    """Somebody who is not an ambassador yet; `status` is where it stands, since `days` before the end."""

    who: str
    serves: str
    status: Status
    days: int
    source: Source
    recruited_by: str | None = None
    change: str = "DT"


HANDED_OVER_IN_MONTH = 17.0
STOPPED_IN_MONTH = 20.5
FOR_QUESTIONS, QUESTIONS_IN_MONTH = "amber", 28.0
"""Amber has no time any more, and still answers questions."""

SERVICES = (
    # Two enthusiasts start it: one at the telephone, one at the counter.
    Service(
        who="marieke", serves="110", since=0, source=Source.OWN_WISH, pace=4.2, visits=("130", "210", "230", "550")
    ),
    Service(
        who="yusuf", serves="120", since=0.4, source=Source.PROJECT, pace=3.4, visits=("110", "130", "320", "620")
    ),
    # The first colleagues that they win over, next door.
    Service(who="anneke", serves="210", since=2.5, until=17, recruited_by="marieke", pace=3.4, visits=("230", "240")),
    Service(who="rachid", serves="130", since=4.5, recruited_by="yusuf", pace=3.2, visits=("530", "540", "210")),
    Service(who="lotte", serves="610", since=5.5, source=Source.PROJECT, pace=3, visits=("620", "220", "310", "510")),
    Service(who="sharda", serves="230", since=7.5, recruited_by="anneke", pace=3.2, visits=("220", "210")),
    Service(who="bram", serves="240", since=9, recruited_by="anneke", visits=("220", "630")),
    # A manager appointed him; nobody from elsewhere ever came, and when he stopped it stopped.
    Service(
        who="gerrit",
        serves="410",
        since=9.5,
        until=STOPPED_IN_MONTH,
        source=Source.MANAGER,
        pace=2.2,
        silent_from=19.8,
    ),
    # Further away: permits, lawyers, youth care.
    Service(who="ilse", serves="320", since=10.5, recruited_by="yusuf", pace=3, visits=("310", "340", "330")),
    # Went well for a year; then the reorganisation came first. Still ambassador, but the department fell back.
    Service(who="naima", serves="540", since=11.5, recruited_by="rachid", pace=3.6, silent_from=23),
    Service(who="tess", serves="220", since=13, recruited_by="sharda", visits=("240",)),
    Service(who="wouter", serves="310", since=14.5, recruited_by="ilse", visits=("330",)),
    Service(who="emre", serves="510", since=16, source=Source.OWN_WISH, pace=2.6, visits=("520", "550")),
    # Hands over when Anneke gets another job; a second ambassador joins her later.
    Service(who="jolanda", serves="210", since=HANDED_OVER_IN_MONTH, recruited_by="anneke", pace=3, visits=("230",)),
    Service(who="petra", serves="530", since=18.5, recruited_by="rachid", visits=("510",)),
    Service(who="nadia", serves="620", since=20, recruited_by="lotte", pace=2),
    Service(who="sander", serves="330", since=21.5, recruited_by="wouter"),
    Service(who="fenna", serves="210", since=22, recruited_by="jolanda", pace=2.2),
    Service(who="kim", serves="520", since=24.5, recruited_by="emre", pace=2.6),
    Service(who="huub", serves="550", since=28.2, recruited_by="emre", pace=3),
    # The younger initiative: small, and further in the digital corner of the house.
    Service(who="lotte", serves="610", since=21, source=Source.PROJECT, visits=("620", "110"), change="TOEGANKELIJK"),
    Service(
        who="daan", serves="113", since=21.3, source=Source.OWN_WISH, pace=3.2, visits=("120",), change="TOEGANKELIJK"
    ),
    Service(who="kim", serves="520", since=23, recruited_by="daan", visits=("530",), change="TOEGANKELIJK"),
    Service(
        who="amber",
        serves="120",
        since=24.5,
        recruited_by="daan",
        silent_from=QUESTIONS_IN_MONTH,
        change="TOEGANKELIJK",
    ),
    Service(who="aziz", serves="320", since=26.5, recruited_by="lotte", pace=2, change="TOEGANKELIJK"),
)

PAUSED, STAND_IN, PAUSED_DAYS_AGO, BACK_IN_DAYS = "sharda", "joyce", 52, 24
"""Sharda is on leave; Joyce stands in."""
BREAK_OVER, BREAK_OVER_STAND_IN, BREAK_BEGAN_DAYS_AGO, BREAK_ENDED_DAYS_AGO = "fenna", "jolanda", 30, 2
"""The break of Fenna is over, and nobody said what comes then."""
AGREEMENT_ENDS, ENDS_IN_DAYS = "ilse", 26
"""What was agreed with the line manager of Ilse ends soon."""

HOPEFULS = (
    Hopeful("stijn", "340", Status.CANDIDATE, 18, Source.OWN_WISH),
    Hopeful("dewi", "430", Status.CANDIDATE, 9, Source.OWN_WISH),
    Hopeful("gijs", "630", Status.NAMED, 16, Source.COLLEAGUE, "bram"),
    Hopeful("hanneke", "640", Status.ASKED, 11, Source.MANAGER),
    Hopeful("joost", "210", Status.CANDIDATE, 6, Source.OWN_WISH, change="TOEGANKELIJK"),
)

_WEEKS_AS_CANDIDATE = 2


def build_network(
    session: Session,
    departments: Mapping[str, int],
    people: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    timeline: Timeline,
) -> dict[Service, int]:
    """Write the ambassadorships and their dated steps; returns ids by service."""

    def row(of: Service | Hopeful, since: date, until: date) -> dict[str, object]:
        return {
            "initiative_id": initiatives[of.change],
            "person_id": people[of.who],
            "department_id": departments[of.serves],
            "valid_from": since,
            "valid_until": until,
            "source": of.source,
            "recruited_by_id": people[of.recruited_by] if of.recruited_by else None,
            "strengths": STRENGTHS.get((of.who, of.change)),
        }

    served = [row(service, candidate_since(service, timeline), _end(service, timeline)) for service in SERVICES]
    hoped = [row(hopeful, _first_heard_of(hopeful, timeline), FOREVER) for hopeful in HOPEFULS]
    ids = keep_numbered(session, Ambassadorship, [*served, *hoped])
    stories = [_steps(service, people, timeline) for service in SERVICES]
    stories += [_hopeful_steps(hopeful, timeline) for hopeful in HOPEFULS]
    keep(
        session,
        AmbassadorshipStep,
        (
            {
                "ambassadorship_id": ambassadorship_id,
                "number": number,
                "status": step.status,
                "on": step.on,
                "until": step.until,
                "stand_in_id": step.stand_in_id,
                "recorded_at": moment(step.on, 10, 5 * number),
                "recorded_by": users["esther"],
            }
            for ambassadorship_id, steps in zip(ids, stories, strict=True)
            for number, step in enumerate(steps, start=1)
        ),
    )
    made = dict(zip(SERVICES, ids[: len(SERVICES)], strict=True))
    keep(session, HoursAgreement, _agreements(session, made, departments, people, users, timeline))
    return made


def _agreements(
    session: Session,
    services: Mapping[Service, int],
    departments: Mapping[str, int],
    people: Mapping[str, int],
    users: Mapping[str, int],
    timeline: Timeline,
) -> Iterator[dict[str, object]]:
    """What the line managers agreed with who is ambassador now, each for a year that ends in the year to come."""
    for number, (service, ambassadorship_id) in enumerate(services.items()):
        managers = managers_near(session, departments[service.serves], timeline.ago(0))
        leads = [each.id for each in managers if each.id != people[service.who]]
        if service.until is not None or not leads:
            continue
        ends_in = ENDS_IN_DAYS if service.who == AGREEMENT_ENDS and service.change == "DT" else 90 + 9 * number
        agreed_on = max(active_since(service, timeline), timeline.ago(365 - ends_in))
        yield {
            "ambassadorship_id": ambassadorship_id,
            "line_manager_id": leads[0],
            "hours": 8 if service.pace > 3 else 4,
            "on": agreed_on,
            "until": timeline.ago(-ends_in),
            "recorded_at": moment(agreed_on, 11, 0),
            "recorded_by": users["esther"],
        }


def service_of(who: str, change: str = "DT") -> Service:
    """The service of an ambassador (by key) for an initiative (by code)."""
    return next(each for each in SERVICES if (each.who, each.change) == (who, change))


def active_since(service: Service, timeline: Timeline) -> date:
    """The day on which the ambassador started."""
    return timeline.month(service.since)


def candidate_since(service: Service, timeline: Timeline) -> date:
    """The first day of the ambassadorship: pioneers and successors start at once, others as a candidate."""
    active = active_since(service, timeline)
    at_once = service.since < 1 or service.since == HANDED_OVER_IN_MONTH
    return active if at_once else active - timedelta(weeks=_WEEKS_AS_CANDIDATE)


def _end(service: Service, timeline: Timeline) -> date:
    return FOREVER if service.until is None else timeline.month(service.until)


def _steps(service: Service, people: Mapping[str, int], timeline: Timeline) -> Iterator[Step]:
    first, active = candidate_since(service, timeline), active_since(service, timeline)
    if first < active:
        yield Step(Status.CANDIDATE, first)
    yield Step(Status.ACTIVE, active)
    if service.who == PAUSED:
        back_on = timeline.ago(-BACK_IN_DAYS)
        yield Step(Status.PAUSED, timeline.ago(PAUSED_DAYS_AGO), until=back_on, stand_in_id=people[STAND_IN])
    if service.who == BREAK_OVER:
        yield Step(
            Status.PAUSED,
            timeline.ago(BREAK_BEGAN_DAYS_AGO),
            until=timeline.ago(BREAK_ENDED_DAYS_AGO),
            stand_in_id=people[BREAK_OVER_STAND_IN],
        )
    if service.who == FOR_QUESTIONS:
        yield Step(Status.QUESTIONS, timeline.month(QUESTIONS_IN_MONTH))
    if service.until is not None:
        yield Step(Status.ENDED, timeline.month(service.until))


def _first_heard_of(hopeful: Hopeful, timeline: Timeline) -> date:
    return timeline.ago(hopeful.days + (4 if hopeful.status is Status.ASKED else 0))


def _hopeful_steps(hopeful: Hopeful, timeline: Timeline) -> Iterator[Step]:
    named = hopeful.status is Status.NAMED
    yield Step(Status.NAMED if named else Status.CANDIDATE, _first_heard_of(hopeful, timeline))
    if hopeful.status is Status.ASKED:
        yield Step(Status.ASKED, timeline.ago(hopeful.days))
