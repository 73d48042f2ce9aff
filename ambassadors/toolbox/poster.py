"""What a poster says and where its code leads: for colleagues who have a telephone, and no computer of their own."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import segno
from flask import url_for
from flask_babel import force_locale, lazy_gettext
from flask_babel import gettext as _
from markupsafe import Markup

from ambassadors.initiatives.models import Initiative
from ambassadors.organisation.rules import DepartmentRow
from ambassadors.web.addresses import absolute


class Opens(StrEnum):
    """What the code on a poster opens."""

    SIGNAL = "signal"
    AMBASSADOR = "ambassador"
    LOG = "log"


class Size(StrEnum):
    """One large sheet, or two cards on it to cut apart."""

    POSTER = "a4"
    CARDS = "a5"


OPENS_NAMES = {
    Opens.SIGNAL: lazy_gettext("Raise a signal"),
    Opens.AMBASSADOR: lazy_gettext("Who is my ambassador?"),
    Opens.LOG: lazy_gettext("Log, for ambassadors"),
}
SIZE_NAMES = {
    Size.POSTER: lazy_gettext("one poster, A4"),
    Size.CARDS: lazy_gettext("two cards, A5"),
}
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on a poster; `code` is a drawing of `address`, which also stands there in letters."""

    language: str
    title: str
    words: str
    steps: tuple[str, ...]
    without: str
    address: str
    code: Markup

    @property
    def typed(self) -> str:
        """The address as somebody types it."""
        return self.address.partition("://")[2]


def address_of(initiative: Initiative, opens: Opens, department: DepartmentRow | None) -> str:
    """Where the code leads; who is not signed in goes on to it from there."""
    values: dict[str, Any]
    if opens is Opens.AMBASSADOR:
        values = {"initiative": initiative.code} if department is None else {"q": department.name}
        return absolute(url_for("network.find", **values))
    values = {"initiative": initiative.code, "department": department.code if department else None}
    return absolute(url_for("activities.log" if opens is Opens.LOG else "signals.raise_signal", **values))


def poster_of(initiative: Initiative, opens: Opens, department: DepartmentRow | None, language: str) -> Poster:
    """The poster in that language."""
    address = address_of(initiative, opens, department)
    with force_locale(language):
        title, words, done = _telling(initiative.name, opens)
        return Poster(
            language=language,
            title=title,
            words=words,
            steps=(_("Point the camera of your telephone at the code."), _("Sign in with your work address."), done),
            without=_("No telephone, or no account? Ask your ambassador. They can do it for you."),
            address=address,
            code=code_of(address),
        )


def code_of(address: str) -> Markup:
    """A QR code of an address as SVG, that is still read with a stain on it (error level Q)."""
    code = segno.make_qr(address, error="q")
    drawn = code.svg_inline(omitsize=True, border=4, svgclass="qr", lineclass="qr__line", dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704  drawn here, of an address of our own: lines, and no text


def _telling(change: str, opens: Opens) -> tuple[str, str, str]:
    """Title, words, and what one does at the end."""
    if opens is Opens.SIGNAL:
        return (
            _("Something not going well?"),
            _("Does %(change)s get stuck in your work? Tell us. You always get an answer.", change=change),
            _("Write in a few words what is going on."),
        )
    if opens is Opens.AMBASSADOR:
        return (
            _("Who is your ambassador?"),
            _("Questions about %(change)s? A colleague near you knows about it.", change=change),
            _("See who it is, and drop by or call."),
        )
    return (
        _("Did you do something for %(change)s?", change=change),
        _("A chat at the coffee machine counts too. Ambassadors log it in three taps."),
        _("Choose how many took part, and save."),
    )
