"""The first screen of the dashboard: the sentence, the measures, and where to look next."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import wording
from ambassadors.dashboard.departments import Departments
from ambassadors.measures.signals import Signals
from ambassadors.measures.stages import Stage
from ambassadors.organisation.rules import whole_staff
from ambassadors.results.progress import Progress
from ambassadors.spread.picture import SILENT_WEEKS, Picture
from ambassadors.web.formatting import number, percent

MOST_GAPS = 10
_MOST_BRANCHES = 60


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure on the first screen: its figure, what that is, what else to know, and how it is counted."""

    code: str
    name: str
    figure: str
    unit: str
    also: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A department that needs an ambassador and has none, and the colleagues who depend on it."""

    code: str
    name: str
    staff: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that one can look at."""

    code: str
    name: str
    depth: int


def headline(picture: Picture) -> str:
    """How far the change has spread, in one sentence, and how far it was."""
    now, before = picture.standing.staff, picture.a_year_before
    then = None
    if before is not None and before.staff.sum():
        then = float(before.staff[Stage.TAKES_PART :].sum() / before.staff.sum())
    return wording.headline(
        staff=whole_staff(float(now.sum())),
        share=float(now[Stage.TAKES_PART :].sum() / now.sum()) if now.sum() else 0.0,
        heard=float(now[Stage.HEARD :].sum() / now.sum()) if now.sum() else 0.0,
        a_year_before=then,
        begun=picture.starts,
    )


def measures(told: Departments, results: Progress) -> list[Measure]:
    """The measures of the first screen, in their order; results where there is a worklist."""
    found = [_coverage(told.picture), _reach(told.picture), _silence(told)]
    if results.now.worklist:
        found.insert(0, _results(results))
    return found if told.picture.signals is None else [*found, _signals(told.picture.signals)]


def _results(found: Progress) -> Measure:
    return Measure(
        "results",
        _("Results"),
        number(found.now.in_use),
        ngettext(
            "of %(all)s result in use",
            "of %(all)s results in use",
            found.now.worklist,
            all=number(found.now.worklist),
        ),
        (
            _("%(share)s of the worklist.", share=percent(found.now.in_use, found.now.worklist)),
            _("30 days ago that was %(used)s.", used=number(found.before.in_use)),
        ),
        _(
            "A result is a letter, form, procedure or plan that the change must reach. "
            "What was rechecked is in use too; what is off the worklist does not count."
        ),
    )


def _coverage(picture: Picture) -> Measure:
    found = picture.coverage
    gaps = len(found.gaps)
    also = [
        _("No department that needs one is without.")
        if not gaps
        else ngettext(
            "%(count)s department still needs one.", "%(count)s departments still need one.", gaps, count=number(gaps)
        )
    ]
    if found.elsewhere:
        also.append(_("%(share)s have one from elsewhere.", share=percent(found.elsewhere, found.staff)))
    return Measure(
        "coverage",
        _("Coverage"),
        percent(found.own + found.elsewhere, found.staff),
        _("of the colleagues have an ambassador"),
        tuple(also),
        _("An ambassador counts for the own department, and for those below it that need none of their own."),
    )


def _reach(picture: Picture) -> Measure:
    recent, ever = (picture.total(each) for each in (picture.answers.recent, picture.answers.ever))
    also = [_("Since the start: %(reach)s.", reach=wording.reach(ever))]
    if recent.above_staff:
        also.append(_("Somewhere more people took part than work there."))
    if not recent.upper and not recent.or_more:
        figure = _("nobody")
    elif recent.or_more and not recent.lower:
        figure = _("not known")
    elif recent.or_more:
        figure = _("%(low)s or more", low=number(recent.lower))
    elif recent.lower == recent.upper:
        figure = number(recent.lower)
    else:
        figure = f"{number(recent.lower)}–{number(recent.upper)}"
    return Measure(
        "reach",
        _("Reach"),
        figure,
        ngettext(
            "of %(staff)s colleagues took part in the last half year",
            "of %(staff)s colleagues took part in the last half year",
            max(recent.upper, 2 if recent.or_more and recent.lower else 1),
            staff=number(recent.staff),
        ),
        tuple(also),
        _(
            "Nobody keeps lists of names, so we do not know who came twice. The low number is certain; "
            "the high number is true if nobody came twice."
        ),
    )


