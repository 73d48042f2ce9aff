"""The text of a month, ready to paste, and as a file."""

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.stories.digest import digest_of
from ambassadors.stories.rules import Month, month_of, months_around
from ambassadors.web import clock
from ambassadors.web.addresses import address_of

blueprint = Blueprint("story_months", __name__, url_prefix="/i/<initiative_code>/stories/month/<month_code>")

FILES = {"html": ("stories/letter.html", "text/html"), "txt": ("stories/letter.txt", "text/plain")}
"""How the text can be had: its template and what it is."""


@blueprint.get("")
@requires(Permission.SHARE_STORIES)
def show(initiative_code: str, month_code: str) -> ResponseReturnValue:
    """The text of a month, to read, to copy and to take along as a file."""
    initiative, month = _known(initiative_code, month_code)
    before, after = months_around(month, initiative.starts_on, clock.today())
    values = _values(initiative, month)
    return render_template(
        "stories/month.html",
        initiative=initiative,
        month=month,
        before=before,
        after=after,
        is_over=month.last < clock.today(),
        html=render_template("stories/letter.html", **values).strip(),
        text=render_template("stories/letter.txt", **values).strip(),
    )


@blueprint.get("/<any(html, txt):suffix>")
@requires(Permission.SHARE_STORIES)
def download(initiative_code: str, month_code: str, suffix: str) -> ResponseReturnValue:
    """The same as a file."""
    initiative, month = _known(initiative_code, month_code)
    template, kind = FILES[suffix]
    response = Response(render_template(template, **_values(initiative, month)).strip() + "\n", mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{month.code}.{suffix}"'
    return response


def _known(initiative_code: str, month_code: str) -> tuple[Initiative, Month]:
    initiative = initiative_or_404(initiative_code)
    return initiative, month_of(month_code, initiative.starts_on, clock.today()) or abort(404)


def _values(initiative: Initiative, month: Month) -> dict[str, object]:
    return {
        "initiative": initiative,
        "month": month,
        "digest": digest_of(initiative, month, actor().user_id),
        "find_url": address_of("network.find", initiative=initiative.code),
        "stories_url": address_of("stories.feed", initiative_code=initiative.code),
    }
