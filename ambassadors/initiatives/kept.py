"""What changes keep about a person, and how rows of other rooms name a change."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ScalarSelect, select

from ambassadors.initiatives.models import Initiative
from ambassadors.security.kept import PERSON, Kept


def change_named(initiative_id: Any) -> ScalarSelect[str]:
    """The name of the change with the id in a column."""
    return select(Initiative.name).where(Initiative.id == initiative_id).scalar_subquery()


KEPT = (
    Kept(
        "changes_owned",
        _("Changes of which you are the owner."),
        select(Initiative.code, Initiative.name, Initiative.starts_on.label("valid_from"))
        .where(Initiative.owner_id == PERSON)
        .order_by(Initiative.id),
    ),
)