def _silence(told: Departments) -> Measure:
    picture = told.picture
    never, silent = picture.never_reached(), picture.silent()
    also = []
    if never:
        also.append(
            ngettext(
                "%(count)s of them never had any: %(name)s.",
                "%(count)s of them never had any; the largest is %(name)s.",
                len(never),
                count=number(len(never)),
                name=told.group_name(never[0]),
            )
        )
    if silent:
        silence = picture.answers.silence
        ago = wording.weeks_since(silence.weeks_in_all(silent[0]), silence.weeks(silent[0]))
        longest = {"name": told.group_name(silent[0]), "ago": ago}
        also.append(
            _("Of the others quiet the longest: %(name)s, last contact %(ago)s.", **longest)
            if never
            else _("Quiet the longest: %(name)s, last contact %(ago)s.", **longest)
        )
    if not also and len(picture.groups):
        also.append(_("Everywhere somebody met about it not long ago."))
    nothing = [group for group in [*never, *silent] if picture.nothing_to_report(group)]
    if nothing:
        also.append(
            ngettext(
                "For %(count)s of them an ambassador had nothing to report: %(name)s.",
                "For %(count)s of them an ambassador had nothing to report.",
                len(nothing),
                count=number(len(nothing)),
                name=told.group_name(nothing[0]),
            )
        )
    return Measure(
        "silence",
        _("Nothing logged"),
        number(len(never) + len(silent)),
        _how_quiet(picture, len(never) + len(silent)),
        tuple(also),
        _(
            "Only meetings with colleagues count: a message on intranet does not break the silence. "
            "Quiet weeks, such as holidays, are left out."
        ),
    )


def _how_quiet(picture: Picture, quiet: int) -> str:
    of_all = number(len(picture.groups))
    # Before so many weeks have passed nobody can have been quiet for longer.
    if (picture.day - picture.starts).days <= 7 * SILENT_WEEKS:
        return ngettext(
            "of %(all)s departments without contact so far",
            "of %(all)s departments without contact so far",
            quiet,
            all=of_all,
        )
    return ngettext(
        "of %(all)s departments without contact for more than %(weeks)s weeks",
        "of %(all)s departments without contact for more than %(weeks)s weeks",
        quiet,
        all=of_all,
        weeks=SILENT_WEEKS,
    )


def _signals(found: Signals) -> Measure:
    also = []
    if found.oldest_days is not None:
        also.append(
            ngettext(
                "The oldest has waited %(count)s day.",
                "The oldest has waited %(count)s days.",
                found.oldest_days,
                count=number(found.oldest_days),
            )
        )
    if found.median_working_days is not None:
        also.append(
            ngettext(
                "So far %(count)s got an answer, within %(days)s working days.",
                "So far %(count)s got an answer, half of them within %(days)s working days.",
                found.answered,
                count=number(found.answered),
                days=number(found.median_working_days),
            )
        )
    if not found.raised:
        also.append(_("Nobody raised one yet."))
    return Measure(
        "signals",
        _("Signals"),
        number(found.open),
        ngettext("is open", "are open", found.open),
        tuple(also),
        _(
            "Working days are Monday to Friday without public holidays and quiet weeks, from the day it was raised "
            "to the first answer, of all signals so far. Signals that share one answer count each; in the inbox they "
            "stand as one."
        ),
    )


def gaps(told: Departments) -> list[GapRow]:
    """The gaps in coverage with most colleagues."""
    rows = told.picture.ground.tree.rows
    return [
        GapRow(rows[gap.department].code, rows[gap.department].name, wording.people(whole_staff(gap.staff)))
        for gap in told.picture.coverage.gaps[:MOST_GAPS]
    ]


def path(picture: Picture) -> list[Branch]:
    """The branches above the one that is looked at, from the top, and itself last; empty for the organisation."""
    ground = picture.ground
    if ground.head is None:
        return []
    here = ground.tree.rows[ground.head]
    above = [row for row in reversed(ground.tree.ancestors(here.id)) if ground.lookable[ground.index[row.id]]]
    return [Branch(row.code, row.name, depth) for depth, row in enumerate([*above, here])]


def branches(picture: Picture) -> tuple[Branch, ...]:
    """Branches to choose from, in the order of the tree; those at hand only, where there are very many."""
    ground = picture.ground
    heads = [
        row for row in ground.tree.rows if ground.tree.children.get(row.id) and ground.lookable[ground.index[row.id]]
    ]
    if len(heads) > _MOST_BRANCHES:
        here = ground.tree.rows[ground.head].id if ground.head is not None else None
        near = {row.id for row in ground.tree.children.get(here, ())}
        near |= {row.id for row in ground.tree.ancestors(here)} | {here} if here is not None else set()
        heads = [row for row in heads if row.id in near]
    return tuple(_branches(picture, (row.id for row in heads)))


def _branches(picture: Picture, ids: Iterable[int]) -> Iterable[Branch]:
    tree = picture.ground.tree
    for each in ids:
        yield Branch(tree.by_id[each].code, tree.by_id[each].name, tree.depth(each))
