"""What a browser can send that is no text, no number and no form: it is told, and it breaks nothing."""

import pytest

from ambassadors.security.policy import Role
from ambassadors.web.intake import link_or_none, whole_number, whole_number_or_none

UNREADABLE = "In deze tekst staat een teken dat we niet kunnen lezen: �. Haal het weg."


@pytest.fixture
def administrator(visit, make):
    return visit.as_user(make.user(Role.ADMINISTRATOR))


@pytest.fixture
def change_manager(visit, make):
    department = make.department(code="D1")
    initiative = make.initiative(code="X")
    make.ambassadorship(initiative, department)
    return visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=initiative))


@pytest.mark.parametrize("text", ["Jan\0Jansen", "Jan�"])
def test_a_sign_that_cannot_be_kept_is_told_beside_its_field(administrator, text):
    page = administrator.get("/users/invite")

    answer = administrator.send(page, "role", email="jan@example.nl", name=text, role="kerngroep")

    assert answer.status == 422
    assert answer.text.count(UNREADABLE) == 1


def test_a_nul_in_a_name_that_is_looked_up_finds_nobody(change_manager):
    answer = change_manager.send(change_manager.get("/log"), "reaches-0-number", done_by="", done_by_name="a\0b")

    assert answer.status == 422


@pytest.mark.parametrize("token", ["a\0b", "x" * 5_000])
def test_a_form_token_that_we_never_gave_is_refused(administrator, token):
    page = administrator.get("/users/invite")

    assert administrator.send(page, "role", form_token=token).status == 400


@pytest.mark.parametrize(
    "address", ["/ambassadors?q=%00", "/users?q=a%00", "/organisation/%00", "/signals/new?department=%00"]
)
def test_a_nul_in_an_address_is_refused(administrator, address):
    assert administrator.get(address, 400).status == 400


@pytest.mark.parametrize("address", ["/activities/2147483648", "/signals/99999999999999999999"])
def test_a_number_that_no_key_can_be_is_no_page(administrator, address):
    assert administrator.get(address, 404).status == 404


@pytest.mark.parametrize("page", ["²", "١٢", "-1", "999999999", "1" * 40, ""])
def test_a_strange_page_number_shows_a_page(administrator, page):
    assert administrator.get(f"/users?page={page}").status == 200


@pytest.mark.parametrize("words", ["a " * 1_500, "x" * 3_500, "%", "_"])
def test_a_strange_search_shows_a_page(administrator, words):
    assert [administrator.get(f"{path}?q={words}").status for path in ("/users", "/ambassadors")] == [200, 200]


@pytest.mark.parametrize("number", ["²", "9" * 30, "2147483648", "-1", "1" * 5_000])
def test_a_choice_that_was_not_offered_is_told(change_manager, number):
    log, raise_signal = change_manager.get("/log"), change_manager.get("/signals/new")
    chosen = {"department": number, "number": "2-5"}
    reached = {f"reaches-0-{name}": value for name, value in chosen.items()}

    assert change_manager.send(log, "reaches-0-number", **reached).status == 422
    assert change_manager.send(log, "reaches-0-number", **reached, done_by=number, companions=number).status == 422
    assert change_manager.send(raise_signal, "severity", department=number, what="Het loopt vast").status == 422


@pytest.mark.parametrize("row", ["²", "1" * 5_000])
def test_a_row_that_no_form_has_is_passed_over(change_manager, row):
    answer = change_manager.send(change_manager.get("/log"), "reaches-0-number", **{f"reaches-{row}-number": "2-5"})

    assert answer.status == 422


def test_a_very_long_name_to_look_up_is_told(change_manager):
    answer = change_manager.send(change_manager.get("/log"), "reaches-0-number", companion_name="x " * 100_000)

    assert answer.status == 422


def test_only_forms_are_taken_in(administrator):
    token = administrator.get("/users/invite").form("role").fields["csrf_token"][0]

    answer = administrator.client.post("/users/invite", json={"name": 5}, headers={"X-CSRFToken": token})

    assert answer.status_code == 415


def test_a_language_that_is_not_there_changes_nothing(visit):
    visit.post("/language", visit.get("/sign-in"), language="x" * 10_000)

    with visit.client.session_transaction() as cookie:
        assert "language" not in cookie


def test_a_whole_number_is_small_and_in_plain_digits():
    assert whole_number("999999999") == 999_999_999
    assert [whole_number_or_none(each) for each in ("", None, "²", "1.5", "-1", "1" * 10)] == [None] * 6


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" voorbeeld.nl/brief ", "https://voorbeeld.nl/brief"),
        ("www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("intranet.voorbeeld.nl:8080/a?b=1#c", "https://intranet.voorbeeld.nl:8080/a?b=1#c"),
        ("http://voorbeeld.nl", "http://voorbeeld.nl"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("naam@voorbeeld.nl", "naam@voorbeeld.nl"),
        ("zie de brief", "zie de brief"),
        ("brief", "brief"),
        ("", None),
    ],
)
def test_a_link_without_its_beginning_gets_one(typed, kept):
    assert link_or_none(typed) == kept
