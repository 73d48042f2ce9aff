"""The few pages that belong to no room: choosing a language, and whether the app is alive."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from ambassadors.security.guard import public
from ambassadors.web import languages

blueprint = Blueprint("web", __name__)


@blueprint.post("/language")
@public
def choose_language() -> Response:
    """Keep the language that was chosen and go back to the page."""
    languages.choose(request.form.get("language", ""))
    return redirect(local_path(request.form.get("next")) or url_for("start.home"))


@blueprint.get("/healthz")
@public
def health() -> str:
    """Tell a supervisor that the app answers."""
    return "ok"


def local_path(address: str | None) -> str | None:
    """The address if it leads to this app, else nothing: no open redirects."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address


def way_back() -> str | None:
    """The page of the app that one came from to see to something, and goes back to."""
    return local_path(request.args.get("back"))
