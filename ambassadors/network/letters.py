"""Letters about joining, in the language of who causes them."""

from flask_babel import gettext as _

from ambassadors.mail.sending import Letter


def naming_letter(to: str, named_by: str, initiative: str, link: str) -> Letter:
    """Tell somebody at once that a colleague named them."""
    return Letter(
        to,
        _("%(name)s names you as an ambassador", name=named_by),
        _(
            "%(name)s thinks that you would be a good ambassador for “%(initiative)s”.\n\n"
            "Read what it asks, and answer yes or no:\n%(link)s\n\n"
            "Would you rather not? Then say no, or do nothing: after four weeks your details are erased.",
            name=named_by,
            initiative=initiative,
            link=link,
        ),
    )


def erased_letter(to: str, initiative: str, link: str) -> Letter:
    """Tell somebody that their details are erased, and that they may join later."""
    return Letter(
        to,
        _("You are not on the list for “%(initiative)s” any more", initiative=initiative),
        _(
            "For four weeks nobody answered about you as an ambassador for “%(initiative)s”, so your details are "
            "erased.\n\nDo you want to join after all? You can sign up again at any time:\n%(link)s",
            initiative=initiative,
            link=link,
        ),
    )
