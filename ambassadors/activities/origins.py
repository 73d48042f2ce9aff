"""What an entry may come from: something of a room above, that fills the form in and hears that it was logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.activities.queries import activity_for
from ambassadors.activities.rules import Entry
from ambassadors.security.actor import Actor
from ambassadors.web.intake import whole_number_or_none

EXTENSION = "origins"


class Origin(Protocol):
    """A kind of thing that can be logged; registered in `rooms.ORIGINS`."""

    parameter: str
    """What names it in the address of the log."""

    def entry(self, session: Session, actor: Actor, id_: int) -> Entry | None:
        """What the entry says already, numbers left out; nothing where the actor has nothing to log there."""
        ...

    def logged_as(self, session: Session, id_: int) -> int | None:
        """Id of the activity as which it was logged already; nothing where it was not."""
        ...

    def logged(self, session: Session, actor: Actor, id_: int, activity: Activity) -> None:
        """Hear that it was logged, in the same transaction; may raise Refused with a code of `forms.WORDS`."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """The one thing that is logged now, and what it says."""

    origin: Origin
    id: int
    entry: Entry

    @property
    def address(self) -> dict[str, Any]:
        """What goes along in the address of the form."""
        return {self.origin.parameter: self.id}

    def logged(self, session: Session, actor: Actor, activity: Activity) -> None:
        """Tell it that it was logged."""
        self.origin.logged(session, actor, self.id, activity)


def install(app: Flask, origins: Sequence[Origin]) -> None:
    """Tell the log what an entry may come from."""
    app.extensions[EXTENSION] = tuple(origins)


def source_asked(session: Session, actor: Actor) -> Source | None:
    """What the address of the log names; ends the request where that is not there, or not the actor's.

    Who goes back to the form of what they just logged is brought to the entry.
    """
    for origin in current_app.extensions[EXTENSION]:
        if origin.parameter in request.args:
            id_ = whole_number_or_none(request.args[origin.parameter])
            entry = None if id_ is None else origin.entry(session, actor, id_)
            if id_ is None or entry is None:
                _show_what_was_logged(session, actor, origin, id_)
                abort(404)
            return Source(origin, id_, entry)
    return None


def _show_what_was_logged(session: Session, actor: Actor, origin: Origin, id_: int | None) -> None:
    """End the request at the entry that it became, if it became one that the actor may see."""
    activity_id = None if id_ is None else origin.logged_as(session, id_)
    if activity_id is not None and activity_for(session, actor, activity_id):
        flash(_("This was logged already. Here it is; you can correct it."), "info")
        abort(redirect(url_for("activities.show", activity_id=activity_id)))
