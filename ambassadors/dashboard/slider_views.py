"""The months of the oil slick, in one answer."""

from flask import Blueprint, abort, jsonify
from flask.typing import ResponseReturnValue

from ambassadors.dashboard import drawing, slider
from ambassadors.dashboard.asking import answer, question
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
    told = found.months()
    return jsonify(slider.replayed(told, replay(told, found.facts.roster.passages), drawing.slicks(found.picture)))
