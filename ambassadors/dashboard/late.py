"""Which entries came late, as far as somebody may know that, and in words."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from flask_babel import ngettext

from ambassadors.activities.late import LateEntries, late_entries
from ambassadors.dashboard.asking import Asked
from ambassadors.db import db
from ambassadors.web.clock import LOCAL
from ambassadors.web.formatting import number


def entries_of(found: Asked) -> tuple[LateEntries, list[int]]:
    """What of the day that is compared with was logged, changed or undone later, and in which departments.

    Who asks for one day after another learns when an entry was logged. In a department with one ambassador that
    would tell when somebody last logged, which is not for everybody to know. So who may not see small departments
    gets a count of the whole organisation, and no names.
    """
    picture, since = found.picture, found.question.compared_with
    head = picture.ground.head
    if not found.viewer.sees_small and head is not None:
        return LateEntries(), []
    branch = None
    if head is not None:
        branch = [row.id for place, row in enumerate(picture.ground.tree.rows) if picture.ground.in_branch[place]]
    after = datetime.combine(since + timedelta(days=1), time.min, LOCAL)
    entries = late_entries(db.session, found.question.initiative.id, since, after, branch)
    if not found.viewer.sees_small:
        return entries, []
    return entries, [picture.ground.index[each] for each in entries.departments if each in picture.ground.index]


def sentences(entries: LateEntries, day: str) -> Iterator[str]:
    """What was logged, changed and undone after `day`, a sentence each."""
    if entries.logged:
        yield ngettext(
            "%(count)s activity of %(day)s or earlier was logged later.",
            "%(count)s activities of %(day)s or earlier were logged later.",
            entries.logged,
            count=number(entries.logged),
            day=day,
        )
    if entries.changed:
        yield ngettext(
            "%(count)s activity from then was changed later.",
            "%(count)s activities from then were changed later.",
            entries.changed,
            count=number(entries.changed),
        )
    if entries.undone:
        yield ngettext(
            "%(count)s activity from then was undone later.",
            "%(count)s activities from then were undone later.",
            entries.undone,
            count=number(entries.undone),
        )
