"""What accounts keep about a person. Of passwords and links only that they are there."""

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from ambassadors.accounts.models import Grant, SignInLink, User
from ambassadors.initiatives.kept import change_named
from ambassadors.security.kept import PERSON, USER, Kept

KEPT = (
    Kept(
        "account",
        _("Your account. The password is kept in a form from which nobody can read it."),
        select(
            User.email,
            User.name,
            User.language,
            User.password_hash.is_not(None).label("has_password"),
            User.created_at,
            User.closed_at,
        ).where(or_(User.id == USER, User.person_id == PERSON)),
    ),
    Kept(
        "roles",
        _("Roles that you were given. Without a change it is for all of them."),
        select(Grant.role, change_named(Grant.initiative_id).label("change"), Grant.valid_from, Grant.valid_until)
        .where(Grant.user_id == USER)
        .order_by(Grant.id),
    ),
    Kept(
        "sign_in_links",
        _("Links with which you could choose a password. The links themselves are not kept."),
        select(SignInLink.purpose, SignInLink.created_at, SignInLink.expires_at, SignInLink.used_at)
        .where(SignInLink.user_id == USER)
        .order_by(SignInLink.id),
    ),
)
