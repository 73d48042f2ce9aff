"""The figures in depth, on a page of their own that the dashboard takes in, and the files behind them."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from ambassadors.dashboard import charts, figures, overview
from ambassadors.dashboard.ahead_figures import next_steps
from ambassadors.dashboard.asking import Asked, answer, evidence_for, question
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.depth import FIGURES, brought, figures_in_depth
from ambassadors.dashboard.views import file_of, kept, nothing_to_tell
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.spread.indepth import Measures, measures_behind

blueprint = Blueprint("in_depth", __name__, url_prefix="/i/<initiative_code>/dashboard")


@blueprint.get("/in-depth")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str) -> ResponseReturnValue:
    """Measures 8 to 13 and what is behind 6 and 7; with `part=figures` without the page around them."""
    asked = question(initiative_code)
    if not asked.has_begun:
        return render_template("dashboard/not_begun.html", question=asked)
    found = answer(asked)
    if not found.can_be_told:
        return nothing_to_tell(found)
    content = kept(found, "figures", lambda: _figures(found))
    if request.args.get("part") == "figures":
        return str(content)
    return render_template(
        "dashboard/in_depth.html",
        asked=found,
        question=asked,
        path=overview.path(found.picture),
        branches=overview.branches(found.picture),
        content=content,
    )


def _figures(found: Asked) -> str:
    told, measures = Departments(found.picture), _measures(found)
    may_assign = actor().may(Permission.ASSIGN_AMBASSADORS, found.question.initiative.code)
    return render_template(
        "dashboard/figures_in_depth.html",
        question=found.question,
        figures=[figures.months(found.months()), figures.reach(told), figures.coverage(told)],
        gaps=overview.gaps(told),
        more_gaps=max(0, len(found.picture.coverage.gaps) - overview.MOST_GAPS),
        deeper=figures_in_depth(told, measures),
        steps=next_steps(told, measures),
        brought=brought(told, found.facts.roster.ambassadorships) if may_assign else [],
        may_assign=may_assign,
        config=charts.CONFIG,
    )


@blueprint.get("/in-depth/<figure>.csv")
@requires(Permission.SIGNED_IN)
def csv(initiative_code: str, figure: str) -> ResponseReturnValue:
    """What is behind a figure in depth, for a spreadsheet: what this viewer may see, and nothing more."""
    make = FIGURES.get(figure) or abort(404)
    return file_of(initiative_code, figure, lambda found: make(Departments(found.picture), _measures(found)).table)


def _measures(found: Asked) -> Measures:
    return measures_behind(evidence_for(found), found.picture, found.viewer)
