"""The `ambassadors` command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from ambassadors import migrating
from ambassadors.accounts import service as accounts
from ambassadors.accounts.letters import invitation_letter
from ambassadors.app import bare_app
from ambassadors.db import db, transaction
from ambassadors.initiatives.models import Initiative
from ambassadors.mail.sending import PostOffice
from ambassadors.refusals import Refused
from ambassadors.security.policy import GRANTABLE, Role
from ambassadors.web import clock
from ambassadors.web.addresses import absolute
from config import SettingsError, settings_from


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Olievlek: spread a change through internal ambassadors.

    Settings come from the environment: see docs/settings.md.
    """


@main.command()
def migrate() -> None:
    """Create or upgrade the database that DATABASE_URL names."""
    app = _app()
    with app.app_context(), _database_told():
        migrating.migrate(db.engine)
    click.echo(f"The database is ready: {_shown_address()}")


@main.command()
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in GRANTABLE]), help="What for.")
@click.option("--initiative", metavar="CODE", help="For one initiative only; else for all of them.")
@click.option("--name", help="Name to greet them with, if they are not in the staff file.")
def invite(email: str, role: str, initiative: str | None, name: str | None) -> None:
    """Invite EMAIL and print the single-use link with which they choose a password."""
    with migrated_app() as app:
        with transaction(db.session) as session:
            initiative_id = None
            if initiative is not None:
                initiative_id = session.scalar(select(Initiative.id).where(Initiative.code == initiative))
                if initiative_id is None:
                    raise click.ClickException(f"There is no initiative “{initiative}”.{_known_initiatives()}")
            if "@" not in email:
                raise click.ClickException(f"“{email}” is not an e-mail address, such as name@example.nl.")
            try:
                user, token = accounts.invite(
                    session, email, Role(role), initiative_id, clock.now(), clock.today(), name=name
                )
            except Refused as refusal:
                raise click.ClickException(f"That role is not for one initiative ({refusal.code}).") from refusal
            link = absolute(f"/invitation/{token}")
            office: PostOffice = app.config["POST_OFFICE"]
            office.post(session, invitation_letter(user, link))
        click.echo(link)


@contextmanager
def migrated_app() -> Iterator[Flask]:
    """The app for a command, in its context; stops with a remedy where the database is not ready."""
    app = _app()
    with app.app_context(), _database_told():
        if not migrating.is_current(db.engine):
            raise click.ClickException(
                f"The database is not there yet or is of an older version: {_shown_address()}\n"
                "Run first: ambassadors migrate"
            )
        yield app


def _app() -> Flask:
    try:
        return bare_app(settings_from(os.environ))
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _database_told() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise click.ClickException(
            f"The database cannot be reached; check DATABASE_URL. It says: {str(error.orig).strip()}"
        ) from error


def _shown_address() -> str:
    return db.engine.url.render_as_string(hide_password=True)


def _known_initiatives() -> str:
    codes = db.session.scalars(select(Initiative.code).order_by(Initiative.code)).all()
    return f" Known are: {', '.join(codes)}." if codes else " Import or start one first."
