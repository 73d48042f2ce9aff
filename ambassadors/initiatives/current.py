"""Which initiative a page is about, and the others that one can switch to."""

from dataclasses import dataclass

from flask import abort, current_app, g, request, session, url_for

from ambassadors.db import db
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import all_initiatives, initiative_by_code
from ambassadors.initiatives.rules import Running, at_hand
from ambassadors.security.actor import Actor
from ambassadors.security.guard import declared_permission
from ambassadors.web import clock

_LAST = "initiative"


@dataclass(frozen=True, slots=True)
class Choice:
    """An initiative in the switcher."""

    name: str
    url: str
    current: bool


def initiative_at_hand() -> str | None:
    """Code of the initiative that this page is about; see `rules.at_hand`. It is remembered for the next page."""
    if "initiative_at_hand" not in g:
        known = [Running(each.code, each.starts_on, each.ends_on) for each in _initiatives()]
        own = {held.initiative for held in g.actor.roles if held.initiative} if g.get("actor") else set()
        asked = (request.view_args or {}).get("initiative_code")
        g.initiative_at_hand = at_hand(known, asked, session.get(_LAST), own, clock.today())
        if asked is not None and g.initiative_at_hand == asked and session.get(_LAST) != asked:
            session[_LAST] = asked
    found: str | None = g.initiative_at_hand
    return found


def initiative_visited() -> str | None:
    """Code of the initiative of the last page that was about one; None where nobody chose any yet."""
    last = session.get(_LAST)
    return last if any(each.code == last for each in _initiatives()) else None


def initiative_or_404(code: str) -> Initiative:
    """The initiative with that code; ends the request where there is none."""
    return initiative_by_code(db.session, code) or abort(404)


def be_about(code: str) -> None:
    """Say which initiative this page is about, where its address does not tell; remembered for the next page."""
    g.initiative_at_hand = code
    if session.get(_LAST) != code:
        session[_LAST] = code


def switcher() -> list[Choice]:
    """The running initiatives, and the one at hand, where there is something to choose; by name."""
    code = initiative_at_hand()
    offered = [each for each in _initiatives() if not each.is_over(clock.today())]
    offered += [each for each in _initiatives() if each.code == code and each not in offered]
    if len(offered) < 2:
        return []
    offered.sort(key=lambda each: each.name.lower())
    return [Choice(each.name, _same_page(each.code), each.code == code) for each in offered]


def _initiatives() -> list[Initiative]:
    if "all_initiatives" not in g:
        g.all_initiatives = list(all_initiatives(db.session))
    found: list[Initiative] = g.all_initiatives
    return found


def _same_page(code: str) -> str:
    """This page for another initiative if it is about nothing else and the actor may see it, else what it is."""
    endpoint, actor = request.endpoint, g.get("actor")
    if (
        endpoint
        and isinstance(actor, Actor)
        and request.method == "GET"
        and set(request.view_args or {}) == {"initiative_code"}
        and actor.may(declared_permission(current_app, endpoint), code)
    ):
        return url_for(endpoint, initiative_code=code)
    return url_for("initiatives.show", initiative_code=code)
