"""Whoever writes a fact, the ledger knows: which topic changed, and of activities on which days."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from ambassadors.activities.models import Activity, Reach
from ambassadors.db import Base, attempt
from ambassadors.ledger.models import Topic
from ambassadors.ledger.queries import days_marked, versions_of
from ambassadors.models import metadata
from ambassadors.organisation.models import Need
from ambassadors.records import TOPICS
from ambassadors.refusals import Refused
from tests.conftest import NOW, TODAY

APART = {
    *("user", "grant", "sign_in_link", "sign_in_failure", "audit_entry", "saved_form", "upload"),
    "help_step",  # its request tells where it stands
    *("ledger_version", "ledger_mark", "stored_log", "stored_month"),
    *("job", "message", "reminder", "unwanted_message"),
    *("letter_test", "review", "taken_back", "series", "series_member", "series_entry"),
    "thanks",
    *("objection", "objection_hearing", "objection_answer", "objection_answer_worked", "story"),
    *("plan", "plan_department", "plan_part", "tool", "tool_file", "calendar_feed", "announcement"),
    *("signal_terms", "lateness_told"),
    *("meeting_point", "attendance", "addition", "board_question"),
}


def test_every_table_has_a_topic_or_is_known_to_count_for_nothing():
    with_topic = {table.__tablename__ for table in TOPICS}

    assert set(metadata.tables) - with_topic == APART


def test_each_transaction_raises_the_version_of_what_it_changed_once(make, session):
    change, other = make.initiative(), make.initiative()
    before = versions_of(session, change.id)
    department = make.department()
    ambassador = make.ambassadorship(change, department)

    now = versions_of(session, change.id)

    assert {topic: now[topic] - before[topic] for topic in Topic if now[topic] != before[topic]} == {
        Topic.ORGANISATION: 2,  # the department; the colleague
        Topic.NETWORK: 1,
    }
    assert versions_of(session, other.id)[Topic.NETWORK] == 0
    make.activity(ambassador, department)
    assert versions_of(session, change.id)[Topic.LOG] == 1
    assert versions_of(session, other.id)[Topic.LOG] == 0


def test_an_activity_that_moves_marks_the_day_that_it_leaves_and_the_day_that_it_comes_to(make, session):
    change, department = make.initiative(), make.department()
    activity = make.activity(make.ambassadorship(change, department), department, on=TODAY)
    activity.on = TODAY - timedelta(days=40)
    session.commit()

    assert days_marked(session, change.id, 0) == [TODAY - timedelta(days=40), TODAY]
    assert days_marked(session, change.id, 1) == [TODAY - timedelta(days=40), TODAY]
    assert days_marked(session, change.id, 2) == []


def test_what_is_rolled_back_is_not_written_down(make, session):
    change, department = make.initiative(), make.department()
    activity = make.activity(make.ambassadorship(change, department), department)
    activity.undone_at = NOW
    session.flush()
    session.rollback()
    session.commit()

    assert versions_of(session, change.id)[Topic.LOG] == 1


def test_a_savepoint_that_is_taken_back_leaves_the_rest_written_down(make, session):
    change, department = make.initiative(), make.department()
    activity = make.activity(make.ambassadorship(change, department), department)
    activity.title = "Kop koffie"
    with pytest.raises(Refused), attempt(session):
        raise Refused("no")
    session.commit()

    assert versions_of(session, change.id)[Topic.LOG] == 2


def test_rows_that_are_inserted_at_once_mark_their_days(make, session):
    change, kind = make.initiative(), make.kind()
    days = [TODAY, TODAY - timedelta(days=3)]
    session.execute(
        insert(Activity),
        [{"initiative_id": change.id, "kind_id": kind.id, "on": day, "logged_at": NOW, "version": 1} for day in days],
    )
    session.commit()

    assert days_marked(session, change.id, 0) == sorted(days)


def test_a_statement_that_changes_activities_is_refused(session):
    with pytest.raises(RuntimeError, match="one by one"):
        session.execute(update(Reach).values(low=1))


def test_a_statement_on_another_table_raises_the_version_for_every_initiative(make, session):
    change, department = make.initiative(), make.department()
    before = versions_of(session, change.id)[Topic.ORGANISATION]
    session.execute(insert(Need), [{"department_id": department.id, "needed": True}])
    session.commit()

    assert versions_of(session, change.id)[Topic.ORGANISATION] == before + 1


def test_topics_are_of_tables_that_exist():
    assert all(issubclass(table, Base) for table in TOPICS)
