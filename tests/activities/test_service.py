"""Keeping the log, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.activities import service
from ambassadors.activities.models import Activity
from ambassadors.activities.queries import (
    activity_for,
    deeds_logged,
    department_activities,
    everyone_logged,
    messages_to,
    reach_logged,
)
from ambassadors.activities.rules import Entry, ReachEntry
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.rules import Status
from ambassadors.refusals import Refused
from ambassadors.security.actor import Actor
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import HeldRole, Role
from tests.statements import counted

STRANGER = Actor(999, "Vreemde", "vreemde@example.nl")


@pytest.fixture
def world(make):
    """A change with an ambassador in one of two departments."""

    class World:
        initiative = make.initiative(code="DT")
        here, there = make.department(code="HIER"), make.department(code="DAAR")
        person = make.person(code="FATIMA")
        ambassadorship = make.ambassadorship(initiative, here, person)
        user = make.user(person=person)
        actor = Actor(user.id, user.name, user.email, person.id, (HeldRole(Role.AMBASSADOR, "DT"),))
        entry = Entry(
            initiative_id=initiative.id,
            kind_id=make.kind("workshop").id,
            on=make.today,
            ambassadorship_ids=(ambassadorship.id,),
            reaches=(ReachEntry(here.id, 2, 5, 1),),
            title="Een besluit in drie zinnen",
        )

    return World


def refusal(session, make, actor, entry):
    with pytest.raises(Refused) as refused:
        service.log(session, actor, entry, make.today, make.now)
    return refused.value.code, refused.value.field


def trail(session):
    return session.execute(
        select(AuditEntry.user_id, AuditEntry.action, AuditEntry.details).order_by(AuditEntry.id)
    ).all()


def test_saving_asks_three_things_and_writes_six_however_many_departments(session, make, world):
    session.expunge_all()
    several = (ReachEntry(world.here.id, 2, 5, 1), ReachEntry(world.there.id, None, None))
    for entry in (world.entry, replace(world.entry, reaches=several)):
        with counted(session) as statements:
            service.log(session, world.actor, entry, make.today, make.now)
            session.commit()

        verbs = [statement.split()[0] for statement in statements]
        assert verbs == ["SELECT"] * 3 + ["INSERT"] * 6


def test_an_ambassador_logs_and_the_trail_keeps_codes_and_numbers(session, make, world):
    activity = service.log(session, world.actor, world.entry, make.today, make.now)
    session.commit()

    kept = session.scalars(select(Activity)).one()
    assert service.entry_of(kept) == world.entry
    assert (kept.logged_by, kept.logged_at, kept.version) == (world.user.id, make.now, 1)
    assert trail(session) == [
        (
            world.user.id,
            "logged",
            {
                "after": {
                    "kind": "workshop",
                    "on": make.today.isoformat(),
                    "done_by": ["FATIMA"],
                    "whole_organisation": False,
                    "reached": {"HIER": [2, 5, 1]},
                }
            },
        )
    ]
    assert activity.id == kept.id


def test_what_the_rules_refuse_is_not_kept(session, make, world):
    future = replace(world.entry, on=make.today + timedelta(days=1))

    assert refusal(session, make, world.actor, future) == ("day_in_future", "on")
    assert session.scalars(select(Activity)).all() == []


def test_nobody_logs_for_another_but_the_change_manager(session, make, world):
    manager = replace(STRANGER, user_id=make.user().id, roles=(HeldRole(Role.CHANGE_MANAGER, "DT"),))
    of_another_change = replace(manager, roles=(HeldRole(Role.CHANGE_MANAGER, "ANDERS"),))

    assert refusal(session, make, STRANGER, world.entry) == ("not_yours", "done_by")
    assert refusal(session, make, of_another_change, world.entry) == ("not_yours", "done_by")
    assert service.log(session, manager, world.entry, make.today, make.now).logged_by == manager.user_id


def test_an_ambassadorship_of_another_change_is_not_taken(session, make, world):
    other = make.ambassadorship(make.initiative(), world.here, world.person)

    assert refusal(session, make, world.actor, replace(world.entry, ambassadorship_ids=(other.id,)))[0] == "not_yours"


def test_nothing_is_logged_for_a_day_before_somebody_was_ambassador(session, make, world):
    early = replace(world.entry, on=world.ambassadorship.valid_from - timedelta(days=1))

    assert refusal(session, make, world.actor, early) == ("not_serving", "done_by")


def pause(session, make, ambassadorship, on, stand_in=None, until=None):
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=ambassadorship.id,
            number=2,
            status=Status.PAUSED,
            on=on,
            until=until or make.today + timedelta(days=30),
            stand_in_id=stand_in.id if stand_in else None,
            recorded_at=make.now,
        )
    )
    session.commit()


def test_a_break_without_stand_in_allows_only_the_days_before_it(session, make, world):
    pause(session, make, world.ambassadorship, make.today - timedelta(days=5))
    before = replace(world.entry, on=make.today - timedelta(days=6))

    assert refusal(session, make, world.actor, world.entry) == ("not_serving", "done_by")
    assert service.log(session, world.actor, before, make.today, make.now).on == before.on


def test_a_stand_in_logs_during_the_break(session, make, world):
    stand_in = make.person()
    user = make.user(person=stand_in)
    pause(session, make, world.ambassadorship, make.today - timedelta(days=5), stand_in)

    kept = service.log(session, Actor(user.id, user.name, user.email, stand_in.id), world.entry, make.today, make.now)

    assert kept.logged_by == user.id


def test_who_stood_in_logs_no_more_for_a_day_after_the_break(session, make, world):
    stand_in = make.person()
    user = make.user(person=stand_in)
    start, back = make.today - timedelta(days=5), make.today - timedelta(days=2)
    pause(session, make, world.ambassadorship, start, stand_in, until=back)
    stood_in = Actor(user.id, user.name, user.email, stand_in.id)
    on_the_last_day = replace(world.entry, on=back - timedelta(days=1))

    assert refusal(session, make, stood_in, replace(world.entry, on=back)) == ("not_yours", "done_by")
    assert service.log(session, stood_in, on_the_last_day, make.today, make.now).logged_by == user.id


def test_a_correction_tells_before_and_after_and_counts_as_a_new_version(session, make, world):
    activity = service.log(session, world.actor, world.entry, make.today, make.now)
    session.commit()
    corrected = replace(world.entry, reaches=(ReachEntry(world.there.id, 7, 7),), title="Anders")

    service.edit(session, world.actor, activity, 1, corrected, make.today, make.now)
    session.commit()

    session.expire_all()
    assert service.entry_of(activity) == corrected
    assert activity.version == 2
    assert trail(session)[-1] == (
        world.user.id,
        "edited",
        {
            "before": {"reached": {"HIER": [2, 5, 1]}},
            "after": {"reached": {"DAAR": [7, 7, None]}},
            "texts": ["title"],
        },
    )


def test_a_correction_that_changes_nothing_writes_nothing(session, make, world):
    activity = service.log(session, world.actor, world.entry, make.today, make.now)
    session.commit()

    service.edit(session, world.actor, activity, 1, world.entry, make.today, make.now)

    assert (activity.version, [action for _user, action, _details in trail(session)]) == (1, ["logged"])


def test_the_second_of_two_who_correct_at_once_is_told(session, make, world):
    activity = service.log(session, world.actor, world.entry, make.today, make.now)
    session.commit()
    service.edit(session, world.actor, activity, 1, replace(world.entry, story="eerst"), make.today, make.now)
    session.commit()

    with pytest.raises(Refused) as refused:
        service.edit(session, world.actor, activity, 1, replace(world.entry, story="later"), make.today, make.now)

    assert (refused.value.code, activity.story) == ("changed_meanwhile", "eerst")


def test_undoing_can_be_undone_and_the_measures_follow(session, make, world):
    activity = service.log(session, world.actor, world.entry, make.today, make.now)
    row = (make.today, world.here.id, activity.id, activity.kind_id, 2, 5, 1)
    counted = [list(reach_logged(session, world.initiative.id))]

    service.undo(session, world.actor, activity, make.now)
    service.undo(session, world.actor, activity, make.now)
    counted.append(list(reach_logged(session, world.initiative.id)))
    service.put_back(session, world.actor, activity, make.today, make.now)
    counted.append(list(reach_logged(session, world.initiative.id)))
    session.commit()

    assert counted == [[row], [], [row]]
    assert [action for _user, action, _details in trail(session)] == ["logged", "undone", "put_back"]


def test_an_undone_activity_is_put_back_before_it_is_corrected(session, make, world):
    activity = service.log(session, world.actor, world.entry, make.today, make.now)
    service.undo(session, world.actor, activity, make.now)
    session.commit()

    with pytest.raises(Refused) as refused:
        service.edit(session, world.actor, activity, activity.version, world.entry, make.today, make.now)

    assert refused.value.code == "undone"


def test_an_activity_is_the_business_of_who_did_it_who_logged_it_and_who_runs_the_change(session, make, world):
    companion = make.person()
    made = make.activity(world.ambassadorship, world.here, logged_by=make.user().id)
    logged_by = made.logged_by

    def sees(user_id=998, person_id=None, *roles):
        actor = Actor(user_id, "", "", person_id, (HeldRole(Role.EMPLOYEE), *roles))
        return activity_for(session, actor, made.id) is not None

    assert sees(person_id=world.person.id)
    assert sees(user_id=logged_by)
    assert sees(998, None, HeldRole(Role.CHANGE_MANAGER, "DT"))
    assert not sees(person_id=companion.id)
    assert not sees(998, None, HeldRole(Role.CHANGE_MANAGER, "ANDERS"))
    assert not sees(998, None, HeldRole(Role.KERNGROEP, "DT"), HeldRole(Role.ADMINISTRATOR))


def test_what_was_logged_is_read_for_all_days_or_for_those_asked(session, make, world):
    days = [make.today - timedelta(days=back) for back in (0, 10, 20, 30)]
    made = {day: make.activity(world.ambassadorship, world.here, on=day) for day in days}
    make.activity(make.ambassadorship(make.initiative(), world.here), world.here)
    post = make.activity(world.ambassadorship, on=days[1], kind="newsletter", whole_organisation=True)
    make.activity(world.ambassadorship, on=days[1], kind="newsletter", whole_organisation=True, undone_at=make.now)
    some = (world.initiative.id, [days[0], days[1]])

    assert sorted(reach_logged(session, world.initiative.id)) == sorted(
        (day, world.here.id, each.id, each.kind_id, 5, 5, None) for day, each in made.items()
    )
    assert {row[0] for row in reach_logged(session, *some)} == {days[0], days[1]}
    assert list(everyone_logged(session, *some)) == [(days[1], post.id, post.kind_id)]
    assert sorted(deeds_logged(session, *some)) == sorted(
        (each.on, each.id, world.ambassadorship.id) for each in (made[days[0]], made[days[1]], post)
    )


def test_a_department_shows_who_took_part_newest_first_and_messages_as_a_number(session, make, world):
    yesterday = make.today - timedelta(days=1)
    make.activity(world.ambassadorship, on=yesterday, kind="newsletter", whole_organisation=True)
    make.activity(world.ambassadorship, world.here, on=make.today, kind="intranet_post", reached=(None, None, None))
    make.activity(world.ambassadorship, world.there, kind="intranet_post", reached=(None, None, None))
    older = make.activity(world.ambassadorship, world.here, on=yesterday)
    talk = make.activity(world.ambassadorship, world.here, reached=(2, 5, 1), title="Praatje")
    make.activity(world.ambassadorship, world.there)
    make.activity(world.ambassadorship, world.here, undone_at=make.now)

    shown = department_activities(session, world.initiative.id, world.here.id, make.today)

    assert [
        (each.activity_id, each.kind_nl, each.title, each.low, each.high, each.first_timers) for each in shown
    ] == [
        (talk.id, "Gesprek", "Praatje", 2, 5, 1),
        (older.id, "Gesprek", None, 5, 5, None),
    ]
    assert messages_to(session, world.initiative.id, world.here.id, make.today) == (2, make.today)
    assert messages_to(session, world.initiative.id, world.here.id, yesterday - timedelta(days=1)) == (0, None)
