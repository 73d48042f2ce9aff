"""Why a measure says nothing, in words."""

from flask_babel import lazy_gettext

from ambassadors.measures import chance
from ambassadors.measures.lacking import Lack
from ambassadors.measures.outlook import FIRST_ORIGIN, MINIMUM_ORIGINS
from ambassadors.spread.ahead import AHEAD_MONTHS

LACKS = {
    Lack.NO_WORKLIST: lazy_gettext("There is no list yet of what the change must reach."),
    Lack.NO_DEPARTMENTS: lazy_gettext("There are no departments on this day."),
    Lack.NO_STAFF: lazy_gettext("It is not known how many people work where. Add it to the organisation file."),
    Lack.NO_CONTACTS: lazy_gettext("Nobody met about it in this period."),
    Lack.ONE_GROUP: lazy_gettext("There is one department only, so there is nothing to compare."),
    Lack.NOTHING_DIFFERS: lazy_gettext("The very same departments met about it."),
    Lack.NOT_BEGUN: lazy_gettext("The change had not begun then."),
    Lack.TOO_FEW_ACTIVITIES: lazy_gettext(
        "Too little to tell: it takes %(count)s activities with colleagues in a year.",
        count=chance.MINIMUM_ACTIVITIES,
    ),
    Lack.TOO_FEW_AMBASSADORS: lazy_gettext(
        "Too little to tell: it takes %(count)s ambassadors.", count=chance.MINIMUM_AMBASSADORS
    ),
    Lack.TOO_SHORT: lazy_gettext(
        "Too little to tell: it takes %(count)s full months.", count=FIRST_ORIGIN + MINIMUM_ORIGINS + AHEAD_MONTHS - 1
    ),
}
NOT_KNOWN = "–"
