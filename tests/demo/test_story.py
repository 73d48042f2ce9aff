"""What happens in Waterhoven: it could all have been entered by hand, and the dashboard has something to tell."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ambassadors.accounts.models import User
from ambassadors.activities.models import Activity, NothingToReport, Reach
from ambassadors.activities.rules import Facts, problem_of_day, problems
from ambassadors.activities.service import entry_of
from ambassadors.demo.timeline import Timeline
from ambassadors.helprequests.models import HelpRequest
from ambassadors.helprequests.rules import BECOMES, WHO_MAY, HelpStatus, Move
from ambassadors.helprequests.waiting import unanswered
from ambassadors.initiatives.models import ActivityKind, Audience, Initiative
from ambassadors.initiatives.queries import initiative_by_code, kinds_of
from ambassadors.measures.results import Tally
from ambassadors.measures.stages import Stage
from ambassadors.meetings.models import Agreement, Meeting
from ambassadors.meetings.queries import confirmations_of
from ambassadors.meetings.rules import AgreementKind, State, problem_with_confirming
from ambassadors.mine.queries import parts_of
from ambassadors.mine.rules import Period, span_of
from ambassadors.network.alumni import alumni_of
from ambassadors.network.board import board_of
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.network.rules import Status, problem_with
from ambassadors.network.strengths import experts_found
from ambassadors.objections.models import Answer, Hearing, Objection
from ambassadors.objections.rules import problem_of_hearing
from ambassadors.organisation.models import Department, DepartmentVersion, QuietPeriod
from ambassadors.organisation.queries import department_codes, departments_needing, tree_on
from ambassadors.organisation.rules import problem_with_quiet
from ambassadors.results.models import Result
from ambassadors.results.progress import progress_on
from ambassadors.results.queries import worklist_of
from ambassadors.results.rules import ResultStatus
from ambassadors.results.rules import problem_with as problem_with_result
from ambassadors.security.actor import Actor
from ambassadors.signals.joining import Heard, heard_about
from ambassadors.signals.models import Signal
from ambassadors.signals.queries import new_answers
from ambassadors.signals.rules import NEXT, Severity, SignalStatus, StepKind, is_overdue
from ambassadors.spread.picture import picture_of
from ambassadors.spread.queries import facts_of
from ambassadors.spread.through_time import Viewer
from ambassadors.stories.models import Story
from ambassadors.thanks.models import Thanks
from ambassadors.thanks.queries import ambassador_named
from ambassadors.web.clock import LOCAL
from tests.conftest import NOW, TODAY

TIMELINE = Timeline(TODAY)


@pytest.fixture
def plain_language(municipality) -> Initiative:
    found = initiative_by_code(municipality, "DT")
    assert found is not None
    return found


def services_of(municipality, initiative: Initiative, code: str) -> list[AmbassadorshipRow]:
    department_id = department_codes(municipality)[code]
    return [row for row in ambassadorships(municipality, initiative.id) if row.department_id == department_id]


def serving(rows: list[AmbassadorshipRow], day: date) -> set[int]:
    """Ids of the departments that are served on `day`."""
    return {row.department_id for row in rows if row.serves_on(day)}


def contacts_of(municipality, initiative: Initiative) -> list[Activity]:
    """Contact activities that count, oldest first."""
    query = (
        select(Activity)
        .where(Activity.initiative_id == initiative.id, Activity.undone_at.is_(None))
        .options(selectinload(Activity.reaches), selectinload(Activity.done_by), selectinload(Activity.kind))
        .order_by(Activity.on, Activity.id)
    )
    return [each for each in municipality.scalars(query) if each.kind.audience is Audience.CONTACT]


def stages_by_code(municipality, initiative: Initiative, day: date) -> dict[str, Stage]:
    picture = picture_of(facts_of(municipality, initiative, day), day, Viewer(sees_small=True))
    return {row.code: Stage(int(picture.stage[place])) for place, row in enumerate(picture.ground.tree.rows)}


def test_every_entry_could_have_been_logged(municipality):
    versions = municipality.execute(
        select(DepartmentVersion.department_id, DepartmentVersion.valid_from, DepartmentVersion.valid_until)
    ).all()
    by_id = {row.id: row for row in ambassadorships(municipality)}
    refused = []
    for initiative in municipality.scalars(select(Initiative)):
        audiences = {kind.id: kind.audience.value for kind in kinds_of(municipality, initiative.id, TODAY)}
        for activity in municipality.scalars(
            select(Activity)
            .where(Activity.initiative_id == initiative.id)
            .options(selectinload(Activity.reaches), selectinload(Activity.done_by))
        ):
            entry, day = entry_of(activity), activity.on
            facts = Facts(
                starts_on=initiative.starts_on,
                ends_on=initiative.ends_on,
                audience=audiences[activity.kind_id],
                serving=frozenset(each for each in entry.ambassadorship_ids if by_id[each].serves_on(day)),
                departments=frozenset(each for each, since, until in versions if since <= day < until),
            )
            refused += [(activity.id, problem) for problem in problems(entry, facts, TODAY)]

    assert refused == []


def test_every_step_of_an_ambassadorship_could_have_been_set(municipality):
    rows = ambassadorships(municipality)

    assert [
        (row.person_name, step.status, problem)
        for row in rows
        for number, step in enumerate(row.steps)
        if (problem := problem_with(row.steps[:number], step, TODAY))
    ] == []
    assert {row.status_on(TODAY) for row in rows} == set(Status) - {Status.DECLINED}


def test_every_signal_went_its_way_and_all_states_are_there(municipality):
    signals = municipality.scalars(select(Signal)).all()
    ways = [[step.status for step in signal.steps if step.kind is not StepKind.JOINED] for signal in signals]

    assert {signal.status for signal in signals} == set(SignalStatus)
    assert all(way[0] is SignalStatus.RAISED for way in ways)
    assert all(then in NEXT[now] for way in ways for now, then in pairwise(way))
    assert all(signal.status is signal.steps[-1].status for signal in signals)
    assert all(signal.steps == sorted(signal.steps, key=lambda step: step.at) for signal in signals)


def test_signals_tell_of_one_overdue_one_new_to_its_sender_and_one_that_changed_an_agreement(municipality):
    signals = municipality.scalars(select(Signal)).all()
    overdue = [signal for signal in signals if is_overdue(signal.status, signal.due_on, TODAY)]
    changed = [step for signal in signals for step in signal.steps if "afspraak veranderd" in (step.note or "")]
    marieke = next(signal.raised_by for signal in signals if signal.raiser.name == "Marieke Postma")

    assert [signal.raiser.name for signal in overdue] == ["Ilse Verhoeven"]
    assert [step.status for step in changed] == [SignalStatus.ANSWERED]
    assert [signal.status for signal in new_answers(municipality, marieke, NOW)] == [SignalStatus.FED_BACK]
    assert any(signal.principle for signal in signals)


def test_every_request_for_help_went_its_way_and_all_states_are_there(municipality):
    requests = municipality.scalars(select(HelpRequest)).all()
    ways = [[step.move for step in request.steps] for request in requests]

    assert {request.status for request in requests} == set(HelpStatus)
    assert all(way[0] is Move.ASKED for way in ways)
    assert all(then in WHO_MAY[BECOMES[now]] for way in ways for now, then in pairwise(way))
    assert all(request.status is BECOMES[request.steps[-1].move] for request in requests)
    assert all(request.since == request.steps[-1].at for request in requests)
    assert all(request.steps == sorted(request.steps, key=lambda step: step.at) for request in requests)


def test_one_request_waits_too_long_two_are_with_nobody_and_those_done_are_activities(municipality, plain_language):
    late = unanswered(municipality, [plain_language.id], TODAY, NOW)
    done = municipality.scalars(select(HelpRequest).where(HelpRequest.status == HelpStatus.DONE)).all()
    activities = [municipality.get_one(Activity, request.activity_id) for request in done]

    assert [row.asker for row in late] == ["Dewi Sahuleka", "Joost Meijerink", "Gerrit Dijkstra"]
    assert {
        (activity.done_by[0].ambassadorship_id, activity.reaches[0].department_id) for activity in activities
    } == {(request.taken_by_id, request.department_id) for request in done}


def test_ambassadors_told_what_one_can_ask_them(municipality, plain_language):
    found = experts_found(municipality, "formulieren", municipality.scalars(select(Initiative)), TODAY)

    assert [(each.name, each.initiative.code) for each in found] == [
        ("Kim Pham", "DT"),
        ("Kim Pham", "TOEGANKELIJK"),
    ]


def test_signals_tell_of_one_urgent_one_confidential_and_one_that_is_heard_in_three_departments(municipality):
    signals = municipality.scalars(select(Signal)).all()
    new = [each for each in signals if each.urgent and each.status is SignalStatus.ESCALATED]
    leads = [each for each in signals if each.joined]
    heard = {each.id: heard for each in leads for heard in heard_about(municipality, [each.id], TODAY).values()}

    assert [each.raiser.name for each in new] == ["Amber de Ridder"]
    assert [each.raiser.name for each in signals if each.confidential] == ["Roos Meijer"]
    assert [each.what[:17] for each in leads] == ["Wij werken buiten"]
    assert list(heard.values()) == [Heard(signals=3, departments=3, under="Sector Stadsbeheer")]
    assert [each.for_colleague for each in leads[0].joined] == [True, False]
    assert all(each.urgent is (each.severity is Severity.BLOCKS) for each in signals)


def test_stadsbeheer_is_an_island_that_nobody_from_elsewhere_ever_reached(municipality, plain_language):
    tree = tree_on(municipality, TODAY)
    island = {row.id for row in tree.branch(department_codes(municipality)["400"])}
    own = {row.id for row in ambassadorships(municipality) if row.department_id in island}
    reached_by = {
        done.ambassadorship_id
        for activity in contacts_of(municipality, plain_language)
        for done in activity.done_by
        if island & {reach.department_id for reach in activity.reaches}
    }
    last = max(
        activity.on
        for activity in contacts_of(municipality, plain_language)
        if island & {reach.department_id for reach in activity.reaches}
    )

    assert reached_by <= own
    assert island & serving(ambassadorships(municipality), TODAY) == set()
    assert timedelta(days=240) < TODAY - last < timedelta(days=365)


def test_juridische_zaken_carried_it_and_fell_back(municipality, plain_language):
    (service,) = services_of(municipality, plain_language, "540")

    assert stages_by_code(municipality, plain_language, TIMELINE.month(22))["540"] is Stage.CARRIES_IT
    assert stages_by_code(municipality, plain_language, TODAY)["540"] is Stage.HEARD
    assert service.status_on(TODAY) is Status.ACTIVE


def test_werk_en_inkomen_was_handed_over_without_a_day_between(municipality, plain_language):
    first, second, third = services_of(municipality, plain_language, "210")

    assert first.status_on(TODAY) is Status.ENDED
    assert second.valid_from == first.valid_until
    assert second.recruited_by_id == first.person_id
    assert (second.status_on(TODAY), third.status_on(TODAY)) == (Status.ACTIVE, Status.ACTIVE)


def test_stand_in_serves_while_an_ambassador_is_away(municipality, plain_language):
    (service,) = services_of(municipality, plain_language, "230")

    assert service.status_on(TODAY) is Status.PAUSED
    assert service.serves_on(TODAY)


def test_summers_and_christmas_are_quiet(municipality, plain_language):
    days = [activity.on for activity in contacts_of(municipality, plain_language)]
    in_2026 = Counter(day.month for day in days if day.year == 2026)

    assert in_2026[7] + in_2026[8] < in_2026[5] + in_2026[6]
    assert max(in_2026[7], in_2026[8]) * 2 < min(in_2026[4], in_2026[5], in_2026[9], in_2026[10])
    assert [day for day in days if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 4)] == []


def test_slick_starts_with_two_and_grows(municipality, plain_language):
    rows = ambassadorships(municipality, plain_language.id)
    served = [len(serving(rows, TIMELINE.month(month))) for month in (1, 6, 12, 18, 24, 29)]
    carried = [
        sum(stage is Stage.CARRIES_IT for stage in stages_by_code(municipality, plain_language, day).values())
        for day in (TIMELINE.month(0), TIMELINE.month(6), TIMELINE.month(17), TODAY)
    ]

    assert served == [2, 5, 10, 13, 15, 17]
    assert carried == sorted(carried)
    assert set(stages_by_code(municipality, plain_language, TIMELINE.month(2)).values()) >= {Stage.NOT_REACHED}


def test_ambassadors_were_won_over_by_others_in_a_chain_of_four(municipality, plain_language):
    recruiter = {row.person_id: row.recruited_by_id for row in ambassadorships(municipality, plain_language.id)}

    def generation(person_id: int | None) -> int:
        return 0 if person_id is None else 1 + generation(recruiter.get(person_id))

    assert max(generation(person_id) for person_id in recruiter) == 4
    assert sum(recruiter_id is not None for recruiter_id in recruiter.values()) >= 12


def test_ambassadors_visit_other_afdelingen(municipality, plain_language):
    tree = tree_on(municipality, TODAY)
    codes = dict(municipality.execute(select(Department.id, Department.code)).all())
    serves = {row.id: codes[row.department_id] for row in ambassadorships(municipality)}
    visits = [
        (serves[done.ambassadorship_id], codes[reach.department_id])
        for activity in contacts_of(municipality, plain_language)
        for done in activity.done_by
        for reach in activity.reaches
        if codes[reach.department_id][:2] != serves[done.ambassadorship_id][:2]
    ]

    assert 100 < len(visits) < 300
    assert len(tree.rows) > len({place for _, place in visits}) > 20


def test_gaps_have_candidates_and_one_who_was_asked(municipality, plain_language):
    tree = tree_on(municipality, TODAY)
    rows = ambassadorships(municipality, plain_language.id)
    gaps = departments_needing(municipality, tree, plain_language.id, TODAY) - serving(rows, TODAY)
    hopeful = {tree.by_id[row.department_id].code: row.status_on(TODAY) for row in rows if row.department_id in gaps}

    assert {tree.by_id[gap].code for gap in gaps} == {"340", "410", "420", "430", "630", "640"}
    assert hopeful == {
        "340": Status.CANDIDATE,
        "410": Status.ENDED,
        "430": Status.CANDIDATE,
        "630": Status.NAMED,
        "640": Status.ASKED,
    }


def test_everybody_gets_a_post_each_month(municipality, plain_language):
    posts = municipality.scalars(
        select(Activity)
        .join(Activity.kind)
        .where(Activity.initiative_id == plain_language.id, ActivityKind.code == "intranet_post")
    ).all()

    assert len(posts) == 30
    assert {post.whole_organisation for post in posts} == {True, False}


def test_some_is_logged_late_and_one_entry_was_undone(municipality):
    activities = municipality.scalars(select(Activity)).all()
    delays = [(activity.logged_at.date() - activity.on).days for activity in activities]
    (undone,) = [activity for activity in activities if activity.undone_at]

    assert min(delays) == 0
    assert max(delays) == 52
    assert (
        municipality.scalars(select(Activity.title).where(Activity.title == undone.title)).all() == [undone.title] * 2
    )
    assert municipality.scalars(select(Reach).where(Reach.activity_id == undone.id)).one().low == 9


def test_results_come_into_use_one_after_the_other_and_each_step_could_have_been_taken(municipality, plain_language):
    facts = worklist_of(municipality, plain_language.id)
    used = [progress_on(facts, TIMELINE.month(month)).now.in_use for month in (3, 9, 15, 21, 27, 30)]
    ways = [[step.plain for step in result.steps] for result in municipality.scalars(select(Result))]

    assert len(ways) == 62
    assert used == sorted(used)
    assert used[0] < 3
    assert 20 < used[-1] < 50
    for way in ways:
        for before, then in pairwise([None, *way]):
            now, since = (before.status, before.on) if before else (ResultStatus.TO_DO, None)
            assert problem_with_result(now, since, then.status, then.on, TODAY, dropped=False) is None


def test_nothing_came_into_use_on_the_island_since_it_was_left_and_one_letter_must_be_redone(
    municipality, plain_language
):
    facts = worklist_of(municipality, plain_language.id)
    tree = tree_on(municipality, TODAY)
    island = {row.id for row in tree.branch(department_codes(municipality)["400"])}
    redone = [
        result.name
        for result in municipality.scalars(select(Result))
        if result.steps and result.status is ResultStatus.TO_DO
    ]

    left_alone = TIMELINE.month(21)
    assert [progress_on(facts, day, island).now for day in (left_alone, TODAY)] == [Tally(2, 6), Tally(2, 6)]
    assert redone == ["Besluit kwijtschelding"]


def test_kerngroep_confirmed_what_carried_it_and_took_back_where_the_old_sentences_returned(
    municipality, plain_language
):
    codes = dict(municipality.execute(select(Department.id, Department.code)).all())
    rows = {codes[row.department_id]: row for row in confirmations_of(municipality, plain_language.id)}

    assert {code: row.state_on(TODAY) for code, row in rows.items()} == {
        "111": State.VALID,
        "131": State.WITHDRAWN,
        "211": State.ENDS_SOON,
    }
    for code, row in rows.items():
        assert problem_with_confirming([], row.on, plain_language.starts_on, TODAY) is None
        assert stages_by_code(municipality, plain_language, row.on - timedelta(days=1))[code] is Stage.CARRIES_IT
        assert stages_by_code(municipality, plain_language, row.on)[code] is Stage.BY_ITSELF
    assert stages_by_code(municipality, plain_language, rows["131"].withdrawn_on)["131"] is not Stage.BY_ITSELF
    assert "Besluit kwijtschelding" in rows["131"].withdrawn_why


def test_summers_are_quiet_weeks_and_so_is_the_week_of_the_elections_for_burgerzaken(municipality):
    periods = municipality.scalars(select(QuietPeriod).order_by(QuietPeriod.valid_from)).all()

    assert [(each.name, each.valid_from.isoformat(), each.valid_until.isoformat()) for each in periods] == [
        ("Zomervakantie", "2024-07-13", "2024-08-24"),
        ("Zomervakantie", "2025-07-12", "2025-08-23"),
        ("Verkiezingen", "2026-03-16", "2026-03-23"),
        ("Zomervakantie", "2026-07-11", "2026-08-22"),
    ]
    assert [each.department_id is None for each in periods] == [True, True, False, True]
    assert {problem_with_quiet(each.valid_from, each.valid_until - timedelta(days=1)) for each in periods} == {None}


def test_nothing_to_report_could_have_been_said_and_is_told_of_juridische_zaken(municipality, plain_language):
    rows = {row.id: row for row in ambassadorships(municipality, plain_language.id)}
    said = municipality.scalars(select(NothingToReport)).all()
    picture = picture_of(facts_of(municipality, plain_language, TODAY), TODAY, Viewer(sees_small=True))
    place = next(place for place, row in enumerate(picture.ground.tree.rows) if row.code == "540")

    assert len(said) == 5
    for each in said:
        assert rows[each.ambassadorship_id].serves_on(each.on)
        assert problem_of_day(each.on, plain_language.starts_on, plain_language.ends_on, TODAY) is None
    assert (
        picture.answers.silence.reported_nothing(place)
        == max(each.on for each in said if each.department_id == department_codes(municipality)["540"]).toordinal()
    )


def test_the_network_has_something_to_arrange(municipality, plain_language):
    due = board_of(municipality, plain_language.id, TODAY, NOW).due

    assert sorted((seat.person.name, seat.pause_ends is not None, seat.hours_due) for seat in due) == [
        ("Fenna de Jong", True, False),
        ("Ilse Verhoeven", False, True),
    ]
    assert len(alumni_of(municipality, plain_language.id, TODAY)) == 2


def test_thanks_are_from_colleagues_to_ambassadors_and_once_a_day(municipality):
    own = dict(municipality.execute(select(User.id, User.person_id)).all())
    given = municipality.scalars(select(Thanks)).all()

    assert len({(each.sender_id, each.person_id, each.on) for each in given}) == len(given) == 9
    assert [each for each in given if own[each.sender_id] == each.person_id or each.on >= TODAY] == []
    assert all(ambassador_named(municipality, each.initiative_id, each.person_id) for each in given)


def test_the_page_of_marieke_tells_something_of_everything(municipality):
    marieke = municipality.scalars(select(User).where(User.name == "Marieke Postma")).one()
    who = Actor(marieke.id, marieke.name, marieke.email, marieke.person_id)

    (part,) = parts_of(municipality, who, span_of(Period.ALL, TODAY, LOCAL))

    assert part.deeds is not None
    assert all((part.deeds.outside, part.results, part.brought_in, part.answers, part.thanks, part.held))


def test_what_colleagues_say_against_it_could_all_have_been_heard_and_some_of_it_is_joined(municipality):
    found = {each.id: each for each in municipality.scalars(select(Objection))}
    hearings = municipality.scalars(select(Hearing)).all()

    assert [
        problem
        for each in hearings
        if (problem := problem_of_hearing(each.on, found[each.objection_id].initiative.starts_on, TODAY))
    ] == []
    assert len(found) >= 8
    assert [found[each.joined_to_id].joined_to_id for each in found.values() if each.joined_to_id] == [None, None]
    answered = set(municipality.scalars(select(Answer.objection_id)))
    assert [each.text for each in found.values() if not each.joined_to_id and each.id not in answered] == [
        "Moet ik dan alles opnieuw leren schrijven?"
    ]


def test_stories_are_shared_by_who_logged_them_some_with_a_name_and_some_about_a_letter(municipality):
    stories = municipality.scalars(select(Story)).all()

    assert all(each.shared_by == each.activity.logged_by and each.activity.story for each in stories)
    assert all(each.shared_at > each.activity.logged_at for each in stories)
    assert {each.named for each in stories} == {True, False}
    assert any(each.result for each in stories)
    assert {each.shared_at.month for each in stories} >= {10, 11}


def test_kerngroep_met_with_minutes_and_meets_again_and_what_it_agreed_is_partly_done(municipality, plain_language):
    meetings = municipality.scalars(select(Meeting).order_by(Meeting.on)).all()
    agreements = municipality.scalars(select(Agreement)).all()

    assert [each.closed_at is not None for each in meetings] == [True, True, True, True, False]
    assert meetings[-1].on > TODAY > meetings[-2].on
    assert all(
        each.due_on > meeting.on for meeting in meetings for each in agreements if each.meeting_id == meeting.id
    )
    assert all(each.done_on < TODAY for each in agreements if each.done_on)
    assert {each.kind for each in agreements} == set(AgreementKind)
    assert sum(each.done_on is not None for each in agreements) == 3
    assert sum(each.done_on is None and each.due_on < TODAY for each in agreements) == 1
    for each in meetings[:-1]:
        assert each.minutes["figures"]["headline"].startswith("Van de 990 medewerkers")
