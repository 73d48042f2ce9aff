"""Series that an ambassador keeps going, when somebody else takes over."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ambassadors.activities.outcome_models import Series, SeriesMember
from ambassadors.network.models import Ambassadorship
from ambassadors.network.open_work import OpenItem
from ambassadors.network.service import Recorder
from ambassadors.outcomes.service import SUBJECT
from ambassadors.security.service import record


class SeriesToKeepGoing:
    """Those that have not ended; with others who keep them going, the successor joins these."""

    name = _("Series to keep going")

    def listed(self, session: Session, leaving: Ambassadorship, today: date) -> list[OpenItem]:
        """The series of who leaves, the oldest first. One query."""
        rows = session.execute(
            select(Series.id, Series.name)
            .join(SeriesMember, SeriesMember.series_id == Series.id)
            .where(
                SeriesMember.ambassadorship_id == leaving.id, or_(Series.ended_on.is_(None), Series.ended_on > today)
            )
            .order_by(Series.id)
        )
        return [OpenItem(series_id, name) for series_id, name in rows]

    def move(
        self, session: Session, items: Sequence[OpenItem], successor: Ambassadorship, recorder: Recorder
    ) -> None:
        """The successor takes the place of who leaves."""
        for item in items:
            series = session.get_one(Series, item.id)
            ended = successor.valid_from
            for member in list(series.members):
                held = session.get_one(Ambassadorship, member.ambassadorship_id)
                if held.department_id == successor.department_id and held.valid_until <= ended:
                    series.members.remove(member)
            series.members.append(SeriesMember(ambassadorship_id=successor.id, initiative_id=series.initiative_id))
            record(
                session, recorder.user_id, "handed_over", SUBJECT, item.id, recorder.now, ambassadorship=successor.id
            )
        session.flush()
