"""What came out of a change, as a part of its page."""

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative
from ambassadors.outcomes.queries import summary_of


def what_came_out(session: Session, initiative: Initiative) -> Markup:
    """The letter tests, reviews and panels in numbers. Three queries."""
    summary = summary_of(session, initiative.id)
    return Markup(render_template("outcomes/summary.html", initiative=initiative, summary=summary))  # noqa: S704  our own template
