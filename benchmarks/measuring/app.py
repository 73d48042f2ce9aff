"""The app in this process, on the morning after the last day, with people who visit it and somebody who writes."""

from datetime import UTC, datetime, time

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session, sessionmaker

from ambassadors.activities import service
from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.activities.rules import Entry, ReachEntry
from ambassadors.app import create_app, database_address
from ambassadors.db import prepare_engine, transaction
from ambassadors.initiatives.models import ActivityKind
from ambassadors.ledger.recording import keep
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.queries import tree_on
from ambassadors.records import TOPICS
from ambassadors.security.actor import Actor
from ambassadors.security.policy import HeldRole, Role
from benchmarks.generator.initiatives import MAIN
from benchmarks.generator.sizes import END
from benchmarks.generator.users import CHANGE_MANAGER
from config import Settings

NOW = datetime.combine(END, time(9), UTC)
FLOOR = "/initiatives"
"""The lightest page for who is signed in: it asks one thing of its own, the list of changes."""
DASHBOARD = f"/i/{MAIN.code}/dashboard"
IN_DEPTH = f"/i/{MAIN.code}/dashboard/in-depth"


def make_app(address: str) -> Flask:
    """The app on the database at `address`, on the last day for ever."""
    return create_app(Settings(database_url=address, secret_key="k" * 40), clock=lambda: NOW)


def visitor(app: Flask, user_id: int) -> FlaskClient:
    """A browser without a screen, in which somebody is signed in."""
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = f"{user_id}:0"
        cookie["_fresh"] = True
    return client


def get(client: FlaskClient, path: str) -> bytes:
    """The page at `path`, as it is sent to a browser."""
    with client.get(path, headers={"Accept-Encoding": "gzip"}) as response:
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}")
        page: bytes = response.data
        return page


class Writer:
    """Saves the same activity with three rows of reach again and again, on a connection of its own."""

    def __init__(self, address: str) -> None:
        self._engine = create_engine(database_address(address))
        prepare_engine(self._engine)
        self._unmarked = sessionmaker(self._engine, expire_on_commit=False)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)
        keep(self._sessions, TOPICS)
        with Session(self._engine) as session:
            rows = ambassadorships(session, initiative_id=MAIN.id)
            departments = [row.id for row in tree_on(session, END).rows if row.staff][:3]
            self._entry = Entry(
                initiative_id=MAIN.id,
                kind_id=session.scalars(select(ActivityKind.id).where(ActivityKind.code == "workshop")).one(),
                on=END,
                ambassadorship_ids=(next(row.id for row in rows if row.serves_on(END)),),
                reaches=tuple(ReachEntry(department, 6, 15) for department in departments),
            )
        held = HeldRole(Role.CHANGE_MANAGER)
        self._before: int | None = None
        self._actor = Actor(CHANGE_MANAGER, "manager", "manager@organisatie.example", roles=(held,))

    def save(self) -> None:
        """Save it as the app does, with all that this checks, keeps and marks."""
        self._save_with(self._sessions)

    def save_in_its_place(self) -> None:
        """Undo the one that was saved so before, and save it: the day does not fill with what is measured on it."""
        if self._before is not None:
            with self._sessions() as session, transaction(session):
                service.undo(session, self._actor, session.get_one(Activity, self._before), NOW)
        self._before = self._save_with(self._sessions)

    def save_unmarked(self) -> None:
        """Save it without the ledger: nobody is told that what was reckoned holds no longer."""
        self._save_with(self._unmarked)

    def save_bare(self) -> None:
        """Save the rows of the activity alone."""
        entry = self._entry
        with self._engine.execution_options(writes=True).begin() as connection:
            adding = insert(Activity).values(
                initiative_id=entry.initiative_id, kind_id=entry.kind_id, on=entry.on, logged_at=NOW
            )
            activity_id = connection.execute(adding.returning(Activity.id)).scalar_one()
            doer = {"ambassadorship_id": entry.ambassadorship_ids[0], "initiative_id": entry.initiative_id}
            connection.execute(insert(DoneBy), [{"activity_id": activity_id, **doer}])
            connection.execute(
                insert(Reach),
                [
                    {
                        "activity_id": activity_id,
                        "department_id": each.department_id,
                        "low": each.low,
                        "high": each.high,
                    }
                    for each in entry.reaches
                ],
            )

    def _save_with(self, sessions: sessionmaker[Session]) -> int:
        with sessions() as session, transaction(session):
            return service.log(session, self._actor, self._entry, END, NOW).id
