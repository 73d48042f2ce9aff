"""What a page is asked: which change, on which day, for which branch, by whom."""

from dataclasses import dataclass
from datetime import date

from flask import abort, request

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.security.actor import Actor
from ambassadors.security.guard import actor
from ambassadors.security.policy import Permission
from ambassadors.spread.facts import Facts
from ambassadors.spread.picture import Picture, picture_of
from ambassadors.spread.queries import evidence_of, facts_of
from ambassadors.spread.scene import Evidence
from ambassadors.spread.through_time import Viewer
from ambassadors.web import clock


@dataclass(frozen=True, slots=True)
class Question:
    """A change on `day`, for the branch with code `branch` (empty: for all). `corrected`: another day was asked."""

    initiative: Initiative
    today: date
    day: date
    branch: str
    corrected: bool

    @property
    def has_begun(self) -> bool:
        """Whether the change had begun on the day."""
        return self.initiative.starts_on <= self.day

    @property
    def kept(self) -> dict[str, str]:
        """What links to other pages of the same question carry along."""
        return self.kept_day | ({"branch": self.branch} if self.branch else {})

    @property
    def kept_day(self) -> dict[str, str]:
        """The same without the branch."""
        return {} if self.day == self.today else {"on": self.day.isoformat()}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the facts that answer it, and the picture that this viewer gets."""

    question: Question
    facts: Facts
    viewer: Viewer
    picture: Picture

    @property
    def branch_was_there(self) -> bool:
        """Whether the branch that was asked for existed on the day."""
        codes = {row.code for row in self.picture.ground.tree.rows}
        return not self.question.branch or self.question.branch in codes

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
    return Question(
        initiative=initiative,
        today=today,
        day=min(day or today, today),
        branch=request.args.get("branch", ""),
        corrected=bool(asked) and (day is None or day > today),
    )


def answer(asked: Question, whole_of: str | None = None) -> Asked:
    """The facts and the picture of the branch; of the whole organisation for one department's page (`whole_of`).

    404 for a department that never existed.
    """
    facts = facts_of(db.session, asked.initiative, asked.day)
    named = asked.branch if whole_of is None else whole_of
    if named and all(version[3] != named for version in facts.history.versions):
        abort(404)
    viewer = viewer_of(actor(), asked.initiative, facts, asked.today)
    head = asked.branch if whole_of is None else ""
    return Asked(asked, facts, viewer, picture_of(facts, asked.day, viewer, head or None))


def evidence_for(found: Asked) -> Evidence:
    """The facts at hand with who did what, and the worklist: what the measures beyond the picture ask for."""
    return evidence_of(db.session, found.question.initiative, found.question.day, found.facts)


def viewer_of(who: Actor, initiative: Initiative, facts: Facts, today: date) -> Viewer:
    """What somebody may see of a change: all of it, or small departments only together; own ones always."""
    own = frozenset(
        row.department_id for row in facts.ambassadorships if row.person_id == who.person_id and row.holds_on(today)
    )
    return Viewer(who.may(Permission.SEE_SMALL_DEPARTMENTS, initiative.code), own)


def _day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None
