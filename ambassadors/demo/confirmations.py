"""Where plain language goes by itself: what the kerngroep confirmed, and once took back."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ambassadors.demo.results import CHANGE, REDONE
from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep
from ambassadors.meetings.models import Confirmation
from ambassadors.meetings.rules import year_later


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kerngroep confirmed a unit so many days before the end, and perhaps withdrew that later."""

    unit: str
    days: int
    evidence: str
    withdrawn: tuple[int, str] | None = None


JUDGEMENTS = (
    Judgement(
        "211",
        318,
        "Acht inwoners lazen twaalf besluiten over bijstand. Ze wisten allemaal wat ze moesten doen. Nieuwe "
        "medewerkers leren het van hun collega’s.",
    ),
    Judgement(
        "131",
        229,
        "Het team legt elke nieuwe brief eerst voor aan het lezerspanel. Dat staat in de werkwijze.",
        (47, f"Bij het herlezen stonden de oude zinnen weer in “{REDONE}”. Het lezerspanel was overgeslagen."),
    ),
    Judgement(
        "111",
        68,
        "Steekproef van 20 antwoorden op klachten: 19 in duidelijke taal. Het team bespreekt er elke week zelf een, "
        "ook als de ambassadeur er niet is.",
    ),
)


def build_confirmations(
    session: Session,
    departments: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    timeline: Timeline,
) -> None:
    """Write what the chair recorded in the meetings of the kerngroep."""
    keep(session, Confirmation, (_row(each, departments, users, initiatives, timeline) for each in JUDGEMENTS))


def _row(
    judgement: Judgement,
    departments: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    timeline: Timeline,
) -> dict[str, object]:
    on = timeline.at_work(timeline.ago(judgement.days))
    row: dict[str, object] = {
        "initiative_id": initiatives[CHANGE],
        "department_id": departments[judgement.unit],
        "evidence": judgement.evidence,
        "on": on,
        "valid_until": year_later(on),
        "recorded_by": users["hilde"],
        "recorded_at": moment(on, 15, 30),
    }
    ended = {"withdrawn_on": None, "withdrawn_why": None, "withdrawn_by": None, "withdrawn_at": None}
    if judgement.withdrawn is None:
        return row | ended
    days, why = judgement.withdrawn
    withdrawn_on = timeline.at_work(timeline.ago(days))
    return row | {
        "withdrawn_on": withdrawn_on,
        "withdrawn_why": why,
        "withdrawn_by": users["hilde"],
        "withdrawn_at": moment(withdrawn_on, 15, 30),
    }
