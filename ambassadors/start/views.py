"""The start page, by role."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ambassadors.security.guard import requires
from ambassadors.security.policy import Permission

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
@requires(Permission.SIGNED_IN)
def home() -> ResponseReturnValue:
    """What needs me now."""
    return render_template("start/home.html")
