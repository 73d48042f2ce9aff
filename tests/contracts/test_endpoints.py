"""Every endpoint says who may use it, and that is who may use it."""

from dataclasses import replace

import pytest
from flask import Flask

from ambassadors.app import create_app
from ambassadors.security import guard
from ambassadors.security.guard import UndeclaredEndpoint, declared_permission
from ambassadors.security.policy import POLICY, HeldRole, Permission, Role, allows
from config import SettingsError
from tests.conftest import NOW


def test_the_app_refuses_to_start_with_an_endpoint_that_declares_nothing():
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/open", "open_door", lambda: "anybody")

    with pytest.raises(UndeclaredEndpoint, match="open_door"):
        guard.install(app, lambda: None)


def test_only_these_endpoints_are_public(app):
    public = {name for name in app.view_functions if declared_permission(app, name) is Permission.PUBLIC}

    assert public == {
        "accounts.sign_in",
        "accounts.sign_out",
        "accounts.use_link",
        "accounts.forgotten",
        "feed.calendar",
        "log_link.log",
        "log_link.nothing",
        "log_link.done",
        "message_off.show",
        "message_off.switch_off",
        "web.choose_language",
        "web.health",
    }


def test_every_permission_but_public_is_in_the_policy():
    assert set(POLICY) == set(Permission) - {Permission.PUBLIC}


