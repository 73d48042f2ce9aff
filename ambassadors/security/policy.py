"""Who may do what, in one table. Pure: no Flask, no database.

A role is held for one initiative or for all of them; a permission asked for an initiative is given by a role
held for that initiative or for all. Lists are filtered by the queries themselves, never by this table alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the organisation or to one initiative."""

    ADMINISTRATOR = "administrator"
    CHANGE_MANAGER = "change_manager"
    KERNGROEP = "kerngroep"
    CHAIR = "chair"
    SECRETARY = "secretary"
    AMBASSADOR = "ambassador"
    EMPLOYEE = "employee"


GRANTABLE = (
    Role.ADMINISTRATOR,
    Role.CHANGE_MANAGER,
    Role.KERNGROEP,
    Role.CHAIR,
    Role.SECRETARY,
    Role.EMPLOYEE,
)
"""Roles that somebody gives; ambassador follows from ambassadorships."""

KERNGROEP_ROLES = frozenset({Role.KERNGROEP, Role.CHAIR, Role.SECRETARY})


class Permission(StrEnum):
    """What an endpoint or a button asks for."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_USERS = "manage_users"
    START_INITIATIVE = "start_initiative"
    EDIT_INITIATIVE = "edit_initiative"
    ASSIGN_AMBASSADORS = "assign_ambassadors"
    LOG_ACTIVITY = "log_activity"
    LOG_FOR_OTHERS = "log_for_others"
    ANSWER_REQUESTS = "answer_requests"
    TICK_RESULTS = "tick_results"
    EDIT_WORKLIST = "edit_worklist"
    READ_INBOX = "read_inbox"
    HANDLE_SIGNALS = "handle_signals"
    SEE_SMALL_DEPARTMENTS = "see_small_departments"
    CONFIRM_PRACTICE = "confirm_practice"
    SET_QUIET_WEEKS = "set_quiet_weeks"
    ANSWER_OBJECTIONS = "answer_objections"
    KEEP_OBJECTIONS = "keep_objections"
    SHARE_STORIES = "share_stories"
    HIDE_STORIES = "hide_stories"
    MEET = "meet"


_EVERYBODY = frozenset(Role)
_CHANGE_MANAGERS = frozenset({Role.CHANGE_MANAGER})

POLICY: Mapping[Permission, frozenset[Role]] = {
    Permission.SIGNED_IN: _EVERYBODY,
    Permission.MANAGE_ORGANISATION: frozenset({Role.ADMINISTRATOR}),
    Permission.MANAGE_USERS: frozenset({Role.ADMINISTRATOR}),
    Permission.START_INITIATIVE: frozenset({Role.ADMINISTRATOR, Role.CHANGE_MANAGER}),
    Permission.EDIT_INITIATIVE: _CHANGE_MANAGERS,
    Permission.ASSIGN_AMBASSADORS: _CHANGE_MANAGERS,
    Permission.LOG_ACTIVITY: frozenset({Role.AMBASSADOR, Role.CHANGE_MANAGER}),
    Permission.LOG_FOR_OTHERS: _CHANGE_MANAGERS,
    Permission.ANSWER_REQUESTS: frozenset({Role.AMBASSADOR, Role.CHANGE_MANAGER}),
    Permission.TICK_RESULTS: frozenset({Role.AMBASSADOR, Role.CHANGE_MANAGER}),
    Permission.EDIT_WORKLIST: _CHANGE_MANAGERS,
    Permission.READ_INBOX: KERNGROEP_ROLES | _CHANGE_MANAGERS,
    Permission.HANDLE_SIGNALS: KERNGROEP_ROLES,
    Permission.SEE_SMALL_DEPARTMENTS: KERNGROEP_ROLES | _CHANGE_MANAGERS,
    Permission.CONFIRM_PRACTICE: KERNGROEP_ROLES,
    Permission.MEET: KERNGROEP_ROLES | _CHANGE_MANAGERS,
    # The change manager of one change knows the holidays of the organisation as well as that of all of them.
    Permission.SET_QUIET_WEEKS: frozenset({Role.ADMINISTRATOR, Role.CHANGE_MANAGER}),
    Permission.ANSWER_OBJECTIONS: frozenset({Role.AMBASSADOR, Role.CHANGE_MANAGER}),
    Permission.KEEP_OBJECTIONS: _CHANGE_MANAGERS,
    Permission.SHARE_STORIES: frozenset({Role.AMBASSADOR, Role.CHANGE_MANAGER}),
    Permission.HIDE_STORIES: _CHANGE_MANAGERS,
}

ORGANISATION_WIDE = frozenset({Permission.MANAGE_ORGANISATION, Permission.MANAGE_USERS, Permission.START_INITIATIVE})
"""Permissions that a role held for a single initiative does not give."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role, for one initiative by its code, or for all (None)."""

    role: Role
    initiative: str | None = None


def allows(held: Iterable[HeldRole], permission: Permission, initiative: str | None = None) -> bool:
    """Whether the roles held give `permission`, for `initiative` if one is named, else for any."""
    if permission is Permission.PUBLIC:
        return True
    roles = POLICY[permission]
    return any(each.role in roles and _covers(each, permission, initiative) for each in held)


def _covers(held: HeldRole, permission: Permission, initiative: str | None) -> bool:
    if held.initiative is None:
        return True
    if permission in ORGANISATION_WIDE:
        return False
    return initiative is None or held.initiative == initiative
