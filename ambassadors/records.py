"""What the rooms keep: which files become which rows, which tables count for the spread, what is about a person."""

from collections.abc import Mapping
from typing import Any

from ambassadors.accounts import kept as accounts_kept
from ambassadors.activities import kept as activities_kept
from ambassadors.activities.importing import ActivityImporter
from ambassadors.activities.models import Activity, DoneBy, NothingToReport, Reach
from ambassadors.db import Base
from ambassadors.helprequests import kept as helprequests_kept
from ambassadors.helprequests.models import HelpRequest
from ambassadors.imports import kept as imports_kept
from ambassadors.imports.plan import Importer, Importers, ImportKind
from ambassadors.initiatives import kept as initiatives_kept
from ambassadors.initiatives.importing import InitiativeImporter
from ambassadors.initiatives.models import ActivityKind, Initiative, Principle
from ambassadors.ledger.models import Topic
from ambassadors.mail import kept as mail_kept
from ambassadors.meetings import kept as meetings_kept
from ambassadors.meetings.models import Agreement, Confirmation, Meeting, Snooze
from ambassadors.messages import kept as messages_kept
from ambassadors.network import kept as network_kept
from ambassadors.network.importing import AmbassadorImporter
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep, HoursAgreement
from ambassadors.objections import kept as objections_kept
from ambassadors.organisation import kept as organisation_kept
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
from ambassadors.outcomes import kept as outcomes_kept
from ambassadors.planning import kept as planning_kept
from ambassadors.results import kept as results_kept
from ambassadors.results.importing import ResultImporter
from ambassadors.results.models import Result, ResultStep
from ambassadors.security import kept as security_kept
from ambassadors.security.kept import Kept
from ambassadors.signals import kept as signals_kept
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.start import kept as start_kept
from ambassadors.stories import kept as stories_kept
from ambassadors.thanks import kept as thanks_kept

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

KEPT: tuple[Kept, ...] = (
    *accounts_kept.KEPT,
    *organisation_kept.KEPT,
    *initiatives_kept.KEPT,
    *network_kept.KEPT,
    *activities_kept.KEPT,
    *outcomes_kept.KEPT,
    *planning_kept.KEPT,
    *objections_kept.KEPT,
    *stories_kept.KEPT,
    *helprequests_kept.KEPT,
    *results_kept.KEPT,
    *signals_kept.KEPT,
    *meetings_kept.KEPT,
    *thanks_kept.KEPT,
    *messages_kept.KEPT,
    *start_kept.KEPT,
    *mail_kept.KEPT,
    *imports_kept.KEPT,
    *security_kept.KEPT,
)
"""What each room keeps about a person, in the order in which their export tells it."""

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
    Agreement: Topic.CHANGE,
    Meeting: Topic.CHANGE,
    Snooze: Topic.CHANGE,
    Ambassadorship: Topic.NETWORK,
    AmbassadorshipStep: Topic.NETWORK,
    Confirmation: Topic.NETWORK,
    HoursAgreement: Topic.NETWORK,
    HelpRequest: Topic.NETWORK,
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


def importers() -> Importers:
    """What can be imported, in the order in which a new organisation does it."""
    known = Importers()
    for importer in IMPORTERS:
        known.register(importer)
    return known
