"""All that is kept about somebody, as one ZIP: JSON for programs, a table of each for people, and what they are."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from ambassadors.dashboard.exporting import csv_file
from ambassadors.dashboard.tables import Cell, Table
from ambassadors.db import BEGINNING, FOREVER
from ambassadors.mine.headings import HEADINGS
from ambassadors.security.actor import Actor
from ambassadors.security.kept import PERSON, USER, Kept
from ambassadors.web.clock import LOCAL
from ambassadors.web.formatting import language, moment


@dataclass(frozen=True, slots=True)
class Told:
    """What is kept of one kind, as plain values."""

    kept: Kept
    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


def told_of(session: Session, kinds: Iterable[Kept], who: Actor) -> list[Told]:
    """What is kept about somebody, of each kind. A query each."""
    asked = {USER.key: who.user_id, PERSON.key: who.person_id}
    found = []
    for kept in kinds:
        result = session.execute(kept.rows, asked)
        columns = list(result.keys())
        rows = [dict(zip(columns, map(_plain, row), strict=True)) for row in result]
        found.append(Told(kept, columns, rows))
    return found


def archive_of(told: Sequence[Told], who: Actor, now: datetime) -> bytes:
    """The ZIP, in the language of the page."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_("README.txt"), _read_me(told, who, now))
        everything = {each.kept.name: list(each.rows) for each in told}
        archive.writestr("data.json", json.dumps(everything, ensure_ascii=False, indent=2))
        for each in told:
            if each.rows:
                archive.writestr(f"{each.kept.name}.csv", csv_file(_table(each), ";" if language() == "nl" else ","))
    return packed.getvalue()


def _plain(value: Any) -> Any:
    """A value as JSON knows it; days on which a period is open are empty."""
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).isoformat(timespec="seconds")
    if isinstance(value, date):
        return None if value in {BEGINNING, FOREVER} else value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.value if isinstance(value, StrEnum) else value


def _table(told: Told) -> Table:
    rows = tuple(tuple(_cell(row[name]) for name in told.columns) for row in told.rows)
    return Table(tuple(str(HEADINGS[name]) for name in told.columns), rows)


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _read_me(told: Iterable[Told], who: Actor, now: datetime) -> str:
    lines = [
        _("What Olievlek keeps about %(name)s (%(email)s)", name=who.name, email=who.email),
        _("Made on %(moment)s.", moment=moment(now)),
        "",
        _("Each file ending in .csv is a table; a spreadsheet opens it. What is kept most exactly is in data.json."),
        _("Codes are in English, as the app keeps them. Of colleagues there is only what you wrote, or can see."),
        "",
    ]
    for each in told:
        count = ngettext("%(num)d row", "%(num)d rows", len(each.rows)) if each.rows else _("nothing")
        lines += [f"{each.kept.name} ({count})", f"  {each.kept.about}", ""]
    lines.append(
        _(
            "Not in here: failed attempts to sign in. To stop who guesses passwords they are kept for a short time, "
            "in a form that leads to nobody."
        )
    )
    return "\r\n".join(lines) + "\r\n"
