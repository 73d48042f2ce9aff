"""Every table there is, for migrations and for tests that look at all of them."""

from ambassadors.accounts import models as accounts
from ambassadors.activities import models as activities
from ambassadors.db import Base
from ambassadors.imports import models as imports
from ambassadors.initiatives import models as initiatives
from ambassadors.ledger import models as ledger
from ambassadors.meetings import models as meetings
from ambassadors.network import models as network
from ambassadors.organisation import models as organisation
from ambassadors.results import models as results
from ambassadors.security import models as security
from ambassadors.signals import models as signals
from ambassadors.spread import models as spread

ROOMS = (
    accounts,
    activities,
    imports,
    initiatives,
    ledger,
    meetings,
    network,
    organisation,
    results,
    security,
    signals,
    spread,
)

metadata = Base.metadata
