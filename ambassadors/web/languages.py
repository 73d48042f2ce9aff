"""Which language a page is in: the user's choice, else the installation's."""

from flask import Flask, current_app, request, session
from flask_babel import Babel, refresh

from config import LANGUAGES

_CHOICE = "language"


def install(app: Flask) -> None:
    """Translate pages, Dutch first."""
    Babel(
        app,
        default_locale=app.config["SETTINGS"].language,
        default_timezone="Europe/Amsterdam",
        default_translation_directories="translations",
        locale_selector=chosen,
    )


def chosen() -> str:
    """The language chosen in this session, else the installation's own."""
    default: str = current_app.config["SETTINGS"].language
    if not request:
        return default
    choice = session.get(_CHOICE, default)
    return choice if choice in LANGUAGES else default


def choose(language: str) -> None:
    """Keep the choice for this session, if there is such a language."""
    if language in LANGUAGES:
        session[_CHOICE] = language
        refresh()
