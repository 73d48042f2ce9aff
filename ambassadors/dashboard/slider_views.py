"""The months of the oil slick, in one answer."""

from flask import Blueprint, Response, abort, json
from flask.typing import ResponseReturnValue

from ambassadors.dashboard import drawing, slider
from ambassadors.dashboard.asking import Asked, answer, question
from ambassadors.dashboard.views import kept
from ambassadors.security.guard import requires
from ambassadors.security.policy import Permission
from ambassadors.spread.replaying import replay

blueprint = Blueprint("slider", __name__)


@blueprint.get("/i/<initiative_code>/dashboard/months.json")
@requires(Permission.SIGNED_IN)
def months(initiative_code: str) -> ResponseReturnValue:
    """Every month up to the day, of what this viewer may see; 404 where there is nothing to show."""
    asked = question(initiative_code)
    if not asked.has_begun:
        abort(404)
    found = answer(asked)
    if not found.can_be_told:
        abort(404)
    return Response(kept(found, "months", lambda: _replayed(found)), mimetype="application/json")


def _replayed(found: Asked) -> str:
    told = found.months()
    replayed = replay(told, found.facts.roster.passages)
    wide, narrow = drawing.drawings(found)
    return json.dumps(slider.replayed(told, replayed, (wide.slick, narrow.slick)), separators=(",", ":"))
