"""What each room offers to the app: pages, navigation, roles, imports. Part of app.py, kept apart as a plain list."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _

from ambassadors.accounts import user_views
from ambassadors.accounts import views as accounts
from ambassadors.activities import nothing_views
from ambassadors.activities import views as activities
from ambassadors.activities.importing import ActivityImporter
from ambassadors.activities.models import Activity, DoneBy, NothingToReport, Reach
from ambassadors.dashboard import confirmation_views, slider_views
from ambassadors.dashboard import facts_views as dashboard
from ambassadors.dashboard import indepth_views as in_depth
from ambassadors.db import Base
from ambassadors.imports import views as imports
from ambassadors.imports.plan import Importer, Importers, ImportKind
from ambassadors.initiatives import principle_views
from ambassadors.initiatives import views as initiatives
from ambassadors.initiatives.current import initiative_at_hand, switcher
from ambassadors.initiatives.importing import InitiativeImporter
from ambassadors.initiatives.models import ActivityKind, Initiative, Principle
from ambassadors.ledger.models import Topic
from ambassadors.meetings.models import Confirmation
from ambassadors.network import board_views
from ambassadors.network import views as network
from ambassadors.network.importing import AmbassadorImporter
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.queries import ambassador_roles
from ambassadors.organisation import quiet_views
from ambassadors.organisation import views as organisation
from ambassadors.organisation.importing import DepartmentImporter, PersonImporter
from ambassadors.organisation.models import (
    Department,
    DepartmentVersion,
    Headcount,
    Need,
    Person,
    Placement,
    QuietPeriod,
    Succession,
)
from ambassadors.results import views as results
from ambassadors.results.importing import ResultImporter
from ambassadors.results.models import Result, ResultStep
from ambassadors.security.policy import Permission
from ambassadors.signals import step_views as signals
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.start import views as start
from ambassadors.web import views as web
from ambassadors.web.navigation import Entry, Navigation

ROLE_SOURCES = (ambassador_roles,)

BLUEPRINTS = (
    web.blueprint,
    accounts.blueprint,
    user_views.blueprint,
    signals.blueprint,
    start.blueprint,
    results.blueprint,
    activities.blueprint,
    nothing_views.blueprint,
    initiatives.blueprint,
    principle_views.blueprint,
    network.blueprint,
    board_views.blueprint,
    dashboard.blueprint,
    confirmation_views.blueprint,
    in_depth.blueprint,
    slider_views.blueprint,
    organisation.blueprint,
    quiet_views.blueprint,
    imports.blueprint,
)

IMPORTERS: tuple[Importer[Any], ...] = (
    DepartmentImporter(),
    PersonImporter(),
    InitiativeImporter(),
    AmbassadorImporter(),
    ActivityImporter(),
    ResultImporter(),
)

IMPORTED_AS: Mapping[ImportKind, type[Base]] = {
    ImportKind.DEPARTMENTS: Department,
    ImportKind.PEOPLE: Person,
    ImportKind.INITIATIVES: Initiative,
    ImportKind.AMBASSADORS: Ambassadorship,
    ImportKind.ACTIVITIES: Activity,
    ImportKind.RESULTS: Result,
}
"""What each kind of file becomes, to count how many there are."""

TOPICS: Mapping[type[Base], Topic] = {
    Department: Topic.ORGANISATION,
    DepartmentVersion: Topic.ORGANISATION,
    Headcount: Topic.ORGANISATION,
    Need: Topic.ORGANISATION,
    Person: Topic.ORGANISATION,
    Placement: Topic.ORGANISATION,
    QuietPeriod: Topic.ORGANISATION,
    Succession: Topic.ORGANISATION,
    Initiative: Topic.CHANGE,
    Principle: Topic.CHANGE,
    ActivityKind: Topic.CHANGE,
    Ambassadorship: Topic.NETWORK,
    AmbassadorshipStep: Topic.NETWORK,
    Confirmation: Topic.NETWORK,
    NothingToReport: Topic.NETWORK,
    Activity: Topic.LOG,
    DoneBy: Topic.LOG,
    Reach: Topic.LOG,
    Signal: Topic.SIGNALS,
    SignalStep: Topic.SIGNALS,
    Result: Topic.RESULTS,
    ResultStep: Topic.RESULTS,
}
"""What the spread is reckoned from, by what is read again together when a row of it changes."""

TEAM_PAGES = ("users.team", "users.invite_to_team", "users.withdraw_from_team")
"""Pages of accounts that stand under the change: who leads it."""

ENTRIES: tuple[Entry, ...] = (
    Entry(_("Start"), "start.home", Permission.SIGNED_IN),
    Entry(_("Log"), "activities.log", Permission.LOG_ACTIVITY, section=frozenset({"activities"})),
    Entry(_("Signals"), "signals.mine", Permission.SIGNED_IN, section=frozenset({"signals"})),
    Entry(_("Who is my ambassador?"), "network.find", Permission.SIGNED_IN, section=frozenset({"network.join"})),
    Entry(
        _("Spread"),
        "dashboard.show",
        Permission.SIGNED_IN,
        of_initiative=True,
        section=frozenset({"dashboard", "confirmations", "in_depth"}),
    ),
    Entry(_("Results"), "results.worklist", Permission.SIGNED_IN, of_initiative=True, section=frozenset({"results"})),
    Entry(
        _("Coverage"),
        "network.board",
        Permission.ASSIGN_AMBASSADORS,
        of_initiative=True,
        section=frozenset({"board"}),
    ),
    Entry(
        _("The change"),
        "initiatives.show",
        Permission.SIGNED_IN,
        of_initiative=True,
        section=frozenset({"initiatives", "principles", *TEAM_PAGES}),
    ),
    Entry(
        _("Organisation"),
        "organisation.tree",
        Permission.SIGNED_IN,
        section=frozenset({"organisation", "quiet_weeks", "imports"}),
    ),
    Entry(
        _("Users"),
        "users.all_users",
        Permission.MANAGE_USERS,
        section=frozenset({"users.invite", "users.new_link", "users.withdraw", "users.close"}),
    ),
)


def importers() -> Importers:
    """What can be imported, in the order in which a new organisation does it."""
    known = Importers()
    for importer in IMPORTERS:
        known.register(importer)
    return known


def register(app: Flask) -> None:
    """Register all that rooms offer."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    imports.install(app, importers(), IMPORTED_AS)
    Navigation(list(ENTRIES), initiative_at_hand).install(app)
    app.jinja_env.globals["initiative_switcher"] = switcher
