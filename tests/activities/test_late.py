"""What was logged, changed or undone after a day that it is about, and which departments that concerns."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ambassadors.activities import service
from ambassadors.activities.late import LateEntries, late_entries
from ambassadors.security.actor import Actor
from ambassadors.security.policy import HeldRole, Role
from tests.conftest import NOW, TODAY
from tests.statements import counted

BEFORE = TODAY - timedelta(days=12)
SINCE = TODAY - timedelta(days=10)
IN_TIME = NOW - timedelta(days=11)
AFTER = NOW - timedelta(days=9)


@pytest.fixture
def scene(make, session):
    """A change with an ambassador, two departments, and ways to log, correct and look."""

    class Scene:
        change = make.initiative()
        here, there = make.department(), make.department()
        ambassador = make.ambassadorship(change, here)
        user = make.user(Role.CHANGE_MANAGER)
        manager = Actor(user.id, user.name, user.email, roles=(HeldRole(Role.CHANGE_MANAGER),))

        def log(self, on=BEFORE, at=IN_TIME, department=None, **values):
            return make.activity(self.ambassador, department or self.here, on=on, logged_at=at, **values)

        def edit(self, activity, **values):
            entry = replace(service.entry_of(activity), **values)
            service.edit(session, self.manager, activity, activity.version, entry, TODAY, NOW)
            session.commit()

        def late(self, among=None) -> LateEntries:
            return late_entries(session, self.change.id, SINCE, AFTER, among)

    return Scene()


def test_entry_that_came_in_time_or_of_a_later_day_is_not_late(scene):
    scene.log()
    scene.log(on=TODAY, at=NOW)

    assert scene.late() == LateEntries()


def test_late_entries_are_counted_and_departments_with_most_come_first(scene):
    scene.log(at=NOW)
    for _ in range(2):
        scene.log(on=SINCE, at=NOW, department=scene.there)

    assert scene.late() == LateEntries(logged=3, departments=(scene.there.id, scene.here.id))


def test_entry_that_was_undone_later_is_told_and_one_that_never_counted_is_not(make, session, scene):
    service.undo(session, scene.manager, scene.log(), NOW)
    service.undo(session, scene.manager, scene.log(at=NOW), NOW)
    session.commit()

    assert scene.late() == LateEntries(undone=1, departments=(scene.here.id,))


def test_entry_that_was_put_back_counts_as_changed(session, scene):
    activity = scene.log()
    service.undo(session, scene.manager, activity, IN_TIME)
    service.put_back(session, scene.manager, activity, TODAY, NOW)
    session.commit()

    assert scene.late() == LateEntries(changed=1, departments=(scene.here.id,))


def test_changed_numbers_are_told_and_changed_words_are_not(scene):
    numbers, words = scene.log(), scene.log()
    reaches = service.entry_of(numbers).reaches

    scene.edit(numbers, reaches=(replace(reaches[0], low=9, high=9),))
    scene.edit(words, title="Een andere titel")

    assert scene.late() == LateEntries(changed=1, departments=(scene.here.id,))


def test_entry_that_was_moved_to_a_later_day_was_changed_too(scene):
    scene.edit(scene.log(), on=TODAY)

    assert scene.late() == LateEntries(changed=1, departments=(scene.here.id,))


def test_entry_of_a_later_day_that_was_changed_is_nothing_new(scene):
    activity = scene.log(on=SINCE + timedelta(days=1))
    scene.edit(activity, on=TODAY)

    assert scene.late() == LateEntries()


def test_among_departments_what_reached_them_or_everybody_counts(scene):
    scene.log(at=NOW)
    scene.log(at=NOW, department=scene.there)
    scene.log(at=NOW, kind="intranet_post", whole_organisation=True)

    assert scene.late([scene.there.id]) == LateEntries(logged=2, departments=(scene.there.id,))


def test_entry_for_residents_reached_no_department_and_is_left_out(make, scene):
    make.activity(scene.ambassador, on=BEFORE, kind="street_test", logged_at=NOW)

    assert scene.late() == LateEntries()


def test_late_entry_of_another_change_is_not_counted(make, scene):
    make.activity(make.ambassadorship(make.initiative(), scene.here), scene.here, on=BEFORE, logged_at=NOW)

    assert scene.late() == LateEntries()


def test_late_entries_take_one_query(session, scene):
    for _ in range(5):
        scene.log(at=NOW)

    with counted(session) as statements:
        scene.late()

    assert len(statements) == 1
