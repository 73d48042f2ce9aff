"""Many activities at once: a table to fill, or to paste into from a sheet."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.activities import choices, many, service
from ambassadors.activities.forms import WORDS
from ambassadors.activities.many_forms import AT_FIRST, MORE, ManyForm
from ambassadors.activities.many_rows import MOST_ROWS, read_pasted
from ambassadors.activities.views import initiative_asked
from ambassadors.db import db
from ambassadors.imports.wording import word_alone
from ambassadors.initiatives.current import be_about
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import SAVE

blueprint = Blueprint("many", __name__, url_prefix="/log/many")

MORE_ROWS = "more"


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.LOG_ACTIVITY)
def log() -> ResponseReturnValue:
    """Log many activities: for oneself, or as change manager for anybody."""
    offered = choices.initiatives_to_log(db.session, actor(), clock.today())
    initiative = initiative_asked(offered)
    if initiative is None:
        return render_template("activities/which.html", offered=offered, endpoint="many.log")
    be_about(initiative.code)
    form = ManyForm()
    offer = choices.offer(db.session, actor(), initiative, clock.today())
    own = None if offer.for_others else next(iter(offer.own), None)
    against = many.held_against(db.session, initiative, own)
    if request.method == "GET":
        form.add_rows(AT_FIRST)
    elif form.pasted.data:
        _put_pasted_in(form)
    elif form.step == SAVE:
        _save(form, against, initiative.id)
        if not form.errors:
            return redirect(url_for("activities.mine"))
    elif form.step == MORE_ROWS:
        form.add_rows(MORE)
    for row in form.rows:
        row.form.kind.data = against.kind_code(row.form.kind.data or "")
    page = render_template("activities/many.html", form=form, offer=offer, offered=offered, own=own, most=MOST_ROWS)
    return page, form.http_status


def _put_pasted_in(form: ManyForm) -> None:
    """Put what was pasted into the table; the text stays where it cannot be."""
    pasted = read_pasted(form.pasted.data)
    if not pasted.rows:
        form.pasted.errors = [word_alone(each) for each in pasted.problems]
    elif not form.put_in(pasted.rows):
        form.pasted.errors = [_("There is room for %(most)s rows. Save these first.", most=MOST_ROWS)]
    else:
        form.pasted.data = ""
        for each in pasted.problems:
            flash(word_alone(each), "warning")
        if pasted.unused:
            columns = ", ".join(f"“{heading}”" for heading in pasted.unused)
            flash(_("We left out these columns: %(columns)s.", columns=columns), "warning")


def _save(form: ManyForm, against: many.HeldAgainst, initiative_id: int) -> None:
    """Save all rows, or tell in each cell what is wrong with it."""
    form.validate()
    typed = form.typed()
    if not typed:
        form.form_errors.append(_("Nothing is filled in yet. Fill in a row, or paste your sheet."))
        return
    entries, wrong = many.plan_many(against, typed, clock.today())
    form.tell_wrong(wrong)
    if form.errors:
        return
    with form.filing(db.session, WORDS):
        kept = [entry for _place, entry in sorted(entries, key=lambda each: each[0])]
        service.log_many(db.session, actor(), initiative_id, kept, clock.today(), clock.now())
        flash(
            ngettext("%(num)d activity saved. Thank you.", "%(num)d activities saved. Thank you.", len(kept)),
            "success",
        )
