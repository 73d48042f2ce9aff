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
    picture, crossing = found.picture, found.crossing
    rows = picture.ground.tree.rows
    return {
        "initiative": code,
        "name": name,
        "starts_on": picture.starts.isoformat(),
        "as_of": picture.day.isoformat(),
        "results": {
            "in_use": found.results.now.in_use,
            "worklist": found.results.now.worklist,
            "share": found.results.now.share,
            "in_use_30_days_before": found.results.before.in_use,
            "why": found.results.now.why,
        },
        "coverage": _coverage(picture.coverage, rows),
        "reach": {
            "half_year": asdict(picture.total(picture.answers.recent)),
            "since_start": asdict(picture.total(picture.answers.ever)),
        },
        "nothing_logged": _silence(picture),
        "signals": None if picture.signals is None else asdict(picture.signals),
        "across": {
            "reached": crossing.across.count,
            "departments": crossing.across.departments,
            "share": crossing.across.share,
            "reached_30_days_before": None if crossing.across_earlier is None else crossing.across_earlier.count,
            "why": crossing.across.why,
        },
        "pace": _pace(crossing.pace),
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
        "who_brought_whom": {
            **asdict(found.newcomers.recruited),
            "new_per_year": [{"year": year, "started": started} for year, started in found.newcomers.per_year],
        },
        "vulnerability": {
            "served": found.vulnerability.hanging.served,
            "on_one_person": [
                _unit(rows[unit.department], unit.staff) for unit in found.vulnerability.hanging.on_one
            ],
            "busiest_fifth": asdict(found.vulnerability.busiest),
        },
        "outlook": {
            "on": None if found.outlook.since is None else found.outlook.since.isoformat(),
            "ever_took_part": found.outlook.now,
            "staff": found.outlook.total,
            **_fans(found.outlook.outlook),
        },
        "where_next": [
            {
                **_unit(rows[each.department], each.staff),
                "departments": each.departments,
                "reason": each.reason,
            }
            for each in found.where_next
        ],
        "stages": _stages(picture),
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
