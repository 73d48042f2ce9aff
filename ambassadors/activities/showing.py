"""The page of one activity, with what came out of it and what is still to be told of that."""

from flask import abort, render_template

from ambassadors.activities import queries
from ambassadors.activities.beside import beside
from ambassadors.activities.history import history_of
from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_forms import FOLLOWED, FollowedForm, TakenBackForm
from ambassadors.activities.outcome_keeping import kept_of
from ambassadors.db import db
from ambassadors.initiatives.current import be_about
from ambassadors.measures.votes import preference
from ambassadors.security.guard import actor
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form


def activity_or_404(activity_id: int) -> Activity:
    """The activity, if it is the actor's business; else the request ends."""
    activity = queries.activity_for(db.session, actor(), activity_id) or abort(404)
    be_about(activity.initiative.code)
    return activity


def activity_page(
    activity: Activity, followed: FollowedForm | None = None, taken_back: TakenBackForm | None = None
) -> str:
    """The page; with a form as it was sent, where what was sent could not be kept."""
    kept = kept_of(db.session, activity.id)
    review, back = kept.review, kept.taken_back
    told = {"followed": review.followed.value, "followed_note": review.followed_note} if review else {}
    day_and_way = {"on": back.on, "how": back.how} if back else {"on": clock.today()}
    return render_template(
        "activities/show.html",
        activity=activity,
        reaches=queries.reaches_shown(db.session, activity),
        history=history_of(db.session, activity),
        may_log=actor().may(Permission.LOG_ACTIVITY),
        beside=beside().shown(db.session, actor(), activity),
        form=Form(),
        kept=kept,
        preferred=preference(kept.test.for_new, kept.test.for_old) if kept.test else None,
        followed_names=FOLLOWED,
        followed=followed or FollowedForm(formdata=None, data=told),
        taken_back=taken_back or TakenBackForm(formdata=None, data=day_and_way),
    )
