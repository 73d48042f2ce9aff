"""Objections in the log: the one that was heard at an activity, kept from its form and told on its page."""

from collections.abc import Sequence
from datetime import date

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.network.service import Recorder
from ambassadors.objections import queries, service
from ambassadors.security.actor import Actor


class HeardAtActivity:
    """An objection that is logged with an activity."""

    def suggested(self, session: Session, initiative_id: int, today: date) -> Sequence[str]:
        """What is heard most. One query."""
        return queries.suggested(session, initiative_id, today)

    def hear(self, session: Session, activity: Activity, words: str, by: Recorder) -> None:
        """Note it, in the department of the activity if there was but one: else nobody knows in which it was said."""
        reached = [each.department_id for each in activity.reaches]
        objection = service.say(session, activity.initiative_id, words, by)
        service.hear_at(session, objection, activity.id, reached[0] if len(reached) == 1 else None, by)


def heard_there(session: Session, _actor: Actor, activity: Activity) -> Markup | None:
    """What was said against it at an activity, for its page. One query."""
    hearing = queries.hearing_at(session, activity.id)
    if hearing is None:
        return None
    return Markup(render_template("objections/at_activity.html", activity=activity, objection=hearing.objection))  # noqa: S704  our own template
