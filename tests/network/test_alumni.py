"""Former ambassadors stay visible."""

from datetime import timedelta

import pytest

from ambassadors.network.alumni import alumni_of
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.rules import Status
from ambassadors.organisation.models import Person
from tests.statements import counted


def test_former_ambassadors_stay_visible_the_last_to_stop_first(make, visit, initiative, care):
    other = make.department("Wegen")
    for name, days in (("Vroeg Gestopt", 90), ("Laat Gestopt", 10)):
        make.ambassadorship(initiative, care, make.person(name), until=make.today - timedelta(days=days))
    moved = make.person("Elders Verder")
    make.ambassadorship(initiative, care, moved, until=make.today - timedelta(days=5))
    make.ambassadorship(initiative, other, moved, since=make.today - timedelta(days=5))
    text = visit.as_user(make.user()).get("/i/taal/alumni").text

    assert "Ambassadeur van Laat Gestopt Wmo van 7 mei 2026 tot 13 nov 2026 Vroeg Gestopt Wmo van" in text
    assert "Elders Verder" not in text


def test_without_former_ambassadors_the_page_says_so(make, visit, initiative):
    assert "Er is nog niemand gestopt" in visit.as_user(make.user()).get("/i/taal/alumni").text


@pytest.mark.parametrize("people", [1, 300])
def test_former_ambassadors_are_read_in_three_queries_however_many(session, make, initiative, care, people):
    names = [make.person() for _ in range(people)] if people == 1 else []
    if people > 1:
        made = [Person(code=f"X{number}", name=f"Naam {number}") for number in range(people)]
        session.add_all(made)
        session.commit()
        names = made
    start, end = make.today - timedelta(days=99), make.today - timedelta(days=9)
    for person in names:
        seat = Ambassadorship(
            initiative_id=initiative.id,
            person_id=person.id,
            department_id=care.id,
            valid_from=start,
            valid_until=end,
        )
        for number, (status, on) in enumerate(((Status.ACTIVE, start), (Status.ENDED, end)), 1):
            seat.steps.append(AmbassadorshipStep(number=number, status=status, on=on, recorded_at=make.now))
        session.add(seat)
    session.commit()

    with counted(session) as statements:
        found = alumni_of(session, initiative.id, make.today)
    assert (len(found), len(statements)) == (people, 3)
