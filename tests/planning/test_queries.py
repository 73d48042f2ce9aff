"""What a page of the calendar asks of the database."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from ambassadors.planning.models import Plan, PlanDepartment, PlanPart
from ambassadors.planning.queries import Wanted, plans_found, told
from tests.statements import counted


@pytest.mark.parametrize("many", [1, 300])
def test_a_page_asks_the_same_number_of_questions_whatever_its_size(session, make, many):
    initiative, department = make.initiative(), make.department()
    seat, kind = make.ambassadorship(initiative, department), make.kind()
    told_by_all = {"initiative_id": initiative.id, "kind_id": kind.id, "on": make.today, "changed_at": make.now}
    ids = session.scalars(insert(Plan).returning(Plan.id), [told_by_all] * many).all()
    session.execute(insert(PlanDepartment), [{"plan_id": each, "department_id": department.id} for each in ids])
    part = {"ambassadorship_id": seat.id, "initiative_id": initiative.id, "leads": True}
    session.execute(insert(PlanPart), [{"plan_id": each, **part} for each in ids])
    session.commit()

    with counted(session) as statements:
        rows = session.execute(plans_found(initiative.id, Wanted(make.today, make.today + timedelta(days=1))))
        found = told(session, rows, make.today)
    assert (len(found), len(statements)) == (many, 4)
