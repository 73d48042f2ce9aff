"""The part of the page of an activity on which its maker shares the story."""

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.security.actor import Actor
from ambassadors.stories.forms import ShareForm
from ambassadors.stories.queries import made_by, results_to_name, story_at
from ambassadors.web.forms import Form


def share_part(session: Session, actor: Actor, activity: Activity) -> Markup | None:
    """Share it, or take it back; nothing for who did not make it, or where there is no story. At most two queries."""
    if not activity.story or activity.undone_at is not None or not made_by(actor, activity):
        return None
    story = story_at(session, activity.id)
    is_shared = story is not None and story.withdrawn_at is None
    form = ShareForm(formdata=None)
    form.offer([] if is_shared else results_to_name(session, activity))
    part = render_template(
        "stories/share.html",
        activity=activity,
        story=story,
        is_shared=is_shared,
        form=form,
        press=Form(formdata=None),
    )
    return Markup(part)  # noqa: S704  our own template
