"""The `ambassadors` command."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError, OperationalError

from ambassadors import migrating
from ambassadors.accounts import service as accounts
from ambassadors.accounts.letters import invitation_letter
from ambassadors.app import bare_app, create_app
from ambassadors.background import stopped_by_signals, worker_of
from ambassadors.dashboard.portable import portable
from ambassadors.dashboard.telling import told
from ambassadors.db import db, transaction
from ambassadors.demo.command import demo
from ambassadors.imports import command
from ambassadors.imports import service as imports
from ambassadors.imports.plan import ImportKind
from ambassadors.imports.problems import Problem, Problems
from ambassadors.imports.sheet import MEGABYTE, Limits
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import initiative_by_code
from ambassadors.jobs.queries import state_of
from ambassadors.mail.outbox import unsettled
from ambassadors.mail.sending import PostOffice
from ambassadors.network.unanswered import erase_and_tell
from ambassadors.organisation.queries import history
from ambassadors.records import importers
from ambassadors.refusals import Refused
from ambassadors.security.policy import GRANTABLE, Role
from ambassadors.spread import service as spread
from ambassadors.spread.indepth import measures_of
from ambassadors.spread.queries import evidence_of
from ambassadors.web import clock
from ambassadors.web.addresses import absolute
from ambassadors.web.forms import EMAIL
from config import SettingsError, require_secret_key, settings_from


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Olievlek: spread a change through internal ambassadors.

    Settings come from the environment: see docs/settings.md.
    """


main.add_command(demo)


@main.command()
def migrate() -> None:
    """Create or upgrade the database that DATABASE_URL names."""
    app = _app()
    with app.app_context(), _database_told():
        migrating.migrate(db.engine)
        click.echo(f"The database is ready: {_shown_address()}")


@main.command()
@click.option("--quick", is_flag=True, help="Only whether it can be served; leave what is stored unchecked.")
def check(quick: bool) -> None:
    """Say whether all is well: settings, database, the tree of departments, and what is stored of the log.

    Everything that is stored is reckoned again from the facts. `ambassadors rebuild` mends what differs.
    """
    with migrated_app() as app:
        try:
            require_secret_key(app.config["SETTINGS"])
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        if quick:
            return
        wrong = 0
        loops = history(db.session).loops()
        for day, code in loops:
            click.echo(f"On {day.isoformat()} department “{code}” stands below itself. Correct its parent.")
        for change in db.session.scalars(select(Initiative).order_by(Initiative.code)).all():
            months = spread.differences(db.session, change.id)
            wrong += len(months)
            for month in months:
                click.echo(f"{change.code}: {month:%Y-%m} is stored otherwise than it was logged.")
        if wrong:
            click.echo("Run: ambassadors rebuild")
        if wrong or loops:
            raise SystemExit(1)
        click.echo("All is well.")


@main.command()
@click.option("--initiative", metavar="CODE", help="For one initiative only; else for all of them.")
def rebuild(initiative: str | None) -> None:
    """Store the log of changes anew, from the facts. It may be done while Olievlek is served."""
    with migrated_app():
        known = dict(db.session.execute(select(Initiative.code, Initiative.id).order_by(Initiative.code)).all())
        if initiative and initiative not in known:
            raise click.ClickException(f"There is no initiative “{initiative}”.{_known_initiatives()}")
        db.session.rollback()
        for code in [initiative] if initiative else known:
            # Each in a transaction of its own, so that whoever writes need not wait for all of them.
            with transaction(db.session) as session:
                months = spread.rebuild(session, known[code])
            click.echo(f"{code}: {months} months stored.")


@main.command()
def tidy() -> None:
    """Erase candidates who waited four weeks for an answer, and tell them, as `work` does every night."""
    with migrated_app() as app:
        with transaction(db.session) as session:
            erased = erase_and_tell(session, app.config["POST_OFFICE"], clock.today(), clock.now())
        click.echo(f"{erased} erased, who had no answer for four weeks.")


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
            if not (EMAIL.regex.match(email) and email.isprintable()):
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


