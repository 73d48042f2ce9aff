"""Makes facts for tests, with sensible values for whatever a test does not care about."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import Grant, User
from ambassadors.activities.models import Activity, DoneBy, NothingToReport, Reach
from ambassadors.db import BEGINNING, FOREVER
from ambassadors.helprequests.models import HelpRequest, HelpStep
from ambassadors.helprequests.rules import HelpKind, HelpStatus, Move
from ambassadors.initiatives.models import ActivityKind, Initiative, Principle
from ambassadors.meetings.models import Confirmation
from ambassadors.meetings.rules import year_later
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.rules import Source, Status
from ambassadors.objections.models import Answer, Hearing, Objection, Worked
from ambassadors.organisation.models import (
    Department,
    DepartmentVersion,
    Headcount,
    Need,
    Person,
    Placement,
    QuietPeriod,
)
from ambassadors.results.models import Result, ResultStep
from ambassadors.results.rules import ResultStatus
from ambassadors.security.policy import Role
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import Severity, SignalStatus
from ambassadors.stories.models import Story


class Factory:
    """Every method writes and commits one fact and returns it."""

    def __init__(self, session: Session, today: date, now: datetime) -> None:
        self.session, self.today, self.now = session, today, now
        self.numbers = count(1)

    def _kept(self, *made: Any) -> Any:
        self.session.add_all(made)
        self.session.commit()
        return made[0]

    def department(
        self, name: str = "", parent: Department | None = None, staff: float | None = 20, code: str | None = None
    ) -> Department:
        number = next(self.numbers)
        department = Department(code=code or f"D{number}")
        self.session.add(department)
        self.session.flush()
        self.session.add(
            DepartmentVersion(
                department_id=department.id,
                name=name or f"Afdeling {number}",
                parent_id=parent.id if parent else None,
            )
        )
        if staff is not None:
            self.session.add(Headcount(department_id=department.id, amount=staff))
        return self._kept(department)

    def need(self, department: Department, needed: bool = True, initiative: Initiative | None = None) -> Need:
        return self._kept(
            Need(department_id=department.id, initiative_id=initiative.id if initiative else None, needed=needed)
        )

    def person(
        self, name: str = "", department: Department | None = None, email: str | None = None, code: str | None = None
    ) -> Person:
        number = next(self.numbers)
        person = Person(code=code or f"P{number}", name=name or f"Persoon {number}", email=email)
        self.session.add(person)
        self.session.flush()
        if department:
            self.session.add(Placement(person_id=person.id, department_id=department.id))
        return self._kept(person)

    def initiative(self, name: str = "Duidelijke taal", code: str | None = None, **values: Any) -> Initiative:
        values.setdefault("starts_on", self.today - timedelta(days=400))
        return self._kept(Initiative(code=code or f"V{next(self.numbers)}", name=name, **values))

    def principle(self, initiative: Initiative, title: str = "Elke brief is in gewone taal") -> Principle:
        return self._kept(Principle(initiative_id=initiative.id, position=next(self.numbers), title=title))

    def kind(self, code: str = "conversation") -> ActivityKind:
        return self.session.scalars(select(ActivityKind).where(ActivityKind.code == code)).one()

    def ambassadorship(
        self,
        initiative: Initiative,
        department: Department,
        person: Person | None = None,
        status: Status = Status.ACTIVE,
        since: date | None = None,
        until: date = FOREVER,
    ) -> Ambassadorship:
        since = since or self.today - timedelta(days=200)
        person = person or self.person(department=department)
        made = Ambassadorship(
            initiative_id=initiative.id,
            person_id=person.id,
            department_id=department.id,
            valid_from=since,
            valid_until=until,
            source=Source.OWN_WISH,
        )
        first = AmbassadorshipStep(number=1, status=status, on=since, recorded_at=self.now)
        made.steps.append(first)
        if until != FOREVER:
            made.steps.append(AmbassadorshipStep(number=2, status=Status.ENDED, on=until, recorded_at=self.now))
        return self._kept(made)

    def activity(
        self,
        ambassadorship: Ambassadorship,
        department: Department | None = None,
        on: date | None = None,
        kind: str = "conversation",
        reached: tuple[int | None, int | None, int | None] = (5, 5, None),
        **values: Any,
    ) -> Activity:
        """`reached` is low, high and first-timers; without a department nobody in the organisation is reached."""
        values.setdefault("logged_at", self.now)
        made = Activity(
            initiative_id=ambassadorship.initiative_id, kind_id=self.kind(kind).id, on=on or self.today, **values
        )
        made.done_by.append(DoneBy(ambassadorship_id=ambassadorship.id, initiative_id=ambassadorship.initiative_id))
        if department:
            low, high, first_timers = reached
            made.reaches.append(Reach(department_id=department.id, low=low, high=high, first_timers=first_timers))
        return self._kept(made)

    def user(
        self,
        *roles: Role,
        initiative: Initiative | None = None,
        person: Person | None = None,
        email: str | None = None,
        name: str | None = None,
    ) -> User:
        number = next(self.numbers)
        user = User(
            email=email or f"gebruiker{number}@example.nl",
            name=name or (person.name if person else f"Gebruiker {number}"),
            person_id=person.id if person else None,
            created_at=self.now,
        )
        self.session.add(user)
        self.session.flush()
        for role in roles:
            self.session.add(
                Grant(
                    user_id=user.id,
                    role=role,
                    initiative_id=initiative.id if initiative else None,
                    valid_from=BEGINNING,
                )
            )
        return self._kept(user)

    def signal(
        self,
        initiative: Initiative,
        department: Department,
        user: User,
        what: str = "De brieven worden weer langer",
        status: SignalStatus = SignalStatus.ESCALATED,
        at: datetime | None = None,
        **values: Any,
    ) -> Signal:
        made = Signal(
            initiative_id=initiative.id,
            department_id=department.id,
            what=what,
            severity=Severity.HINDERS,
            status=status,
            raised_by=user.id,
            raised_at=at or self.now,
            **values,
        )
        made.steps.append(SignalStep(number=1, status=status, at=at or self.now, by=user.id))
        return self._kept(made)

    def help_request(
        self,
        initiative: Initiative,
        department: Department,
        user: User | None = None,
        about: str = "Onze brieven over afval",
        at: datetime | None = None,
        taken_by: Ambassadorship | None = None,
        **values: Any,
    ) -> HelpRequest:
        """Open, or taken by somebody; asked now, or at some moment."""
        at, user = at or self.now, user or self.user()
        values.setdefault("kind", HelpKind.VISIT)
        made = HelpRequest(
            initiative_id=initiative.id,
            department_id=department.id,
            about=about,
            asked_by=user.id,
            asked_at=at,
            status=HelpStatus.TAKEN if taken_by else HelpStatus.OPEN,
            since=at,
            taken_by_id=taken_by.id if taken_by else None,
            **values,
        )
        made.steps.append(HelpStep(number=1, move=Move.ASKED, at=at, by=user.id))
        if taken_by:
            step = HelpStep(number=2, move=Move.TAKEN, at=at, by=self.user().id, ambassadorship_id=taken_by.id)
            made.steps.append(step)
        return self._kept(made)

    def result(
        self,
        initiative: Initiative,
        department: Department,
        *steps: tuple[ResultStatus, date],
        name: str = "Brief over uitstel",
        code: str | None = None,
        **values: Any,
    ) -> Result:
        """On the worklist from the start of the initiative, with its steps."""
        values.setdefault("listed_on", initiative.starts_on)
        status, since = steps[-1] if steps else (ResultStatus.TO_DO, None)
        made = Result(
            initiative_id=initiative.id,
            department_id=department.id,
            code=code or f"R{next(self.numbers)}",
            name=name,
            kind="brief",
            status=status,
            since=since,
            **values,
        )
        for number, (taken, on) in enumerate(steps, 1):
            made.steps.append(ResultStep(number=number, status=taken, on=on, recorded_at=self.now))
        return self._kept(made)

    def confirmation(
        self,
        initiative: Initiative,
        department: Department,
        on: date | None = None,
        evidence: str = "Van de 20 brieven waren er 19 in gewone taal",
        **values: Any,
    ) -> Confirmation:
        on = on or self.today
        values.setdefault("valid_until", year_later(on))
        return self._kept(
            Confirmation(
                initiative_id=initiative.id,
                department_id=department.id,
                evidence=evidence,
                on=on,
                recorded_by=self.user().id,
                recorded_at=self.now,
                **values,
            )
        )

    def quiet_period(
        self, first: date, until: date, department: Department | None = None, name: str = "Zomervakantie"
    ) -> QuietPeriod:
        return self._kept(
            QuietPeriod(
                department_id=department.id if department else None, name=name, valid_from=first, valid_until=until
            )
        )

    def nothing_to_report(
        self, ambassadorship: Ambassadorship, on: date | None = None, user: User | None = None, **values: Any
    ) -> NothingToReport:
        return self._kept(
            NothingToReport(
                initiative_id=ambassadorship.initiative_id,
                ambassadorship_id=ambassadorship.id,
                department_id=ambassadorship.department_id,
                on=on or self.today,
                logged_by=(user or self.user()).id,
                logged_at=self.now,
                **values,
            )
        )

    def objection(
        self, initiative: Initiative, text: str = "Wij hebben geen tijd", user: User | None = None, **values: Any
    ) -> Objection:
        return self._kept(
            Objection(
                initiative_id=initiative.id,
                text=text,
                written_by=(user or self.user()).id,
                written_at=self.now,
                **values,
            )
        )

    def hearing(
        self,
        objection: Objection,
        department: Department | None = None,
        on: date | None = None,
        user: User | None = None,
        activity: Activity | None = None,
    ) -> Hearing:
        """On its own day, or at an activity on that of the activity."""
        return self._kept(
            Hearing(
                objection_id=objection.id,
                department_id=department.id if department else None,
                on=None if activity else on or self.today,
                activity_id=activity.id if activity else None,
                logged_by=(user or self.user()).id,
                logged_at=self.now,
            )
        )

    def answer(
        self, objection: Objection, text: str = "Het scheelt straks tijd", user: User | None = None, worked: int = 0
    ) -> Answer:
        """With so many users for whom it worked."""
        made = Answer(objection_id=objection.id, text=text, written_by=(user or self.user()).id, written_at=self.now)
        self._kept(made)
        self.session.add_all(Worked(answer_id=made.id, user_id=self.user().id, at=self.now) for _ in range(worked))
        return self._kept(made)

    def story(self, activity: Activity, user: User | None = None, at: datetime | None = None, **values: Any) -> Story:
        """The story of an activity, shared by who logged it, without a name."""
        return self._kept(
            Story(
                activity_id=activity.id,
                initiative_id=activity.initiative_id,
                shared_by=user.id if user else activity.logged_by or self.user().id,
                shared_at=at or self.now,
                **values,
            )
        )
