"""What each room offers to the app: pages, navigation, roles, imports. Part of app.py, kept apart as a plain list."""

from flask import Flask

from ambassadors.accounts import user_views
from ambassadors.accounts import views as accounts
from ambassadors.network.queries import ambassador_roles
from ambassadors.start import views as start
from ambassadors.web import views as web
from ambassadors.web.navigation import Entry, Navigation

ROLE_SOURCES = (ambassador_roles,)

BLUEPRINTS = (
    web.blueprint,
    accounts.blueprint,
    user_views.blueprint,
    start.blueprint,
)

ENTRIES: tuple[Entry, ...] = ()


def register(app: Flask) -> None:
    """Register all that rooms offer."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    Navigation(list(ENTRIES)).install(app)
