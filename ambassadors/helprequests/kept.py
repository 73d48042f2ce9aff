"""What requests for help keep about a person: what they asked, were asked or took, and what they did with it."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Exists, case, exists, or_, select

from ambassadors.helprequests.models import HelpRequest, HelpStep
from ambassadors.initiatives.kept import change_named
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.kept import department_named
from ambassadors.security.kept import PERSON, USER, Kept


def _is_mine(ambassadorship_id: Any) -> Exists:
    return exists().where(Ambassadorship.id == ambassadorship_id, Ambassadorship.person_id == PERSON)


_ASKED, _TAKEN = HelpRequest.asked_by == USER, _is_mine(HelpRequest.taken_by_id)
_NAMED = _is_mine(HelpRequest.meant_for_id)

KEPT = (
    Kept(
        "help_requests",
        _("Help that you asked for, were asked for by name, or took; words only if you asked or took it."),
        select(
            HelpRequest.id.label("number"),
            change_named(HelpRequest.initiative_id).label("change"),
            department_named(HelpRequest.department_id).label("department"),
            HelpRequest.kind,
            case((or_(_ASKED, _TAKEN), HelpRequest.about)).label("words"),
            HelpRequest.wished_on,
            HelpRequest.asked_at.label("at"),
            HelpRequest.status,
            HelpRequest.activity_id.label("activity"),
            _ASKED.label("by_you"),
            _NAMED.label("asked_of_you"),
            _TAKEN.label("taken_by_you"),
        )
        .where(or_(_ASKED, _NAMED, _TAKEN))
        .order_by(HelpRequest.id),
    ),
    Kept(
        "help_steps",
        _("What was done with the help that you asked for, and what you did with what others asked; by its number."),
        select(
            HelpRequest.id.label("number"),
            HelpStep.move.label("action"),
            HelpStep.at,
            HelpStep.note.label("words"),
            HelpStep.activity_id.label("activity"),
            (HelpStep.by == USER).label("by_you"),
        )
        .join(HelpStep, HelpStep.request_id == HelpRequest.id)
        .where(or_(HelpStep.by == USER, _ASKED))
        .order_by(HelpStep.id),
    ),
)
