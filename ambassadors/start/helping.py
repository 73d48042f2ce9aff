"""What of the requests for help stands on the start page: answers, what waits for me, and what nobody answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from ambassadors.helprequests.queries import HelpRow, new_answers, reasons_of
from ambassadors.helprequests.waiting import Desk, desk_of, unanswered
from ambassadors.initiatives.models import Initiative
from ambassadors.organisation.queries import department_names
from ambassadors.security.actor import Actor
from ambassadors.security.policy import Permission, Role


@dataclass(frozen=True, slots=True)
class Help:
    """Answers to one's own requests with the reasons of a no, one's desk as an ambassador, and what waits too long.

    `departments` names those of all of these requests.
    """

    answers: Sequence[HelpRow]
    reasons: Mapping[int, str]
    desk: Desk
    late: Sequence[HelpRow]
    departments: Mapping[int, str]


def help_for(session: Session, who: Actor, initiatives: Iterable[Initiative], today: date, now: datetime) -> Help:
    """What of it concerns somebody. At most thirteen queries, and two where nobody asks for anything."""
    leads = [each.id for each in initiatives if who.may(Permission.ASSIGN_AMBASSADORS, each.code)]
    serves = who.person_id is not None and who.holds(Role.AMBASSADOR)
    answers = new_answers(session, who.user_id, now)
    desk = desk_of(session, who.person_id, today) if serves and who.person_id is not None else Desk()
    late = unanswered(session, leads, today, now) if leads else []
    told = [*answers, *desk.meant, *desk.taken, *late]
    return Help(
        answers,
        reasons_of(session, [row.id for row in answers]) if answers else {},
        desk,
        late,
        department_names(session, {row.department_id for row in told}, today) if told else {},
    )
