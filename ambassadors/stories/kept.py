"""What stories keep about a person: which they shared, and what became of them."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ambassadors.initiatives.kept import change_named
from ambassadors.results.models import Result
from ambassadors.security.kept import USER, Kept
from ambassadors.stories.models import Story

KEPT = (
    Kept(
        "stories",
        _("Stories that you shared; their words are those of the activity with that number."),
        select(
            Story.activity_id.label("activity"),
            change_named(Story.initiative_id).label("change"),
            Result.name.label("result"),
            Story.named,
            Story.shared_at.label("at"),
            Story.withdrawn_at.label("undone_at"),
            Story.hidden_at,
            Story.hidden_because,
        )
        .outerjoin(Result, Story.result_id == Result.id)
        .where(Story.shared_by == USER)
        .order_by(Story.id),
    ),
)
