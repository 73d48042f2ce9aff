"""Pages for signing in and out, links, users and teams."""

import pytest

from ambassadors.accounts import service
from ambassadors.accounts.models import Grant
from ambassadors.accounts.rules import FAILURES_PER_ADDRESS
from ambassadors.security.policy import Role
from tests.visitor import Visitor

PASSWORD = "vier losse woorden hier"


@pytest.fixture
def administrator(make, session):
    user = make.user(Role.ADMINISTRATOR, name="Bea Beheerder", email="bea@example.nl")
    service.set_password(session, user, PASSWORD, make.now)
    session.commit()
    return user


def test_start_page_asks_who_is_not_signed_in_to_sign_in(visit):
    assert visit.get("/", 302).location == "/sign-in?next=/"


def test_signing_in_leads_to_the_page_that_was_asked_for(visit, administrator):
    answer = visit.send(visit.get("/sign-in?next=/account"), "password", email=administrator.email, password=PASSWORD)

    assert (answer.status, answer.location) == (302, "/account")
    assert "beheerder – elke verandering" in visit.follow(answer).text


def test_signing_in_never_leads_elsewhere(visit, administrator):
    page = visit.get("/sign-in?next=https://evil.example/")

    assert visit.send(page, "password", email=administrator.email, password=PASSWORD).location == "/"


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(visit, administrator):
    answer = visit.send(visit.get("/sign-in"), "password", email=administrator.email, password="fout")

    assert answer.status == 401
    assert "Adres en wachtwoord horen niet bij elkaar. Controleer ze en probeer het nog eens." in answer.text
    assert answer.form("password").fields["email"] == [administrator.email]
    assert answer.form("password").fields["password"] == [""]


def test_too_many_attempts_are_told(visit, administrator):
    for _each in range(FAILURES_PER_ADDRESS):
        visit.send(visit.get("/sign-in"), "password", email=administrator.email, password="fout")

    answer = visit.send(visit.get("/sign-in"), "password", email=administrator.email, password=PASSWORD)

    assert answer.status == 429
    assert "Wacht een kwartier" in answer.text


def test_signing_out_ends_the_session(visit, administrator):
    visitor = visit.as_user(administrator)

    answer = visitor.post("/sign-out", visitor.get("/account"))

    assert answer.location == "/sign-in"
    assert visitor.get("/", 302).location.startswith("/sign-in")


def test_a_session_from_before_a_new_password_is_over(visit, administrator, make, session):
    visitor = visit.as_user(administrator)
    service.set_password(session, administrator, "andere vier woorden nu", make.now)
    session.commit()

    assert visitor.get("/", 302).location == "/sign-in?next=/"


def test_an_invitation_lets_somebody_choose_a_password_once(visit, make, session):
    _user, token = service.invite(session, "n@example.nl", Role.EMPLOYEE, None, make.now, make.today)
    session.commit()
    page = visit.get(f"/invitation/{token}")

    short = visit.send(page, "again", name="Noor", password="kort", again="kort")
    assert (short.status, short.form("again").fields["name"]) == (422, ["Noor"])
    assert "Gebruik minstens 12 tekens" in short.text

    answer = visit.send(page, "again", name="Noor", password=PASSWORD, again=PASSWORD)
    assert answer.location == "/"
    assert visit.get("/account").form("name").fields["name"] == ["Noor"]

    assert visit.get(f"/invitation/{token}", 410).title == "Deze link werkt niet meer – Olievlek"


def test_two_different_passwords_are_told_beside_the_field(visit, make, session):
    _user, token = service.invite(session, "n@example.nl", Role.EMPLOYEE, None, make.now, make.today)
    session.commit()

    answer = visit.send(visit.get(f"/invitation/{token}"), "again", name="N", password=PASSWORD, again="anders")

    assert answer.status == 422
    assert "De twee zijn niet gelijk." in answer.text


def test_without_mail_the_page_for_a_forgotten_password_says_whom_to_ask(visit):
    assert "Vraag je beheerder om een nieuwe link" in visit.get("/forgotten").text


