"""What each room offers to the app: pages, navigation, roles, imports. Part of app.py, kept apart as a plain list."""

from flask import Flask
from flask_babel import lazy_gettext as _

from ambassadors.accounts import background_views, user_views
from ambassadors.accounts import views as accounts
from ambassadors.accounts.queries import address_of
from ambassadors.activities import beside, followers, link_views, many_views, nothing_views, origins, outcome_views
from ambassadors.activities import views as activities
from ambassadors.activities.followers import Follower
from ambassadors.dashboard import confirmation_views, due, slider_views
from ambassadors.dashboard import facts_views as dashboard
from ambassadors.dashboard import indepth_views as in_depth
from ambassadors.handover import views as handover
from ambassadors.helprequests import step_views as helprequests
from ambassadors.helprequests.following import RequestsFollow
from ambassadors.helprequests.handing_over import RequestsToDo
from ambassadors.helprequests.service import TELL
from ambassadors.imports import views as imports
from ambassadors.initiatives import guarding as initiative_guarding
from ambassadors.initiatives import kind_views, principle_views
from ambassadors.initiatives import parts as initiative_parts
from ambassadors.initiatives import views as initiatives
from ambassadors.initiatives.current import initiative_at_hand, switcher
from ambassadors.jobs.working import Handler, Round
from ambassadors.kerngroep import (
    agreement_views,
    attention,
    attention_views,
    guarding,
    meeting_views,
    recording_views,
    report_views,
)
from ambassadors.mail import outbox, tidying
from ambassadors.messages import announcing, announcing_views, climbing, digest, helping, reminding
from ambassadors.messages import views as messages
from ambassadors.messages.rules import on_workdays, weekly
from ambassadors.mine import views as mine
from ambassadors.network import board_views, joining_views, strengths_views, unanswered
from ambassadors.network import views as network
from ambassadors.network.open_work import OpenWork
from ambassadors.network.queries import ambassador_roles
from ambassadors.objections import alike_views, answer_views, at_log
from ambassadors.objections import views as objections
from ambassadors.organisation import quiet_views
from ambassadors.organisation import views as organisation
from ambassadors.outcomes import series_views
from ambassadors.outcomes import views as outcomes
from ambassadors.outcomes.handing_over import SeriesToKeepGoing
from ambassadors.outcomes.telling import what_came_out
from ambassadors.planning import views as planning
from ambassadors.planning.following import PlansFollow
from ambassadors.planning.handing_over import PlansToDo
from ambassadors.planning.taking_place import PlanTakesPlace
from ambassadors.records import IMPORTED_AS, KEPT, importers
from ambassadors.results import views as results
from ambassadors.security.policy import Permission
from ambassadors.signals import inbox_views
from ambassadors.signals import joining_views as joined_signals
from ambassadors.signals import step_views as signals
from ambassadors.signals.handing_over import SignalsToSolve
from ambassadors.start import feed, feed_meetings, feed_plans, feed_requests, feed_series, feed_views, news
from ambassadors.start import views as start
from ambassadors.stories import month_views as story_months
from ambassadors.stories import sharing
from ambassadors.stories import views as stories
from ambassadors.thanks import views as thanks
from ambassadors.toolbox import poster_views
from ambassadors.toolbox import views as toolbox
from ambassadors.web import views as web
from ambassadors.web.clock import LOCAL
from ambassadors.web.navigation import Entry, Navigation
from config import Settings

ROLE_SOURCES = (ambassador_roles,)

BLUEPRINTS = (
    web.blueprint,
    accounts.blueprint,
    user_views.blueprint,
    background_views.blueprint,
    signals.blueprint,
    joined_signals.blueprint,
    inbox_views.blueprint,
    start.blueprint,
    feed_views.blueprint,
    results.blueprint,
    planning.blueprint,
    toolbox.blueprint,
    poster_views.blueprint,
    activities.blueprint,
    many_views.blueprint,
    nothing_views.blueprint,
    outcome_views.blueprint,
    link_views.blueprint,
    outcomes.blueprint,
    series_views.blueprint,
    objections.blueprint,
    answer_views.blueprint,
    alike_views.blueprint,
    stories.blueprint,
    story_months.blueprint,
    messages.blueprint,
    messages.off_blueprint,
    mine.blueprint,
    thanks.blueprint,
    announcing_views.blueprint,
    initiatives.blueprint,
    principle_views.blueprint,
    kind_views.blueprint,
    network.blueprint,
    board_views.blueprint,
    joining_views.blueprint,
    strengths_views.blueprint,
    helprequests.blueprint,
    handover.blueprint,
    attention_views.blueprint,
    agreement_views.blueprint,
    meeting_views.blueprint,
    recording_views.blueprint,
    report_views.blueprint,
    dashboard.blueprint,
    confirmation_views.blueprint,
    in_depth.blueprint,
    slider_views.blueprint,
    organisation.blueprint,
    quiet_views.blueprint,
    imports.blueprint,
)

SIGNED_ALREADY = messages.off_blueprint
"""Takes posts from mail programs without a token of a form: the address itself is signed."""

BESIDE_THE_LOG = beside.Beside(
    against=at_log.HeardAtActivity(),
    parts=(sharing.share_part, at_log.heard_there),
)
"""What is added to the form of the log and to the page of an activity."""

PARTS_OF_A_CHANGE: tuple[initiative_parts.Part, ...] = (what_came_out,)
"""What is added to the page of a change."""

