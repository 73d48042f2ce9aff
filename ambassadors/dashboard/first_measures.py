"""The measures of the first screen, for every page that shows the same figures."""

from ambassadors.dashboard import overview
from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.crossing import crossing_measures
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.overview import Measure
from ambassadors.ledger.models import Topic
from ambassadors.results.progress import progress_on
from ambassadors.spread.crossing import crossing_of


def first_measures(found: Asked, told: Departments) -> list[Measure]:
    """Measures 1 to 7 of what is asked, as far as there is something to measure."""
    asked = found.question
    progress = found.known.about(
        (Topic.RESULTS, Topic.ORGANISATION),
        ("progress", asked.day, found.picture.ground.head),
        lambda: progress_on(found.known.worklist, asked.day, found.picture.ground.asked_ids),
    )
    crossing = crossing_of(found.facts, found.picture, found.viewer)
    return [*overview.measures(told, progress), *crossing_measures(crossing, asked.initiative.type_of_change)]
