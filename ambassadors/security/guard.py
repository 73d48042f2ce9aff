"""The guard: every endpoint declares its permission, and every request is checked against it."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from ambassadors.security.actor import Actor
from ambassadors.security.policy import Permission

View = TypeVar("View", bound=Callable[..., Any])

_DECLARED = "_olievlek_permission"
_INITIATIVE_ARGUMENT = "initiative_code"


class UndeclaredEndpoint(RuntimeError):
    """An endpoint says neither its permission nor that it is public."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare what a view asks for. Put it right above the function, below the routes."""

    def declare(view: View) -> View:
        setattr(view, _DECLARED, permission)
        return view

    return declare


public = requires(Permission.PUBLIC)


def declared_permission(app: Flask, endpoint: str) -> Permission:
    """What `endpoint` declares; raises UndeclaredEndpoint."""
    permission = getattr(app.view_functions[endpoint], _DECLARED, None)
    if permission is None:
        raise UndeclaredEndpoint(
            f"{endpoint} declares no permission; decorate its view with @requires(Permission.…) or @public"
        )
    return cast(Permission, permission)


def install(app: Flask, actor_of_request: Callable[[], Actor | None]) -> None:
    """Check every endpoint now, and every request to come."""
    for endpoint in app.view_functions:
        declared_permission(app, endpoint)

    @app.before_request
    def check() -> Response | None:
        g.actor = None
        if request.endpoint is None:
            return None
        permission = declared_permission(app, request.endpoint)
        g.actor = actor_of_request()
        if permission is Permission.PUBLIC:
            return None
        if g.actor is None:
            return redirect(url_for("accounts.sign_in", next=_asked_for()))
        if not g.actor.may(permission, (request.view_args or {}).get(_INITIATIVE_ARGUMENT)):
            abort(403)
        return None


def _asked_for() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def actor() -> Actor:
    """Who asks; only in views that are not public."""
    return cast(Actor, g.actor)
