"""Every night: what was sent or done long ago is removed."""

from datetime import datetime, timedelta

from ambassadors.jobs import service as jobs
from ambassadors.jobs.working import Round, Task
from ambassadors.mail import outbox

TIDY = "tidy"
HOUR = 2
"""UTC: in the middle of the night here, in summer and in winter."""


def last_night(now: datetime) -> datetime:
    """The last moment up to `now` at which there was to be tidied."""
    today = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


EVERY_NIGHT = Round(TIDY, last_night)


def tidy(task: Task) -> None:
    """Remove what nobody needs any more."""
    with task.finishing() as session:
        outbox.forget_old(session, task.now())
        jobs.forget_old(session, task.now())
