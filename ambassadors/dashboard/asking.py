"""What a page is asked: which change, on which day, for which branch, by whom."""

from dataclasses import dataclass
from datetime import date

from flask import Response, abort, after_this_request, current_app, request

from ambassadors.db import db, transaction
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.ledger.models import Topic
from ambassadors.meetings.queries import last_meeting
from ambassadors.results.progress import COMPARED
from ambassadors.security.actor import Actor
from ambassadors.security.guard import actor
from ambassadors.security.policy import Permission
from ambassadors.spread.facts import Facts
from ambassadors.spread.keeping import Kept
from ambassadors.spread.memory import Known, Memory
from ambassadors.spread.months import Months, months_of
from ambassadors.spread.picture import Picture, picture_of
from ambassadors.spread.roster import Roster
from ambassadors.spread.scene import MOST_OF_WORKLIST, Evidence
from ambassadors.spread.service import store
from ambassadors.spread.through_time import Viewer
from ambassadors.web import clock


@dataclass(frozen=True, slots=True)
class Question:
    """A change on `day`, for the branch with code `branch` (empty: for all). `corrected`: another day was asked.

    `since` is the day that was asked to compare with, if it can be; `not_since`: it cannot. `last_meeting` is the day
    of the last meeting of the kerngroep before it.
    """

    initiative: Initiative
    today: date
    day: date
    branch: str
    corrected: bool
    since: date | None = None
    not_since: bool = False
    last_meeting: date | None = None

    @property
    def has_begun(self) -> bool:
        """Whether the change had begun on the day."""
        return self.initiative.starts_on <= self.day

    @property
    def compared_with(self) -> date:
        """The day since which changes are told: as asked, else of the last meeting, else 30 days ago.

        It is not before the change began.
        """
        return self.since or max(self.last_meeting or self.day - COMPARED, self.initiative.starts_on)

    @property
    def kept(self) -> dict[str, str]:
        """What links to other pages of the same question carry along."""
        return self.kept_day | ({"branch": self.branch} if self.branch else {})

    @property
    def kept_day(self) -> dict[str, str]:
        """The same without the branch."""
        on = {} if self.day == self.today else {"on": self.day.isoformat()}
        return on | ({"since": self.since.isoformat()} if self.since else {})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the facts that answer it, and the picture that this viewer gets."""

    question: Question
    known: Known
    viewer: Viewer
    picture: Picture

    def months(self) -> Months:
        """The spread month after month, of the branch that the picture is of."""
        ground = self.picture.ground
        head = None if ground.head is None else ground.tree.rows[ground.head].code
        return months_of(self.facts, self.question.day, self.viewer, head)

    @property
    def facts(self) -> Facts:
        """The facts of the change."""
        return self.known.facts

    @property
    def branch_was_there(self) -> bool:
        """Whether the branch that was asked for existed on the day."""
        branch = self.question.branch
        return not branch or any(row.code == branch for row in self.picture.ground.tree.rows)

    @property
    def can_be_told(self) -> bool:
        """Whether there is a spread to tell of: departments with staff, whose facts the viewer may see."""
        return self.picture.may_be_shown and len(self.picture.groups) > 0 and self.branch_was_there


def question(initiative_code: str) -> Question:
    """The question in the address; 404 for a change that does not exist."""
    initiative = initiative_or_404(initiative_code)
    today = clock.today()
    asked = request.args.get("on", "")
    day = _day(asked)
    shown = min(day or today, today)
    asked_since = request.args.get("since", "")
    since = _day(asked_since)
    can_be_compared = since is not None and initiative.starts_on <= since < shown
    return Question(
        initiative=initiative,
        today=today,
        day=shown,
        branch=request.args.get("branch", ""),
        corrected=bool(asked) and (day is None or day > today),
        since=since if can_be_compared else None,
        not_since=bool(asked_since) and not can_be_compared,
        last_meeting=last_meeting(db.session, initiative.id, shown),
    )


def question_of(initiative: Initiative, today: date, day: date | None = None) -> Question:
    """The question about a whole change, today or on an earlier day."""
    day = day or today
    return Question(
        initiative, today, day, "", corrected=False, last_meeting=last_meeting(db.session, initiative.id, day)
    )


def answer(asked: Question, whole_of: str | None = None) -> Asked:
    """The facts and the picture of the branch; of the whole organisation for one department's page (`whole_of`).

    404 for a department that never existed.
    """
    known = known_of(asked.initiative, asked.day)
    facts = known.facts
    named = asked.branch if whole_of is None else whole_of
    if named and all(version[3] != named for version in facts.roster.history.versions):
        abort(404)
    viewer = viewer_of(actor(), asked.initiative, facts.roster, asked.today)
    head = asked.branch if whole_of is None else ""
    picture = known.answer(
        ("picture", asked.day, viewer, head), lambda: picture_of(facts, asked.day, viewer, head or None)
    )
    return Asked(asked, known, viewer, picture)


def evidence_for(found: Asked) -> Evidence:
    """What the measures beyond the picture ask for: the facts at hand, and the worklist."""
    of_worklist = found.known.about((Topic.RESULTS,), "of the worklist", lambda: Kept(MOST_OF_WORKLIST))
    return Evidence(found.facts, found.known.worklist, of_worklist)


def known_of(initiative: Initiative, day: date) -> Known:
    """The facts of a change that the process remembers, with signals as they stood on `day`."""
    known = memory().known(db.session, initiative, day)
    _store_later(initiative.id)
    return known


def memory() -> Memory:
    """What this process remembers of the facts."""
    remembered: Memory = current_app.config["MEMORY"]
    return remembered


def _store_later(initiative_id: int) -> None:
    """Once the page is sent, store what the next process would have to read from the facts, if that is much."""
    remembered = memory()
    log = remembered.unstored(initiative_id)
    if log is None:
        return
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  as Flask documents

    def keep() -> None:
        stored = False
        try:
            with app.app_context(), db.sessionmaker() as session, transaction(session):
                stored = store(session, initiative_id, log)
        finally:
            remembered.has_stored(initiative_id, log, stored=stored)

    @after_this_request
    def close(response: Response) -> Response:
        response.call_on_close(keep)
        return response


def viewer_of(who: Actor, initiative: Initiative, roster: Roster, today: date) -> Viewer:
    """What somebody may see of a change: all of it, or small departments only together; own ones always."""
    held = roster.held_by(who.person_id) if who.person_id else ()
    own = frozenset(row.department_id for row in held if row.holds_on(today))
    return Viewer(who.may(Permission.SEE_SMALL_DEPARTMENTS, initiative.code), own)


def _day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None
