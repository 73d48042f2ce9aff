"""Burgerzaken with an ambassador, a team below it, and a department that nobody serves."""

import pytest

from ambassadors.security.policy import Role


@pytest.fixture
def town(make, visit):
    class Town:
        initiative = make.initiative("Duidelijke taal", code="DT")
        office = make.department("Burgerzaken", staff=40, code="BZ")
        team = make.department("Balie", office, code="BALIE")
        yard = make.department("Stadsbeheer", staff=30, code="SB")
        anna_person = make.person("Anna de Boer", office, email="anna@example.nl")
        tom_person = make.person("Tom Bakker", yard)
        anna_serves = make.ambassadorship(initiative, office, anna_person)
        anna_user = make.user(person=anna_person, email="anna@example.nl")
        tom_serves = make.ambassadorship(initiative, make.department("Belastingen", code="BEL"), tom_person)
        roos_user = make.user(person=make.person("Roos Meijer", team), email="roos@example.nl")
        anna, tom = visit.as_user(anna_user), visit.as_user(make.user(person=tom_person))
        roos = visit.as_user(roos_user)
        manager_user = make.user(Role.CHANGE_MANAGER, initiative=initiative, name="Esther Vermeulen")
        manager = visit.as_user(manager_user)

    return Town
