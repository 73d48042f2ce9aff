"""What changed since a day, in sentences: the most important first, named as far as a reader takes in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from ambassadors.dashboard import late, wording
from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.departments import Departments
from ambassadors.ledger.models import Topic
from ambassadors.measures.stages import Rule
from ambassadors.organisation.rules import whole_staff
from ambassadors.results.queries import ResultFact
from ambassadors.spread.changed import Changed, Move, changed_since, lost_by, moved_results
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import listed, number

MOST_NAMED = 3
MOST_LATE = 12
"""So many departments are named where no list holds the others."""
LOST = {
    Rule.HEARD: lazy_gettext("nothing reached it for too long"),
    Rule.CONTACT_WEEKS: lazy_gettext("people met in too few different weeks"),
    Rule.REACH: lazy_gettext("too few colleagues took part"),
    Rule.AMBASSADOR: lazy_gettext("it has no ambassador any more"),
    Rule.RECENT_CONTACT: lazy_gettext("the last contact is too long ago"),
    Rule.CONFIRMED: lazy_gettext("the confirmation holds no longer"),
}
"""Why a department fell back, by the rule that no longer holds."""


@dataclass(frozen=True, slots=True)
class Named:
    """A department by its code, or a result by its id, with what else to say; without either, only a name."""

    name: str
    note: str = ""
    code: str = ""
    result_id: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence; whom it is about, and how many `more`, who are at `measure` and `choice`; and what to add."""

    topic: str
    sentence: str
    named: tuple[Named, ...] = ()
    more: int = 0
    measure: str = ""
    choice: str = ""
    tail: str = ""


def changes(found: Asked, told: Departments) -> list[Item] | None:
    """What changed, in the order in which it matters; None where the change had only just begun. Two queries."""
    changed = compared(found)
    if changed is None:
        return None
    return [
        *moves(told, changed),
        *_passed(told, changed),
        *results(told, changed),
        *_ambassadors(told, changed),
        *_gaps(told, changed),
        *_signals(changed),
        *_late(found, told),
    ]


def compared(found: Asked) -> Changed | None:
    """What changed, before it is worded; None where the change had only just begun."""
    question = found.question
    if question.compared_with >= question.day:
        return None
    since, picture = question.compared_with, found.picture
    moved = found.known.about(
        (Topic.RESULTS, Topic.ORGANISATION),
        ("moved results", since, question.day, picture.ground.head),
        lambda: moved_results(since, picture, found.known.worklist),
    )
    return found.known.answer(
        ("changed", since, question.day, found.viewer, picture.ground.head),
        lambda: changed_since(since, found.facts, picture, found.viewer, moved),
    )


def lost(rules: Iterable[Rule]) -> str:
    """Why a department fell back, in part of a sentence."""
    return listed([str(LOST[rule]) for rule in rules])


def moves(told: Departments, changed: Changed) -> list[Item]:
    """Which departments went further, and which fell back and why."""
    items = []
    if changed.forward:
        sentence = ngettext(
            "%(count)s department went further, with %(staff)s:",
            "%(count)s departments went further, with %(staff)s together:",
            departments_of(told, changed.forward),
            count=number(departments_of(told, changed.forward)),
            staff=_staff(told, changed.forward),
        )
        items.append(_moved_item(told, _("Further"), sentence, changed.forward, "forward"))
    if changed.back:
        sentence = ngettext(
            "%(count)s department fell back, with %(staff)s:",
            "%(count)s departments fell back, with %(staff)s together:",
            departments_of(told, changed.back),
            count=number(departments_of(told, changed.back)),
            staff=_staff(told, changed.back),
        )
        items.append(_moved_item(told, _("Back"), sentence, changed.back, "back"))
    return items


def departments_of(told: Departments, moves: Sequence[Move]) -> int:
    """How many departments with staff moved: as many as the legend counts."""
    staff, members = told.picture.ground.staff, told.picture.members
    return sum(1 for move in moves for place in members[move.group] if staff[place] > 0)


def _staff(told: Departments, moves: Sequence[Move]) -> str:
    return wording.people(whole_staff(sum(float(told.picture.partition.staff[move.group]) for move in moves)))


def _moved_item(told: Departments, topic: str, sentence: str, moves: Sequence[Move], choice: str) -> Item:
    """An item that names as many as a sentence can; how many more counts departments, as the sentence does."""
    named = [_moved(told, each) for each in moves[: MOST_NAMED + 1]]
    item = _item(topic, sentence, named, "changed", choice, of=len(moves))
    return replace(item, more=departments_of(told, moves[len(item.named) :]))


def _moved(told: Departments, move: Move) -> Named:
    note = wording.stage_name(move.after)
    if rules := lost_by(told.picture, move):
        note = f"{note}: {lost(rules)}"
    return Named(told.group_name(move.group), note, told.group_code(move.group))


def _passed(told: Departments, changed: Changed) -> list[Item]:
    if not changed.passed:
        return []
    named = []
    for each in changed.passed:
        into = listed([told.names[place] for place in each.into])
        named.append(Named(each.name, _("went over into %(names)s", names=into) if into else ""))
    sentence = ngettext(
        "%(count)s department is no more:",
        "%(count)s departments are no more:",
        len(named),
        count=number(len(named)),
    )
    return [_item(_("Organisation"), sentence, named)]


