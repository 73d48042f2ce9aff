"""What the network keeps about a person: as ambassador, stand-in, recruiter, line manager, or who wrote it down."""

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from ambassadors.initiatives.kept import change_named
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep, HoursAgreement
from ambassadors.organisation.kept import department_named, person_named
from ambassadors.security.kept import PERSON, USER, Kept

_CHANGE = change_named(Ambassadorship.initiative_id).label("change")
_DEPARTMENT = department_named(Ambassadorship.department_id).label("department")

KEPT = (
    Kept(
        "ambassadorships",
        _("Where you are or were ambassador, who brought you in, and what colleagues can ask you about."),
        select(
            _CHANGE,
            _DEPARTMENT,
            Ambassadorship.valid_from,
            Ambassadorship.valid_until,
            Ambassadorship.source,
            person_named(Ambassadorship.recruited_by_id).label("brought_in_by"),
            Ambassadorship.strengths,
        )
        .where(Ambassadorship.person_id == PERSON)
        .order_by(Ambassadorship.id),
    ),
    Kept(
        "brought_in",
        _("Colleagues whom you brought in."),
        select(_CHANGE, _DEPARTMENT, person_named(Ambassadorship.person_id).label("colleague"))
        .where(Ambassadorship.recruited_by_id == PERSON)
        .order_by(Ambassadorship.id),
    ),
    Kept(
        "ambassadorship_steps",
        _("How it went: began, took a break, stopped. About you, where you stood in, or written down by you."),
        select(
            _CHANGE,
            _DEPARTMENT,
            AmbassadorshipStep.status,
            AmbassadorshipStep.on,
            AmbassadorshipStep.until.label("valid_until"),
            (Ambassadorship.person_id == PERSON).label("about_you"),
            (AmbassadorshipStep.stand_in_id == PERSON).label("you_stand_in"),
            (AmbassadorshipStep.recorded_by == USER).label("by_you"),
        )
        .join(Ambassadorship, AmbassadorshipStep.ambassadorship_id == Ambassadorship.id)
        .where(
            or_(
                Ambassadorship.person_id == PERSON,
                AmbassadorshipStep.stand_in_id == PERSON,
                AmbassadorshipStep.recorded_by == USER,
            )
        )
        .order_by(AmbassadorshipStep.id),
    ),
    Kept(
        "hours",
        _("Agreements on hours: yours, those that you made as a line manager, and those that you wrote down."),
        select(
            _CHANGE,
            _DEPARTMENT,
            HoursAgreement.hours,
            HoursAgreement.on,
            HoursAgreement.until.label("valid_until"),
            (Ambassadorship.person_id == PERSON).label("about_you"),
            (HoursAgreement.line_manager_id == PERSON).label("you_are_line_manager"),
            (HoursAgreement.recorded_by == USER).label("by_you"),
        )
        .join(Ambassadorship, HoursAgreement.ambassadorship_id == Ambassadorship.id)
        .where(
            or_(
                Ambassadorship.person_id == PERSON,
                HoursAgreement.line_manager_id == PERSON,
                HoursAgreement.recorded_by == USER,
            )
        )
        .order_by(HoursAgreement.id),
    ),
)
