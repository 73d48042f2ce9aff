"""Rules for passwords, links and attempts to sign in. Pure."""

from datetime import timedelta

MINIMUM_PASSWORD = 12
"""Characters; length protects better than odd signs do."""

INVITATION_LASTS = timedelta(days=14)
RESET_LASTS = timedelta(hours=2)

THROTTLE_WINDOW = timedelta(minutes=15)
FAILURES_PER_ADDRESS = 8
FAILURES_PER_NETWORK = 60
"""An office shares one network address, so it gets more room than one e-mail address does."""


def normal_email(raw: str) -> str:
    """The address as it is stored and compared."""
    return raw.strip().lower()


def password_problem(password: str, email: str) -> str | None:
    """Code of what is wrong with a new password, or nothing."""
    if len(password) < MINIMUM_PASSWORD:
        return "password_short"
    if len(set(password)) < MINIMUM_PASSWORD // 2 or password.lower() == email:
        return "password_simple"
    return None
