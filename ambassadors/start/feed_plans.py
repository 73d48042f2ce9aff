"""What somebody does or comes along to, for their own calendar."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative
from ambassadors.network.models import Ambassadorship
from ambassadors.planning.queries import plans_with_part_of
from ambassadors.planning.rules import PlanStatus
from ambassadors.start.feed import Event, Whose
from ambassadors.web.formatting import in_language


def plans(session: Session, whose: Whose) -> Iterator[Event]:
    """Plans in which one of somebody's own ambassadorships takes part, cancelled ones too."""
    if whose.person_id is None:
        return
    own = session.scalars(select(Ambassadorship.id).where(Ambassadorship.person_id == whose.person_id)).all()
    changes = {each.id: each for each in session.scalars(select(Initiative))}
    for each in plans_with_part_of(session, own, whose.first, whose.until):
        change = changes[each.initiative_id]
        kind = in_language(each.kind_nl, each.kind_en)
        yield Event(
            uid=f"plan-{each.id}",
            title=each.title or kind,
            on=each.on,
            at=each.at,
            path=f"/i/{change.code}/calendar/{each.id}",
            changed_at=each.changed_at,
            sequence=each.version,
            place=each.place,
            more=_(
                "%(kind)s for %(departments)s. %(change)s",
                kind=kind,
                departments=_for_whom(each.departments),
                change=change.name,
            ),
            is_cancelled=each.status is PlanStatus.CANCELLED,
        )


def _for_whom(departments: tuple[str, ...]) -> str:
    return ", ".join(departments) or _("everybody")
