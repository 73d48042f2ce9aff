"""Who waits four weeks for an answer: erased by the worker of the app, at night, and told."""

from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import Status


def test_the_worker_erases_who_had_no_answer_for_four_weeks_and_tells_them_once(post, make, session):
    initiative, department = make.initiative(name="Duidelijke taal"), make.department()
    candidate = make.person("Dewi", department, email="dewi@example.nl")
    seat = make.ambassadorship(initiative, department, candidate, Status.CANDIDATE, make.today)
    seat.steps[0].recorded_at = make.now
    session.commit()

    post.pass_by(days=27)
    early = post.work()
    post.pass_by(days=3)
    told, again = post.work(), post.work()

    assert (list(early), list(told), list(again)) == ([], ["dewi@example.nl"], [])
    assert told["dewi@example.nl"]["Subject"] == "Je staat niet meer op de lijst voor ‘Duidelijke taal’"
    assert ambassadorships(session, initiative_id=initiative.id) == []
