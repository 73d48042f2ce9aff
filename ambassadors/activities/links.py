"""The personal link of a reminder: signed, for logging for one ambassadorship, and for some days."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.accounts.queries import open_user
from ambassadors.initiatives.models import Initiative
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.security.actor import Actor
from ambassadors.security.policy import HeldRole, Role
from ambassadors.web.addresses import address_of
from ambassadors.web.clock import LOCAL
from ambassadors.web.signed_links import parts_of, signed

LOG = "log"
"""What such a link is for; nothing else accepts it."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a link stands for: an ambassador of one ambassadorship, and nothing else that they may be."""

    actor: Actor
    language: str | None
    row: AmbassadorshipRow
    initiative: Initiative


def log_link(user: User, ambassadorship_id: int, until: datetime) -> str:
    """The address of the form in which a user logs for an ambassadorship, up to `until`."""
    return address_of("log_link.log", word=_word(user, ambassadorship_id, until))


def nothing_link(user: User, ambassadorship_id: int, until: datetime) -> str:
    """The address at which a user says that there is nothing to report."""
    return address_of("log_link.nothing", word=_word(user, ambassadorship_id, until))


def bearer_of(session: Session, word: str, now: datetime) -> Bearer | None:
    """Who a link stands for now; nobody if it is too old or made up, the password is another by now, the account
    is closed, or the department is no longer their task.
    """
    parts = parts_of(LOG, word)
    if parts is None:
        return None
    user_id, epoch, ambassadorship_id, until = parts
    user, row = open_user(session, user_id), next(iter(ambassadorships(session, ids=[ambassadorship_id])), None)
    today = now.astimezone(LOCAL).date()
    if until <= now.timestamp() or user is None or row is None or user.person_id is None:
        return None
    initiative = session.get_one(Initiative, row.initiative_id)
    if user.session_epoch != epoch or not row.is_task_of(user.person_id, today) or initiative.is_over(today):
        return None
    roles = (HeldRole(Role.EMPLOYEE), HeldRole(Role.AMBASSADOR, initiative.code))
    actor = Actor(user.id, user.name, user.email, user.person_id, roles)
    return Bearer(actor, user.language, row, initiative)


def _word(user: User, ambassadorship_id: int, until: datetime) -> str:
    return signed(LOG, user.id, user.session_epoch, ambassadorship_id, int(until.timestamp()))
