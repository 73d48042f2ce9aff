"""Every night: who waited four weeks for an answer is erased, and told by mail."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from ambassadors.jobs.working import Handler, Task
from ambassadors.mail.sending import PostOffice
from ambassadors.network.joining import erase_unanswered
from ambassadors.network.letters import erased_letter
from ambassadors.web.addresses import address_of
from ambassadors.web.clock import LOCAL

ERASE = "unanswered"
"""Kind of the job."""


def erase_and_tell(session: Session, office: PostOffice, today: date, now: datetime) -> int:
    """Erase who had no answer, tell those who have an address once it is committed, and count them."""
    erased = erase_unanswered(session, today, now)
    for each in erased:
        if each.email:
            link = address_of("joining.join", initiative_code=each.initiative_code)
            office.post(session, erased_letter(each.email, each.initiative_name, link))
    return len(erased)


def eraser(office: PostOffice) -> Handler:
    """What does the job."""

    def erase(task: Task) -> None:
        now = task.now()
        with task.finishing() as session:
            erase_and_tell(session, office, now.astimezone(LOCAL).date(), now)

    return erase
