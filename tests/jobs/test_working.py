"""Jobs are done once, tried again when they fail, and given up at last; several workers never do one twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import select, update

from ambassadors.db import transaction
from ambassadors.jobs import service
from ambassadors.jobs.models import Job
from ambassadors.jobs.queries import GivenUp, state_of
from ambassadors.jobs.rules import LATE_AFTER, LEASE, MOST_ATTEMPTS
from ambassadors.jobs.working import Round
from ambassadors.security.models import SavedForm
from tests.conftest import NOW


@pytest.fixture
def ask(sessions, clock):
    """Have a job of the kind “note” done."""

    def enqueue(payload=None, due_in=timedelta(0), key=None, kind="note"):
        with sessions() as session, transaction(session):
            return service.enqueue(session, kind, payload or {}, clock() + due_in, clock(), key)

    return enqueue


def note(task):
    """Writes a row that tells what was done, and is done with it."""
    with task.finishing() as session:
        session.add(SavedForm(token=task.payload["token"], at=task.now()))


def test_a_job_is_done_with_what_it_writes_and_only_once(ask, worker_for, waiting):
    ask({"token": "a"})
    worker = worker_for({"note": note})

    assert (worker.do_all(), worker.do_all()) == (1, 0)
    assert waiting(select(SavedForm.token)) == [("a",)]
    assert waiting(select(Job.done_at, Job.attempts, Job.claimed_by)) == [(NOW, 1, None)]


def test_a_job_that_was_asked_for_in_a_transaction_that_failed_is_not_there(sessions, waiting):
    with pytest.raises(RuntimeError), sessions() as session, transaction(session):
        service.enqueue(session, "note", {}, NOW, NOW)
        raise RuntimeError

    assert waiting(select(Job.id)) == []


def test_a_job_waits_for_its_time(ask, worker_for, clock):
    ask({"token": "a"}, due_in=timedelta(hours=1))
    worker = worker_for({"note": note})

    early = worker.do_all()
    clock.pass_by(minutes=60)

    assert (early, worker.do_all()) == (0, 1)


def test_a_job_with_a_key_is_asked_for_once_also_after_it_was_done(ask, worker_for):
    worker = worker_for({"note": note})
    first = ask({"token": "a"}, key="week 48")
    worker.do_all()

    assert (first, ask({"token": "b"}, key="week 48"), worker.do_all()) == (True, False, 0)


def test_a_key_that_two_ask_for_at_once_gives_one_job(ask, waiting):
    start = Barrier(4, timeout=30)

    def one(_number):
        start.wait()
        return ask(key="week 48")

    with ThreadPoolExecutor(4) as pool:
        assert Counter(pool.map(one, range(4))) == {True: 1, False: 3}
    assert waiting(select(Job.key)) == [("week 48",)]


def test_jobs_are_done_in_the_order_in_which_they_are_due(ask, worker_for, clock):
    done = []

    def keep(task):
        with task.finishing():
            done.append(task.payload["n"])

    for number, minutes in ((1, 3), (2, 1), (3, 2), (4, 1)):
        ask({"n": number}, due_in=timedelta(minutes=minutes))
    clock.pass_by(minutes=5)
    worker_for({"note": keep}).do_all()

    assert done == [2, 4, 3, 1]


def test_a_kind_that_nobody_here_knows_waits_for_a_worker_who_does(ask, worker_for, waiting):
    ask(kind="of a newer version")

    assert worker_for({"note": note}).do_all() == 0
    assert waiting(select(Job.attempts)) == [(0,)]


def test_what_a_handler_wrote_before_it_failed_is_taken_back_and_it_is_tried_later(ask, worker_for, waiting, clock):
    def fails_at_first(task):
        with task.finishing() as session:
            session.add(SavedForm(token="half", at=task.now()))
            session.flush()
            if task.now() == NOW:
                raise ZeroDivisionError("the name of somebody")

    ask()
    worker = worker_for({"note": fails_at_first})
    worker.do_all()
    failed = waiting(select(Job.last_error, Job.due_at, Job.attempts)), waiting(select(SavedForm.token))
    clock.pass_by(seconds=59)
    too_early = worker.do_all()
    clock.pass_by(seconds=1)
    worker.do_all()

    assert failed == ([("ZeroDivisionError", NOW + timedelta(minutes=1), 1)], [])
    assert too_early == 0
    assert waiting(select(SavedForm.token)) == [("half",)]
    assert waiting(select(Job.last_error, Job.attempts)) == [(None, 2)]


def test_a_job_that_always_fails_is_given_up_told_and_can_be_tried_again(ask, worker_for, session, clock, sessions):
    def fails(_task):
        raise ZeroDivisionError

    ask()
    worker, attempts = worker_for({"note": fails}), 0
    for _each in range(MOST_ATTEMPTS + 5):
        attempts += worker.do_all()
        clock.pass_by(days=1)
    state = state_of(session, clock())
    with sessions() as writing, transaction(writing):
        service.try_again(writing, clock())

    assert attempts == MOST_ATTEMPTS
    given_up_on = NOW + timedelta(days=MOST_ATTEMPTS - 1)
    assert (state.waiting, state.given_up) == (0, (GivenUp("note", "ZeroDivisionError", 1, given_up_on),))
    assert worker.do_all() == 1


def test_a_job_of_which_every_worker_dies_is_given_up_too(ask, sessions, clock, session):
    ask()
    taken = 0
    for _each in range(MOST_ATTEMPTS + 3):
        with sessions() as writing, transaction(writing):
            taken += service.claim(writing, {"note"}, clock(), LEASE) is not None
        clock.pass_by(minutes=6)

    assert taken == MOST_ATTEMPTS
    assert [each.error for each in state_of(session, clock()).given_up] == ["Interrupted"]


def test_a_job_is_taken_over_when_the_lease_is_over_and_the_first_can_no_longer_end_it(
    ask, worker_for, waiting, clock
):
    done_by_others = []

    def slow(task):
        clock.pass_by(minutes=4)
        done_by_others.append(other.do_all())
        clock.pass_by(minutes=1)
        done_by_others.append(other.do_all())
        with task.finishing() as session:
            session.add(SavedForm(token="too late", at=task.now()))

    ask({"token": "in time"})
    other = worker_for({"note": note})
    worker_for({"note": slow}).do_all()

    assert done_by_others == [0, 1]
    assert waiting(select(SavedForm.token)) == [("in time",)]
    assert waiting(select(Job.attempts, Job.last_error)) == [(2, None)]


def test_many_workers_do_each_job_once(ask, worker_for, waiting):
    for number in range(40):
        ask({"token": str(number)})
    start = Barrier(4, timeout=30)

    def work(_number):
        worker = worker_for({"note": note})
        start.wait()
        return worker.do_all()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(work, range(4)))

    assert sum(done) == 40
    assert Counter(waiting(select(Job.attempts))) == {(1,): 40}


def test_a_round_is_asked_for_once_by_however_many_workers_and_again_the_next_day(worker_for, waiting, clock):
    daily = Round("note", lambda now: now.replace(hour=8, minute=0))
    one, other = worker_for({}, rounds=[daily]), worker_for({}, rounds=[daily])

    for worker in (one, one, other):
        worker.do_all()
    clock.pass_by(days=1)
    one.do_all()

    assert waiting(select(Job.key).order_by(Job.id)) == [
        ("note:2026-11-23T08:00:00+00:00",),
        ("note:2026-11-24T08:00:00+00:00",),
    ]


def test_a_round_that_is_days_late_waits_for_its_next_time(worker_for, waiting):
    weekly = Round("note", lambda now: now - timedelta(days=2))

    worker_for({}, rounds=[weekly]).do_all()

    assert waiting(select(Job.id)) == []


def test_a_worker_ends_what_it_is_doing_before_it_stops(ask, worker_for, waiting):
    begun, stop = Event(), Event()

    def slow(task):
        begun.set()
        stop.wait(10)
        note(task)

    for token in "ab":
        ask({"token": token})
    worker = worker_for({"note": slow})
    thread = Thread(target=worker.run, args=(stop, 0.01))
    thread.start()
    begun.wait(10)
    stop.set()
    thread.join(10)

    assert waiting(select(SavedForm.token)) == [("a",)]


def test_a_handler_that_ends_nothing_is_told_as_a_failure(ask, worker_for, waiting):
    ask()
    worker_for({"note": lambda task: None}).do_all()

    assert waiting(select(Job.last_error)) == [("RuntimeError",)]


def test_work_that_waits_too_long_tells_that_no_worker_runs(ask, session, clock):
    ask()
    clock.pass_by(minutes=14)
    in_time = state_of(session, clock()).late_since
    session.rollback()
    clock.pass_by(minutes=1)

    assert (in_time, state_of(session, clock()).late_since) == (None, NOW)
    assert timedelta(minutes=15) == LATE_AFTER


def test_what_was_done_long_ago_is_forgotten_and_what_waits_is_not(ask, sessions, session, clock, waiting):
    for token in "ab":
        ask({"token": token}, key=token)
    session.execute(update(Job).where(Job.key == "a").values(done_at=NOW))
    session.commit()
    clock.pass_by(days=91)
    with sessions() as writing, transaction(writing):
        service.forget_old(writing, clock())

    assert waiting(select(Job.key)) == [("b",)]


def test_a_moment_without_a_zone_is_refused(sessions):
    with pytest.raises(Exception, match="time zone"), sessions() as session, transaction(session):
        service.enqueue(session, "note", {}, datetime(2026, 1, 1), NOW)  # noqa: DTZ001  that is what is refused
