"""Writes a message: the same as HTML and as plain text, in the language of who gets it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from flask import current_app, render_template
from flask_babel import force_locale

from ambassadors.accounts.models import User
from ambassadors.mail.sending import Letter
from ambassadors.messages.rules import MessageKind
from ambassadors.web.addresses import address_of
from ambassadors.web.signed_links import signed

OFF = "message off"
"""Purpose of the link that switches a kind of message off."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is told, and where to go for it; a button where one is to press. `below` is said about it."""

    text: str
    url: str | None = None
    label: str | None = None
    below: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading."""

    title: str
    lines: Sequence[Line]


@contextmanager
def in_language_of(user: User) -> Iterator[None]:
    """Write in the language that a user has chosen, else in the installation's own."""
    with force_locale(user.language or current_app.config["SETTINGS"].language):
        yield


def letter(
    user: User, kind: MessageKind, subject: str, opening: str, why: str, sections: Sequence[Section]
) -> Letter:
    """The letter to a user; `why` says at the end why they get it, with the way to stop it."""
    off_link = address_of("message_off.show", word=signed(OFF, user.id, kind.value))
    values = {
        "subject": subject,
        "name": user.name,
        "opening": opening,
        "sections": sections,
        "why": why,
        "off_link": off_link,
        "choices_link": address_of("messages.choose"),
    }
    text = render_template("messages/letter.txt", **values)
    html = render_template("messages/letter.html", **values)
    return Letter(user.email, subject, text, html, off_link)
