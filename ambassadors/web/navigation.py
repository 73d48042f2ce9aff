"""Navigation: rooms register entries, the page shows those that the actor may use."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, g, request, url_for
from flask_babel.speaklater import LazyString

from ambassadors.security.policy import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """A link in the navigation; `of_initiative` ones lead to the page of the initiative at hand.

    `section` names what else stands under the link: whole blueprints, or single endpoints.
    """

    label: LazyString
    endpoint: str
    permission: Permission
    of_initiative: bool = False
    section: frozenset[str] = frozenset()

    def current(self, endpoint: str | None) -> str | None:
        """What `aria-current` is on a page: "page" on that of the link, "true" elsewhere in its section."""
        if endpoint == self.endpoint:
            return "page"
        if endpoint is not None and self.section & {endpoint, endpoint.partition(".")[0]}:
            return "true"
        return None


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is shown now."""

    label: str
    url: str
    current: str | None


@dataclass
class Navigation:
    """The entries in order, and how to find the initiative at hand (registered by app.py)."""

    entries: list[Entry] = field(default_factory=list)
    initiative_at_hand: Callable[[], str | None] = lambda: None

    def install(self, app: Flask) -> None:
        """Let every template ask for `navigation()`."""
        app.jinja_env.globals["navigation"] = self.links

    def links(self) -> list[Link]:
        """The links for who asks now; none for who is not signed in."""
        actor = g.get("actor")
        if actor is None:
            return []
        initiative = self.initiative_at_hand()
        return [
            Link(str(entry.label), self._url(entry, initiative), entry.current(request.endpoint))
            for entry in self.entries
            if (initiative or not entry.of_initiative)
            and actor.may(entry.permission, initiative if entry.of_initiative else None)
        ]

    def _url(self, entry: Entry, initiative: str | None) -> str:
        if entry.of_initiative:
            return url_for(entry.endpoint, initiative_code=initiative)
        return url_for(entry.endpoint)
