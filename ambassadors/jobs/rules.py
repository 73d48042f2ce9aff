"""When a job is tried, again, and no more. Pure."""

from datetime import timedelta

LEASE = timedelta(minutes=5)
"""For how long a worker holds a job; one that is still open then is taken over by whoever comes first."""
MOST_ATTEMPTS = 12
"""Together with the waits a day and a bit: long enough for a mail server that is away overnight."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=12)
LATE_AFTER = timedelta(minutes=15)
"""Work that was to be done so long ago tells that no worker runs."""
KEPT_FOR = timedelta(days=90)
"""What was done so long ago is no longer known; by then nothing asks for it a second time."""


def wait_after(attempts: int) -> timedelta:
    """How long to wait after that many attempts: twice as long each time, up to half a day."""
    return min(FIRST_WAIT * (1 << max(attempts - 1, 0)), LONGEST_WAIT)


def is_the_last(attempts: int) -> bool:
    """Whether nothing is tried after this attempt."""
    return attempts >= MOST_ATTEMPTS
