"""The organisation: six sectors, their afdelingen, and teams below most of these."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from sqlalchemy.orm import Session

from ambassadors.db import BEGINNING, FOREVER
from ambassadors.demo.timeline import Timeline
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.organisation.models import (
    Department,
    DepartmentVersion,
    Headcount,
    HeadcountUnit,
    Need,
    Succession,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A department. The code tells its place: 200 is a sector, 210 an afdeling, 211 a team."""

    code: str
    name: str
    people: int

    @property
    def level(self) -> int:
        """1 for a sector, 2 for an afdeling, 3 for a team."""
        return len(self.code.rstrip("0"))

    @property
    def parent(self) -> str | None:
        """Code of the unit above it."""
        return None if self.level == 1 else self.code[: self.level - 1].ljust(3, "0")

    def is_within(self, code: str) -> bool:
        """Whether it is the unit `code` or stands below it."""
        return self.code.startswith(code.rstrip("0"))


UNITS = tuple(
    Unit(*unit)
    for unit in (
        ("100", "Sector Dienstverlening", 4),
        ("110", "Klantcontact", 4),
        ("111", "Klantcontactcentrum", 38),
        ("112", "Balie en receptie", 17),
        ("113", "Webredactie", 8),
        ("120", "Burgerzaken", 4),
        ("121", "Reisdocumenten en rijbewijzen", 23),
        ("122", "Burgerlijke stand", 14),
        ("130", "Belastingen", 5),
        ("131", "Heffen en innen", 31),
        ("132", "Bezwaar en WOZ", 12),
        ("200", "Sector Sociaal domein", 5),
        ("210", "Werk en inkomen", 7),
        ("211", "Inkomen", 46),
        ("212", "Werk", 32),
        ("213", "Schuldhulp", 15),
        ("220", "Jeugd en gezin", 6),
        ("221", "Toegang jeugd", 35),
        ("222", "Leerplicht", 8),
        ("230", "Zorg en ondersteuning", 6),
        ("231", "Wmo-loket", 42),
        ("232", "Wijkteams", 39),
        ("240", "Beleid sociaal domein", 27),
        ("300", "Sector Ruimte", 4),
        ("310", "Ruimtelijke ontwikkeling", 6),
        ("311", "Stedenbouw", 18),
        ("312", "Wonen", 13),
        ("313", "Verkeer", 16),
        ("320", "Vergunningen en toezicht", 7),
        ("321", "Omgevingsvergunningen", 30),
        ("322", "Toezicht bouw", 20),
        ("323", "Bijzondere wetten", 7),
        ("330", "Duurzaamheid", 21),
        ("340", "Projecten en grondzaken", 6),
        ("341", "Projectmanagement", 17),
        ("342", "Grondzaken", 9),
        ("400", "Sector Stadsbeheer", 4),
        ("410", "Groen en reiniging", 6),
        ("411", "Groenonderhoud", 44),
        ("412", "Reiniging", 36),
        ("413", "Begraafplaatsen", 8),
        ("420", "Wegen en water", 6),
        ("421", "Wegbeheer", 28),
        ("422", "Riolering", 19),
        ("423", "Havendienst", 11),
        ("430", "Handhaving", 33),
        ("500", "Sector Bedrijfsvoering", 4),
        ("510", "Personeel en organisatie", 4),
        ("511", "HR-advies", 16),
        ("512", "Salarisadministratie", 9),
        ("520", "Informatie en automatisering", 7),
        ("521", "Werkplek en beheer", 25),
        ("522", "Informatiebeheer", 18),
        ("530", "Financiën", 6),
        ("531", "Financieel advies", 17),
        ("532", "Financiële administratie", 20),
        ("540", "Juridische zaken", 14),
        ("550", "Facilitaire zaken", 18),
        ("600", "Bestuur en strategie", 4),
        ("610", "Communicatie", 17),
        ("620", "Bestuursondersteuning", 13),
        ("630", "Concerncontrol", 6),
        ("640", "Griffie", 5),
    )
)

MERGED = (Unit("133", "Heffen", 17), Unit("134", "Innen", 14))
_PEOPLE = {unit.code: unit.people for unit in (*UNITS, *MERGED)}
MERGED_INTO = "131"
MERGED_IN_MONTH = 14.0
"""Two teams that became one; entries from before still name them."""

