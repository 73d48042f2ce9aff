"""Pages for what goes wrong: what happened, and what to do now."""

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

TOO_LARGE = 413
WORTH_GIVING_BACK = 20
"""Signs; what is shorter is a choice, or typed again at once."""


def install(app: Flask) -> None:
    """Answer every error with a page of our own."""
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _page)
    # Two at once outside a form that tells of it: the database let only the first pass (see Form.filing).
    app.register_error_handler(StaleDataError, _changed_meanwhile)
    app.register_error_handler(IntegrityError, _changed_meanwhile)


def _form_expired(_error: CSRFError) -> tuple[str, int]:
    """Give back what was written: the form cannot be sent again, and going back may not bring the text back."""
    page = render_template(
        "web/form_expired.html",
        written=_written() if request.headers.get("Sec-Fetch-Site") == "same-origin" else [],
        again=_form_again(),
    )
    return page, 400


def _form_again() -> str | None:
    """Where the form that was sent can be opened anew, if it can."""
    rule = request.url_rule
    reopens = request.method == "POST" and rule is not None and "GET" in (rule.methods or ())
    return request.full_path.removesuffix("?") if reopens else None


def _written() -> list[str]:
    """The texts of the form, without what is short to type again or secret."""
    secret = {"password", "again", "csrf_token", "form_token"}
    return [
        text for name, text in request.form.items(multi=True) if name not in secret and len(text) >= WORTH_GIVING_BACK
    ]


def _changed_meanwhile(_error: StaleDataError | IntegrityError) -> tuple[str, int]:
    return _render(
        409,
        _("Somebody else was just ahead of you"),
        _("This was changed while you were busy. Go back, load the page again, and look at how it is now."),
    )


def _page(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    known = {
        400: (_("We could not read that"), _("Go back and try again.")),
        403: (
            _("This page is not for your role"),
            _("Ask your change manager or administrator if you think that it should be."),
        ),
        404: (_("We cannot find this page"), _("Check the address, or start again from the start page.")),
        405: (_("That is not possible here"), _("Start again from the start page.")),
        409: (_("This was saved already"), _("Start again from the start page to see how it is now.")),
        TOO_LARGE: (
            _("This file is too large"),
            _(
                "No more than %(most)s MB can be sent at once. The form tells how large one file may be. "
                "Make it smaller, or split it, and try again.",
                most=(current_app.config["MAX_CONTENT_LENGTH"] or 0) >> 20,
            ),
        ),
        429: (_("Too many attempts"), _("Wait a quarter of an hour and try again.")),
    }
    title, remedy = known.get(
        code, (_("Something went wrong"), _("Try again. If it keeps happening, tell your administrator."))
    )
    return _render(code, title, remedy)


def _render(code: int, title: str, remedy: str) -> tuple[str, int]:
    again = _form_again() if code == TOO_LARGE else None
    return render_template("web/error.html", title=title, remedy=remedy, code=code, again=again), code
