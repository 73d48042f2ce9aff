"""Makes the app. The only module that knows every room: it registers what rooms offer each other."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from inspect import iscoroutinefunction
from typing import Any

from flask import Flask, g
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from werkzeug.middleware.proxy_fix import ProxyFix

from ambassadors import rooms
from ambassadors.accounts import views as accounts
from ambassadors.db import db, prepare_engine
from ambassadors.ledger.recording import keep
from ambassadors.mail.sending import PostOffice
from ambassadors.migrating import is_current
from ambassadors.records import TOPICS
from ambassadors.security import guard
from ambassadors.signals.calendars import observed_by
from ambassadors.spread.memory import Memory
from ambassadors.web import assets, errors, formatting, headers, languages
from ambassadors.web.application import Olievlek
from ambassadors.web.clock import system_clock
from ambassadors.web.saving_once import new_token
from config import PROJECT, Settings, SettingsError, require_secret_key, settings_from


class NotMigrated(RuntimeError):
    """The database does not exist yet or is of an older version."""


def create_app(settings: Settings | None = None, clock: Callable[[], datetime] = system_clock) -> Flask:
    """The app with these settings (else those of the environment); raises SettingsError, NotMigrated."""
    settings = settings or settings_from(os.environ)
    require_secret_key(settings)
    app = bare_app(settings, clock)
    with app.app_context():
        if not is_current(db.engine):
            raise NotMigrated("The database is not there yet or is of an older version. Run: ambassadors migrate")
    _serve(app, settings)
    return app


def bare_app(settings: Settings, clock: Callable[[], datetime] = system_clock) -> Flask:
    """The app without pages: what commands need."""
    app = Olievlek(
        "ambassadors",
        root_path=str(PROJECT / "ambassadors"),
        template_folder=str(PROJECT / "templates"),
        static_folder=None,
    )
    app.config.update(
        SETTINGS=settings,
        CLOCK=clock,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_ENGINES={"default": database_address(settings.database_url)},
        MEMORY=Memory(observed_by(settings)),
        POST_OFFICE=PostOffice(settings.smtp_url, settings.mail_from),
        # A letter before and after are sent at once. That one file is too large is told beside it.
        MAX_CONTENT_LENGTH=max(settings.upload_limit_mb, 2 * settings.toolbox_file_mb + 1) * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
    )
    db.init_app(app)
    # The extension closes async sessions too, of which there are none: 0.3 ms and an event loop each request.
    app.teardown_appcontext_funcs = [each for each in app.teardown_appcontext_funcs if not iscoroutinefunction(each)]
    with app.app_context():
        prepare_engine(db.engine)
        keep(db.sessionmaker, TOPICS)
    languages.install(app)
    return app


def database_address(address: str) -> str:
    """The address with the driver that is installed: PostgreSQL is spoken to by psycopg 3.

    Raises SettingsError for another kind of database, and for one in memory, which each process would have alone.
    """
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1))
        fit = url.get_backend_name() == "postgresql" or (
            url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
        )
    except (ArgumentError, ValueError):
        fit = False
    if not fit:
        # The address is not repeated here: it may hold a password.
        raise SettingsError(
            "DATABASE_URL cannot be used. Write sqlite:////folder/file.sqlite or postgresql://user:password@host/name."
        )
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _who_is_there() -> dict[str, Any]:
    """Who is signed in, for templates."""
    actor = g.get("actor")
    return {"actor_name": actor.name if actor else "", "actor_id": actor.user_id if actor else None}


def _serve(app: Flask, settings: Settings) -> None:
    app.config.update(
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        PREFERRED_URL_SCHEME="https" if settings.secure_cookies else "http",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form that was open over lunch still saves
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(formatting.FILTERS)
    app.jinja_env.globals.update(
        formatting.GLOBALS, organisation_name=settings.organisation_name, new_token=new_token
    )
    app.context_processor(_who_is_there)
    headers.install(app, https=settings.secure_cookies)
    errors.install(app)
    csrf = CSRFProtect(app)
    rooms.register(app)
    csrf.exempt(rooms.SIGNED_ALREADY)
    guard.install(app, accounts.install(app, rooms.ROLE_SOURCES))
    assets.install(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask documents
