"""The agenda that proposes itself: what changed, what is due, what needs attention, and signals that wait."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import changed
from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.changed import Item as Change
from ambassadors.dashboard.departments import Departments
from ambassadors.db import db
from ambassadors.kerngroep.attention import Item, attention_list, quoted
from ambassadors.kerngroep.rules import SHOWN, Cause, signal_of
from ambassadors.kerngroep.signal_points import reopened
from ambassadors.kerngroep.signals_together import SIGNALS, some_wait
from ambassadors.meetings.queries import AgreementRow, open_agreements
from ambassadors.web.formatting import day as in_full

CHANGED = "changed"
"""The subject of the point about what changed."""
_QUOTE = re.compile(r":? “[^”]*”$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point that could be on the agenda, with where to see to it."""

    subject: str
    title: str
    url: str = ""


def proposals(found: Asked, day: date) -> list[Proposal]:
    """What a meeting on a day could be about, in its order."""
    items = attention_list(found).first(SHOWN)
    initiative = found.question.initiative
    due = [each for each in open_agreements(db.session, initiative.id) if each.due_on <= day]
    proposed = [Proposal(CHANGED, _("What changed since the last time"))]
    proposed += [Proposal(_subject(each), _due(each)) for each in due]
    known = {each.subject for each in proposed}
    proposed += [_attention(each) for each in items if each.subject not in known]
    proposed += _reopened(found, {signal_of(each.subject) for each in proposed})
    told = {about for each in proposed if (about := signal_of(each.subject)) is not None}
    if some_wait(db.session, initiative.id, told):
        proposed.append(Proposal(SIGNALS, _("Signals that wait for us")))
    return proposed


def _reopened(found: Asked, known: Collection[int | None]) -> list[Proposal]:
    """Signals that an answer did not solve: all of them, however little they weigh and however new they are."""
    question = found.question
    return [
        Proposal(
            f"{Cause.SIGNAL_REOPENED.value}:{each.id}",
            _("Reopened, the answer did not solve it: “%(what)s”", what=quoted(each.what)),
            url_for("signals.show", signal_id=each.id),
        )
        for each in reopened(db.session, question.initiative.id, question.today)
        if each.id not in known
    ]


def without_quote(title: str) -> str:
    """The title of a point, without the beginning of a text that stands below it in full."""
    return _QUOTE.sub("", title) or title


def _subject(agreement: AgreementRow) -> str:
    return f"{agreement.kind.value}:{agreement.id}"


def _due(agreement: AgreementRow) -> str:
    return _(
        "%(name)s, by %(day)s: %(what)s",
        name=agreement.owner,
        day=in_full(agreement.due_on),
        what=quoted(agreement.what),
    )


def _attention(item: Item) -> Proposal:
    return Proposal(item.subject, item.sentence, item.url)


def told_changes(found: Asked, told: Departments) -> list[str]:
    """What changed, each in words alone."""
    return [plain(each) for each in changed.changes(found, told) or []]


def plain(item: Change) -> str:
    """An item in words alone."""
    named = ", ".join(f"{each.name} ({each.note})" if each.note else each.name for each in item.named)
    more = ngettext("and %(num)d more", "and %(num)d more", item.more) if item.more else ""
    end = f"{named} {more}".strip()
    return " ".join(part for part in (item.sentence, f"{end}." if end else "", item.tail) if part)
