"""Within how many working days a signal is taken up and answered, and when it climbs. Pure."""

from dataclasses import dataclass, field
from datetime import date

from ambassadors.measures.working_days import WorkingDays

MOST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Days:
    """What the kerngroep of a change allows itself, in working days; `answer` counts from the next meeting.

    `without_meeting` replaces it where no meeting is known. After `climb` days too late the chair is told.
    """

    acknowledge: int = 5
    answer: int = 5
    urgent_acknowledge: int = 2
    urgent_answer: int = 10
    without_meeting: int = 15
    climb: int = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """The deadlines of one signal as seen on `today`, by the calendar of its department."""

    today: date
    days: Days = Days()
    calendar: WorkingDays = field(default_factory=WorkingDays)
    next_meeting: date | None = None

    def acknowledge_by(self, *, urgent: bool) -> date:
        """By when a signal that comes to the kerngroep today is to be taken up."""
        return self.calendar.after(self.today, self.days.urgent_acknowledge if urgent else self.days.acknowledge)

    def answer_by(self, arrived: date, *, urgent: bool) -> date:
        """By when a signal that is taken up today is to be answered: never earlier than the next working day.

        An urgent one counts from the day on which it came to the kerngroep; another from the next meeting.
        """
        if urgent:
            by = self.calendar.after(arrived, self.days.urgent_answer)
        elif self.next_meeting is not None:
            by = self.calendar.after(max(self.next_meeting, self.today), self.days.answer)
        else:
            by = self.calendar.after(self.today, self.days.without_meeting)
        return max(by, self.calendar.after(self.today, 1))

    def resumed(self, due_on: date, asked_on: date) -> date:
        """The deadline after the sender replied today: the days of waiting for it do not count."""
        return self.calendar.after(due_on, self.calendar.between(asked_on, self.today))

    def climbs(self, due_on: date) -> bool:
        """Whether the chair is to be told today of a signal that was due on a day."""
        return self.calendar.between(due_on, self.today) > self.days.climb
