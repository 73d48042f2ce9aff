"""Every table there is, for migrations and for tests that look at all of them."""

from ambassadors.accounts import models as accounts
from ambassadors.activities import models as activities
from ambassadors.activities import outcome_models as outcomes
from ambassadors.db import Base
from ambassadors.helprequests import models as helprequests
from ambassadors.imports import models as imports
from ambassadors.initiatives import models as initiatives
from ambassadors.jobs import models as jobs
from ambassadors.ledger import models as ledger
from ambassadors.mail import models as mail
from ambassadors.meetings import models as meetings
from ambassadors.messages import models as messages
from ambassadors.network import models as network
from ambassadors.objections import models as objections
from ambassadors.organisation import models as organisation
from ambassadors.planning import models as planning
from ambassadors.results import models as results
from ambassadors.security import models as security
from ambassadors.signals import models as signals
from ambassadors.spread import models as spread
from ambassadors.start import models as start
from ambassadors.stories import models as stories
from ambassadors.thanks import models as thanks
from ambassadors.toolbox import models as toolbox

ROOMS = (
    accounts,
    activities,
    helprequests,
    imports,
    initiatives,
    jobs,
    ledger,
    mail,
    meetings,
    messages,
    network,
    objections,
    organisation,
    outcomes,
    planning,
    results,
    security,
    signals,
    spread,
    thanks,
    stories,
    start,
    toolbox,
)

metadata = Base.metadata
