"""What objections keep about a person: what they wrote and heard, and which answers worked for them."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from ambassadors.activities.models import Activity
from ambassadors.initiatives.kept import change_named
from ambassadors.objections.models import Answer, Hearing, Objection, Worked
from ambassadors.organisation.kept import department_named
from ambassadors.security.kept import USER, Kept

_CHANGE = change_named(Objection.initiative_id).label("change")
_OBJECTION = Objection.text.label("objection")

KEPT = (
    Kept(
        "objections",
        _("What people say against a change, that you wrote down first."),
        select(_CHANGE, _OBJECTION, Objection.written_at.label("at"), Objection.retired_at.label("withdrawn_at"))
        .where(Objection.written_by == USER)
        .order_by(Objection.id),
    ),
    Kept(
        "objections_heard",
        _("When and where you heard that. Who said it is not kept."),
        select(
            _CHANGE,
            _OBJECTION,
            func.coalesce(Hearing.on, Activity.on).label("on"),
            department_named(Hearing.department_id).label("department"),
            Hearing.logged_at,
            Hearing.withdrawn_at.label("undone_at"),
        )
        .join(Hearing, Hearing.objection_id == Objection.id)
        .outerjoin(Activity, Hearing.activity_id == Activity.id)
        .where(Hearing.logged_by == USER)
        .order_by(Hearing.id),
    ),
    Kept(
        "objection_answers",
        _("Answers that you wrote."),
        select(
            _CHANGE,
            _OBJECTION,
            Answer.text.label("words"),
            Answer.written_at.label("at"),
            Answer.retired_at.label("withdrawn_at"),
        )
        .join(Answer, Answer.objection_id == Objection.id)
        .where(Answer.written_by == USER)
        .order_by(Answer.id),
    ),
    Kept(
        "answers_that_worked",
        _("Answers of which you said that they worked for you. Others see only how many said so."),
        select(_CHANGE, _OBJECTION, Answer.text.label("words"), Worked.at)
        .join(Answer, Answer.objection_id == Objection.id)
        .join(Worked, Worked.answer_id == Answer.id)
        .where(Worked.user_id == USER)
        .order_by(Worked.at, Worked.answer_id),
    ),
)