# Who gets to see which page, by the role held for the initiative in the address. A star: everybody signed in.
PAGES = {
    "/": "*",
    "/account": "*",
    "/account/messages": "*",
    "/account/messages/preview": "*",
    "/me": "*",
    "/me/data.zip": "*",
    "/account/calendar": "*",
    "/activities": "*",
    "/activities/waiting": "*",
    "/signals": "*",
    "/signals/new": "*",
    "/ambassadors": "*",
    "/help": "*",
    "/help/ask": "*",
    "/help/waiting": {Role.AMBASSADOR, Role.CHANGE_MANAGER},
    "/initiatives": "*",
    "/organisation": "*",
    "/quiet-weeks": "*",
    "/i/X": "*",
    "/i/X/join": "*",
    "/i/X/join/name": "*",
    "/i/X/alumni": "*",
    "/i/X/dashboard": "*",
    "/i/X/dashboard/in-depth": "*",
    "/i/X/dashboard/months.json": "*",
    "/i/X/departments": "*",
    "/i/X/departments/D1": "*",
    "/i/X/facts/reach": "*",
    "/i/X/results": "*",
    "/i/X/outcomes": "*",
    "/i/X/series/new": {Role.AMBASSADOR, Role.CHANGE_MANAGER},
    "/i/X/stories": "*",
    "/i/X/stories/month/2026-10": {Role.AMBASSADOR, Role.CHANGE_MANAGER},
    "/i/X/objections": "*",
    "/i/X/objections/card": "*",
    "/i/X/objections/new": {Role.AMBASSADOR, Role.CHANGE_MANAGER},
    "/i/X/calendar": "*",
    "/i/X/calendar/new": {Role.AMBASSADOR, Role.CHANGE_MANAGER},
    "/i/X/poster": "*",
    "/i/X/messages": {Role.CHANGE_MANAGER},
    "/i/X/messages/new": {Role.CHANGE_MANAGER},
    "/i/X/toolbox": "*",
    "/i/X/toolbox/new": {Role.CHANGE_MANAGER},
    "/i/X/confirmations": "*",
    "/i/X/confirmations/confirm/D1": {Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/users": {Role.ADMINISTRATOR},
    "/users/invite": {Role.ADMINISTRATOR},
    "/background": {Role.ADMINISTRATOR},
    "/import": {Role.ADMINISTRATOR},
    "/import/departments": {Role.ADMINISTRATOR},
    "/departments/new": {Role.ADMINISTRATOR},
    "/initiatives/new": {Role.ADMINISTRATOR},  # and a change manager of all initiatives: see below
    "/i/X/principles": {Role.CHANGE_MANAGER},
    "/i/X/kinds": {Role.CHANGE_MANAGER},
    "/i/X/edit": {Role.CHANGE_MANAGER},
    "/i/X/results/new": {Role.CHANGE_MANAGER},
    "/i/X/team": {Role.CHANGE_MANAGER},
    "/i/X/team/invite": {Role.CHANGE_MANAGER},
    "/i/X/board": {Role.CHANGE_MANAGER},
    "/i/X/help": {Role.CHANGE_MANAGER},
    "/i/X/inbox": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/inbox/answers": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/inbox/terms": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/attention": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/agreements": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/agreements/new": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/report": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/report.pdf": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/mix": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/meetings": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/i/X/meetings/new": {Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY},
    "/log": {Role.AMBASSADOR, Role.CHANGE_MANAGER},
    "/log/many": {Role.AMBASSADOR, Role.CHANGE_MANAGER},
}

WORDS = {
    "step": "undo",
    "place": "file",
    "what": {"results.list_or_drop": "drop", "planning.coming": "come"},
    "turn": "retire",
    "said": "worked",
}
"""Parts of addresses that must be one of some words."""


@pytest.fixture
def organisation(make):
    department = make.department(code="D1")
    return department, make.initiative(code="X"), make.initiative("Iets anders", code="Y")


def _somebody(make, role, department, initiative):
    person = make.person(department=department)
    if role is Role.AMBASSADOR:
        make.ambassadorship(initiative, department, person)
        return make.user(person=person)
    everywhere = role in {Role.ADMINISTRATOR, Role.EMPLOYEE}
    return make.user(role, initiative=None if everywhere else initiative, person=person)


@pytest.mark.parametrize("role", list(Role))
def test_pages_open_for_the_roles_that_need_them_and_for_no_other(visit, make, organisation, role):
    department, initiative, _other = organisation
    visitor = visit.as_user(_somebody(make, role, department, initiative))

    answers = {path: visitor.client.get(path).status_code for path in PAGES}

    assert answers == {path: 200 if roles == "*" or role in roles else 403 for path, roles in PAGES.items()}


@pytest.mark.parametrize("role", [Role.CHANGE_MANAGER, Role.KERNGROEP])
def test_a_role_in_one_initiative_opens_nothing_of_another(visit, make, organisation, role):
    department, initiative, _other = organisation
    visitor = visit.as_user(_somebody(make, role, department, initiative))

    guarded = [path.replace("/i/X", "/i/Y") for path, roles in PAGES.items() if "/i/X" in path and roles != "*"]

    assert {visitor.client.get(path).status_code for path in guarded} == {403}


def test_a_change_manager_of_all_initiatives_starts_one(visit, make):
    assert visit.as_user(make.user(Role.CHANGE_MANAGER)).get("/initiatives/new").status == 200


def test_nobody_sees_anything_without_signing_in(visit, organisation):
    assert {visit.client.get(path).status_code for path in PAGES} == {302}


def test_every_page_that_can_be_opened_without_more_is_in_the_table(app):
    """A page whose address holds nothing but an initiative or a department is asked for in the tests above."""
    known = {"initiative_code": "X", "department_code": "D1", "kind": "departments"}
    opened = set()
    for rule in app.url_map.iter_rules():
        public = declared_permission(app, rule.endpoint) is Permission.PUBLIC
        if "GET" in rule.methods and rule.arguments <= set(known) and not public:
            with app.test_request_context():
                opened.add(app.url_map.bind("").build(rule.endpoint, {k: known[k] for k in rule.arguments}))

    assert opened - set(PAGES) == set()


def test_writing_without_the_forms_own_token_is_refused(app, visit, make, organisation):
    visitor = visit.as_user(_somebody(make, Role.ADMINISTRATOR, *organisation[:2]))
    posts = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]

    for rule in posts:
        values = {name: _word(rule.endpoint, name) for name in rule.arguments}
        address = app.url_map.bind("").build(rule.endpoint, values, method="POST")
        assert visitor.client.post(address).status_code == 400, rule.endpoint


def _word(endpoint, name):
    word = WORDS.get(name, 1)
    return word[endpoint] if isinstance(word, dict) else word


def test_a_role_for_all_initiatives_opens_each_of_them():
    held = [HeldRole(Role.CHANGE_MANAGER)]

    assert allows(held, Permission.EDIT_INITIATIVE, "X")
    assert allows(held, Permission.START_INITIATIVE)
    assert not allows([HeldRole(Role.CHANGE_MANAGER, "X")], Permission.START_INITIATIVE)


def test_the_app_does_not_start_without_a_real_secret_key(settings):
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        create_app(replace(settings, secret_key="short"), clock=lambda: NOW)
