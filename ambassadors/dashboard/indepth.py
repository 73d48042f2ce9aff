"""Measures 6 to 13 in words: each with its figure, what that is, what else to know, and how it is counted."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from ambassadors.dashboard import wording
from ambassadors.dashboard.crossing import crossing_measures
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.lacks import LACKS, NOT_KNOWN
from ambassadors.dashboard.overview import Measure
from ambassadors.measures import recruitment
from ambassadors.measures.chance import AgainstChance
from ambassadors.measures.islands import Island
from ambassadors.measures.lacking import Lack
from ambassadors.measures.where_next import Proposal, Reason
from ambassadors.organisation.rules import whole_staff
from ambassadors.spread.ahead import AHEAD_MONTHS, CountOutlook
from ambassadors.spread.carrying import Newcomers, Vulnerability
from ambassadors.spread.crossing import Groups
from ambassadors.spread.indepth import Measures
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import number, percent, span

REASONS = {
    Reason.CANDIDATE: lazy_gettext("somebody wants to"),
    Reason.ASKED_FOR_HELP: lazy_gettext("it asked for help"),
    Reason.HAD_CONTACT: lazy_gettext("it has met about it before"),
    Reason.STAFF: lazy_gettext("nobody met there yet"),
}
ONLY_ASKED = lazy_gettext("somebody was asked")


def reason_of(proposal: Proposal) -> str:
    """Why a department is proposed, in a few words."""
    return str(ONLY_ASKED if proposal.only_asked else REASONS[proposal.reason])


def measures_in_depth(found: Measures) -> list[Measure]:
    """Measures 6 to 13, in their order."""
    told = Departments(found.picture)
    return [
        *crossing_measures(found.crossing),
        _chance(found.groups),
        _islands(found.islands, told),
        _newcomers(found.newcomers),
        _vulnerability(found.vulnerability, told),
        _outlook(found.outlook),
        _where_next(found.where_next, len(found.picture.coverage.gaps), told),
    ]


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
                index=wording.signed(found.ei_index),
            )
        )
    if found.assortativity is not None:
        also.append(
            _(
                "Assortativity %(index)s: 0 is as by chance, 1 is all within a department.",
                index=wording.signed(found.assortativity),
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
        low=wording.signed(round(100 * found.low)),
        high=wording.signed(round(100 * found.high)),
    )
    if found.high < 0:
        conclusion = _("They meet their own colleagues more than by chance.")
    elif found.low > 0:
        conclusion = _("They meet others more than by chance.")
    else:
        conclusion = _("That can be chance.")
    return f"{numbers} {conclusion}"


def _islands(found: Sequence[Island], told: Departments) -> Measure:
    staff = whole_staff(sum(island.staff for island in found))
    also = [
        _(
            "%(names)s: %(staff)s.",
            names=wording.listed([told.group_name(each) for each in island.departments]),
            staff=wording.people(whole_staff(island.staff)),
        )
        for island in found[: wording.MOST_NAMED]
    ]
    if len(found) > wording.MOST_NAMED:
        also.append(_("And %(count)s smaller ones.", count=number(len(found) - wording.MOST_NAMED)))
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


def _vulnerability(found: Vulnerability, told: Departments) -> Measure:
    on_one, busiest = found.hanging.on_one, found.busiest
    also = []
    if on_one:
        also.append(
            _("Most colleagues: %(names)s.", names=wording.listed([told.names[unit.department] for unit in on_one]))
        )
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
        wording.part_of(len(on_one), found.hanging.served),
        _("departments with an ambassador hang on one person"),
        tuple(also),
        _("A fifth is as even as it can be. All activities of the last year count."),
    )


def _outlook(found: CountOutlook) -> Measure:
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


def _where_next(found: Iterable[Proposal], vacant: int, told: Departments) -> Measure:
    also = [
        _(
            "%(place)s. %(name)s: %(reason)s. An ambassador comes near for %(staff)s.",
            place=place,
            name=told.group_name(proposal.department),
            reason=reason_of(proposal),
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
            "First where somebody wants to, or was asked, then where people met before; and among those, where most "
            "colleagues get an ambassador nearby who do not take part yet."
        ),
    )
