"""When things happen: everything is told from the last day of the story, and the seasons are real ones."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ambassadors.web.clock import LOCAL

MONTH = 365.25 / 12
STORY_MONTHS = 30


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of a story that is complete on the morning of `end`: whatever is dated lies before that day."""

    end: date

    @property
    def start(self) -> date:
        """The day on which the first initiative starts."""
        return self.month(0)

    def month(self, number: float) -> date:
        """The day that lies so many months after the start of the story."""
        return self.ago((STORY_MONTHS - number) * MONTH)

    def ago(self, days: float) -> date:
        """The day that lies so many days before the end."""
        return self.end - timedelta(days=round(days))

    def at_work(self, day: date) -> date:
        """The last working day up to `day` that lies before the end."""
        day = min(day, self.ago(1))
        while day.weekday() >= 5 or _is_christmas(day):
            day -= timedelta(days=1)
        return day


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A local time on a day."""
    return datetime.combine(day, time(hour, minute), LOCAL)


def busyness(day: date) -> float:
    """How much of the usual happens around a day: little in summer, nothing at Christmas."""
    if _is_christmas(day):
        return 0
    month_and_day = (day.month, day.day)
    if (7, 11) <= month_and_day <= (8, 25):
        return 0.12
    if (4, 26) <= month_and_day <= (5, 6):
        return 0.4
    if month_and_day >= (12, 12) or (6, 28) <= month_and_day <= (7, 10):
        return 0.6
    return 1.25 if day.month in {3, 9, 10, 11} else 1


def _is_christmas(day: date) -> bool:
    return (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 4)
