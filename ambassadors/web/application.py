"""The edge of a request: one transaction each, and a form that is sent twice saves once."""

from contextlib import suppress
from typing import Any

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from ambassadors.db import db, transaction
from ambassadors.web import clock
from ambassadors.web.saving_once import answer_once

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Olievlek(Flask):
    """Flask with Olievlek's rules for writing: return to accept, raise to refuse."""

    def full_dispatch_request(self) -> Response:
        """Answer; what a writing request changed is committed unless something was raised on the way."""
        if request.method in _READING:
            return super().full_dispatch_request()
        with suppress(HTTPException):
            # The body is read before the write lock is taken, so that a slow upload holds nobody up.
            # What is wrong with it is raised again, and answered, further on.
            _ = request.form
        with transaction(db.session):
            return super().full_dispatch_request()

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        """Take back what was written before the page that tells of the refusal is made."""
        if request.method not in _READING:
            db.session.rollback()
        return super().handle_user_exception(e)

    def dispatch_request(self) -> ResponseReturnValue:
        """Call the view, or repeat the answer that this form got before."""
        token = "" if request.method in _READING else request.form.get("form_token", "")
        if not token:
            return super().dispatch_request()
        actor: Any = g.get("actor")
        return answer_once(
            db.session,
            token,
            actor.user_id if actor else None,
            clock.now(),
            lambda: self.make_response(super(Olievlek, self).dispatch_request()),
        )
