"""A certificate tells in words what somebody did as ambassador."""

from datetime import date

from ambassadors.network.rules import Status


def test_it_tells_what_was_done_and_who_signs(make, town, anna):
    make.activity(town.seat, town.taxes, kind="workshop", on=date(2026, 11, 2))
    make.activity(town.seat, town.contact, kind="workshop", on=date(2026, 10, 2))

    page = anna.get(anna.get("/me").links["Certificaat: Duidelijke taal, Klantcontact"])

    assert "Anna de Boer is ambassadeur van Duidelijke taal voor Klantcontact sinds 7 mei 2026" in page.text
    assert "Workshop (2×) in 2 verschillende weken" in page.text
    assert "Collega’s van 2 afdelingen deden mee: Belastingen en Klantcontact." in page.text
    assert "Hilde Brouwers eigenaar van de verandering 23 november 2026 datum" in page.text


def test_of_many_departments_it_names_some(make, town, anna):
    for number in range(1, 11):
        make.activity(town.seat, make.department(f"Team {number:02}"), on=date(2026, 11, 2))

    text = anna.get(f"/me/certificate/{town.seat.id}").text

    assert "Collega’s van 10 afdelingen deden mee: Team 01, Team 02," in text
    assert "Team 07, Team 08 en nog 2." in text


def test_an_ambassadorship_that_ended_has_one_too_without_an_owner_or_a_deed(make, session, town, visit):
    change = make.initiative("Digitaal toegankelijk", code="digi")
    person = make.person("Bram Vos", town.taxes)
    seat = make.ambassadorship(change, town.taxes, person, since=date(2025, 1, 8), until=date(2026, 3, 3))

    text = visit.as_user(make.user(person=person)).get(f"/me/certificate/{seat.id}").text

    assert "was ambassadeur van Digitaal toegankelijk voor Belastingen van 8 januari 2025 tot 3 maart 2026" in text
    assert "naam eigenaar van de verandering" in text


def test_there_is_none_for_who_never_became_ambassador(make, town, visit):
    person = make.person("Kim", town.taxes)
    seat = make.ambassadorship(town.change, town.taxes, person, Status.CANDIDATE)

    assert visit.as_user(make.user(person=person)).get(f"/me/certificate/{seat.id}", 404).status == 404
