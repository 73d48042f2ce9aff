"""Letters about accounts, in the language of who asked for them."""

from flask_babel import gettext as _

from ambassadors.accounts.models import User
from ambassadors.mail.sending import Letter


def invitation_letter(user: User, link: str) -> Letter:
    """Invite somebody to choose a password."""
    return Letter(
        user.email,
        _("Your invitation to Olievlek"),
        _(
            "You are invited to Olievlek, where we keep track of how a change spreads through our organisation.\n\n"
            "Choose a password here:\n%(link)s\n\n"
            "The link works once, for two weeks. Is it too old? Ask for a new one.",
            link=link,
        ),
    )


def reset_letter(user: User, link: str) -> Letter:
    """Let somebody choose a new password."""
    return Letter(
        user.email,
        _("A new password for Olievlek"),
        _(
            "Somebody asked for a new password for this address. Choose it here:\n%(link)s\n\n"
            "The link works once, for two hours. Was it not you? Then do nothing; your password stays as it is.",
            link=link,
        ),
    )
