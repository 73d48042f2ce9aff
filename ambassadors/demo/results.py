"""The worklist of plain language: which letters must be rewritten, and how far each of them is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ambassadors.demo.network import SERVICES, Service
from ambassadors.demo.timeline import STORY_MONTHS, Timeline, moment
from ambassadors.demo.writing import dice_for, keep, keep_numbered
from ambassadors.results.models import Result, ResultStep
from ambassadors.results.rules import ResultStatus

CHANGE = "DT"
LISTED_IN_MONTH = 1.0
"""When the kerngroep went round with the question: which letters do you send most?"""

LETTERS: Mapping[str, tuple[str, ...]] = {
    "111": ("Antwoord op een klacht", "Bevestiging van een afspraak", "Terugbelbericht", "Antwoord op een melding"),
    "112": ("Uitnodiging voor de balie", "Formulier parkeren voor bezoekers"),
    "121": (
        "Brief over een verlopen paspoort",
        "Formulier vermist reisdocument",
        "Uitnodiging om het rijbewijs te verlengen",
        "Brief over een naheffing leges",
    ),
    "122": ("Brief over aangifte van overlijden", "Formulier verhuizing doorgeven", "Bevestiging van een huwelijk"),
    "131": (
        "Aanslag gemeentelijke belastingen",
        "Herinnering om te betalen",
        "Aanmaning",
        "Besluit kwijtschelding",
        "Formulier automatisch betalen",
    ),
    "132": ("Uitspraak op bezwaar WOZ", "Ontvangst van een bezwaar"),
    "211": (
        "Besluit bijstand",
        "Afwijzing bijstand",
        "Brief over terugvordering",
        "Formulier inkomsten doorgeven",
        "Besluit bijzondere bijstand",
        "Uitnodiging voor een gesprek over inkomen",
    ),
    "212": ("Uitnodiging voor een gesprek over werk", "Plan van aanpak naar werk"),
    "213": ("Brief over schuldhulp", "Plan van aanpak schulden", "Toestemming om gegevens te delen"),
    "221": ("Verslag van het gesprek met het gezin", "Besluit jeugdhulp", "Uitnodiging voor ouders"),
    "222": ("Brief over verzuim",),
    "231": (
        "Besluit huishoudelijke hulp",
        "Besluit hulpmiddel",
        "Formulier aanvraag Wmo",
        "Ontvangst van een melding Wmo",
        "Brief over de eigen bijdrage",
    ),
    "240": ("Samenvatting bij een raadsvoorstel",),
    "311": ("Uitnodiging voor een bewonersavond",),
    "312": ("Brief over urgentie voor een woning",),
    "321": (
        "Besluit omgevingsvergunning",
        "Ontvangst van een aanvraag",
        "Vraag om ontbrekende gegevens",
        "Brief aan omwonenden",
    ),
    "322": ("Waarschuwing na een controle",),
    "330": ("Brief over subsidie voor isolatie",),
    "411": ("Brief over het kappen van een boom",),
    "412": ("Brief over de nieuwe afvalbakken", "Antwoord op een melding over afval"),
    "421": ("Brief over werk aan de weg",),
    "430": ("Brief bij een boete", "Besluit last onder dwangsom"),
    "511": ("Brief over een arbeidsovereenkomst", "Procedure ziek melden"),
    "532": ("Brief bij een factuur", "Betalingsherinnering aan bedrijven"),
    "540": ("Ontvangst van een bezwaarschrift", "Beslissing op bezwaar", "Uitnodiging voor een hoorzitting"),
}

REDONE = "Besluit kwijtschelding"
"""It was in use; when it was read again, the old sentences had come back."""

_KINDS = ("formulier", "procedure", "plan", "verslag")


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of a result in the story: from a month on, by whom."""

    status: ResultStatus
    month: float
    by: Service


def build_results(
    session: Session,
    departments: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    services: Mapping[Service, int],
    timeline: Timeline,
) -> None:
    """Write the worklist and its dated steps."""
    letters = [(unit, name) for unit, names in LETTERS.items() for name in names]
    ways = [way for unit, names in LETTERS.items() for way in _ways(unit, names)]
    listed_on = timeline.month(LISTED_IN_MONTH)
    ids = keep_numbered(
        session,
        Result,
        (
            {
                "initiative_id": initiatives[CHANGE],
                "department_id": departments[unit],
                "code": f"B-{number:03}",
                "name": name,
                "kind": _kind(name),
                "listed_on": listed_on,
                "status": way[-1].status if way else ResultStatus.TO_DO,
                "since": _day(way[-1], timeline) if way else None,
            }
            for number, ((unit, name), way) in enumerate(zip(letters, ways, strict=True), start=1)
        ),
    )
    keep(
        session,
        ResultStep,
        (
            {
                "result_id": result_id,
                "number": number,
                "status": turn.status,
                "on": _day(turn, timeline),
                "ambassadorship_id": services[turn.by],
                "recorded_at": moment(_day(turn, timeline), 10 + number, 40),
                "recorded_by": users[turn.by.who],
            }
            for result_id, way in zip(ids, ways, strict=True)
            for number, turn in enumerate(way, start=1)
        ),
    )


def _ways(unit: str, names: tuple[str, ...]) -> Iterator[list[Turn]]:
    """The way of each letter of a team: its ambassador takes them up one after the other."""
    dice = dice_for(f"results of {unit}")
    begun = min((service.since for service in _serving(unit)), default=STORY_MONTHS)
    for place, name in enumerate(names):
        adapted = begun + 3 + place * 5.2 + dice.uniform(0, 2)
        months = [(ResultStatus.ADAPTED, adapted)]
        if dice.random() < 0.7:
            months.append((ResultStatus.TESTED, adapted + dice.uniform(0.8, 1.8)))
        used = adapted + dice.uniform(2, 4.5)
        months.append((ResultStatus.IN_USE, used))
        if name == REDONE:
            months = [(status, begun + 2 + step) for step, (status, _month) in enumerate(months)]
            months.append((ResultStatus.TO_DO, STORY_MONTHS - 1.6))
        else:
            months.append((ResultStatus.RECHECKED, used + 12 + dice.uniform(0, 2)))
        yield list(_told(unit, months))


def _told(unit: str, months: list[tuple[ResultStatus, float]]) -> Iterator[Turn]:
    """The steps that somebody was there to take, and that lie before the end of the story."""
    for status, month in months:
        here = [
            each for each in _serving(unit) if each.since <= month < min(each.until or STORY_MONTHS, each.silent_from)
        ]
        if not here or month >= STORY_MONTHS - 0.1:
            return
        yield Turn(status, month, here[0])


def _serving(unit: str) -> list[Service]:
    """Who serves the afdeling of a team, the first one first."""
    return [each for each in SERVICES if each.change == CHANGE and each.serves[:2] == unit[:2]]


def _kind(name: str) -> str:
    return next((kind for kind in _KINDS if name.lower().startswith(kind)), "brief")


def _day(turn: Turn, timeline: Timeline) -> date:
    return timeline.at_work(timeline.month(turn.month))