def results(told: Departments, changed: Changed) -> list[Item]:
    """Which results came into use, and which must be done again."""
    items = []
    if changed.in_use:
        sentence = ngettext(
            "%(count)s result came into use:",
            "%(count)s results came into use:",
            len(changed.in_use),
            count=number(len(changed.in_use)),
        )
        items.append(
            _item(_("Results"), sentence, [_result(told, each) for each in changed.in_use], "results", "used")
        )
    if changed.out_of_use:
        sentence = ngettext(
            "%(count)s result that was in use must be done again:",
            "%(count)s results that were in use must be done again:",
            len(changed.out_of_use),
            count=number(len(changed.out_of_use)),
        )
        items.append(
            _item(_("Results"), sentence, [_result(told, each) for each in changed.out_of_use], "results", "open")
        )
    return items


def _result(told: Departments, result: ResultFact) -> Named:
    place = told.picture.ground.index.get(result.department_id)
    return Named(result.name, "" if place is None else told.names[place], result_id=result.id)


def _ambassadors(told: Departments, changed: Changed) -> list[Item]:
    """Who began and stopped, with what that did to the gaps."""
    handed = changed.handed
    began = ngettext(
        "In %(count)s department a new ambassador began:",
        "In %(count)s departments a new ambassador began:",
        len(handed.began),
        count=number(len(handed.began)),
    )
    handed_over = ngettext(
        "In %(count)s department one ambassador stopped and another began:",
        "In %(count)s departments one ambassador stopped and another began:",
        len(handed.handed_over),
        count=number(len(handed.handed_over)),
    )
    stopped = ngettext(
        "In %(count)s department an ambassador stopped:",
        "In %(count)s departments an ambassador stopped:",
        len(handed.stopped),
        count=number(len(handed.stopped)),
    )
    had_none = dict.fromkeys(changed.gaps_closed, _("there was none"))
    has_none = dict.fromkeys(changed.gaps_opened, _("there is none now"))
    return [
        *_places(told, began, handed.began, had_none),
        *_places(told, handed_over, handed.handed_over, had_none),
        *_places(told, stopped, handed.stopped, has_none),
    ]


def _gaps(told: Departments, changed: Changed) -> list[Item]:
    """The gaps that came and went without anybody who began or stopped there: a break, or another need."""
    handed = changed.handed
    opened = [place for place in changed.gaps_opened if place not in handed.stopped]
    closed = [place for place in changed.gaps_closed if place not in {*handed.began, *handed.handed_over}]
    without = ngettext(
        "%(count)s department is without an ambassador since then:",
        "%(count)s departments are without an ambassador since then:",
        len(opened),
        count=number(len(opened)),
    )
    served = ngettext(
        "%(count)s department is no longer without an ambassador:",
        "%(count)s departments are no longer without an ambassador:",
        len(closed),
        count=number(len(closed)),
    )
    return [*_places(told, without, opened, {}), *_places(told, served, closed, {})]


def _places(told: Departments, sentence: str, places: Sequence[int], notes: Mapping[int, str]) -> Iterator[Item]:
    """An item about departments, where there are any."""
    if places:
        named = [place_named(told, each, notes.get(each, "")) for each in places[: MOST_NAMED + 1]]
        yield _item(_("Ambassadors"), sentence, named, "coverage", of=len(places))


def place_named(told: Departments, place: int, note: str = "") -> Named:
    """A department by its index, with what else to say."""
    return Named(told.names[place], note, told.picture.ground.tree.rows[place].code)


def _signals(changed: Changed) -> list[Item]:
    sentences = []
    if changed.raised:
        sentences.append(
            ngettext(
                "%(count)s signal was raised.",
                "%(count)s signals were raised.",
                changed.raised,
                count=number(changed.raised),
            )
        )
    if changed.answered:
        sentences.append(
            ngettext(
                "%(count)s got a first answer.",
                "%(count)s got a first answer.",
                changed.answered,
                count=number(changed.answered),
            )
        )
    if changed.closed:
        sentences.append(
            ngettext("%(count)s was closed.", "%(count)s were closed.", changed.closed, count=number(changed.closed))
        )
    return [Item(_("Signals"), " ".join(sentences))] if sentences else []


def _late(found: Asked, told: Departments) -> Iterator[Item]:
    """What was logged late; in which departments, for who may know that."""
    since = in_full(found.question.compared_with)
    entries, places = late.entries_of(found)
    sentence = " ".join(late.sentences(entries, since))
    if sentence:
        named = [place_named(told, each) for each in places[: MOST_LATE + 1]]
        among = _("In:")
        lead = f"{sentence} {among}" if named else sentence
        tail = _("So on %(day)s the numbers looked different.", day=since)
        yield _item(_("Logged later"), lead, named, tail=tail, of=len(places), most=MOST_LATE)


def _item(
    topic: str,
    sentence: str,
    named: Sequence[Named],
    measure: str = "",
    choice: str = "",
    tail: str = "",
    of: int | None = None,
    most: int = MOST_NAMED,
) -> Item:
    """An item that names the first few, of so many if not of all given; where only one is left, that one too."""
    count = len(named) if of is None else of
    shown = most + 1 if count == most + 1 else most
    return Item(topic, sentence, tuple(named[:shown]), max(0, count - shown), measure, choice, tail)
