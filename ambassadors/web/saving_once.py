"""A form carries a token; the answer to it is remembered, so that pressing Save again saves nothing again."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import cast

from flask import Response, abort, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ambassadors.security.models import SavedForm


def new_token() -> str:
    """A token for a form that is about to be shown."""
    return secrets.token_urlsafe(18)


def answer_once(
    session: Session, token: str, user_id: int | None, now: datetime, answer: Callable[[], Response]
) -> Response:
    """The response of `answer`, or where it led the first time that `token` was sent."""
    if not _claim(session, token, user_id, now):
        return _repeat(session, token, user_id)
    response = answer()
    saved = session.get_one(SavedForm, token)
    if response.status_code == 200 or response.status_code >= 400:
        # The form itself was shown again and nothing accepted: it may be sent again, completed or corrected.
        session.delete(saved)
    saved.location = response.location
    return response


def _claim(session: Session, token: str, user_id: int | None, now: datetime) -> bool:
    if session.get(SavedForm, token):
        return False
    try:
        # Two requests with one token at once: on PostgreSQL the second waits here until the first has ended.
        with session.begin_nested():
            session.add(SavedForm(token=token, user_id=user_id, at=now))
    except IntegrityError:
        return False
    return True


def _repeat(session: Session, token: str, user_id: int | None) -> Response:
    saved = session.get_one(SavedForm, token)
    if saved.user_id != user_id or saved.location is None:
        abort(409)
    flash(_("This was saved already. It is saved once."), "info")
    return cast(Response, redirect(saved.location))


def told_to_script(response: Response) -> Response:
    """Where the answer leads, as a script can read it: of a redirect it would only see the page at the end."""
    if not 300 <= response.status_code < 400:
        return response
    response.status_code = 204
    response.set_data(b"")
    return response
