"""Signals: what did not go well, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import Severity, SignalStatus, StepKind

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """A step on a signal's way, so many days before the end."""

    status: SignalStatus
    days: int
    by: str
    note: str | None = None
    kind: StepKind = StepKind.TAKEN


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A signal and its way. The first turn is by who raised it; `due` counts days before the end.

    `joined_to` is how the one begins with which it is answered, and which was raised before it.
    """

    what: str
    unit: str
    severity: Severity
    way: tuple[Turn, ...]
    principle: str | None = None
    owner: str | None = None
    due: int | None = None
    change: str = "DT"
    confidential: bool = False
    for_colleague: bool = False
    joined_to: str | None = None

    @property
    def urgent(self) -> bool:
        """As the kerngroep would sort it."""
        return self.severity is Severity.BLOCKS


RAISED, SOLVED, ESCALATED = SignalStatus.RAISED, SignalStatus.SOLVED_LOCALLY, SignalStatus.ESCALATED
ACKNOWLEDGED, ANSWERED = SignalStatus.ACKNOWLEDGED, SignalStatus.ANSWERED
FED_BACK, REOPENED = SignalStatus.FED_BACK, SignalStatus.REOPENED
ASKED, REPLIED, CLOSED = SignalStatus.ASKED, SignalStatus.REPLIED, SignalStatus.CLOSED
JOINED, FOLLOWED = StepKind.JOINED, StepKind.FOLLOWED

REPORTS = (
    Report(
        what=(
            "Het lezerspanel komt maar eens per kwartaal bij elkaar. Wij wachten tien weken op een oordeel over onze "
            "brieven. Collega’s gaan het panel overslaan."
        ),
        unit="121",
        severity=Severity.BLOCKS,
        principle="Inwoners lezen mee voordat we een brief gebruiken",
        owner="karim",
        due=120,
        way=(
            Turn(RAISED, 151, "yusuf"),
            Turn(ESCALATED, 150, "yusuf", "Dit kan ik niet zelf oplossen."),
            Turn(ACKNOWLEDGED, 147, "karim", "We bespreken dit in de kerngroep."),
            Turn(
                ANSWERED,
                126,
                "hilde",
                "De kerngroep heeft de afspraak veranderd. Het lezerspanel komt nu elke maand bij elkaar. Bij haast "
                "lezen drie inwoners thuis mee, binnen een week.",
            ),
            Turn(FED_BACK, 125, "karim", "Ik heb je gebeld en de nieuwe afspraak gestuurd. Dank je wel!"),
            Turn(CLOSED, 112, "yusuf"),
        ),
    ),
    Report(
        what="In het nieuwe antwoord op een klacht staat het oude telefoonnummer.",
        unit="111",
        severity=Severity.SMALL,
        way=(
            Turn(RAISED, 63, "marieke"),
            Turn(SOLVED, 62, "marieke", "Samen met de webredactie aangepast. De nieuwe versie staat klaar."),
        ),
    ),
    Report(
        what="Collega’s met een avonddienst kunnen nooit naar een workshop. Ze voelen zich vergeten.",
        unit="111",
        severity=Severity.HINDERS,
        owner="hilde",
        due=1,
        way=(
            Turn(RAISED, 20, "marieke"),
            Turn(ESCALATED, 20, "marieke", "Het gaat om de roosters, daar ga ik niet over."),
            Turn(ACKNOWLEDGED, 17, "karim"),
            Turn(ANSWERED, 3, "hilde", "Vanaf volgende maand is er ook een workshop om 16.00 uur, in werktijd."),
            Turn(FED_BACK, 1, "karim", "Het rooster is aangepast. Laat je weten of het zo werkt?"),
        ),
    ),
    Report(
        what=(
            "De leverancier van het vergunningensysteem past onze standaardbrieven niet aan. De oude teksten gaan "
            "nog steeds de deur uit."
        ),
        unit="321",
        severity=Severity.BLOCKS,
        principle="Elke afdeling past haar eigen brieven aan",
        owner="mehmet",
        due=8,
        way=(
            Turn(RAISED, 41, "ilse"),
            Turn(ESCALATED, 41, "ilse", "Al twee keer gebeld, zonder antwoord."),
            Turn(ACKNOWLEDGED, 36, "karim", "Mehmet neemt contact op met de leverancier."),
        ),
    ),
    Report(
        what="In uitspraken op bezwaar komen de oude juridische zinnen terug. De uitleg staat nu in een bijlage.",
        unit="132",
        severity=Severity.HINDERS,
        principle="We schrijven op taalniveau B1, ook als het juridisch is",
        due=-4,
        way=(
            Turn(RAISED, 5, "rachid"),
            Turn(ESCALATED, 4, "rachid", "Dit raakt een uitgangspunt, daarom leg ik het bij jullie neer."),
        ),
    ),
    Report(
        what="Mensen met schulden krijgen van ons soms vijf brieven in één week. Dan helpt gewone taal niet meer.",
        unit="213",
        severity=Severity.HINDERS,
        way=(Turn(RAISED, 2, "roos"),),
    ),
    Report(
        what=(
            "Vrijdag gaan 4.000 herinneringen voor rijbewijzen de deur uit. Sinds de update staat daar weer de oude "
            "tekst in."
        ),
        unit="121",
        severity=Severity.BLOCKS,
        due=-1,
        way=(Turn(RAISED, 1, "amber"), Turn(ESCALATED, 1, "amber")),
    ),
    Report(
        what=(
            "Een brief in gewone taal schrijven kost ons een half uur meer. In het overleg durft niemand dat te "
            "zeggen, omdat iedereen enthousiast moet zijn."
        ),
        unit="213",
        severity=Severity.HINDERS,
        owner="hilde",
        due=-11,
        confidential=True,
        way=(Turn(RAISED, 9, "roos"), Turn(ESCALATED, 9, "roos"), Turn(ACKNOWLEDGED, 6, "karim")),
    ),
    Report(
        what="De nieuwe brief over parkeren past niet in de envelop met venster. Het adres valt eronder.",
        unit="321",
        severity=Severity.HINDERS,
        owner="mehmet",
        due=-7,
        way=(
            Turn(RAISED, 13, "ilse"),
            Turn(ESCALATED, 13, "ilse"),
            Turn(ACKNOWLEDGED, 10, "karim"),
            Turn(ASKED, 2, "mehmet", "Om welke envelop gaat het: de A5 of de lange?"),
        ),
    ),
    Report(
        what="De voorbeeldbrieven staan op drie plekken, en ze zijn niet gelijk.",
        unit="131",
        severity=Severity.HINDERS,
        owner="karim",
        due=-3,
        way=(
            Turn(RAISED, 16, "rachid"),
            Turn(ESCALATED, 16, "rachid"),
            Turn(ACKNOWLEDGED, 13, "karim"),
            Turn(ASKED, 10, "karim", "Welke drie plekken ken je?"),
            Turn(REPLIED, 6, "rachid", "Intranet, de map van het team en het briefsysteem."),
        ),
    ),
    Report(
        what="Op de website staat bij drie producten nog de oude brief als voorbeeld.",
        unit="113",
        severity=Severity.SMALL,
        way=(Turn(RAISED, 3, "daan"),),
    ),
    Report(
        what="Wij werken buiten en hebben geen computer. Van deze verandering horen wij nooit iets.",
        unit="430",
        severity=Severity.HINDERS,
        owner="hilde",
        due=-9,
        way=(
            Turn(RAISED, 15, "dewi"),
            Turn(ESCALATED, 15, "dewi"),
            Turn(ACKNOWLEDGED, 12, "hilde", "Terecht. Ik kom langs bij de ochtendstart."),
        ),
    ),
    Report(
        what=(
            "Bij wegbeheer heeft niemand een computer. Collega’s vragen waarom zij van de verandering niets horen."
        ),
        unit="421",
        severity=Severity.HINDERS,
        owner="hilde",
        due=-9,
        for_colleague=True,
        joined_to="Wij werken buiten",
        way=(
            Turn(RAISED, 11, "gerrit"),
            Turn(ESCALATED, 11, "gerrit"),
            Turn(ESCALATED, 11, "gerrit", kind=JOINED),
            Turn(ACKNOWLEDGED, 11, "hilde", kind=FOLLOWED),
        ),
    ),
    Report(
        what="Wij zijn de hele dag buiten, zonder computer. Op intranet lezen wij dus niets van deze verandering.",
        unit="411",
        severity=Severity.SMALL,
        owner="hilde",
        due=-9,
        joined_to="Wij werken buiten",
        way=(
            Turn(RAISED, 8, "gerrit"),
            Turn(ESCALATED, 8, "gerrit"),
            Turn(ESCALATED, 7, "karim", kind=JOINED),
            Turn(ACKNOWLEDGED, 7, "hilde", kind=FOLLOWED),
        ),
    ),
    Report(
        what="Beleidsstukken voor de raad vallen er nog buiten. Die leest geen inwoner.",
        unit="240",
        severity=Severity.HINDERS,
        principle="Elke brief begint met wat de lezer wil weten",
        owner="hilde",
        due=-5,
        way=(
            Turn(RAISED, 78, "bram"),
            Turn(ESCALATED, 77, "bram"),
            Turn(ACKNOWLEDGED, 74, "karim"),
            Turn(ANSWERED, 46, "hilde", "Elk raadsvoorstel krijgt een samenvatting van een halve bladzijde."),
            Turn(FED_BACK, 45, "karim"),
            Turn(REOPENED, 6, "bram", "De samenvatting is er in drie van de tien stukken."),
        ),
    ),
    Report(
        what="Bij de raadsstukken staan weer gescande pdf’s. Wie voorleessoftware gebruikt, hoort niets.",
        unit="113",
        severity=Severity.HINDERS,
        principle="Geen pdf als het ook een webpagina kan zijn",
        owner="mehmet",
        due=-4,
        change="TOEGANKELIJK",
        way=(
            Turn(RAISED, 24, "daan"),
            Turn(ESCALATED, 24, "daan", "De griffie plaatst deze stukken zelf."),
            Turn(ACKNOWLEDGED, 20, "mehmet"),
            Turn(ANSWERED, 3, "mehmet", "De griffie levert voortaan het originele bestand aan. Scannen stopt."),
        ),
    ),
    Report(
        what="Het contrast van de knoppen in het afsprakenformulier is te laag.",
        unit="522",
        severity=Severity.SMALL,
        principle="Toegankelijk vanaf het eerste ontwerp",
        change="TOEGANKELIJK",
        way=(
            Turn(RAISED, 33, "kim"),
            Turn(SOLVED, 30, "kim", "De kleur is aangepast. Nagemeten: 5,2 op 1."),
        ),
    ),
)


def build_signals(
    session: Session,
    departments: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    principles: Mapping[str, int],
    timeline: Timeline,
) -> None:
    """Write the signals and their dated steps."""
    oldest_first = sorted(REPORTS, key=lambda report: -report.way[0].days)
    ids = keep_numbered(
        session,
        Signal,
        (
            {
                "initiative_id": initiatives[report.change],
                "department_id": departments[report.unit],
                "principle_id": principles[report.principle] if report.principle else None,
                "what": report.what,
                "severity": report.severity,
                "status": report.way[-1].status,
                "raised_by": users[report.way[0].by],
                "raised_at": _at(report.way[0], 1, timeline),
                "owner_id": users[report.owner] if report.owner else None,
                "due_on": None if report.due is None else _due_on(timeline, report.due),
                "urgent": report.urgent,
                "confidential": report.confidential,
                "for_colleague": report.for_colleague,
            }
            for report in oldest_first
        ),
    )
    for signal_id, report in zip(ids, oldest_first, strict=True):
        if report.joined_to is not None:
            lead = next(place for place, each in enumerate(oldest_first) if each.what.startswith(report.joined_to))
            session.execute(update(Signal).where(Signal.id == signal_id).values(joined_to_id=ids[lead]))
    keep(
        session,
        SignalStep,
        (
            {
                "signal_id": signal_id,
                "number": number,
                "status": turn.status,
                "at": _at(turn, number, timeline),
                "by": users[turn.by],
                "note": turn.note,
                "kind": turn.kind,
                **_agreed(report, turn, users, timeline),
            }
            for signal_id, report in zip(ids, oldest_first, strict=True)
            for number, turn in enumerate(report.way, start=1)
        ),
    )


def _agreed(report: Report, turn: Turn, users: Mapping[str, int], timeline: Timeline) -> dict[str, Any]:
    """Who was to answer by when, as it stands with the step by which a signal was taken up."""
    if turn.status is not ACKNOWLEDGED or report.owner is None or report.due is None:
        return {"owner_id": None, "due_on": None, "urgent": None}
    return {"owner_id": users[report.owner], "due_on": _due_on(timeline, report.due), "urgent": report.urgent}


def _at(turn: Turn, number: int, timeline: Timeline) -> datetime:
    # An hour per step, so that steps of one day stand in order.
    return moment(timeline.at_work(timeline.ago(turn.days)), 9 + number, 12)


def _due_on(timeline: Timeline, days: int) -> date:
    """A deadline so many days before the end, on a working day as those that the app sets."""
    if days > 0:
        return timeline.at_work(timeline.ago(days))
    day = timeline.ago(days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
