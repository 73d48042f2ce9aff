"""The measures as plain values for other programs; the keys are documented in docs/measures.md."""

from dataclasses import asdict
from datetime import date
from typing import Any

from ambassadors.measures.coverage import Coverage
from ambassadors.measures.outlook import Outlook
from ambassadors.measures.pace import Pace
from ambassadors.measures.stages import ABSENT, Stage
from ambassadors.organisation.rules import DepartmentRow
from ambassadors.spread.indepth import Measures
from ambassadors.spread.picture import SILENT_WEEKS, Picture

Plain = dict[str, Any]
STAGE_CODES = {stage: stage.name.lower() for stage in Stage}


def portable(found: Measures, code: str, name: str) -> Plain:
    """All measures of a change: strings, numbers, lists and nulls."""
    picture = found.picture
    return {
        "initiative": code,
        "name": name,
        "starts_on": picture.starts.isoformat(),
        "as_of": picture.day.isoformat(),
        **_of_the_day(found),
        **_crossing(found),
        **_carrying(found),
        **_ahead(found),
        "stages": _stages(picture),
    }


def _of_the_day(found: Measures) -> Plain:
    """Measures 1 to 5."""
    picture, results = found.picture, found.results
    return {
        "results": {
            "in_use": results.now.in_use,
            "worklist": results.now.worklist,
            "share": results.now.share,
            "in_use_30_days_before": results.before.in_use,
            "why": results.now.why,
        },
        "coverage": _coverage(picture.coverage, picture.ground.tree.rows),
        "reach": {
            "half_year": asdict(picture.total(picture.answers.recent)),
            "since_start": asdict(picture.total(picture.answers.ever)),
        },
        "nothing_logged": _silence(picture),
        "signals": None if picture.signals is None else asdict(picture.signals),
    }


def _crossing(found: Measures) -> Plain:
    """Measures 6 to 9."""
    rows, across, earlier = found.picture.ground.tree.rows, found.crossing.across, found.crossing.across_earlier
    return {
        "across": {
            "reached": across.count,
            "departments": across.departments,
            "share": across.share,
            "reached_30_days_before": None if earlier is None else earlier.count,
            "why": across.why,
        },
        "pace": _pace(found.crossing.pace),
        "against_chance": {
            **asdict(found.groups.chance),
            "difference": found.groups.chance.difference,
            "ei_index": found.groups.ei_index,
            "assortativity": found.groups.assortativity,
        },
        "islands": [
            {"departments": [rows[each].code for each in island.departments], "staff": island.staff}
            for island in found.islands
        ],
    }


def _carrying(found: Measures) -> Plain:
    """Measures 10 and 11."""
    rows, hanging = found.picture.ground.tree.rows, found.vulnerability.hanging
    return {
        "who_brought_whom": {
            **asdict(found.newcomers.recruited),
            "new_per_year": [{"year": year, "started": started} for year, started in found.newcomers.per_year],
        },
        "vulnerability": {
            "served": hanging.served,
            "on_one_person": [_unit(rows[unit.department], unit.staff) for unit in hanging.on_one],
            "busiest_fifth": asdict(found.vulnerability.busiest),
        },
    }


def _ahead(found: Measures) -> Plain:
    """Measures 12 and 13."""
    rows, outlook = found.picture.ground.tree.rows, found.outlook
    return {
        "outlook": {
            "on": None if outlook.since is None else outlook.since.isoformat(),
            "ever_took_part": outlook.now,
            "staff": outlook.total,
            **_fans(outlook.outlook),
        },
        "where_next": [
            {**_unit(rows[each.department], each.staff), "departments": each.departments, "reason": each.reason}
            for each in found.where_next
        ],
    }


def _unit(row: DepartmentRow, staff: float) -> Plain:
    return {"department": row.code, "name": row.name, "staff": staff}


def _coverage(found: Coverage, rows: tuple[DepartmentRow, ...]) -> Plain:
    return {
        "staff": found.staff,
        "own": found.own,
        "elsewhere": found.elsewhere,
        "gap": found.gap,
        "without_unit": found.without_unit,
        "share": found.share,
        "gaps": [_unit(rows[gap.department], gap.staff) for gap in found.gaps],
    }


def _silence(picture: Picture) -> Plain:
    rows, silence = picture.ground.tree.rows, picture.answers.silence
    never, silent = picture.never_reached(), picture.silent()
    said = [(each, day) for each in [*never, *silent] if (day := silence.reported_nothing(each)) is not None]
    return {
        "departments": len(picture.groups),
        "never": [rows[each].code for each in never],
        "weeks": SILENT_WEEKS,
        "longer": [{"department": rows[each].code, "weeks": silence.weeks(each)} for each in silent],
        "nothing_to_report": [
            {"department": rows[each].code, "on": date.fromordinal(day).isoformat()} for each, day in said
        ],
    }


def _pace(found: Pace) -> Plain:
    return {
        "first": date.fromordinal(found.first).isoformat(),
        "last": date.fromordinal(found.last).isoformat(),
        "reached": found.recent,
        "before": asdict(found.before),
        "year_ago": asdict(found.year_ago),
    }


def _fans(found: Outlook) -> Plain:
    return {"months": [asdict(fan) for fan in found.fans], "past_origins": found.origins, "why": found.why}


def _stages(picture: Picture) -> Plain:
    staff, departments = picture.standing.staff.tolist(), picture.standing.departments.tolist()
    return {
        "staff": {STAGE_CODES[stage]: staff[stage] for stage in Stage},
        "departments": {STAGE_CODES[stage]: departments[stage] for stage in Stage},
        "by_department": [
            {**_unit(row, row.staff or 0.0), "stage": None if stage == ABSENT else STAGE_CODES[Stage(stage)]}
            for row, stage in zip(picture.ground.tree.rows, picture.stage.tolist(), strict=False)
        ],
    }
