"""What the slider of months needs to replay the slick without asking again: numbers packed, texts in words."""

from collections import defaultdict
from itertools import pairwise
from typing import Any

import numpy as np
from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import wording
from ambassadors.dashboard.drawing import rounded
from ambassadors.dashboard.legend import shares
from ambassadors.dashboard.slick import Slick
from ambassadors.measures.arrays import Floats, Ints
from ambassadors.measures.stages import Stage
from ambassadors.organisation.rules import whole_parts, whole_staff
from ambassadors.spread.months import Months
from ambassadors.spread.replaying import Replay
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import month as month_and_year
from ambassadors.web.formatting import number, percent

Plain = dict[str, Any]

LONGEST_RUN = 57
_ZERO = 34  # so lengths are the characters from # to [, of which JSON need not escape any


def replayed(months: Months, found: Replay, slicks: tuple[Slick, Slick]) -> Plain:
    """The whole slider; its keys are told in docs/measures.md."""
    symbols, lengths = packed(found.code)
    return {
        "labels": [label(months, month) for month in range(len(months.days))],
        "days": [day.isoformat() for day in months.days],
        "when": [when(months, month) for month in range(len(months.days))],
        "sentences": [sentence(months, found, month) for month in range(len(months.days))],
        "legend": [_legend(*each) for each in zip(months.staff, months.departments, strict=True)],
        "stages": symbols,
        "runs": lengths,
        "staff": [_short(each) for each in months.ground.staff[found.areas].tolist()],
        "sheets": {kind: _sheet(each, found) for kind, each in zip(("wide", "narrow"), slicks, strict=True)},
        "names": [*wording.all_stage_names(), wording.stage_name(None), _("not there yet")],
        "titles": {
            "slick": _("The oil slick as it was: %(month)s"),
            "area": _("%(name)s, %(month)s: %(stage)s"),
            "earlier": _("%(name)s, %(month)s: %(stage)s, then another department"),
        },
    }


def packed(code: Ints) -> tuple[str, dict[str, str]]:
    """Codes (months × areas) in few bytes: what each area showed, one after another, and for how many months each.

    Areas are told apart by a dot, each with a digit of 16 per run. The lengths of runs stand by their digit, in
    the same order: the character that many above 34. The last run of an area has none: it lasts to the end.
    """
    symbols: list[str] = []
    lengths: dict[str, list[str]] = defaultdict(list)
    for row in code.T:
        starts = [0, *(np.flatnonzero(row[1:] != row[:-1]) + 1).tolist()]
        digits = []
        for start, end in pairwise(starts):
            digit = f"{row[start]:x}"
            for length in _parts(end - start):
                digits.append(digit)
                lengths[digit].append(chr(_ZERO + length))
        symbols.append("".join([*digits, f"{row[starts[-1]]:x}"]))
    return ".".join(symbols), {digit: "".join(each) for digit, each in lengths.items()}


def _parts(length: int) -> list[int]:
    """A run in parts that a character can tell."""
    whole, rest = divmod(length, LONGEST_RUN)
    return [LONGEST_RUN] * whole + [rest] * (rest > 0)


def label(months: Months, month: int) -> str:
    """The name of a month; of the last one the day itself."""
    day = months.days[month]
    return in_full(day) if month == len(months.days) - 1 else month_and_year(day)


def when(months: Months, month: int) -> str:
    """The same, as a sentence begins with it."""
    name = label(months, month)
    is_last = month == len(months.days) - 1
    return _("On %(day)s", day=name) if is_last else _("At the end of %(month)s", month=name)


def sentence(months: Months, found: Replay, month: int) -> str:
    """How far the change had spread then, and how many colleagues the drawing leaves out."""
    sentences = [_spread(months.staff[month], when(months, month))]
    left_out = whole_staff(float(found.left_out[month]))
    if left_out:
        sentences.append(
            ngettext(
                "%(count)s colleague worked in a department that has no area now.",
                "%(count)s colleagues worked in a department that has no area now.",
                left_out,
                count=number(left_out),
            )
        )
    return " ".join(sentences)


def _spread(staff: Floats, then: str) -> str:
    total = float(staff.sum())
    if not total:
        return _("%(when)s there is nothing to show here.", when=then)
    taking_part, heard = float(staff[Stage.TAKES_PART :].sum()), float(staff[Stage.HEARD :].sum())
    if taking_part:
        return _(
            "%(when)s %(share)s of the colleagues worked in a department that takes part.",
            when=then,
            share=percent(taking_part, total),
        )
    if heard:
        return _(
            "%(when)s nobody worked in a department that takes part; "
            "%(heard)s worked in a department that heard of it.",
            when=then,
            heard=percent(heard, total),
        )
    return _("%(when)s everybody worked in a department that was not reached.", when=then)


def _legend(staff: Floats, departments: Ints) -> list[str]:
    """The numbers of the legend, the furthest stage first, as `legend.legend` has them of the day."""
    people, share = whole_parts(staff.tolist()), shares(staff)
    return [
        f"{wording.departments(int(departments[stage]))}, {wording.people(people[stage])} ({share[stage]})"
        for stage in reversed(Stage)
    ]


def _sheet(drawn: Slick, found: Replay) -> Plain:
    """In which area of a drawing each department is, and the boxes of the areas that are divisions."""
    area_of = {member: place for place, area in enumerate(drawn.areas) for member in area.members}
    boxes = {place: rounded(area.box) for place, area in enumerate(drawn.areas) if area.division}
    return {
        "areas": [area_of[each] for each in found.areas.tolist()],
        "boxes": {place: [box.x, box.y, box.width, box.height] for place, box in boxes.items()},
    }


def _short(staff: float) -> float | int:
    return int(staff) if staff == int(staff) else round(staff, 2)
