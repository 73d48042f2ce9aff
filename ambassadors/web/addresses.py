"""Addresses that work outside a page: in a mail, or on a terminal."""

from flask import current_app


def absolute(path: str) -> str:
    """Full address of a page, by the setting BASE_URL: the host that a request names may be forged."""
    base: str = current_app.config["SETTINGS"].base_url
    return base + path


def address_of(endpoint: str, **values: int | str) -> str:
    """Full address of the page of an endpoint, also outside a request."""
    return absolute(current_app.url_map.bind("").build(endpoint, values))
