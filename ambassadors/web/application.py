"""The edge of a request: one transaction each, and a form that is sent twice saves once."""

import re
from contextlib import suppress
from typing import Any

from flask import Flask, Response, abort, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from ambassadors.db import db, transaction
from ambassadors.web import clock
from ambassadors.web.intake import READING, refuse_unfit
from ambassadors.web.saving_once import answer_once, told_to_script

SCRIPT = "X-Olievlek-Script"
"""A request with this header is by static/web/kept-form.js."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


class RecordId(IntegerConverter):
    """A number in an address; beyond what a key can be, there is no such page."""

    def __init__(self, map: Map) -> None:  # noqa: A002  werkzeug passes it by this name
        super().__init__(map, max=2**31 - 1)


class Olievlek(Flask):
    """Flask with Olievlek's rules for writing: return to accept, raise to refuse."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.url_map.converters["int"] = RecordId

    def full_dispatch_request(self) -> Response:
        """Answer; what a writing request changed is committed unless something was raised on the way."""
        if request.method in READING:
            return super().full_dispatch_request()
        with suppress(HTTPException):
            # The body is read before the write lock is taken, so that a slow upload holds nobody up.
            # What is wrong with it is raised again, and answered, further on.
            _ = request.form
        with transaction(db.session):
            return super().full_dispatch_request()

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        """Take back what was written before the page that tells of the refusal is made."""
        if request.method not in READING:
            db.session.rollback()
        return super().handle_user_exception(e)

    def dispatch_request(self) -> ResponseReturnValue:
        """Call the view, or repeat the answer that this form got before."""
        refuse_unfit(request)
        token = "" if request.method in READING else request.form.get("form_token", "")
        if not token:
            return super().dispatch_request()
        if not _TOKEN.fullmatch(token):
            abort(400)
        actor: Any = g.get("actor")
        response = answer_once(
            db.session,
            token,
            actor.user_id if actor else None,
            clock.now(),
            lambda: self.make_response(super(Olievlek, self).dispatch_request()),
        )
        return told_to_script(response) if SCRIPT in request.headers else response
