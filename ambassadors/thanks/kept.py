"""The thanks that somebody got and sent."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ambassadors.accounts.models import User
from ambassadors.initiatives.kept import change_named
from ambassadors.organisation.kept import person_named
from ambassadors.security.kept import PERSON, USER, Kept
from ambassadors.thanks.models import Thanks

KEPT = (
    Kept(
        "thanks_got",
        _("Thanks that you got. Of what you removed only that there was something, so that it is not sent again."),
        select(
            change_named(Thanks.initiative_id).label("change"),
            Thanks.on,
            User.name.label("colleague"),
            Thanks.words,
            Thanks.removed_at,
        )
        .join(User, Thanks.sender_id == User.id)
        .where(Thanks.person_id == PERSON)
        .order_by(Thanks.id),
    ),
    Kept(
        "thanks_sent",
        _("Thanks that you sent."),
        select(
            change_named(Thanks.initiative_id).label("change"),
            Thanks.on,
            person_named(Thanks.person_id).label("colleague"),
            Thanks.words,
        )
        .where(Thanks.sender_id == USER)
        .order_by(Thanks.id),
    ),
)
