"""What is kept about a person: each room tells so in its file `kept.py`, and `records.KEPT` gathers it."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy import BinaryExpression, BindParameter, Column, Integer, Select, bindparam, select
from sqlalchemy.sql.visitors import iterate

from ambassadors.security.models import AuditEntry, SavedForm

USER: BindParameter[int] = bindparam("user_id", type_=Integer())
"""Stands for the user who asks what is kept about them."""
PERSON: BindParameter[int] = bindparam("person_id", type_=Integer())
"""Stands for the same one in the staff file; empty for who is not in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows that a room keeps about somebody: `rows` asks for them by USER or PERSON, in an order that stays the same.

    `name` is that of their file, `about` says what they are. Of others, `rows` tells only what one wrote or can see.
    """

    name: str
    about: LazyString
    rows: Select[*tuple[Any, ...]]

    @property
    def asks(self) -> frozenset[Column[Any]]:
        """The columns in which the one who asks is looked for."""
        asked = [] if self.rows.whereclause is None else iterate(self.rows.whereclause)
        pairs = [(each.left, each.right) for each in asked if isinstance(each, BinaryExpression)]
        return frozenset(
            column
            for column, value in pairs
            if isinstance(column, Column) and isinstance(value, BindParameter) and value.key in {USER.key, PERSON.key}
        )


KEPT = (
    Kept(
        "audit_trail",
        _("What you changed: who did what to what, when. It is kept to be able to account for it."),
        select(AuditEntry.at, AuditEntry.action, AuditEntry.subject, AuditEntry.subject_id, AuditEntry.details)
        .where(AuditEntry.user_id == USER)
        .order_by(AuditEntry.id),
    ),
    Kept(
        "saved_forms",
        _("Forms that you sent, without what was in them. It is kept so that pressing Save twice saves once."),
        select(SavedForm.at, SavedForm.location.label("page"))
        .where(SavedForm.user_id == USER)
        .order_by(SavedForm.at, SavedForm.token),
    ),
)