OPEN_WORK: tuple[OpenWork, ...] = (SignalsToSolve(), RequestsToDo(), SeriesToKeepGoing(), PlansToDo())
"""What of an ambassador's work goes over to a successor, in the order in which the page tells it."""

ORIGINS: tuple[origins.Origin, ...] = (PlanTakesPlace(),)
"""What can be logged with one press, filled in already."""

FEED: tuple[feed.Source, ...] = (
    feed_plans.plans,
    feed_series.series,
    feed_requests.requests,
    feed_meetings.meetings,
)
"""What stands in somebody's own calendar."""

NEWS: tuple[news.Source, ...] = (announcing.news,)
"""What there is to tell on somebody's start page, besides what needs them."""

FOLLOWERS: tuple[Follower, ...] = (RequestsFollow(), PlansFollow())
"""What changes along when an activity is undone or put back."""

TALKED_OF = ("objections", "objection_answers", "objection_joining", "stories", "story_months")
"""Pages of what people say of the change, that stand under it."""

TEAM_PAGES = ("users.team", "users.invite_to_team", "users.withdraw_from_team")
"""Pages of accounts that stand under the change: who leads it."""

ENTRIES: tuple[Entry, ...] = (
    Entry(_("Start"), "start.home", Permission.SIGNED_IN),
    Entry(_("Log"), "activities.log", Permission.LOG_ACTIVITY, section=frozenset({"activities", "many", "outcome"})),
    Entry(_("Signals"), "signals.mine", Permission.SIGNED_IN, section=frozenset({"signals", "signals_inbox"})),
    Entry(
        _("Who is my ambassador?"),
        "network.find",
        Permission.SIGNED_IN,
        section=frozenset({"joining", "strengths", "helprequests"}),
    ),
    Entry(
        _("Spread"),
        "dashboard.show",
        Permission.SIGNED_IN,
        of_initiative=True,
        section=frozenset({"dashboard", "confirmations", "in_depth"}),
    ),
    Entry(
        _("Kerngroep"),
        "attention.show",
        Permission.MEET,
        of_initiative=True,
        section=frozenset({"attention", "meetings", "recording", "agreements", "board_report"}),
    ),
    Entry(_("Results"), "results.worklist", Permission.SIGNED_IN, of_initiative=True, section=frozenset({"results"})),
    Entry(
        _("Coverage"),
        "network.board",
        Permission.ASSIGN_AMBASSADORS,
        of_initiative=True,
        section=frozenset({"board", "handover"}),
    ),
    Entry(
        _("The change"),
        "initiatives.show",
        Permission.SIGNED_IN,
        of_initiative=True,
        section=frozenset(
            {
                *("initiatives", "principles", "kinds", "outcomes", "series"),
                *("planning", "toolbox", "poster", "announcing"),
                *TALKED_OF,
                *TEAM_PAGES,
            }
        ),
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
        section=frozenset({"users.invite", "users.new_link", "users.withdraw", "users.close", "background"}),
    ),
)


NEEDS: tuple[digest.Need, ...] = (
    digest.signals_waiting,
    helping.requests_waiting,
    digest.candidates_waiting,
)
"""What the weekly digest tells under “what waits for you”, in this order."""

DIGEST = digest.Maker(ROLE_SOURCES, NEEDS)


def handlers(app: Flask) -> dict[str, Handler]:
    """What does the background work, by kind of job. What only makes messages is left out where none can be sent."""
    office = app.config["POST_OFFICE"]
    known: dict[str, Handler] = {
        tidying.TIDY: tidying.tidy,
        unanswered.ERASE: unanswered.eraser(office),
        TELL: helping.Teller(office),
    }
    if office.is_open:
        known |= {
            outbox.SEND: outbox.Delivery(office, address_of),
            digest.BEGIN: digest.begin,
            digest.MAKE: DIGEST,
            reminding.REMIND: reminding.remind,
            announcing.MAIL: announcing.mail,
            climbing.CLIMB: climbing.Climber(app.config["SETTINGS"]),
        }
    return known


def rounds(settings: Settings) -> tuple[Round, ...]:
    """The jobs that come back, each by its own clock."""
    nightly = (tidying.EVERY_NIGHT, Round(unanswered.ERASE, tidying.last_night))
    if settings.smtp_url is None:
        return nightly
    weekday, hour = settings.digest_weekday, settings.digest_hour
    return (
        *nightly,
        Round(digest.BEGIN, lambda now: weekly(now, weekday, hour, LOCAL)),
        Round(reminding.REMIND, lambda now: on_workdays(now, hour, LOCAL)),
        Round(climbing.CLIMB, lambda now: on_workdays(now, hour, LOCAL)),
    )


def register(app: Flask) -> None:
    """Register all that rooms offer."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    imports.install(app, importers(), IMPORTED_AS)
    handover.install(app, OPEN_WORK)
    messages.install(app, DIGEST)
    mine.install(app, KEPT)
    beside.install(app, BESIDE_THE_LOG)
    origins.install(app, ORIGINS)
    feed_views.install(app, FEED)
    news.install(app, NEWS)
    followers.install(app, FOLLOWERS)
    due.install(app, attention.waits)
    initiative_guarding.install(app, guarding.guarding)
    initiative_parts.install(app, PARTS_OF_A_CHANGE)
    Navigation(list(ENTRIES), initiative_at_hand).install(app)
    app.jinja_env.globals["initiative_switcher"] = switcher
