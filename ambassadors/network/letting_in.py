"""Lets a new ambassador in: an account, and a link to choose a password."""

from sqlalchemy.orm import Session

from ambassadors.accounts.models import LinkPurpose, User
from ambassadors.accounts.service import new_link, user_for
from ambassadors.network.queries import holds_a_grant
from ambassadors.network.service import Recorder
from ambassadors.organisation.models import Person
from ambassadors.refusals import Refused
from ambassadors.security.service import record


def invite_to_sign_in(session: Session, person: Person, recorder: Recorder) -> tuple[User, str]:
    """Make an account for an ambassador, if need be, and a link to choose a password; returns user and token.

    Only for who cannot sign in yet and holds no granted role, or the link would let its maker in as somebody else.
    Raises Refused `no_address`, `signs_in_already`, `link_by_administrator`.
    """
    if person.email is None:
        raise Refused("no_address")
    user = user_for(session, person.email, recorder.now, person.name)
    if user.password_hash is not None:
        raise Refused("signs_in_already")
    if user.closed_at is not None or user.person_id != person.id or holds_a_grant(session, user.id):
        raise Refused("link_by_administrator")
    record(session, recorder.user_id, "invited", "user", user.id, recorder.now, role="ambassador")
    return user, new_link(session, user, LinkPurpose.INVITATION, recorder.now)