@main.command("import")
@click.argument("kind", type=click.Choice([each.kind.value for each in importers()]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--on", type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y"]), metavar="DATE", help="From when changes hold.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
def import_file(kind: str, file: Path, on: datetime | None, dry_run: bool) -> None:
    """Import FILE (CSV, XLSX or ODS), all of it or nothing. See docs/import.md for its columns."""
    with migrated_app() as app:
        limits = Limits(size=app.config["SETTINGS"].upload_limit_mb * MEGABYTE)
        importer = importers()[ImportKind(kind)]
        try:
            content = command.read_bytes(file, limits)
        except OSError as error:
            raise click.ClickException(command.unreadable(file, error)) from error
        if isinstance(content, Problem):
            _stop(command.refusal(Problems([content])))
        given = imports.File(content, file.name, on.date() if on else None, limits)
        if dry_run:
            plan = imports.plan(db.session, importer, given, clock.today())
        else:
            with transaction(db.session) as session:
                plan = imports.import_now(session, importer, given, clock.today(), clock.now(), actor_id=None)
        lines = command.report(importer, plan, dry_run=dry_run)
        if plan.refused:
            _stop(lines)
        click.echo("\n".join(lines))


@main.command()
@click.option("--initiative", required=True, metavar="CODE", help="Of which change.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y"]), metavar="DATE", help="On which day; else today."
)
@click.option("--json", "as_json", is_flag=True, help="For another program: see docs/measures.md for the keys.")
def measures(initiative: str, as_of: datetime | None, as_json: bool) -> None:
    """Print how far a change has spread: all measures, and the stages. Small departments are not protected."""
    with migrated_app():
        change = initiative_by_code(db.session, initiative)
        if change is None:
            raise click.ClickException(f"There is no initiative “{initiative}”.{_known_initiatives()}")
        day = as_of.date() if as_of else clock.today()
        if day > clock.today():
            raise click.ClickException(f"{day} is still to come. Choose today ({clock.today()}) or a day before.")
        if day < change.starts_on:
            raise click.ClickException(
                f"“{initiative}” begins on {change.starts_on}, so there is nothing to tell yet."
            )
        found = measures_of(evidence_of(db.session, change, day), day)
        if as_json:
            click.echo(json.dumps(portable(found, change.code, change.name), ensure_ascii=False, allow_nan=False))
        else:
            click.echo("\n".join(told(found, change.name)))


@main.command()
@click.option("--once", is_flag=True, help="Do what is due now, and stop.")
@click.option("--status", is_flag=True, help="Only tell what waits and what went wrong.")
def work(once: bool, status: bool) -> None:
    """Do the background work, such as sending mail, until Ctrl-C or SIGTERM. More than one may run."""
    if status:
        with migrated_app():
            click.echo("\n".join(_how_work_stands()))
        return
    with _whole_app() as app:
        worker, stop = worker_of(app), stopped_by_signals()
        if once:
            click.echo(f"Jobs done: {worker.do_all(stop)}")
        else:
            click.echo("Working. Ctrl-C stops.")
            worker.run(stop)
            click.echo("Stopped.")


def _how_work_stands() -> Iterator[str]:
    state = state_of(db.session, clock.now())
    yield f"Waiting: {state.waiting}"
    if state.late_since:
        yield f"Late since {state.late_since:%Y-%m-%d %H:%M} UTC: does a worker run? Start one: ambassadors work"
    for job in state.given_up:
        yield f"Given up: {job.number} × {job.kind} ({job.error})"
    for message in unsettled(db.session):
        yield f"Messages {message.state.value}: {message.number} × {message.kind}"


@contextmanager
def _whole_app() -> Iterator[Flask]:
    with migrated_app():
        pass  # says what to do where the database is not ready
    try:
        app = create_app(settings_from(os.environ))
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    with app.app_context(), _database_told():
        yield app


def _stop(lines: Iterable[str]) -> NoReturn:
    click.echo("\n".join(lines), err=True)
    raise click.exceptions.Exit(1)


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
        try:
            yield app
        finally:
            db.session.close()


def _app() -> Flask:
    try:
        return bare_app(settings_from(os.environ))
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _database_told() -> Iterator[None]:
    try:
        yield
    except migrating.NewerDatabase as error:
        raise click.ClickException(str(error)) from error
    except DatabaseError as error:
        if type(error) not in {DatabaseError, OperationalError}:
            raise  # one of its kinds that tells of what was written, not of the database
        raise click.ClickException(
            f"The database cannot be reached; check DATABASE_URL. It says: {str(error.orig).strip()}"
        ) from error
    finally:
        db.engine.dispose()


def _shown_address() -> str:
    return db.engine.url.render_as_string(hide_password=True)


def _known_initiatives() -> str:
    codes = db.session.scalars(select(Initiative.code).order_by(Initiative.code)).all()
    return f" Known are: {', '.join(codes)}." if codes else " Import or start one first."
