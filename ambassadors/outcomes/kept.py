"""What is kept of what came out of somebody's activities, and which series they keep going."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select

from ambassadors.activities.kept import MINE
from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_models import LetterTest, Review, Series, SeriesMember, TakenBack
from ambassadors.initiatives.kept import change_named
from ambassadors.initiatives.models import ActivityKind
from ambassadors.network.models import Ambassadorship
from ambassadors.security.kept import PERSON, Kept

_ACTIVITY = Activity.id.label("activity")
_KEPT_GOING = exists().where(
    SeriesMember.series_id == Series.id,
    SeriesMember.ambassadorship_id == Ambassadorship.id,
    Ambassadorship.person_id == PERSON,
)

KEPT = (
    Kept(
        "letter_tests",
        _("What came out of the letter tests among your activities. Who chose what is not kept."),
        select(_ACTIVITY, LetterTest.compared, LetterTest.for_new, LetterTest.for_old, LetterTest.no_preference)
        .join(LetterTest, LetterTest.activity_id == Activity.id)
        .where(MINE)
        .order_by(Activity.on, Activity.id),
    ),
    Kept(
        "reviews",
        _("Plans that you looked along with, and your advice."),
        select(_ACTIVITY, Review.plan, Review.advice, Review.followed, Review.followed_note)
        .join(Review, Review.activity_id == Activity.id)
        .where(MINE)
        .order_by(Activity.on, Activity.id),
    ),
    Kept(
        "taken_back",
        _("How what came out of your activities was taken back to the organisation."),
        select(_ACTIVITY, TakenBack.on, TakenBack.how)
        .join(TakenBack, TakenBack.activity_id == Activity.id)
        .where(MINE)
        .order_by(Activity.on, Activity.id),
    ),
    Kept(
        "series",
        _("Series that you keep going."),
        select(
            change_named(Series.initiative_id).label("change"),
            Series.name,
            ActivityKind.code.label("kind"),
            Series.every,
            Series.unit,
            Series.next_on,
            Series.ended_on,
        )
        .join(ActivityKind, Series.kind_id == ActivityKind.id)
        .where(_KEPT_GOING)
        .order_by(Series.id),
    ),
)
