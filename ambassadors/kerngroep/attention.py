"""The attention list as pages tell it: every matter with its reason in a sentence and its one action."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from ambassadors.dashboard import wording
from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.due import Due, Waiting
from ambassadors.db import db
from ambassadors.initiatives.models import Initiative
from ambassadors.kerngroep.matters import matters_of
from ambassadors.kerngroep.rules import OF_A_SIGNAL, Cause, Matter, attention
from ambassadors.ledger.models import Topic
from ambassadors.measures.stages import Stage
from ambassadors.meetings.queries import SnoozeRow, snoozes_on
from ambassadors.security.guard import actor
from ambassadors.security.policy import Permission
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import number, quote

ON_THE_DASHBOARD = 3
"""So many matters stand above everything else; the rest is one link away."""
LONGEST_QUOTE = 80

LABELS = {
    Cause.SIGNAL_LATE: lazy_gettext("Answer it"),
    Cause.SIGNAL_REOPENED: lazy_gettext("Take it up again"),
    Cause.SIGNAL_WAITS: lazy_gettext("Take it up"),
    Cause.FELL_BACK: lazy_gettext("See what is missing"),
    Cause.NEVER: lazy_gettext("Ask the ambassador"),
    Cause.SILENT: lazy_gettext("Ask the ambassador"),
    Cause.ONE_PERSON: lazy_gettext("Look for a second one"),
    Cause.RESULTS: lazy_gettext("To the worklist"),
    Cause.CONFIRMATION: lazy_gettext("To the confirmations"),
    Cause.HOURS: lazy_gettext("Agree anew"),
    Cause.CONCESSION: lazy_gettext("To the agreements"),
    Cause.AGREEMENT: lazy_gettext("To the agreements"),
    Cause.ACTION: lazy_gettext("To the agreements"),
}
"""The one action of each; that of a gap is what who reads it can do about it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A matter in a sentence, with what to do about it and where."""

    subject: str
    sentence: str
    label: str
    url: str
    staff: str
    weeks: int


@dataclass(frozen=True, slots=True)
class Later:
    """A matter that is put off; its sentence as it is today."""

    snooze: SnoozeRow
    sentence: str


@dataclass(frozen=True, slots=True)
class AttentionList:
    """What asks for attention now, the weightiest first, and what is put off. Only what is shown is worded."""

    initiative: Initiative
    matters: Sequence[Matter] = ()
    later: tuple[Later, ...] = ()

    def __len__(self) -> int:
        return len(self.matters)

    def first(self, most: int) -> list[Item]:
        """The first ones as pages tell them."""
        return self.told(self.matters[:most])

    def told(self, matters: Iterable[Matter]) -> list[Item]:
        """Some of them as pages tell them."""
        return [item_of(self.initiative, each) for each in matters]


def attention_list(found: Asked) -> AttentionList:
    """The list of the branch that is asked about, on its day. At most four queries, and none after an activity."""
    asked = found.question
    ranking = found.known.answer(
        ("matters", asked.day, asked.compared_with, found.viewer, found.picture.ground.head),
        lambda: matters_of(db.session, found),
    )
    snoozes = found.known.about(
        (Topic.CHANGE,),
        ("snoozes", asked.day),
        lambda: {each.subject: each for each in snoozes_on(db.session, asked.initiative.id, asked.day)},
    )
    there = {each.subject: each for each in ranking.all} if snoozes else {}
    return AttentionList(
        asked.initiative,
        matters=attention(ranking, snoozes),
        later=tuple(Later(each, sentence(there[key])) for key, each in snoozes.items() if key in there),
    )


def waits(found: Asked, told: Departments) -> Waiting:  # noqa: ARG001  the dashboard calls it with both
    """What the first screen of the dashboard tells above everything else."""
    if not actor().may(Permission.MEET, found.question.initiative.code):
        return Waiting()
    asked = attention_list(found)
    first = asked.first(ON_THE_DASHBOARD)
    return Waiting([Due(each.sentence, each.label, each.url) for each in first], len(asked))


def item_of(initiative: Initiative, matter: Matter) -> Item:
    """A matter with its sentence and its action."""
    return Item(
        subject=matter.subject,
        sentence=sentence(matter),
        label=_label(initiative, matter),
        url=_url(initiative, matter),
        staff=wording.people(matter.staff) if matter.department else "",
        weeks=matter.weeks,
    )


def _label(initiative: Initiative, matter: Matter) -> str:
    if matter.cause is not Cause.GAP:
        return str(LABELS[matter.cause])
    if not actor().may(Permission.ASSIGN_AMBASSADORS, initiative.code):
        return _("To the department")
    return _("See who wants to") if matter.count > 1 else _("Invite somebody")


def sentence(matter: Matter) -> str:
    """The reason why a matter is on the list."""
    return _SENTENCES[matter.cause](matter)


def _url(initiative: Initiative, matter: Matter) -> str:
    code: dict[str, Any] = {"initiative_code": initiative.code}
    if matter.cause in OF_A_SIGNAL:
        return url_for("signals.show", signal_id=int(matter.about))
    if matter.cause is Cause.RESULTS:
        return url_for("results.worklist", **code, department=matter.department, status="open")
    if matter.cause is Cause.GAP and actor().may(Permission.ASSIGN_AMBASSADORS, initiative.code):
        return _who_fills(code, matter)
    if matter.cause is Cause.HOURS and actor().may(Permission.ASSIGN_AMBASSADORS, initiative.code):
        return url_for("network.board", **code, _anchor=f"tree-a-{matter.about}")
    if matter.cause in _PAGES:
        endpoint, anchor = _PAGES[matter.cause]
        return url_for(endpoint, **code, _anchor=anchor.format(matter.about) or None)
    return url_for("dashboard.department", **code, department_code=matter.department)


def _who_fills(code: dict[str, Any], matter: Matter) -> str:
    """On the coverage board: who waits for an answer stands on top of it, else the form to invite somebody here."""
    if matter.count > 1:
        return url_for("network.board", **code)
    tree, row = "tree", f"d-{matter.department}"
    return url_for("network.board", **code, q=matter.name, do="invite", of=row, at=tree, _anchor=f"{tree}-{row}")


_PAGES = {
    Cause.CONFIRMATION: ("confirmations.all_confirmations", ""),
    Cause.CONCESSION: ("agreements.all_agreements", "agreement-{}"),
    Cause.AGREEMENT: ("agreements.all_agreements", "agreement-{}"),
    Cause.ACTION: ("agreements.all_agreements", "agreement-{}"),
}
"""Where to see to it, and at which place in that page; the others are on the page of their department."""


def quoted(text: str) -> str:
    """The beginning of a text, as much as a line of the list has room for."""
    return quote(text, LONGEST_QUOTE)


def _signal_late(matter: Matter) -> str:
    return _(
        "%(name)s should have had an answer by %(day)s: “%(what)s”",
        name=matter.name,
        day=in_full(matter.day),
        what=quoted(matter.text),
    )


def _signal_reopened(matter: Matter) -> str:
    return _("Reopened: the answer to %(name)s did not solve “%(what)s”", name=matter.name, what=quoted(matter.text))


def _signal_waits(matter: Matter) -> str:
    if matter.urgent:
        return _(
            "An urgent signal about %(name)s has not been taken up since %(day)s: “%(what)s”",
            name=matter.name,
            day=in_full(matter.day),
            what=quoted(matter.text),
        )
    return _(
        "A signal about %(name)s has not been taken up since %(day)s: “%(what)s”",
        name=matter.name,
        day=in_full(matter.day),
        what=quoted(matter.text),
    )


def _gap(matter: Matter) -> str:
    people = {"name": matter.name, "people": wording.people(matter.staff)}
    if matter.count > 1:
        return _("%(name)s (%(people)s) has no ambassador. Somebody wants to be, or was asked.", **people)
    if matter.day is None:
        return _("%(name)s (%(people)s) never had an ambassador.", **people)
    return _("%(name)s (%(people)s) has no ambassador since %(day)s.", day=in_full(matter.day), **people)


def _fell_back(matter: Matter) -> str:
    return _(
        "%(name)s fell back to “%(stage)s” after %(day)s.",
        name=matter.name,
        stage=wording.stage_name(Stage(matter.count)),
        day=in_full(matter.since),
    )


def _never(matter: Matter) -> str:
    return _(
        "In %(name)s nobody met about it yet, with an ambassador since %(day)s.",
        name=matter.name,
        day=in_full(matter.day),
    )


def _silent(matter: Matter) -> str:
    if matter.usual:
        return ngettext(
            "In %(name)s people mostly met about it every week; now not for %(count)s weeks.",
            "In %(name)s people mostly met about it every %(usual)s weeks; now not for %(count)s weeks.",
            matter.usual,
            name=matter.name,
            usual=number(matter.usual),
            count=number(matter.count),
        )
    return ngettext(
        "In %(name)s nobody met about it for %(count)s week.",
        "In %(name)s nobody met about it for %(count)s weeks.",
        matter.count,
        name=matter.name,
        count=number(matter.count),
    )


def _one_person(matter: Matter) -> str:
    return _("%(name)s has one ambassador for %(people)s.", name=matter.name, people=wording.people(matter.staff))


def _results(matter: Matter) -> str:
    return ngettext(
        "%(count)s result of %(name)s was begun and stands still since %(day)s.",
        "%(count)s results of %(name)s were begun and stand still, the oldest since %(day)s.",
        matter.count,
        count=number(matter.count),
        name=matter.name,
        day=in_full(matter.day),
    )


def _confirmation(matter: Matter) -> str:
    return _("The confirmation of %(name)s ends on %(day)s.", name=matter.name, day=in_full(matter.day))


def _hours(matter: Matter) -> str:
    names = {"name": matter.name, "day": in_full(matter.day)}
    if matter.count > 1:
        return _("The hours agreed for an ambassador of %(name)s ended on %(day)s.", **names)
    return _("The hours agreed for an ambassador of %(name)s end on %(day)s.", **names)


def _agreement(matter: Matter) -> str:
    return _("An agreement ends on %(day)s: “%(what)s”", day=in_full(matter.day), what=quoted(matter.text))


def _concession(matter: Matter) -> str:
    return _("A concession ends on %(day)s: “%(what)s”", day=in_full(matter.day), what=quoted(matter.text))


def _action(matter: Matter) -> str:
    return _(
        "%(name)s was to do this by %(day)s: “%(what)s”",
        name=matter.name,
        day=in_full(matter.day),
        what=quoted(matter.text),
    )


_SENTENCES: Mapping[Cause, Callable[[Matter], str]] = {
    Cause.SIGNAL_LATE: _signal_late,
    Cause.SIGNAL_REOPENED: _signal_reopened,
    Cause.SIGNAL_WAITS: _signal_waits,
    Cause.GAP: _gap,
    Cause.FELL_BACK: _fell_back,
    Cause.NEVER: _never,
    Cause.SILENT: _silent,
    Cause.ONE_PERSON: _one_person,
    Cause.RESULTS: _results,
    Cause.CONFIRMATION: _confirmation,
    Cause.HOURS: _hours,
    Cause.CONCESSION: _concession,
    Cause.AGREEMENT: _agreement,
    Cause.ACTION: _action,
}
