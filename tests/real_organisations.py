"""Files for the importers that are made from real organisations: see tests/data/SOURCES.md."""

import csv
import io
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from ambassadors.imports import service
from ambassadors.imports.plan import ImportKind
from ambassadors.imports.sheet import Limits
from ambassadors.records import importers
from tests.conftest import NOW

ROOT = Path(__file__).parents[1]
VILLAGES = ROOT / "tests" / "measures" / "data" / "kfamily_villages.csv"
UNITS = ROOT / "tests" / "data" / "uk_units_extract.csv"
FIRST_YEAR = 1964
STARTED = date(2023, 1, 2)
KINDS = ("conversation", "workshop", "demo", "meeting", "newsletter")

Files = dict[str, list[list[Any]]]
"""The rows of each file, headings included, by what it holds, in the order in which they come in."""


def korea() -> Files:
    """A village is a department, the year in which a woman adopted the start of an ambassadorship."""
    departments: list[list[Any]] = [["code", "name", "parent_code", "headcount"]]
    people: list[list[Any]] = [["code", "name", "department_code"]]
    ambassadors: list[list[Any]] = [["initiative", "person_code", "department_code", "from"]]
    with VILLAGES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            village = f"V{row['village']}"
            departments.append([village, f"Village {row['village']}", "", row["women"]])
            years = [year for year in range(1, 11) for _ in range(int(row[f"year_{year}"]))]
            for number, year in enumerate(years, 1):
                code = f"{village}-{number}"
                people.append([code, f"Woman {number} of village {row['village']}", village])
                ambassadors.append(["KF", code, village, f"{FIRST_YEAR + year - 1}-07-01"])
    initiatives = [["code", "name", "starts_on"], ["KF", "Family planning", f"{FIRST_YEAR}-01-01"]]
    return {"departments": departments, "people": people, "initiatives": initiatives, "ambassadors": ambassadors}


def britain(units: Path, today: date, each: int, seed: int = 2013) -> Files:
    """The British bodies in a file of units, and made-up ambassadors in every third unit, so many activities `each`.

    Two in three activities are in the own unit, the others in a unit that is near it in the tree.
    """
    random = Random(seed)
    script = ROOT / "docs" / "examples" / "uk_units.py"
    made = subprocess.run([sys.executable, script, units], capture_output=True, text=True, check=True).stdout
    departments: list[list[Any]] = list(csv.reader(io.StringIO(made)))
    staffed = [(row[0], float(row[3])) for row in departments[1:] if float(row[3]) > 0]
    people: list[list[Any]] = [["code", "name", "department_code"]]
    ambassadors: list[list[Any]] = [["initiative", "person_code", "department_code", "from"]]
    activities: list[list[Any]] = [
        ["initiative", "ref", "person_code", "date", "kind", "department_code", "participants"]
    ]
    for place in range(0, len(staffed), 3):
        own, person = staffed[place][0], f"P{place}"
        since = STARTED + timedelta(days=random.randrange((today - STARTED).days * 3 // 4))
        people.append([person, f"Ambassador {place}", own])
        ambassadors.append(["PLAIN", person, own, since])
        for number in range(each):
            on = since + timedelta(days=random.randrange((today - since).days + 1))
            near = place if random.random() < 2 / 3 else min(len(staffed) - 1, place + random.randrange(1, 6))
            unit, staff = staffed[near]
            came = random.choice(["", 1, 1 + int(staff * random.random())])
            activities.append(["PLAIN", f"{person}-{number}", person, on, random.choice(KINDS), unit, came])
    initiatives = [["code", "name", "starts_on"], ["PLAIN", "Plain language", STARTED]]
    return {
        "departments": departments,
        "people": people,
        "initiatives": initiatives,
        "ambassadors": ambassadors,
        "activities": activities,
    }


def as_csv(rows: list[list[Any]]) -> str:
    """The rows as a file."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue()


def import_all(session: Session, files: Files, today: date) -> None:
    """Import the files one after the other, each committed; nothing may be wrong with any of them."""
    for kind, rows in files.items():
        content = service.File(as_csv(rows).encode(), f"{kind}.csv", None, Limits())
        plan = service.import_now(session, importers()[ImportKind(kind)], content, today, NOW, None)
        session.commit()
        assert not plan.refused, f"{kind}: {[(each.code, each.line) for each in plan.problems][:5]}"
