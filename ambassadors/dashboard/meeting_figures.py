"""Measures 6 to 9 as figures: who comes where, against what chance would give, and which departments are islands."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import depth_charts, wording
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.figures import Figure, separators
from ambassadors.dashboard.lacks import LACKS
from ambassadors.dashboard.tables import Table
from ambassadors.measures.chance import AgainstChance
from ambassadors.measures.lacking import Lack
from ambassadors.organisation.rules import whole_staff
from ambassadors.spread.crossing import Groups
from ambassadors.spread.indepth import Measures
from ambassadors.web.formatting import number, percent


def against_chance(told: Departments, found: Measures) -> Figure:
    """The share that ambassadors met elsewhere, beside what chance would give."""
    chance = found.groups.chance
    title = _("Do ambassadors look beyond their own department?")
    headings = (_("People whom ambassadors met"), _("Work elsewhere"), _("at least"), _("at most"))
    also = _indexes(found.groups)
    if told.picture.ground.head is not None:
        also.append(_("This is about the whole organisation, not about this part alone."))
    if chance.outside is None or chance.by_chance is None or chance.low is None or chance.high is None:
        conclusion = str(LACKS[chance.why or Lack.TOO_FEW_ACTIVITIES])
        return Figure("against-chance", title, conclusion, None, Table(headings, ()), also=tuple(also))
    low, high = chance.by_chance + chance.low, chance.by_chance + chance.high
    texts = depth_charts.ShareTexts(_("really"), _("by chance"), _("share that works elsewhere"))
    off = (chance.outside - low, high - chance.outside)
    chart = depth_charts.two_shares(chance.outside, chance.by_chance, off, texts, separators())
    rows = (
        (texts.really, percent(chance.outside, 1), percent(low, 1), percent(high, 1)),
        (texts.by_chance, percent(chance.by_chance, 1), None, None),
    )
    conclusion = f"{_lean(chance)} " + _(
        "The true share is almost certainly between %(low)s and %(high)s.", low=percent(low, 1), high=percent(high, 1)
    )
    return Figure("against-chance", title, conclusion, chart, Table(headings, rows), also=tuple(also))


def _lean(found: AgainstChance) -> str:
    outside, by_chance = found.outside or 0.0, found.by_chance or 0.0
    shares = {"outside": percent(outside, 1), "by_chance": percent(by_chance, 1)}
    if (found.high or 0.0) < 0 and outside < 0.5:
        return _(
            "Ambassadors mostly speak with their own department: %(outside)s of the people they met work elsewhere; "
            "by chance that would be %(by_chance)s.",
            **shares,
        )
    if (found.high or 0.0) < 0:
        return _(
            "Ambassadors meet their own department more than by chance: %(outside)s of the people they met work "
            "elsewhere; by chance that would be %(by_chance)s.",
            **shares,
        )
    if (found.low or 0.0) > 0:
        return _(
            "Ambassadors look outward: %(outside)s of the people they met work elsewhere; by chance that would be "
            "%(by_chance)s.",
            **shares,
        )
    return _(
        "Ambassadors meet their own department and others about as by chance: %(outside)s of the people they met "
        "work elsewhere; by chance that would be %(by_chance)s.",
        **shares,
    )


def _indexes(found: Groups) -> list[str]:
    """Two indexes that other research uses, in plain words."""
    sentences = []
    if found.ei_index is not None:
        sentences.append(
            _(
                "Of the meetings, %(share)s went to another department. Research calls this an E-I index of "
                "%(index)s: −1 is all within a department, 1 is all between departments.",
                share=percent((found.ei_index + 1) / 2, 1),
                index=wording.signed(found.ei_index),
            )
        )
    if found.assortativity is not None:
        sentences.append(
            _(
                "How much departments keep to themselves is called assortativity. Here it is %(index)s: "
                "0 is as by chance, 1 is all within a department.",
                index=wording.signed(found.assortativity),
            )
        )
    return sentences


def islands(told: Departments, found: Measures) -> Figure:
    """Which departments no meeting links with an ambassador."""
    rows = tuple(
        (", ".join(told.group_name(group) for group in island.departments), whole_staff(island.staff))
        for island in found.islands
    )
    codes = tuple(told.group_code(island.departments[0]) for island in found.islands)
    table = Table((_("Island"), _("Staff")), rows, codes)
    title = _("Which departments are islands?")
    if not found.islands:
        conclusion = _(
            "There is no island: every department has an ambassador, or met one of another department in the last "
            "year."
        )
        return Figure("islands", title, conclusion, None, table)
    staff = wording.people(whole_staff(sum(island.staff for island in found.islands)))
    count = ngettext(
        "There is %(count)s island, with %(staff)s: no ambassador, and in the last year no contact with a department "
        "that has one now.",
        "There are %(count)s islands, with %(staff)s together: no ambassador, and in the last year no contact with a "
        "department that has one now.",
        len(found.islands),
        count=number(len(found.islands)),
        staff=staff,
    )
    largest = _("The largest is %(name)s.", name=_name(told, found.islands[0].departments))
    todo = _("Ask your ambassadors who knows somebody there, and let them pay a visit.")
    return Figure("islands", title, f"{count} {largest}", None, table, also=(todo,))


def _name(told: Departments, groups: tuple[int, ...]) -> str:
    return wording.listed([told.group_name(group) for group in groups])
