"""The browser's Back button, after a form that was refused at first."""

import pytest

pytestmark = pytest.mark.browser


def test_back_leads_to_the_form_and_not_to_the_browsers_question_to_send_it_again(walk, make):
    initiative = make.initiative("Duidelijke taal", code="DT")
    desk = make.department("Wmo-loket", staff=30, code="WMO")
    make.ambassadorship(initiative, desk, make.person("Anna de Boer", desk))
    roos = walk(make.user(person=make.person("Roos Meijer", desk)))
    roos.go("/ambassadors").press("Vraag om langs te komen").press("Hulp vragen")
    assert roos.page.get_by_role("alert").is_visible()
    roos.fill("Waar gaat het over?", "Onze besluiten.").press("Hulp vragen")
    assert "Je vraag is gesteld." in roos.text()

    roos.page.go_back()

    assert roos.page.get_by_label("Waar gaat het over?").is_visible()
    assert not roos.page.get_by_role("alert").is_visible()
    roos.page.reload()
    assert roos.page.get_by_label("Waar gaat het over?").is_visible()
