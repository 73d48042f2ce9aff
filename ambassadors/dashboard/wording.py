"""What the measures found, in sentences that a manager reads without help."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from ambassadors.measures.reach import ReachRange
from ambassadors.measures.stages import Criterion, Explanation, Rule, Stage, Thresholds
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import number, percent

STAGE_NAMES = {
    Stage.NOT_REACHED: lazy_gettext("not reached"),
    Stage.HEARD: lazy_gettext("heard of it"),
    Stage.TAKES_PART: lazy_gettext("takes part"),
    Stage.CARRIES_IT: lazy_gettext("carries it"),
    Stage.BY_ITSELF: lazy_gettext("does it by itself"),
}
HAS = {
    Rule.AMBASSADOR: lazy_gettext("It has an ambassador."),
    Rule.CONFIRMED: lazy_gettext("The kerngroep has confirmed that it does this by itself."),
}
LACKS = {
    Rule.AMBASSADOR: lazy_gettext("It has no active ambassador."),
    Rule.CONFIRMED: lazy_gettext("The kerngroep has not confirmed that it does this by itself."),
}
REMEDIES = {
    Rule.HEARD: lazy_gettext("Visit it, or send a message."),
    Rule.AMBASSADOR: lazy_gettext("Find an ambassador for it."),
    Rule.RECENT_CONTACT: lazy_gettext("Meet again: the last time is too long ago."),
    Rule.CONFIRMED: lazy_gettext("Show the kerngroep that it goes by itself. Then they can confirm it."),
}
MOST_NAMED = 5
NOT_SHOWN = lazy_gettext("not shown")


def stage_name(stage: Stage | None) -> str:
    """The name of a stage; None is a stage that may not be shown."""
    return str(NOT_SHOWN if stage is None else STAGE_NAMES[stage])


def all_stage_names() -> tuple[str, str, str, str, str]:
    """The names of the stages, in order."""
    first, second, third, fourth, fifth = (str(STAGE_NAMES[stage]) for stage in Stage)
    return first, second, third, fourth, fifth


def stage_meaning(stage: Stage, limits: Thresholds) -> str:
    """What puts a department in a stage, with the thresholds of this change."""
    if stage == Stage.NOT_REACHED:
        return _("nothing reached it in %(days)s days", days=limits.heard_days)
    if stage == Stage.HEARD:
        return _("an activity or a message reached it in the last %(days)s days", days=limits.heard_days)
    if stage == Stage.TAKES_PART:
        return _(
            "colleagues met in %(weeks)s different weeks of the last %(days)s days, and %(share)s of them took part",
            weeks=limits.takes_part_weeks,
            days=limits.takes_part_days,
            share=percent(limits.takes_part_share, 1),
        )
    if stage == Stage.CARRIES_IT:
        return _(
            "takes part, has an ambassador, and met in the last %(days)s days",
            days=limits.carries_days,
        )
    return _("the kerngroep has confirmed it")


def people(count: int) -> str:
    """So many colleagues."""
    return ngettext("%(shown)s colleague", "%(shown)s colleagues", count, shown=number(count))


def departments(count: int) -> str:
    """So many departments."""
    return ngettext("%(shown)s department", "%(shown)s departments", count, shown=number(count))


def part_of(part: int, whole: int) -> str:
    """So many of all: 14 of 60."""
    return _("%(part)s of %(whole)s", part=number(part), whole=number(whole))


def signed(value: float) -> str:
    """With two decimals, a real minus sign, and never minus nought."""
    return number(round(value, 2) + 0).replace("-", "−")


def listed(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """The first names, and how many more there are."""
    first = ", ".join(names[:most])
    if len(names) <= most:
        return first
    return _("%(names)s and %(count)s more", names=first, count=number(len(names) - most))


def reach(found: ReachRange) -> str:
    """How many took part, as the range that the log can prove: between 15 and 37 of 40."""
    of = {"low": number(found.lower), "high": number(found.upper), "staff": number(found.staff)}
    if not found.upper and not found.or_more:
        return _("nobody of %(staff)s", **of)
    if found.or_more and not found.lower:
        return _("not known, of %(staff)s", **of)
    if found.or_more:
        return _("at least %(low)s of %(staff)s", **of)
    if found.lower == found.upper:
        return _("%(low)s of %(staff)s", **of)
    return _("between %(low)s and %(high)s of %(staff)s", **of)


def weeks_since(weeks: int | None, counting: int | None) -> str:
    """How long ago the last contact was, and how many of these weeks count: those that are not quiet."""
    if weeks is None or counting is None:
        return _("never")
    if weeks == 0:
        return _("less than a week ago")
    ago = ngettext("%(count)s week ago", "%(count)s weeks ago", weeks, count=number(weeks))
    if counting == weeks:
        return ago
    return _("%(ago)s, without quiet weeks %(count)s", ago=ago, count=number(counting))


def criterion(found: Criterion, limits: Thresholds) -> str:
    """What there is of one rule, with its numbers."""
    if found.rule is Rule.HEARD:
        return ngettext(
            "%(shown)s activity or message reached it in the last %(days)s days.",
            "%(shown)s activities or messages reached it in the last %(days)s days.",
            found.value or 0,
            shown=number(found.value),
            days=limits.heard_days,
        )
    if found.rule is Rule.CONTACT_WEEKS:
        return _weeks_criterion(found, limits)
    if found.rule is Rule.REACH:
        return _reach_criterion(found, limits)
    if found.rule is Rule.RECENT_CONTACT:
        return _recent_criterion(found)
    return str(HAS[found.rule] if found.met else LACKS[found.rule])


def confirmed(since: date, until: date) -> str:
    """Since when the kerngroep confirmed a department, and until when that holds."""
    return _(
        "The kerngroep has confirmed since %(since)s that it does this by itself. That is valid until %(until)s.",
        since=in_full(since),
        until=in_full(until),
    )


def _weeks_criterion(found: Criterion, limits: Thresholds) -> str:
    if not found.value:
        return _(
            "Colleagues did not meet in the last %(days)s days; meeting in %(needed)s different weeks is needed.",
            days=limits.takes_part_days,
            needed=found.needed,
        )
    return ngettext(
        "Colleagues met in %(shown)s week of the last %(days)s days; %(needed)s are needed.",
        "Colleagues met in %(shown)s different weeks of the last %(days)s days; %(needed)s are needed.",
        found.value,
        shown=number(found.value),
        days=limits.takes_part_days,
        needed=found.needed,
    )


def _reach_criterion(found: Criterion, limits: Thresholds) -> str:
    if found.needed is None:
        return _("It has no staff of its own, so nobody can take part.")
    if not found.value:
        return _(
            "As far as we know nobody took part in the last %(days)s days; it takes %(needed)s (%(share)s).",
            days=limits.takes_part_days,
            needed=number(found.needed),
            share=percent(limits.takes_part_share, 1),
        )
    return ngettext(
        "At least %(shown)s colleague took part in the last %(days)s days; it takes %(needed)s (%(share)s).",
        "At least %(shown)s colleagues took part in the last %(days)s days; it takes %(needed)s (%(share)s).",
        found.value or 0,
        shown=number(found.value),
        days=limits.takes_part_days,
        needed=number(found.needed),
        share=percent(limits.takes_part_share, 1),
    )


def _recent_criterion(found: Criterion) -> str:
    if found.value is None:
        return _("Nobody met about it yet.")
    if found.quiet:
        return ngettext(
            "The last contact was %(all)s days ago. Without quiet weeks that is %(shown)s day; "
            "it must be less than %(needed)s.",
            "The last contact was %(all)s days ago. Without quiet weeks that is %(shown)s days; "
            "it must be less than %(needed)s.",
            found.value,
            all=number(found.value + found.quiet),
            shown=number(found.value),
            needed=found.needed,
        )
    if found.value == 0:
        return _("The last contact was today.")
    return ngettext(
        "The last contact was %(shown)s day ago; it must be less than %(needed)s.",
        "The last contact was %(shown)s days ago; it must be less than %(needed)s.",
        found.value,
        shown=number(found.value),
        needed=found.needed,
    )


def lift(found: Criterion) -> str:
    """What to do about a rule that is not met."""
    missing = (found.needed or 0) - (found.value or 0)
    if found.rule is Rule.CONTACT_WEEKS:
        return ngettext(
            "Meet in %(count)s other week: a conversation counts.",
            "Meet in %(count)s other weeks: a conversation counts.",
            missing,
            count=number(missing),
        )
    if found.rule is Rule.REACH:
        if found.needed is None:
            return _("Give it staff in the organisation file, or leave it as it is.")
        return ngettext(
            "Get %(count)s more colleague to take part, and write down how many came.",
            "Get %(count)s more colleagues to take part, and write down how many came.",
            missing,
            count=number(missing),
        )
    return str(REMEDIES[found.rule])


def reason(why: Explanation, limits: Thresholds) -> str:
    """Why a department is in its stage, in one sentence: what is missing for the next stage, else what it has."""
    if why.only_broadcasts:
        return _("In the last %(days)s days only messages reached it; nobody took part.", days=limits.heard_days)
    if why.stage in {Stage.NOT_REACHED, Stage.BY_ITSELF}:
        return criterion(why.because[-1], limits)
    if why.stage == Stage.CARRIES_IT:
        return _("It takes part, has an ambassador, and met not long ago.")
    return " ".join(criterion(each, limits) for each in why.missing)


def headline(staff: int, share: float, heard: float, a_year_before: float | None, begun: date) -> str:
    """How far the change has spread: the shares of the staff that take part, that heard, and that took part then."""
    of = {"staff": number(staff)}
    if share:
        now = _(
            "Of the %(staff)s colleagues, %(share)s work in a department that takes part.",
            share=percent(share, 1),
            **of,
        )
    elif heard:
        now = _(
            "Of the %(staff)s colleagues, nobody works in a department that takes part; "
            "%(heard)s work in a department that heard of it.",
            heard=percent(heard, 1),
            **of,
        )
    else:
        now = _("The change has reached none of the %(staff)s colleagues yet.", **of)
    if a_year_before is None:
        then = _("It began on %(day)s.", day=in_full(begun))
    elif not share and not a_year_before:
        then = _("A year ago nobody took part either.")
    else:
        then = _("A year ago that was %(share)s.", share=percent(a_year_before, 1))
    return f"{now} {then}"