def test_an_administrator_invites_and_the_link_works_for_who_gets_it(visit, app, administrator, make):
    make.initiative("Duidelijke taal", code="DT")
    visitor = visit.as_user(administrator)
    page = visitor.get("/users/invite")
    initiative = page.form("role").choices["initiative"][1]

    answer = visitor.send(page, "role", email="Kim@example.nl", name="Kim", role="chair", initiative=initiative)

    assert answer.status == 201
    link = answer.html.split('value="http://127.0.0.1:8000')[1].split('"')[0]
    kim = Visitor(app)
    signed_in = kim.send(kim.get(link), "again", password=PASSWORD, again=PASSWORD)
    assert signed_in.location == "/"
    assert "voorzitter van de kerngroep – Duidelijke taal" in kim.get("/account").text


def test_an_ambassador_finds_that_among_the_own_roles(visit, make):
    initiative = make.initiative("Duidelijke taal")
    person = make.person()
    make.ambassadorship(initiative, make.department(), person)

    assert "ambassadeur – Duidelijke taal" in visit.as_user(make.user(person=person)).get("/account").text


def test_an_address_that_is_none_is_told(visit, administrator):
    visitor = visit.as_user(administrator)

    answer = visitor.send(visitor.get("/users/invite"), "role", email="geen adres", role="employee")

    assert answer.status == 422
    assert "Schrijf een adres als naam@voorbeeld.nl." in answer.text


def test_users_are_found_by_a_part_of_their_name(visit, administrator, make):
    make.user(name="Karel de Vries")
    make.user(name="Sanne Bos")

    page = visit.as_user(administrator).get("/users?q=vrie")

    assert "Karel de Vries" in page.text
    assert "Sanne Bos" not in page.text


def test_nobody_found_says_what_to_try(visit, administrator):
    assert "Niemand gevonden" in visit.as_user(administrator).get("/users?q=zzz").text


def test_many_users_come_in_pages(visit, administrator, make):
    for number in range(60):
        make.user(name=f"Gebruiker {number:02}")

    page = visit.as_user(administrator).get("/users?page=4")

    assert "61 tot en met 61 van 61" in page.text


def test_the_last_administrator_cannot_close_their_own_account(visit, administrator):
    visitor = visit.as_user(administrator)

    answer = visitor.post(f"/users/{administrator.id}/close", visitor.get("/users"))

    assert "Dit is de laatste beheerder." in visitor.follow(answer).text
    assert visitor.get("/users").status == 200


def test_a_change_manager_runs_the_team_of_the_own_initiative_alone(visit, make):
    ours, theirs = make.initiative(code="X"), make.initiative(code="Y")
    member = make.user(Role.KERNGROEP, initiative=theirs)
    visitor = visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=ours))
    invited = visitor.send(visitor.get("/i/X/team/invite"), "role", email="lid@example.nl", role="kerngroep")

    assert invited.status == 201
    page = visitor.get("/i/X/team")
    assert "lid@example.nl" in page.text
    grant = make.session.query(Grant).filter_by(user_id=member.id).one()
    assert visitor.post(f"/i/X/team/{grant.id}/withdraw", page).status == 404


def test_a_role_taken_back_no_longer_opens_pages(visit, make, administrator):
    initiative = make.initiative(code="X")
    member = make.user(Role.CHANGE_MANAGER, initiative=initiative)
    other, visitor = visit.as_user(member), visit.as_user(administrator)
    other.get("/i/X/team")
    page = visitor.get("/users?q=" + member.email)
    action = next(form.action for form in page.forms if "withdraw" in form.action)

    answer = visitor.send(page, action)

    assert "De rol is ingetrokken." in visitor.follow(answer).text
    assert other.get("/i/X/team", 403).status == 403


def test_people_change_their_name_without_a_new_password(visit, administrator):
    visitor = visit.as_user(administrator)
    page = visitor.get("/account")

    refused = visitor.send(page, "name", name=" ")
    saved = visitor.follow(visitor.send(page, "name", name="Bea de Wit"))

    assert (refused.status, refused.form("name").action) == (422, "/account/name")
    assert "Je naam is opgeslagen." in saved.text
    assert "Bea de Wit" in saved.links


def test_people_choose_a_new_password_and_stay_signed_in(visit, administrator):
    visitor = visit.as_user(administrator)

    answer = visitor.send(
        visitor.get("/account"), "again", password="andere vier woorden nu", again="andere vier woorden nu"
    )

    assert "Overal elders ben je uitgelogd." in visitor.follow(answer).text
