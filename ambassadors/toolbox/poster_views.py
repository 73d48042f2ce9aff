"""The page of the poster: choose what it opens, and print it."""

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.organisation.queries import tree_on
from ambassadors.security.guard import requires
from ambassadors.security.policy import Permission
from ambassadors.toolbox.poster import LANGUAGE_NAMES, OPENS_NAMES, SIZE_NAMES, Opens, Size, poster_of
from ambassadors.web import clock
from ambassadors.web.formatting import language

blueprint = Blueprint("poster", __name__, url_prefix="/i/<initiative_code>/poster")

Choice = TypeVar("Choice", bound=StrEnum)


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str) -> ResponseReturnValue:
    """A poster to hang up, or cards to lay down, in the language of the page unless another is chosen."""
    initiative, tree = initiative_or_404(initiative_code), tree_on(db.session, clock.today())
    opens, size = _asked("opens", Opens.SIGNAL), _asked("size", Size.POSTER)
    department = next((row for row in tree.rows if row.code == request.args.get("department")), None)
    asked = request.args.get("lang", "")
    in_language = asked if asked in LANGUAGE_NAMES else language()
    return render_template(
        "toolbox/poster.html",
        initiative=initiative,
        tree=tree,
        poster=poster_of(initiative, opens, department, in_language),
        copies=2 if size is Size.CARDS else 1,
        opens=opens,
        size=size,
        department=department,
        opens_names=OPENS_NAMES,
        size_names=SIZE_NAMES,
        language_names=LANGUAGE_NAMES,
    )


def _asked(name: str, usual: Choice) -> Choice:
    """The choice that the address names, else the usual one."""
    asked = request.args.get(name, "")
    return type(usual)(asked) if asked in set(type(usual)) else usual