RENAMED, FORMER_NAME, RENAMED_IN_MONTH = "210", "Sociale zaken", 8.5
GREW, FORMER_PEOPLE, GREW_IN_MONTH = "111", 31, 18.0

FULL_TIME_EQUIVALENTS = {"112": 13.8, "512": 7.25, "522": 15.6, "532": 16.9}
"""Where the staff file tells fractions of full-time jobs and not people."""

EXTERNALS = {"212": 3.0, "313": 2.0, "341": 6.5, "521": 5.0}


def build_tree(session: Session, timeline: Timeline) -> dict[str, int]:
    """Write the departments with their names, places and headcounts; returns ids by code."""
    units = (*UNITS, *MERGED)
    ids = dict(
        zip(
            (unit.code for unit in units),
            keep_numbered(session, Department, ({"code": unit.code} for unit in units)),
            strict=True,
        )
    )
    versions = [version for unit in units for version in _versions(unit, timeline)]
    keep(
        session,
        DepartmentVersion,
        (
            {
                "department_id": ids[unit.code],
                "name": unit.name,
                "parent_id": ids[unit.parent] if unit.parent else None,
                "valid_from": valid_from,
                "valid_until": valid_until,
            }
            for unit, valid_from, valid_until in versions
        ),
    )
    keep(
        session,
        Headcount,
        (
            _headcount(unit, ids[unit.code], valid_from, valid_until)
            for unit in units
            for unit, valid_from, valid_until in _sizes(unit, timeline)
        ),
    )
    merged_on = timeline.month(MERGED_IN_MONTH)
    keep(
        session,
        Succession,
        ({"from_id": ids[unit.code], "to_id": ids[MERGED_INTO], "on": merged_on} for unit in MERGED),
    )
    return ids


def build_needs(session: Session, departments: Mapping[str, int], digital: int) -> None:
    """One ambassador per afdeling; for digital accessibility (an initiative's id) the web editors get one too."""
    general: list[dict[str, object]] = [
        {"department_id": departments[unit.code], "initiative_id": None, "needed": unit.level == 2}
        for unit in (*UNITS, *MERGED)
    ]
    keep(session, Need, [*general, {"department_id": departments["113"], "initiative_id": digital, "needed": True}])


def staff_of(code: str) -> int:
    """The staff of a unit itself, as the headcount tells it: people, or full-time jobs rounded up."""
    return ceil(FULL_TIME_EQUIVALENTS.get(code, _PEOPLE[code]))


def units_on(day: date, timeline: Timeline, within: str = "") -> list[Unit]:
    """The units that exist on a day, all of them or those within one, itself included."""
    merged = day >= timeline.month(MERGED_IN_MONTH)
    existing = UNITS if merged else (*(unit for unit in UNITS if unit.code != MERGED_INTO), *MERGED)
    return [unit for unit in existing if unit.is_within(within)]


def _versions(unit: Unit, timeline: Timeline) -> Iterator[tuple[Unit, date, date]]:
    first, last = _lifetime(unit, timeline)
    if unit.code == RENAMED:
        renamed_on = timeline.month(RENAMED_IN_MONTH)
        yield Unit(unit.code, FORMER_NAME, unit.people), first, renamed_on
        first = renamed_on
    yield unit, first, last


def _sizes(unit: Unit, timeline: Timeline) -> Iterator[tuple[Unit, date, date]]:
    first, last = _lifetime(unit, timeline)
    if unit.code == GREW:
        grew_on = timeline.month(GREW_IN_MONTH)
        yield Unit(unit.code, unit.name, FORMER_PEOPLE), first, grew_on
        first = grew_on
    yield unit, first, last


def _lifetime(unit: Unit, timeline: Timeline) -> tuple[date, date]:
    merged_on = timeline.month(MERGED_IN_MONTH)
    if unit in MERGED:
        return BEGINNING, merged_on
    return (merged_on if unit.code == MERGED_INTO else BEGINNING), FOREVER


def _headcount(unit: Unit, department_id: int, valid_from: date, valid_until: date) -> dict[str, object]:
    full_time = FULL_TIME_EQUIVALENTS.get(unit.code)
    return {
        "department_id": department_id,
        "amount": unit.people if full_time is None else full_time,
        "unit": HeadcountUnit.PEOPLE if full_time is None else HeadcountUnit.FTE,
        "externals": EXTERNALS.get(unit.code),
        "valid_from": valid_from,
        "valid_until": valid_until,
    }
