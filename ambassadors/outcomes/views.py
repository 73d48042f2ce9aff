"""What came out of a change: letter tests, reviews, panels, and its series."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ambassadors.activities.outcome_forms import FOLLOWED
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.measures.votes import Preference, preference
from ambassadors.outcomes import queries
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.pagination import Page, asked_page, page_of

blueprint = Blueprint("outcomes", __name__, url_prefix="/i/<initiative_code>/outcomes")


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str) -> ResponseReturnValue:
    """What came out so far, newest first, and which series go on."""
    initiative, who, today = initiative_or_404(initiative_code), actor(), clock.today()
    what = request.args.get("what")
    page = page_of(db.session, queries.outcomes_of(who, initiative, what), asked_page())
    return render_template(
        "outcomes/show.html",
        initiative=initiative,
        summary=queries.summary_of(db.session, initiative.id),
        series=queries.series_of(db.session, initiative.id, today),
        what=what,
        today=today,
        may_log=who.may(Permission.LOG_ACTIVITY, initiative.code),
        **listing(page, initiative.code),
    )


def listing(page: Page[Any], initiative_code: str) -> dict[str, Any]:
    """What a list of outcomes needs: its page, how each vote went, and whether one reads the stories of others."""
    return {
        "page": page,
        "preferred": {row.id: _preferred(row) for row in page.items if row.for_new is not None},
        "followed_names": FOLLOWED,
        "reads_all": actor().may(Permission.READ_INBOX, initiative_code),
    }


def _preferred(row: Any) -> Preference:
    return preference(row.for_new, row.for_old)
