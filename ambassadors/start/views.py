"""The start page: what needs me, by role; each part only where it applies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ambassadors.activities.again import Repeatable, last_repeatable
from ambassadors.dashboard.asking import answer, question_of
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_at_hand
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import all_initiatives
from ambassadors.kerngroep.attention import Item, attention_list
from ambassadors.meetings.queries import own_agreements
from ambassadors.network.board import Seat, board_of
from ambassadors.network.nearest import nearest_ambassadors
from ambassadors.network.own import OwnSeat, own_seats
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.network.rules import IN_OFFICE, WAITING, Status
from ambassadors.organisation.queries import department_of
from ambassadors.organisation.rules import whole_staff
from ambassadors.planning.queries import agenda_of
from ambassadors.results.forms import STATUS_KINDS, STATUS_NAMES
from ambassadors.results.queries import next_to_do, ticks_off
from ambassadors.security.actor import Actor
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import KERNGROEP_ROLES, Permission, Role
from ambassadors.signals import queries as signals
from ambassadors.signals.queries import Counts
from ambassadors.signals.views import listing
from ambassadors.start.helping import help_for
from ambassadors.start.news import news_for
from ambassadors.start.queries import FirstSteps, first_steps, own_departments
from ambassadors.web import clock
from ambassadors.web.forms import Form

blueprint = Blueprint("start", __name__)

SHOWN = 3
"""How many of a list stand on the start page; the rest is one link away."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The kerngroep's signals of one change, for who handles them or only reads them."""

    initiative: Initiative
    counts: Counts
    handles: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """What who leads a change wants to know: who waits for an answer, and where an ambassador is missing.

    `manages` is whether they are the one to answer; gaps are told of the change at hand (`is_at_hand`) alone.
    """

    initiative: Initiative
    manages: bool
    is_at_hand: bool
    candidates: Sequence[Seat]
    candidates_more: int
    gaps: Sequence[tuple[str, int]]
    gap_count: int
    staff: float
    staff_covered: float


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What a colleague without a part in the change finds: who is near, and whether they want to join already.

    `may_join` where they hold nothing in it, and nobody waits for an answer of theirs.
    """

    ambassadors: list[str]
    has_signed_up: bool
    may_join: bool


@blueprint.get("/")
@requires(Permission.SIGNED_IN)
def home() -> ResponseReturnValue:
    """What needs me now."""
    who, today = actor(), clock.today()
    initiatives = {each.id: each for each in all_initiatives(db.session)}
    at_hand = next((each for each in initiatives.values() if each.code == initiative_at_hand()), None)
    shown = [each for each in initiatives.values() if each is at_hand or not each.is_over(today)]
    mine = _ambassadorships(who)
    running = {each.id for each in shown if each.starts_on <= today and not each.is_over(today)}
    answers = signals.new_answers(db.session, who.user_id, clock.now())
    waiting = signals.waiting_for(db.session, who, today)
    owned = signals.owned_by(db.session, who.user_id) if who.holds(*KERNGROEP_ROLES) else []
    seats = _own_seats(who, mine, shown, today)
    own = {row.id for row in mine if row.person_id == who.person_id and row.initiative_id in running}
    return render_template(
        "start/home.html",
        initiatives=initiatives,
        initiative=at_hand,
        starts=who.may(Permission.START_INITIATIVE),
        departments_held=[] if who.person_id is None else own_departments(db.session, mine, who.person_id, today),
        seats={seat.id: seat for seat in seats},
        asking=[seat for seat in seats if seat.asks],
        resting=[seat for seat in seats if seat.status is Status.QUESTIONS and not seat.asks],
        today=today,
        running=running,
        agenda=agenda_of(db.session, own, clock.local()),
        news=news_for(db.session, who.person_id, mine, clock.now()),
        repeatable=_repeatable(who, running, today),
        press=Form(formdata=None),
        answers=answers,
        answer_texts=signals.answers_of(db.session, [row.id for row in answers]),
        waiting=waiting,
        owned=owned,
        inboxes=_inboxes(who, shown, today),
        attention=_attention(who, at_hand, today),
        attention_elsewhere=[
            each
            for each in shown
            if each is not at_hand and each.id in running and who.holds(*KERNGROEP_ROLES, initiative=each.code)
        ],
        to_see_to=[row for row in own_agreements(db.session, who.user_id) if row[0] in initiatives],
        leads=_leads(who, shown, at_hand, today),
        help=help_for(db.session, who, shown, today, clock.now()),
        shown=SHOWN,
        first_steps=_first_steps(who, today),
        newcomer=_newcomer(who, at_hand, mine, today),
        results_to_do=next_to_do(db.session, ticks_off(db.session, mine, today), today, SHOWN),
        result_names=STATUS_NAMES,
        result_kinds=STATUS_KINDS,
        **listing([*answers, *waiting, *owned]),
    )


def _attention(who: Actor, at_hand: Initiative | None, today: date) -> tuple[list[Item], int]:
    """The first of what asks for attention in the change at hand, and how much that is in all, for its kerngroep.

    A change manager has cards of their own.
    """
    if at_hand is None or not who.holds(*KERNGROEP_ROLES, initiative=at_hand.code):
        return [], 0
    asked = question_of(at_hand, today)
    if not asked.has_begun:
        return [], 0
    found = attention_list(answer(asked))
    return found.first(SHOWN), len(found)


def _repeatable(who: Actor, running: Iterable[int], today: date) -> Repeatable | None:
    """What an ambassador logged last, to log again."""
    return last_repeatable(db.session, who.user_id, set(running), today) if who.holds(Role.AMBASSADOR) else None


def _ambassadorships(who: Actor) -> list[AmbassadorshipRow]:
    """Those that the actor holds or held, and those for which they ever stood in."""
    if who.person_id is None:
        return []
    return ambassadorships(db.session, person_id=who.person_id, stood_in_for=True)


def _own_seats(
    who: Actor, rows: Iterable[AmbassadorshipRow], shown: Iterable[Initiative], today: date
) -> list[OwnSeat]:
    if who.person_id is None:
        return []
    changes = {each.id: each for each in shown}
    return own_seats(db.session, rows, changes, who.person_id, who.user_id, today, clock.now())


def _inboxes(who: Actor, initiatives: Iterable[Initiative], today: date) -> list[Inbox]:
    """The changes of which the actor reads the signals, the most urgent first."""
    read = [each for each in initiatives if who.may(Permission.READ_INBOX, each.code)]
    if not read:
        return []
    counts = signals.counts(db.session, today)
    inboxes = [
        Inbox(each, counts.get(each.id, Counts()), who.may(Permission.HANDLE_SIGNALS, each.code)) for each in read
    ]
    return sorted(inboxes, key=lambda each: (-each.counts.overdue, -each.counts.unacknowledged, -each.counts.open))


def _leads(who: Actor, initiatives: Iterable[Initiative], at_hand: Initiative | None, today: date) -> list[Lead]:
    """The changes that the actor leads: those where somebody waits first, then the one at hand."""
    leads = [
        _lead(who, each, is_at_hand=each is at_hand, today=today)
        for each in initiatives
        if who.holds(Role.CHANGE_MANAGER, *KERNGROEP_ROLES, initiative=each.code)
    ]
    return sorted(leads, key=lambda each: (not each.candidates, not each.is_at_hand))


def _lead(who: Actor, initiative: Initiative, *, is_at_hand: bool, today: date) -> Lead:
    board = board_of(db.session, initiative.id, today, clock.now())
    figures = board.figures
    return Lead(
        initiative=initiative,
        manages=who.may(Permission.ASSIGN_AMBASSADORS, initiative.code),
        is_at_hand=is_at_hand,
        candidates=board.waiting[:SHOWN],
        candidates_more=len(board.waiting[SHOWN:]),
        gaps=[(gap.department.name, whole_staff(gap.staff_served)) for gap in board.gaps[:SHOWN]],
        gap_count=len(board.gaps),
        staff=figures.staff,
        staff_covered=figures.own + figures.elsewhere,
    )


def _first_steps(who: Actor, today: date) -> FirstSteps | None:
    if not who.may(Permission.MANAGE_ORGANISATION):
        return None
    return first_steps(db.session, today)


def _newcomer(
    who: Actor, at_hand: Initiative | None, mine: Iterable[AmbassadorshipRow], today: date
) -> Newcomer | None:
    """Nothing for who has a part in the change at hand already."""
    if at_hand is None or who.holds(Role.AMBASSADOR, Role.CHANGE_MANAGER, *KERNGROEP_ROLES, initiative=at_hand.code):
        return None
    works_in = None if who.person_id is None else department_of(db.session, who.person_id, today)
    near = {} if works_in is None else nearest_ambassadors(db.session, at_hand.id, works_in, today)
    own = [row for row in mine if row.initiative_id == at_hand.id and row.person_id == who.person_id]
    status = {row.status_on(today) for row in own}
    return Newcomer(list(near.values()), Status.CANDIDATE in status, not status & (WAITING | IN_OFFICE))
