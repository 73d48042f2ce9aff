"""Signing in and out, invitations, and who may not."""

from ambassadors.security.policy import Role


def test_start_page_asks_who_is_not_signed_in_to_sign_in(visit):
    page = visit.get("/", 302)

    assert page.location == "/sign-in?next=/"


def test_signing_in_leads_to_the_page_that_was_asked_for(visit, make, session):
    from ambassadors.accounts.service import set_password

    user = make.user(Role.ADMINISTRATOR)
    set_password(session, user, "vier losse woorden hier", make.now)
    session.commit()

    answer = visit.send(
        visit.get("/sign-in?next=/account"), "password", email=user.email.upper(), password="vier losse woorden hier"
    )

    assert (answer.status, answer.location) == (302, "/account")
    assert "administrator" in visit.follow(answer).text
