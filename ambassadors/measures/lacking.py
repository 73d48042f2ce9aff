"""Why a measure says nothing: the code beside a None, which the pages put into words."""

from enum import StrEnum


class Lack(StrEnum):
    """What there is too little of."""

    NO_WORKLIST = "no_worklist"
    NO_DEPARTMENTS = "no_departments"
    NO_STAFF = "no_staff"
    NO_CONTACTS = "no_contacts"
    ONE_GROUP = "one_group"
    NOTHING_DIFFERS = "nothing_differs"
    NOT_BEGUN = "not_begun"
    TOO_FEW_ACTIVITIES = "too_few_activities"
    TOO_FEW_AMBASSADORS = "too_few_ambassadors"
    TOO_SHORT = "too_short"
    TOO_FEW_VOTES = "too_few_votes"
