"""Pages of stories: the feed, sharing and taking back, hiding and showing."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ambassadors.activities.models import Activity
from ambassadors.activities.queries import activity_for
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.organisation.queries import tree_on
from ambassadors.organisation.together import departments_together
from ambassadors.results.forms import STATUS_KINDS, STATUS_NAMES
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.stories import queries, service
from ambassadors.stories.forms import WORDS, HideForm, ShareForm
from ambassadors.stories.models import Story
from ambassadors.stories.queries import StoryRow, Wanted
from ambassadors.stories.rules import last_full_month
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.intake import whole_number_or_none
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("stories", __name__)

FEED = "/i/<initiative_code>/stories"
HIDDEN = "hidden"


@blueprint.get(FEED)
@requires(Permission.SIGNED_IN)
def feed(initiative_code: str) -> ResponseReturnValue:
    """The stories that were shared, the latest first, of some departments or about a result if asked."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    tree = tree_on(db.session, today)
    hides = actor().may(Permission.HIDE_STORIES, initiative.code)
    wanted = Wanted(
        departments=tree.branch_of(request.args.get("department", "")),
        result=whole_number_or_none(request.args.get("result", "")),
        hidden=hides and request.args.get("show") == HIDDEN,
    )
    page = page_of(db.session, queries.feed(initiative.id, wanted), asked_page())
    rows = [StoryRow(*row) for row in page.items]
    sees_small = actor().may(Permission.SEE_SMALL_DEPARTMENTS, initiative.code)
    together = departments_together(tree, sees_small=sees_small)
    return render_template(
        "stories/feed.html",
        initiative=initiative,
        page=page,
        rows=rows,
        places=queries.departments_of(db.session, rows, together),
        branches=[(row.code, row.name, tree.depth(row.id)) for row in tree.rows if tree.depth(row.id) < 2],
        asked=request.args.get("department", ""),
        results=queries.results_told_of(db.session, initiative.id),
        wanted=wanted,
        hides=hides,
        writes=actor().may(Permission.SHARE_STORIES, initiative.code),
        month=last_full_month(initiative.starts_on, today),
        status_names=STATUS_NAMES,
        status_kinds=STATUS_KINDS,
        press=Form(formdata=None),
    )


@blueprint.post("/activities/<int:activity_id>/story/share")
@requires(Permission.LOG_ACTIVITY)
def share(activity_id: int) -> ResponseReturnValue:
    """Share the story of an activity of one's own."""
    activity = _own_activity(activity_id)
    form = ShareForm()
    form.offer(queries.results_to_name(db.session, activity))
    if form.validate():
        with form.filing(db.session, WORDS):
            by, named = actor().user_id, form.named.data
            service.share(db.session, activity, form.result_id, by, clock.now(), named=named)
    if form.errors:
        flash(" ".join(str(each) for errors in form.errors.values() for each in errors), "error")
    else:
        flash(_("Shared. Colleagues find it with the stories of this change."), "success")
    return redirect(url_for("activities.show", activity_id=activity.id))


@blueprint.post("/activities/<int:activity_id>/story/withdraw")
@requires(Permission.LOG_ACTIVITY)
def withdraw(activity_id: int) -> ResponseReturnValue:
    """Take a story of one's own out of the feed."""
    activity = _own_activity(activity_id)
    story = queries.story_at(db.session, activity.id) or abort(404)
    service.withdraw(db.session, story, actor().user_id, clock.now())
    flash(_("Nobody sees the story any more. You can share it again."), "success")
    return redirect(url_for("activities.show", activity_id=activity.id))


@blueprint.route(f"{FEED}/<int:story_id>/hide", methods=["GET", "POST"])
@requires(Permission.HIDE_STORIES)
def hide(initiative_code: str, story_id: int) -> ResponseReturnValue:
    """Hide a story, with a reason that its maker reads."""
    initiative, story = _known(initiative_code, story_id)
    form = HideForm(version=story.version)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            version, why = form.version.data or 0, form.why.data.strip()
            service.hide(db.session, story, version, why, actor().user_id, clock.now())
        if not form.errors:
            flash(_("The story is hidden. Its maker reads why."), "success")
            return _to_feed(initiative)
        form.carry_on_from(story.version)
    return render_template("stories/hide.html", initiative=initiative, story=story, form=form), form.http_status


@blueprint.post(f"{FEED}/<int:story_id>/show")
@requires(Permission.HIDE_STORIES)
def show(initiative_code: str, story_id: int) -> ResponseReturnValue:
    """Let a hidden story be seen again."""
    initiative, story = _known(initiative_code, story_id)
    service.show(db.session, story, actor().user_id, clock.now())
    flash(_("Everybody sees the story again."), "success")
    return _to_feed(initiative)


def _own_activity(activity_id: int) -> Activity:
    activity = activity_for(db.session, actor(), activity_id)
    if activity is None or not queries.made_by(actor(), activity):
        abort(404)
    return activity


def _known(initiative_code: str, story_id: int) -> tuple[Initiative, Story]:
    initiative = initiative_or_404(initiative_code)
    return initiative, queries.story_of(db.session, initiative.id, story_id) or abort(404)


def _to_feed(initiative: Initiative) -> Response:
    return redirect(url_for("stories.feed", initiative_code=initiative.code))
