"""What is remembered and stored is always what was logged, whatever happened in between."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambassadors.activities.models import Activity, Reach
from ambassadors.db import transaction
from ambassadors.initiatives.models import ActivityKind, Audience
from ambassadors.ledger.models import Mark, Topic
from ambassadors.ledger.queries import versions_of
from ambassadors.measures.rhythm import weekly
from ambassadors.measures.stages import Stage
from ambassadors.results.queries import WorklistFacts
from ambassadors.spread.indepth import measures_of
from ambassadors.spread.logged import STORE_AFTER
from ambassadors.spread.memory import Memory
from ambassadors.spread.models import StoredLog
from ambassadors.spread.months import months_of
from ambassadors.spread.picture import picture_of
from ambassadors.spread.queries import facts_of, months_logged
from ambassadors.spread.scene import Evidence
from ambassadors.spread.service import differences, rebuild, store
from ambassadors.spread.through_time import Viewer
from tests.conftest import NOW, TODAY
from tests.statements import counted

EVERYTHING = Viewer(sees_small=True)
DAYS = st.integers(0, 400).map(lambda back: TODAY - timedelta(days=back))
NUMBERS = st.one_of(st.just((None, None)), st.tuples(st.integers(0, 9), st.integers(9, 30)))
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["log", "post", "move", "recount", "undo", "put back", "look", "store", "start", "rebuild"]),
        st.integers(0, 30),
        DAYS,
        NUMBERS,
    ),
    max_size=25,
)


class Town:
    """A change with two departments, and what may be done to its log."""

    def __init__(self, make, session) -> None:
        self.make, self.session = make, session
        self.change = make.initiative(starts_on=TODAY - timedelta(days=500))
        self.departments = [make.department(), make.department()]
        self.ambassador = make.ambassadorship(self.change, self.departments[0])
        self.memory = Memory()

    def do(self, deed: str, which: int, day: date, numbers: tuple[int | None, int | None]) -> None:
        """Do one thing; what is done to an activity is done to one that there is."""
        made = self.session.query(Activity).filter_by(initiative_id=self.change.id).order_by(Activity.id).all()
        one = made[which % len(made)] if made else None
        department = self.departments[which % 2]
        if deed == "log":
            self.make.activity(self.ambassador, department, on=day, reached=(*numbers, None))
        elif deed == "post":
            self.make.activity(self.ambassador, on=day, kind="intranet_post", whole_organisation=True)
        elif deed == "look":
            self.look()
        elif deed == "store":
            self.store()
        elif deed == "start":
            self.memory = Memory()
        elif deed == "rebuild":
            rebuild(self.session, self.change.id)
        elif one:
            self._change(one, deed, day, numbers)
        self.session.commit()

    def _change(self, one: Activity, deed: str, day: date, numbers: tuple[int | None, int | None]) -> None:
        if deed == "move":
            one.on = day
        elif deed == "undo":
            one.undone_at = NOW
        elif deed == "put back":
            one.undone_at = None
        elif not one.whole_organisation:
            one.title = f"{day} {numbers}"  # every change of its reach comes with a new version
            one.reaches = [Reach(department_id=self.departments[1].id, low=numbers[0], high=numbers[1])]

    def look(self):
        """The facts as the memory has them."""
        found = self.memory.known(self.session, self.change, TODAY)
        self.session.commit()
        return found

    def store(self) -> None:
        self.look()
        log = self.memory._known[self.change.id].log  # noqa: SLF001  stored before it is urgent
        stored = store(self.session, self.change.id, log)
        self.session.commit()
        self.memory.has_stored(self.change.id, log, stored=stored)


def as_bytes(months):
    return {month: each.pressed() for month, each in months.items()}


def weeks_with_contact(book, until):
    """Department and day of the last contact in each week of a year, as the logbook has them by month."""
    return [each.tolist() for each in weekly(*book.contact_days(until.toordinal(), 365))]


def weeks_in_rows(book, until):
    """The same from the rows of the year."""
    contacts = book.rows(until.toordinal() - 364, until.toordinal()).contacts()
    return [each.tolist() for each in weekly(contacts.day, contacts.department)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_what_is_remembered_is_what_was_logged_to_the_bit(make, session, deeds):
    town = Town(make, session)
    for deed in deeds:
        town.do(*deed)

        logged = months_logged(session, town.change.id)
        assert as_bytes(town.look().facts.logbook.months) == as_bytes(logged)
        assert differences(session, town.change.id) == []
    remembered, live = town.look().facts, facts_of(session, town.change, TODAY)
    for day in (TODAY, TODAY - timedelta(days=200)):
        assert weeks_with_contact(remembered.logbook, day) == weeks_in_rows(live.logbook, day)
        mine, theirs = picture_of(remembered, day, EVERYTHING), picture_of(live, day, EVERYTHING)
        assert mine.stage.tolist() == theirs.stage.tolist()
        for found in ("recent", "ever"):
            assert mine.total(getattr(mine.answers, found)) == theirs.total(getattr(theirs.answers, found))
    session.commit()


def told(facts, day):
    """All that is reckoned in depth, as plain values, and the stages of the months."""
    found = measures_of(Evidence(facts, WorklistFacts()), day)
    table, months = found.groups.table, months_of(facts, day, EVERYTHING)
    return (
        (table.source.tolist(), table.target.tolist(), table.count.tolist()),
        *(found.groups.chance, found.islands, found.vulnerability, found.outlook, found.where_next),
        *(found.crossing.across.reached.tolist(), found.crossing.pace),
        *(months.stage.tolist(), months.staff.tolist(), months.departments.tolist()),
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_what_is_kept_of_a_year_is_what_is_reckoned_anew(make, session, deeds):
    town = Town(make, session)
    make.activity(make.ambassadorship(town.change, town.departments[1]), town.departments[0], on=TODAY)
    for deed in deeds:
        town.do(*deed)
        kept = told(town.look().facts, TODAY)

        assert kept == told(facts_of(session, town.change, TODAY), TODAY)
    session.commit()


@pytest.fixture
def town(make, session):
    return Town(make, session)


def test_nothing_new_takes_one_query(town, session):
    town.look()

    with counted(session) as asked:
        town.look()

    assert len(asked) == 1


def test_one_more_activity_reads_its_day_alone(town, session, make):
    make.activity(town.ambassador, town.departments[0], on=TODAY - timedelta(days=90))
    town.look()
    make.activity(town.ambassador, town.departments[0], on=TODAY)

    with counted(session) as asked:
        town.look()

    assert len(asked) == 6  # versions, what is stored, marks; reach, posts and deeds of that day


def test_a_change_that_is_not_committed_is_seen_by_who_makes_it_and_remembered_by_nobody(town, session, make):
    activity = make.activity(town.ambassador, town.departments[0])
    town.look()
    activity.undone_at = NOW
    session.flush()

    inside = town.memory.known(session, town.change, TODAY).facts.logbook.months
    session.rollback()

    assert inside == {}
    assert len(town.look().facts.logbook.months) == 1


def test_who_starts_reads_what_is_stored_and_the_days_since(town, session, make):
    make.activity(town.ambassador, town.departments[0], on=TODAY - timedelta(days=90))
    town.store()
    make.activity(town.ambassador, town.departments[0], on=TODAY)
    town.memory = Memory()

    assert as_bytes(town.look().facts.logbook.months) == as_bytes(months_logged(session, town.change.id))


def test_a_log_wants_to_be_stored_at_first_and_after_so_many_changes(town, session, make):
    town.look()
    assert town.memory.unstored(town.change.id)
    assert town.memory.unstored(town.change.id) is None, "one page stores it"
    town.store()
    for _each in range(STORE_AFTER - 1):
        make.activity(town.ambassador, town.departments[0])
    town.look()
    assert town.memory.unstored(town.change.id) is None
    make.activity(town.ambassador, town.departments[0])
    town.look()
    assert town.memory.unstored(town.change.id)


def test_of_two_who_store_the_second_stores_nothing_and_starts_from_the_first(town, session, make):
    other = Town(make, session)
    other.change, other.ambassador, other.departments = town.change, town.ambassador, town.departments
    for each in (town, other):
        make.activity(town.ambassador, town.departments[0])
        each.look()

    town.store()
    log = other.memory._known[town.change.id].log  # noqa: SLF001
    assert not store(session, town.change.id, log)
    other.memory.has_stored(town.change.id, log, stored=False)

    assert as_bytes(other.look().facts.logbook.months) == as_bytes(months_logged(session, town.change.id))


def test_marks_go_once_nobody_needs_them_and_who_was_away_too_long_starts_anew(town, session, make):
    away = Memory()
    away.known(session, town.change, TODAY)
    for _each in range(3):
        make.activity(town.ambassador, town.departments[0])
        town.store()

    assert session.query(Mark).count() == 1
    assert session.get_one(StoredLog, town.change.id).cleared == 2
    months = away.known(session, town.change, TODAY).facts.logbook.months
    assert as_bytes(months) == as_bytes(months_logged(session, town.change.id))


def test_another_audience_of_a_kind_and_other_thresholds_are_followed(town, session, make):
    for week in range(3):
        make.activity(
            town.ambassador, town.departments[0], on=TODAY - timedelta(days=7 * week), reached=(20, 20, None)
        )

    def stage():
        return int(picture_of(town.look().facts, TODAY, EVERYTHING).stage[0])

    assert stage() == Stage.CARRIES_IT
    town.change.takes_part_weeks = 4
    session.commit()
    assert stage() == Stage.HEARD
    kind = session.query(ActivityKind).filter_by(code="conversation").one()
    kind.audience = Audience.EXTERNAL
    session.commit()
    assert stage() == Stage.NOT_REACHED


def test_a_new_department_and_a_new_ambassador_are_followed(town, session, make):
    town.look()
    department = make.department(staff=30)
    for week in range(3):
        make.activity(town.ambassador, department, on=TODAY - timedelta(days=7 * week), reached=(20, 20, None))
    before = picture_of(town.look().facts, TODAY, EVERYTHING)
    make.ambassadorship(town.change, department)
    now = picture_of(town.look().facts, TODAY, EVERYTHING)

    place = now.ground.index[department.id]
    assert (before.stage[place], now.stage[place]) == (Stage.TAKES_PART, Stage.CARRIES_IT)


def test_an_answer_is_given_again_until_something_changes(town, session, make):
    given = []

    def answer():
        return town.look().answer("how far?", lambda: given.append(1) or len(given))

    assert (answer(), answer()) == (1, 1)
    make.activity(town.ambassador, town.departments[0])
    assert answer() == 2
    assert versions_of(session, town.change.id)[Topic.LOG] == 1


def test_store_is_one_transaction(town, session, make):
    make.activity(town.ambassador, town.departments[0])
    town.look()
    log = town.memory._known[town.change.id].log  # noqa: SLF001
    session.rollback()
    with pytest.raises(RuntimeError), transaction(session):
        store(session, town.change.id, log)
        raise RuntimeError

    assert session.get(StoredLog, town.change.id) is None
