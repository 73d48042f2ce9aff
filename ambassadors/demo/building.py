"""Builds the municipality, layer by layer: each stands on the ones before."""

from datetime import date

from sqlalchemy.orm import Session

from ambassadors.demo.announcements import build_announcements
from ambassadors.demo.chronicle import broadcasts, chronicle
from ambassadors.demo.confirmations import build_confirmations
from ambassadors.demo.entries import build_entries
from ambassadors.demo.helping import build_help, help_entries
from ambassadors.demo.initiatives import build_initiatives, build_principles
from ambassadors.demo.meetings import build_meetings
from ambassadors.demo.network import build_network
from ambassadors.demo.objections import build_objections
from ambassadors.demo.outcomes import build_kinds, build_outcomes, tests_and_panels, with_outcomes
from ambassadors.demo.people import build_grants, build_people, build_users
from ambassadors.demo.plans import build_plans
from ambassadors.demo.quiet import build_nothing, build_quiet
from ambassadors.demo.results import build_results
from ambassadors.demo.routine import routine_entries
from ambassadors.demo.signals import build_signals
from ambassadors.demo.stories import build_stories
from ambassadors.demo.thanks import build_thanks
from ambassadors.demo.timeline import Timeline
from ambassadors.demo.toolbox import build_toolbox
from ambassadors.demo.tree import build_needs, build_tree


def build(session: Session, end: date) -> None:
    """Fill a migrated, empty database with a story that is complete on the morning of `end`; flushes."""
    timeline = Timeline(end)
    departments = build_tree(session, timeline)
    people = build_people(session, departments, timeline)
    users = build_users(session, people, timeline)
    initiatives = build_initiatives(session, people, timeline)
    principles = build_principles(session, initiatives)
    build_quiet(session, departments, timeline)
    build_needs(session, departments, digital=initiatives["TOEGANKELIJK"])
    build_grants(session, users, initiatives, timeline)
    services = build_network(session, departments, people, users, initiatives, timeline)
    build_kinds(session, initiatives, timeline)
    logged = [
        *chronicle(timeline),
        *broadcasts(timeline),
        *help_entries(timeline),
        *routine_entries(timeline),
    ]
    entries = [*with_outcomes(logged), *tests_and_panels(timeline)]
    numbered = build_entries(session, entries, departments, users, initiatives, services, timeline)
    build_outcomes(session, numbered, initiatives, services, timeline)
    build_plans(session, departments, users, initiatives, services, timeline)
    build_announcements(session, users, initiatives, timeline)
    build_toolbox(session, initiatives, timeline)
    build_nothing(session, departments, users, initiatives, services, timeline)
    build_confirmations(session, departments, users, initiatives, timeline)
    build_results(session, departments, users, initiatives, services, timeline)
    build_signals(session, departments, users, initiatives, principles, timeline)
    build_thanks(session, people, users, initiatives, timeline)
    build_objections(session, departments, users, initiatives, timeline)
    build_stories(session, users, initiatives, timeline)
    build_help(session, departments, users, initiatives, services, timeline)
    build_meetings(session, users, initiatives, principles, timeline)
    session.flush()
