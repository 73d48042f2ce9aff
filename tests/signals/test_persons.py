"""Whether a text seems to be about a person."""

import pytest

from ambassadors.signals.persons import Sign, sign_of_person

COLLEAGUES = ["Fatima Yilmaz", "Sanne de Boer", "Emre Yücel", "Jan Brief"]
NEAR = ["Fatima", "Roos"]


@pytest.mark.parametrize(
    "text",
    [
        "Fatima Yilmaz geeft nooit antwoord",
        "Het ligt aan sanne de boer.",
        "emre yucel doet niet mee",
        "Mevrouw Yilmaz komt altijd te laat",
        "Volgens dhr. de Boer mag het niet",
    ],
)
def test_a_colleague_by_full_name_or_title_is_named(text):
    assert sign_of_person(text, COLLEAGUES, NEAR) is Sign.NAMED


@pytest.mark.parametrize(
    "text",
    [
        "Fatima geeft nooit antwoord",
        "Er wordt hier gepest",
        "Dit is intimiderend",
        "Mijn leidinggevende luistert niet",
        "mijn leidinggevende scheldt me uit",
        "De teamleider van Werk is onbekwaam en liegt.",
        "Zij van de balie doet nooit wat en kletst alleen maar",
        "Zij van de balie doet nooit wat",
        "Die teamleider houdt alles tegen.",
        "Jan van ICT blokkeert alles",
        "Vraag het maar aan Jan van ICT",
        "Emre doet hier niks",
        "Het loopt vast. Karin weigert de nieuwe brief.",
    ],
)
def test_what_sounds_personal_can_still_be_about_the_work(text):
    assert sign_of_person(text, COLLEAGUES, NEAR) is Sign.PERSONAL


@pytest.mark.parametrize(
    "text",
    [
        "De brieven zijn weer langer",
        "Een roos is een roos",
        "Een brief met een naam eronder",
        "Sanne en de boer",
        "Het systeem blokkeert alles",
        "Het systeem weigert de brief. De teamleider weet ervan.",
        "Het sjabloon van Burgerzaken is goed, dat van de balie niet",
        "De teamleider van Werk kan de nieuwe brief niet vinden",
        "In jan van dit jaar kwam er een nieuwe brief",
        "Brieven van Burgerzaken zijn te lang",
        "De ambassadeur is er nooit op maandag",
        "",
    ],
)
def test_a_text_about_the_work_is_no_sign(text):
    assert sign_of_person(text, COLLEAGUES, NEAR) is None
