"""Measures 6 to 13 in words: each with its figure, what that is, what else to know, and how it is counted."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from ambassadors.dashboard import wording
from ambassadors.dashboard.overview import Measure
from ambassadors.measures import chance, recruitment
from ambassadors.measures.across import Across
from ambassadors.measures.chance import AgainstChance
from ambassadors.measures.islands import Island
from ambassadors.measures.lacking import Lack
from ambassadors.measures.outlook import FIRST_ORIGIN, MINIMUM_ORIGINS
from ambassadors.measures.pace import Comparison, Pace, Trend
from ambassadors.measures.where_next import Proposal, Reason
from ambassadors.organisation.rules import whole_staff
from ambassadors.spread.indepth import AHEAD_MONTHS, Groups, Measures, Newcomers, StaffOutlook, Vulnerability
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import number, percent, span

MOST_NAMED = 5
LACKS = {
    Lack.NO_WORKLIST: lazy_gettext("There is no list yet of what the change must reach."),
    Lack.NO_DEPARTMENTS: lazy_gettext("There are no departments on this day."),
    Lack.NO_STAFF: lazy_gettext("It is not known how many people work where. Add it to the organisation file."),
    Lack.NO_CONTACTS: lazy_gettext("Nobody met about it in this period."),
    Lack.ONE_GROUP: lazy_gettext("There is one department only, so there is nothing to compare."),
    Lack.NOTHING_DIFFERS: lazy_gettext("The very same departments met about it."),
    Lack.NOT_BEGUN: lazy_gettext("The change had not begun then."),
    Lack.TOO_FEW_ACTIVITIES: lazy_gettext(
        "Too little to tell: it takes %(count)s activities with colleagues in a year.",
        count=chance.MINIMUM_ACTIVITIES,
    ),
    Lack.TOO_FEW_AMBASSADORS: lazy_gettext(
        "Too little to tell: it takes %(count)s ambassadors.", count=chance.MINIMUM_AMBASSADORS
    ),
    Lack.TOO_SHORT: lazy_gettext(
        "Too little to tell: it takes %(count)s full months.", count=FIRST_ORIGIN + MINIMUM_ORIGINS + AHEAD_MONTHS - 1
    ),
}
NOT_KNOWN = "–"


def measures_in_depth(found: Measures) -> list[Measure]:
    """Measures 6 to 13, in their order."""
    names = [row.name for row in found.picture.ground.tree.rows]
    return [
        _across(found.across, found.across_earlier),
        _pace(found.pace),
        _chance(found.groups),
        _islands(found.islands, names),
        _newcomers(found.newcomers),
        _vulnerability(found.vulnerability, names),
        _outlook(found.outlook),
        _where_next(found.where_next, len(found.picture.coverage.gaps), names),
    ]


def _across(found: Across, earlier: Across | None) -> Measure:
    also = [str(LACKS[found.why])] if found.why else []
    if earlier is not None and not earlier.why:
        also.append(_("30 days before it was %(count)s.", count=number(earlier.count)))
    return Measure(
        "across",
        _("Across"),
        _of(found.count, found.departments),
        _("departments met an ambassador of another department in the last year"),
        tuple(also),
        _("Of another department: who did not work there, and was no ambassador for it, in that year."),
    )


def _pace(found: Pace) -> Measure:
    return Measure(
        "pace",
        _("Pace"),
        number(found.recent),
        _(
            "departments met about it in the 12 weeks up to and including %(day)s",
            day=in_full(date.fromordinal(found.last)),
        ),
        (
            _("The 12 weeks before: %(found)s", found=_compared(found.before)),
            _("The same weeks a year ago: %(found)s", found=_compared(found.year_ago)),
        ),
        _("The latest two full weeks do not count yet: people log late. Rising or falling is more than chance."),
    )


def _compared(found: Comparison) -> str:
    if found.earlier is None:
        return str(LACKS[found.why or Lack.NOT_BEGUN])
    differ = _(
        "%(earlier)s departments; %(gained)s came in and %(lost)s dropped out.",
        earlier=number(found.earlier),
        gained=number(found.gained),
        lost=number(found.lost),
    )
    if found.why:
        return f"{differ} {LACKS[found.why]}"
    trends = {
        Trend.RISING: _("It is rising."),
        Trend.FALLING: _("It is falling."),
        Trend.CANNOT_SAY: _("That can be chance."),
    }
    return f"{differ} {trends[found.trend]}"


def _chance(found: Groups) -> Measure:
    also = [_verdict(found.chance)]
    if found.chance.without_number:
        also.append(
            ngettext(
                "%(count)s activity is left out: nobody knows how many came.",
                "%(count)s activities are left out: nobody knows how many came.",
                found.chance.without_number,
                count=number(found.chance.without_number),
            )
        )
    if found.ei_index is not None:
        also.append(
            _(
                "E-I index %(index)s, from −1 (all within a department) to 1 (all between departments).",
                index=_signed(found.ei_index),
            )
        )
    if found.assortativity is not None:
        also.append(
            _(
                "Assortativity %(index)s: 0 is as by chance, 1 is all within a department.",
                index=_signed(found.assortativity),
            )
        )
    outside = found.chance.outside
    return Measure(
        "against_chance",
        _("Against chance"),
        NOT_KNOWN if outside is None else percent(outside, 1),
        _("of the people whom ambassadors met in the last year work outside the ambassador’s own departments"),
        tuple(also),
        _("By chance is: if ambassadors met anybody in the organisation, whatever the department."),
    )


def _verdict(found: AgainstChance) -> str:
    if found.difference is None or found.by_chance is None or found.low is None or found.high is None:
        return str(LACKS[found.why or Lack.TOO_FEW_ACTIVITIES])
    numbers = _(
        "By chance it would be %(by_chance)s; the difference is between %(low)s and %(high)s percentage points.",
        by_chance=percent(found.by_chance, 1),
        low=_signed(round(100 * found.low)),
        high=_signed(round(100 * found.high)),
    )
    if found.high < 0:
        conclusion = _("They meet their own colleagues more than by chance.")
    elif found.low > 0:
        conclusion = _("They meet others more than by chance.")
    else:
        conclusion = _("That can be chance.")
    return f"{numbers} {conclusion}"


def _signed(value: float) -> str:
    """With two decimals, a real minus sign, and never minus nought."""
    return number(round(value, 2) + 0).replace("-", "−")


def _islands(found: Sequence[Island], names: Sequence[str]) -> Measure:
    staff = whole_staff(sum(island.staff for island in found))
    also = [
        _(
            "%(names)s: %(staff)s.",
            names=_listed([names[each] for each in island.departments]),
            staff=wording.people(whole_staff(island.staff)),
        )
        for island in found[:MOST_NAMED]
    ]
    if len(found) > MOST_NAMED:
        also.append(_("And %(count)s smaller ones.", count=number(len(found) - MOST_NAMED)))
    return Measure(
        "islands",
        _("Islands"),
        number(len(found)),
        ngettext(
            "island without an ambassador, with %(staff)s together",
            "islands without an ambassador, with %(staff)s together",
            len(found),
            staff=wording.people(staff),
        ),
        tuple(also),
        _("In the last year no meeting linked these departments with one that has an ambassador."),
    )


def _newcomers(found: Newcomers) -> Measure:
    recruited = found.recruited
    also = []
    if recruited.mean is None or recruited.low is None or recruited.high is None:
        also.append(
            _(
                "Too little to tell: it takes %(count)s people who became ambassador a year ago or longer.",
                count=recruitment.MINIMUM_AT_RISK,
            )
        )
    else:
        also.append(
            _(
                "Between %(low)s and %(high)s, reckoned over %(count)s ambassadors.",
                low=number(round(recruited.low, 2)),
                high=number(round(recruited.high, 2)),
                count=number(recruited.ambassadors),
            )
        )
    if found.per_year:
        years = ", ".join(f"{year}: {number(started)}" for year, started in found.per_year)
        also.append(_("New ambassadorships per year: %(years)s.", years=years))
    return Measure(
        "who_brought_whom",
        _("Who brought whom"),
        NOT_KNOWN if recruited.mean is None else number(round(recruited.mean, 2)),
        _("colleagues became ambassador through one ambassador in the first year"),
        tuple(also),
        _("Who became ambassador lately counts for the time that they had. Who stopped counts too."),
    )


def _vulnerability(found: Vulnerability, names: Sequence[str]) -> Measure:
    on_one, busiest = found.hanging.on_one, found.busiest
    also = []
    if on_one:
        also.append(_("Most colleagues: %(names)s.", names=_listed([names[unit.department] for unit in on_one])))
    if busiest.share is None:
        also.append(str(LACKS[busiest.why or Lack.TOO_FEW_ACTIVITIES]))
    else:
        also.append(
            _(
                "The busiest fifth, %(busiest)s of %(all)s ambassadors, did %(share)s of the activities.",
                busiest=number(busiest.busiest),
                all=number(busiest.ambassadors),
                share=percent(busiest.share, 1),
            )
        )
    return Measure(
        "vulnerability",
        _("Vulnerability"),
        _of(len(on_one), found.hanging.served),
        _("departments with an ambassador hang on one person"),
        tuple(also),
        _("A fifth is as even as it can be. All activities of the last year count."),
    )


def _outlook(found: StaffOutlook) -> Measure:
    of = {"now": number(whole_staff(found.now)), "all": number(whole_staff(found.total))}
    also = []
    figure = NOT_KNOWN
    if found.outlook.fans:
        last = found.outlook.fans[-1]
        figure = span(round(last.low), round(last.high))
    elif found.outlook.why:
        also.append(str(LACKS[found.outlook.why]))
    if found.since:
        also.append(_("On %(day)s it was %(now)s of %(all)s.", day=in_full(found.since), **of))
    return Measure(
        "outlook",
        _("Outlook"),
        figure,
        ngettext(
            "colleagues in a department that ever took part, %(count)s month ahead",
            "colleagues in a department that ever took part, %(count)s months ahead",
            AHEAD_MONTHS,
            count=AHEAD_MONTHS,
        ),
        tuple(also),
        _("As wide as the same forecast was wrong before. The future can differ from all of it."),
    )


def _where_next(found: Iterable[Proposal], vacant: int, names: Sequence[str]) -> Measure:
    reasons = {
        Reason.CANDIDATE: _("somebody wants to, or was asked"),
        Reason.ASKED_FOR_HELP: _("it asked for help"),
        Reason.HAD_CONTACT: _("it has met about it before"),
        Reason.STAFF: _("nobody met there yet"),
    }
    also = [
        _(
            "%(place)s. %(name)s: %(reason)s. New within reach: %(staff)s.",
            place=place,
            name=names[proposal.department],
            reason=reasons[proposal.reason],
            staff=wording.people(whole_staff(proposal.staff)),
        )
        for place, proposal in enumerate(found, 1)
    ]
    return Measure(
        "where_next",
        _("Where next"),
        number(vacant),
        ngettext("department still needs an ambassador", "departments still need an ambassador", vacant),
        tuple(also),
        _(
            "First where somebody wants to, then where people met before; and among those, where most colleagues "
            "come within reach who do not take part yet."
        ),
    )


def _of(part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s", part=number(part), whole=number(whole))


def _listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    first = ", ".join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return first
    return _("%(names)s and %(count)s more", names=first, count=number(len(names) - MOST_NAMED))
